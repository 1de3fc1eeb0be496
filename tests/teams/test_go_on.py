"""A team that goes on after its cohort as a set of its own."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cohorts.actions import end_cohort
from discussions.actions import post_reply
from notifications.models import Notification
from spaces import readers
from spaces.models import Membership, Role
from teams.actions import (
    add_set_note,
    choose_rhythm,
    go_on,
    leave_set,
    make_commitment,
    name_mentor,
    reflect,
    release_all_managers,
    skip_turn,
    swap_turn,
    write_problem,
)
from teams.actions.going_on import members_of
from teams.models import LearningSet, SetMeeting, SetNote, Team
from teams.pages.going_on import next_week
from teams.rhythm import Slot
from tests.robustness.forms import KEY
from tests.teams.conftest import entries

SECRET = "My foreman does not talk to me."


@pytest.fixture
def ended(cohort, harbor, mara, priya):
    """The cohort is over; Harbor met on Tuesdays."""
    choose_rhythm(harbor, slots=[Slot(1, time(9))], by=mara)
    end_cohort(cohort, by=priya)
    return Team.objects.select_related("space", "cohort__space").get(pk=harbor.pk)


@pytest.fixture
def crew(ended, mara) -> Team:
    """Harbor goes on."""
    go_on(ended, by=mara)
    return ended


@pytest.fixture
def week(crew):
    return next_week(crew, timezone.now())


def presenter(signed_in, team, who) -> str:
    page = signed_in(who).get(reverse("agenda", args=[team.pk])).content.decode()
    return page.split("<small>presents this time")[0].rpartition("<b>")[2].split(" ")[0]


def test_one_click_keeps_room_and_rhythm(signed_in, ended, mara, jon):
    client = signed_in(mara)
    assert "Your cohort is over" in client.get(ended.get_absolute_url()).content.decode()
    for _twice in range(2):
        assert client.post(reverse("go_on", args=[ended.pk])).status_code == 302
    assert LearningSet.objects.count() == 1
    assert len(entries(ended.space, "set.begun")) == 1
    ended.rhythm.refresh_from_db()
    assert ended.rhythm.until_on is None
    assert ended.rhythm.meetings_after(timezone.now() + timedelta(days=300), 1)
    post_reply(ended.space.threads.get(), by=jon, body="<p>On we go.</p>")
    assert "Next agenda" in client.get(ended.get_absolute_url()).content.decode()


def test_the_table_says_whose_turn_is_next(signed_in, crew, mara, week):
    swap_turn(crew, week=week, person=members_of(crew)[1], by=mara)
    page = signed_in(mara).get(crew.get_absolute_url()).content.decode()
    beside = page.split('id="conversation"')[1]
    seat = beside.split("Presents next")[0].rpartition("<li")[2]
    assert beside.count("Presents next") == 1
    assert members_of(crew)[1].name in seat


def test_what_was_brought_is_changed_and_not_brought_again(signed_in, crew, week):
    who = members_of(crew)[0]
    swap_turn(crew, week, person=who, by=who)
    client, address = signed_in(who), reverse("agenda_of", args=[crew.pk, week])
    assert 'button--primary">Bring it' in client.get(address).content.decode()
    write_problem(crew, week, body=SECRET, by=who)
    page = client.get(address).content.decode()
    assert "Bring it" not in page
    assert "Save changes" in page
    assert SECRET in page.split("<auto-grow>")[1].split("</auto-grow>")[0]


def test_its_mentors_leave_and_the_members_are_told(crew, grace):
    assert not Membership.objects.of(grace).filter(space=crew.space_id).exists()
    readers.run("bell", crew.space_id)
    told = Notification.objects.filter(entry__verb="set.begun")
    assert sorted(one.person.first_name for one in told) == ["Aiko", "Jon"]


def test_before_the_end_there_is_no_set(harbor, mara):
    with pytest.raises(ValidationError, match="not over yet"):
        go_on(harbor, by=mara)


@pytest.mark.parametrize("who", ["lena", "priya", "tom", "ines", "stranger"])
def test_others_find_nothing(signed_in, request, lantern, crew, week, who):
    client = signed_in(request.getfixturevalue(who))
    for name, args in (
        ("go_on", [crew.pk]),
        ("add_set_note", [crew.pk, week]),
        ("swap_turn", [crew.pk, week]),
    ):
        assert client.post(reverse(name, args=args)).status_code == 404
    assert client.get(reverse("agenda", args=[crew.pk])).status_code == 404


def test_a_mentor_does_not_let_it_go_on(signed_in, ended, grace):
    assert signed_in(grace).post(reverse("go_on", args=[ended.pk])).status_code == 403


def test_everybody_presents_once_before_somebody_does_again(crew, week):
    from teams.turns import presenter_of

    members = members_of(crew)
    turn = [presenter_of(n, members, {}) for n in range(6)]
    assert turn[:3] == turn[3:]
    assert set(turn) == set(members)


def test_a_turn_is_swapped_both_ways(signed_in, crew, week, mara, aiko, jon):
    learning_set, members = crew.learning_set, members_of(crew)
    number = learning_set.number(week)
    first, other = members[number % 3], members[(number + 2) % 3]
    for _twice in range(2):
        signed_in(mara).post(reverse("swap_turn", args=[crew.pk, week]), {"person": other.pk})
    assert learning_set.swapped() == {number: other.pk, number + 2: first.pk}
    assert len(entries(crew.space, "turn.swapped")) == 1
    assert presenter(signed_in, crew, jon) == other.first_name


def test_a_turn_that_is_skipped_goes_to_the_next(crew, week, mara):
    members, number = members_of(crew), crew.learning_set.number(week)
    skip_turn(crew, week, by=mara)
    assert crew.learning_set.swapped() == {
        number: members[(number + 1) % 3].pk,
        number + 1: members[number % 3].pk,
    }


def test_only_who_presents_says_what_they_bring(signed_in, crew, week, mara, jon):
    swap_turn(crew, week, person=mara, by=jon)
    address = reverse("write_problem", args=[crew.pk, week])
    assert signed_in(jon).post(address, {"body": SECRET}).status_code == 403
    for _twice in range(2):
        assert signed_in(mara).post(address, {"body": SECRET}).status_code == 302
    assert len(entries(crew.space, "problem.written")) == 1
    assert SECRET in signed_in(jon).get(reverse("agenda", args=[crew.pk])).content.decode()


def test_questions_and_notes_are_kept_once_each(signed_in, crew, week, jon):
    address = reverse("add_set_note", args=[crew.pk, week])
    for _twice in range(2):
        signed_in(jon).post(address, {"kind": "question", "body": "Since when?", "key": KEY})
    assert signed_in(jon).post(address, {"kind": "note", "body": " "}).status_code == 422
    assert SetNote.objects.count() == 1
    page = signed_in(jon).get(reverse("agenda", args=[crew.pk])).content.decode()
    assert "Since when?" in page


def test_an_invited_mentor_reads_the_room_and_none_of_what_is_kept(
    signed_in, crew, week, mara, jon, grace, priya
):
    swap_turn(crew, week, person=mara, by=jon)
    write_problem(crew, week, by=mara, body=SECRET)
    note = add_set_note(crew, week, by=jon, kind="note", body=SECRET)
    with pytest.raises(PermissionDenied):
        name_mentor(crew, person=grace, by=priya)
    signed_in(mara).post(reverse("invite_mentor", args=[crew.pk]), {"email": grace.email})
    room = signed_in(grace).get(crew.get_absolute_url()).content.decode()
    assert "Grace can read here" in room
    assert SECRET not in room
    assert signed_in(grace).get(reverse("agenda", args=[crew.pk])).status_code == 404
    assert not SetMeeting.objects.visible_to(grace).exists()
    assert not SetNote.objects.visible_to(grace).filter(pk=note.pk).exists()
    signed_in(mara).post(reverse("thank_mentor", args=[crew.pk]), {"person": grace.pk})
    assert signed_in(grace).get(crew.get_absolute_url()).status_code == 404


def test_a_mentor_who_comes_to_manage_a_member_is_still_released(crew, mara, aiko, grace, ines):
    name_mentor(crew, person=grace, by=mara)
    aiko.manager = grace
    aiko.save()
    release_all_managers(by=ines)
    assert not Membership.objects.of(grace).filter(space=crew.space_id).exists()


def test_commitments_are_carried_over_until_they_are_tried(signed_in, crew, cohort, jon, mara):
    enrollment = cohort.enrollments.get(person=jon)
    made = make_commitment(enrollment, by=jon, what="Ask first", by_on=timezone.localdate())
    address = reverse("agenda", args=[crew.pk])
    assert "Carried over" in signed_in(mara).get(address).content.decode()
    reflect(made, by=jon, result="worked", reflection="It did.")
    page = signed_in(mara).get(address).content.decode()
    assert "Carried over" not in page
    assert "Tried lately" in page


def test_leaving_is_one_click_and_the_others_go_on(signed_in, crew, week, jon, mara):
    note = add_set_note(crew, week, by=jon, kind="note", body="Mine")
    for _twice in range(2):
        signed_in(jon).post(reverse("leave_set", args=[crew.pk]))
    assert not Membership.objects.of(jon).filter(space=crew.space_id).exists()
    assert signed_in(jon).get(crew.get_absolute_url()).status_code == 404
    assert SetNote.objects.visible_to(mara).get() == note
    assert jon not in members_of(crew)


def test_a_team_of_a_running_cohort_is_not_left_so(harbor, mara):
    with pytest.raises(ValidationError, match="belongs to its cohort"):
        leave_set(harbor, by=mara)
    assert Membership.objects.of(mara, Role.LEARNER).filter(space=harbor.space_id).exists()


@pytest.mark.parametrize("when", ["2020-01-06", "2026-12-01", "2026-13-45", "soon"])
def test_a_week_that_is_none_is_unknown(signed_in, crew, mara, when):
    assert signed_in(mara).get(f"/teams/{crew.pk}/agenda/{when}/").status_code == 404


def test_calendars_keep_the_meetings_only_of_who_goes_on(client, ended, mara):
    address = reverse("calendar_feed", args=[mara.calendar_key])
    assert "meeting-0" not in client.get(address).content.decode()
    go_on(ended, by=mara)
    assert "meeting-0" in client.get(address).content.decode()


def test_a_set_chooses_another_time(crew, mara):
    rhythm = choose_rhythm(crew, slots=[Slot(3, time(17))], by=mara)
    assert rhythm.until_on is None


@pytest.mark.parametrize("count", [2, 30])
def test_the_agenda_takes_few_queries(signed_in, crew, week, jon, mara, django_assert_max_num_queries, count):
    for n in range(count):
        add_set_note(crew, week, by=jon, kind="question", body=f"Why {n}?")
    client = signed_in(mara)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("agenda", args=[crew.pk])).status_code == 200
