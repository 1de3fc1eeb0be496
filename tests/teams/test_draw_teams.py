"""Drawing teams."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts.actions import enroll, enroll_many, invite, start_cohort, withdraw
from spaces import readers
from spaces.models import Membership, Role, Space
from teams.actions import draw_teams, name_mentor, open_submission, place_late
from teams.models import Seat, Team
from tests.conftest import person
from tests.teams.conftest import entries


@pytest.fixture
def asked(quiet_cohort, priya):
    """Eleven people whom the cohort, which has not started, has asked to come."""
    people = [person(f"Guest{n}") for n in range(11)]
    return invite(quiet_cohort, by=priya, people=people)


def tables(cohort) -> list[list[int]]:
    teams = cohort.teams.order_by("position")
    return [sorted(t.seats.values_list("enrollment__person_id", flat=True)) for t in teams]


def test_eleven_invited_people_sit_at_three_tables(quiet_cohort, asked, priya):
    teams = draw_teams(quiet_cohort, by=priya, size=4, seed=3)
    assert [team.name for team in teams] == ["Team 1", "Team 2", "Team 3"]
    assert sorted(map(len, tables(quiet_cohort))) == [3, 4, 4]
    assert all(team.space.parent_id == quiet_cohort.space_id for team in teams)
    assert all(team.space.threads.get().is_stream for team in teams)
    assert len(entries(quiet_cohort.space, "teams.drawn")) == 1


def test_who_has_not_accepted_is_in_no_room_until_they_do(quiet_cohort, asked, priya):
    draw_teams(quiet_cohort, by=priya, size=4, seed=3)
    start_cohort(quiet_cohort, by=priya)
    seat = Seat.objects.get(enrollment=asked[0])
    guest = asked[0].person
    assert not Space.objects.visible_to(guest).filter(pk=seat.team.space_id).exists()
    enroll(asked[0], by=guest)
    readers.run("seats", quiet_cohort.space_id)
    assert Membership.objects.of(guest, Role.LEARNER).filter(space=seat.team.space_id).exists()
    readers.run("seats", quiet_cohort.space_id)
    assert len(entries(seat.team.space, "membership.began")) == 1


def test_drawing_again_reuses_the_rooms_and_closes_those_left_over(quiet_cohort, asked, priya):
    draw_teams(quiet_cohort, by=priya, size=4, seed=3)
    before, spaces = tables(quiet_cohort), set(Team.objects.values_list("space_id", flat=True))
    draw_teams(quiet_cohort, by=priya, size=4, seed=4)
    assert tables(quiet_cohort) != before
    assert set(Team.objects.values_list("space_id", flat=True)) == spaces
    draw_teams(quiet_cohort, by=priya, size=6, seed=4)
    assert sorted(map(len, tables(quiet_cohort))) == [5, 6]
    closed = Space.objects.get(pk__in=spaces, team=None)
    assert closed.is_closed
    assert not Membership.objects.open().filter(space=closed).exists()


def test_the_same_seed_draws_the_same(quiet_cohort, asked, priya):
    draw_teams(quiet_cohort, by=priya, size=4, seed=3)
    before = tables(quiet_cohort)
    draw_teams(quiet_cohort, by=priya, size=4, seed=3)
    assert tables(quiet_cohort) == before


def test_who_moves_in_a_new_draw_leaves_the_room_they_were_in(quiet_cohort, asked, priya):
    guest = asked[0].person
    enroll(asked[0], by=guest)
    for seed in range(6):
        draw_teams(quiet_cohort, by=priya, size=4, seed=seed)
        seat = Seat.objects.select_related("team").get(enrollment=asked[0])
        rooms = Membership.objects.of(guest).filter(space__kind="team").values_list("space_id", flat=True)
        assert list(rooms) == [seat.team.space_id]


def test_a_mentor_never_ends_above_a_member(quiet_cohort, asked, priya, tom):
    asked[0].person.manager = tom
    asked[0].person.save()
    draw_teams(quiet_cohort, by=priya, size=4, seed=3)
    other = Team.objects.exclude(seats__enrollment=asked[0]).first()
    name_mentor(other, person=tom, by=priya)
    for seed in range(4, 12):
        draw_teams(quiet_cohort, by=priya, size=4, seed=seed)
        mine = Seat.objects.select_related("team__space").get(enrollment=asked[0]).team
        assert tom not in mine.mentors
        if mine.pk == other.pk:
            break
    else:
        pytest.fail("no draw put the report into the mentored team")


def test_teams_at_work_are_not_drawn_again(cohort, harbor, task, mara, priya):
    open_submission(harbor, task, by=mara)
    with pytest.raises(ValidationError, match="at work"):
        draw_teams(cohort, by=priya, size=2, seed=1)


def test_one_person_alone_makes_no_team(quiet_cohort, priya):
    invite(quiet_cohort, by=priya, people=[person("Solo")])
    with pytest.raises(ValidationError, match="at least two"):
        draw_teams(quiet_cohort, by=priya, size=4, seed=1)


@pytest.mark.parametrize("size", [0, 1, 13])
def test_odd_sizes_are_refused(quiet_cohort, asked, priya, size):
    with pytest.raises(ValidationError, match="from 2 to 12"):
        draw_teams(quiet_cohort, by=priya, size=size, seed=1)


@pytest.mark.parametrize("who", ["mara", "grace", "tom", "stranger"])
def test_only_who_runs_the_cohort_draws(cohort, request, who):
    with pytest.raises(PermissionDenied):
        draw_teams(cohort, by=request.getfixturevalue(who), size=2, seed=1)
    assert not Team.objects.exists()


def test_a_mentor_steps_back_from_a_report_who_comes_late(cohort, harbor, stranger, grace, priya):
    stranger.manager = grace
    stranger.save()
    enroll_many(cohort, people=[stranger], by=priya)
    seat = place_late(cohort.enrollments.get(person=stranger), by=priya)
    assert seat.team == harbor
    assert not Membership.objects.of(grace).filter(space=harbor.space).exists()


def test_a_mentor_steps_back_from_a_report_who_comes_again(cohort, harbor, jon, stranger, priya):
    jon.manager = stranger
    jon.save()
    withdraw(cohort.enrollments.get(person=jon), by=jon)
    name_mentor(harbor, person=stranger, by=priya)
    enroll_many(cohort, people=[jon], by=priya)
    readers.run("seats", cohort.space_id)
    here = Membership.objects.open().filter(space=harbor.space)
    assert here.filter(person=jon).exists()
    assert not here.filter(person=stranger).exists()
