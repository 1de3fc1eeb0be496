"""The team's room."""

import pytest

from cohorts.actions import enroll_many
from discussions.actions import post_reply
from teams.actions import form_team, move_member, open_submission, take_part
from tests.conftest import person
from tests.teams.conftest import write


@pytest.fixture
def open_draft(draft, mara, aiko, jon):
    """Aiko and Jon are ready, Mara has the part that is missing."""
    parts = list(draft.parts.in_order())
    write(parts[0], aiko, "<p>One thing a week.</p>")
    write(parts[1], jon, "<p>Seen, then silence.</p>")
    take_part(parts[2], by=mara)
    return draft


def test_a_member_finds_seats_parts_and_who_can_read(signed_in, harbor, open_draft, mara):
    page = signed_in(mara).get(harbor.get_absolute_url()).content.decode()
    assert "Grace can read here" in page
    assert "<b>2 of 3</b> parts are ready" in page
    assert "Write your part: When it goes wrong" in page
    assert "Seen, then silence." in page
    assert "Team and mentor · " in page


def test_every_seat_says_what_its_person_is(signed_in, harbor, open_draft, mara, aiko, grace):
    for who, title in ((aiko, "Head of quality"), (grace, "Plant manager")):
        who.job_title = title
        who.save(update_fields=["job_title"])
    page = signed_in(mara).get(harbor.get_absolute_url()).content.decode()
    table, beside = page.split('id="conversation"')
    assert '<span class="seat__role">Head of quality</span>' in table
    assert '<span class="seat__role">Head of quality</span>' in beside
    assert '<span class="seat__role"><b>Mentor</b> · Plant manager</span>' in beside
    assert "Presents next" not in page


def test_who_joins_when_every_part_is_taken_sits_at_the_table(
    signed_in, harbor, lantern, open_draft, mara, lena, priya
):
    assert "No part yet" not in signed_in(mara).get(harbor.get_absolute_url()).content.decode()
    move_member(lantern, harbor, person=lena, by=priya)
    table = signed_in(mara).get(harbor.get_absolute_url()).content.decode().split('id="conversation"')[0]
    seat = table.split("No part yet")[0].rpartition("<li")[2]
    assert ">Lena" in seat


def test_a_task_that_nobody_has_begun_offers_its_parts(signed_in, harbor, task, mara):
    page = signed_in(mara).get(harbor.get_absolute_url()).content.decode()
    assert page.count('name="position"') == 3


def test_a_mentor_reads_the_room_and_not_the_draft(signed_in, harbor, open_draft, grace):
    page = signed_in(grace).get(harbor.get_absolute_url()).content.decode()
    assert "own until they hand it in" in page
    assert "Seen, then silence." not in page
    assert 'id="seat-' not in page


@pytest.mark.parametrize("who", ["lena", "priya", "tom", "ines", "stranger"])
def test_nobody_else_learns_that_it_is_there(signed_in, request, harbor, lantern, open_draft, who):
    client = signed_in(request.getfixturevalue(who))
    part = open_draft.parts.first()
    for address in (
        harbor.get_absolute_url(),
        open_draft.get_absolute_url(),
        f"/submissions/{open_draft.pk}/acts/",
        f"/parts/{part.pk}/",
    ):
        assert client.get(address).status_code == 404


def test_a_mentor_is_refused_the_parts(signed_in, harbor, open_draft, grace):
    client = signed_in(grace)
    assert client.get(f"/parts/{open_draft.parts.first().pk}/").status_code == 404
    assert client.get(open_draft.get_absolute_url()).status_code == 404
    assert client.get(f"/submissions/{open_draft.pk}/acts/").status_code == 404


def test_signed_out_it_leads_to_sign_in(client, harbor):
    assert client.get(harbor.get_absolute_url()).status_code == 302


@pytest.mark.parametrize("count", [4, 12])
def test_the_page_takes_few_queries(signed_in, cohort, task, priya, django_assert_max_num_queries, count):
    people = [person(f"Member{n}") for n in range(count)]
    enroll_many(cohort, people=people, by=priya)
    team = form_team(cohort, by=priya, name="Many", people=people)
    task.parts = [f"Part {n}" for n in range(count)]
    task.save()
    draft = open_submission(team, task, by=people[0])
    for part, somebody in zip(draft.parts.in_order(), people, strict=True):
        write(part, somebody, ready=somebody != people[0])
    post_reply(team.space.threads.get(), by=people[1], body="<p>Hello.</p>")
    client = signed_in(people[0])
    with django_assert_max_num_queries(12):
        assert client.get(team.get_absolute_url()).status_code == 200
