"""The mentor's page: their teams in order of need."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.utils import timezone

from courses.models import Activity
from discussions.actions import post_reply
from teams.actions import choose_rhythm, form_team, give_feedback, name_mentor
from teams.need import needs_of
from teams.rhythm import Slot


def reasons(mentor, now=None) -> dict[str, list[int]]:
    return {
        need.team.name: sorted(reason.rank for reason in need.reasons)
        for need in needs_of(mentor, now or timezone.now())
    }


@pytest.fixture
def lively(harbor, lantern, grace, priya, mara, lena):
    """Both teams have a time to meet and have just talked; Grace mentors both."""
    name_mentor(lantern, person=grace, by=priya)
    for team, person in ((harbor, mara), (lantern, lena)):
        choose_rhythm(team, slots=[Slot(1, time(9))], by=person)
        post_reply(team.space.threads.get(), by=person, body="<p>Hello.</p>")


def test_a_hand_in_without_an_answer_comes_first(signed_in, lively, handed_in, grace):
    assert list(reasons(grace)) == ["Harbor", "Lantern"]
    assert 0 in reasons(grace)["Harbor"]
    page = signed_in(grace).get("/mentoring/").content.decode()
    assert "waits for your answer" in page


def test_an_answered_one_asks_no_more(lively, handed_in, grace):
    give_feedback(handed_in, by=grace, body="<p>Good.</p>")
    assert 0 not in reasons(grace)["Harbor"]


def test_late_work_is_told_and_no_word_of_the_draft(signed_in, lively, cohort, task, part, grace, mara):
    from teams.actions import save_part

    save_part(part, by=mara, body="<p>Secret words.</p>", revision=0)
    later = timezone.now() + timedelta(days=400)
    assert 1 in reasons(grace, later)["Harbor"]
    assert "Secret words" not in signed_in(grace).get("/mentoring/").content.decode()


def test_a_room_without_a_word_for_four_days_is_silent(lively, grace):
    assert 2 not in reasons(grace)["Harbor"]
    assert 2 in reasons(grace, timezone.now() + timedelta(days=4, minutes=1))["Harbor"]


def test_a_mentors_own_word_breaks_no_silence(lively, harbor, grace):
    post_reply(
        harbor.space.threads.get(),
        by=grace,
        body="<p>Hello?</p>",
        occurred_at=timezone.now() + timedelta(days=3),
    )
    assert 2 in reasons(grace, timezone.now() + timedelta(days=5))["Harbor"]


def test_a_team_without_a_time_to_meet_is_named(harbor, grace):
    assert 3 in reasons(grace)["Harbor"]


def test_only_ones_own_teams_are_there(lively, harbor, lantern, priya, grace):
    assert reasons(priya) == {}
    other = form_team(lantern.cohort, by=priya, name="Other", people=[])
    assert other.name not in reasons(grace)


def test_the_rules_are_printed_and_nobody_is_counted(signed_in, lively, grace):
    page = signed_in(grace).get("/mentoring/").content.decode()
    assert "How are they ordered?" in page
    assert "last seen" not in page.lower()


def test_who_mentors_nobody_finds_what_it_is_for(signed_in, stranger):
    page = signed_in(stranger).get("/mentoring/").content.decode()
    assert "Nothing waits for you" in page
    assert "Office hours" not in page


@pytest.mark.parametrize("count", [1, 8])
def test_the_page_takes_few_queries(signed_in, cohort, grace, priya, django_assert_max_num_queries, count):
    from teams.actions import set_mentor_limit

    set_mentor_limit(grace, most=20, by=grace)
    assert Activity.objects.filter(module__version=cohort.version_id, kind="team_task").exists()
    for n in range(count):
        name_mentor(form_team(cohort, by=priya, name=f"T{n}", people=[]), person=grace, by=priya)
    client = signed_in(grace)
    with django_assert_max_num_queries(18):
        assert client.get("/mentoring/").status_code == 200
