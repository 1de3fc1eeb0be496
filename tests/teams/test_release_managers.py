"""A mentor whom a later import of people puts above somebody of their team is released from it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people import importing
from people.models import User
from teams import tasks
from teams.actions import book_office_hour, name_mentor, offer_office_hours, release_all_managers
from teams.models import Team
from tests.teams.conftest import entries

HEAD = "name,e-mail,manager's e-mail\n"


def import_(by, *rows: str) -> None:
    importing.carry_out(importing.plan_import((HEAD + "\n".join(rows)).encode()), by=by)


def mentors(team) -> list[User]:
    return Team.objects.get(pk=team.pk).mentors


def test_who_manages_a_member_from_now_on_is_released(signed_in, harbor, aiko, grace, ines):
    room = harbor.get_absolute_url()
    assert signed_in(grace).get(room).status_code == 200
    import_(ines, "Aiko Test,aiko@example.org,grace@example.org")
    assert mentors(harbor) == []
    assert signed_in(grace).get(room).status_code == 404
    [entry] = entries(harbor.space, "mentor.released")
    assert (entry.by, entry.data) == (ines, {"person": grace.pk})


def test_at_whatever_distance(harbor, grace, tom, ines):
    import_(ines, "Tom Test,tom@example.org,new@example.org", "New One,new@example.org,grace@example.org")
    assert mentors(harbor) == []


def test_other_mentors_stay(harbor, lantern, lena, grace, ines):
    import_(ines, "Lena Test,lena@example.org,grace@example.org")
    assert mentors(harbor) == [grace]
    assert entries(harbor.space, "mentor.released") == []


def test_what_leaves_every_manager_as_it_was_asks_nothing(harbor, ines):
    plan = importing.plan_import((HEAD + "Jon Tested,jon@example.org,\n").encode())
    with CaptureQueriesContext(connection) as asked:
        importing.carry_out(plan, by=ines)
    assert any("people_user" in query["sql"] for query in asked)
    assert not any("teams_seat" in query["sql"] for query in asked)


def test_the_questions_do_not_grow_with_the_teams(
    harbor, lantern, jon, priya, ines, django_assert_num_queries
):
    with django_assert_num_queries(1):
        release_all_managers.__wrapped__(by=ines)
    name_mentor(lantern, person=jon, by=priya)
    with django_assert_num_queries(1):
        release_all_managers.__wrapped__(by=ines)


def test_the_clock_finds_what_was_changed_otherwise(harbor, aiko, grace):
    User.objects.filter(pk=aiko.pk).update(manager=grace)
    tasks.release_managers()
    assert mentors(harbor) == []


@pytest.mark.parametrize("field", ["withdrawn_at", "removed_at", "moved_at"])
def test_who_has_left_holds_no_mentor_off(harbor, cohort, aiko, grace, ines, field):
    cohort.enrollments.filter(person=aiko).update(**{field: timezone.now()})
    import_(ines, "Aiko Test,aiko@example.org,grace@example.org")
    assert mentors(harbor) == [grace]


def test_booked_hours_are_held_before_any_journal(harbor, lantern, aiko, lena, grace, priya, ines):
    """Who withdraws an hour holds it and then asks for the team's journal; the other way round both would wait."""
    name_mentor(lantern, person=grace, by=priya)
    [hour] = offer_office_hours(grace, begins_at=timezone.now() + timedelta(days=2), by=grace)
    book_office_hour(hour, lantern, by=lena)
    User.objects.filter(pk__in=[aiko.pk, lena.pk]).update(manager=grace)
    with CaptureQueriesContext(connection) as asked:
        release_all_managers(by=ines)
    said = [query["sql"] for query in asked]
    first = next(n for n, sql in enumerate(said) if "UPDATE spaces_space SET last_number" in sql)
    [hold] = [sql for sql in said[:first] if "teams_officehour" in sql and "FOR NO KEY UPDATE" in sql][:1]
    of_teams = re.search(r'"booked_for_id" IN \(([\d, ]+)\)', hold)
    assert mentors(harbor) == mentors(lantern) == []
    assert set(of_teams[1].split(", ")) == {str(harbor.pk), str(lantern.pk)}
