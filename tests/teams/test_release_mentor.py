"""Somebody mentors a team no longer: out of its room, and with the last one out of the cohort, all at once."""

from __future__ import annotations

import pytest

from cohorts.actions import end_cohort, name_facilitator
from spaces.models import Membership, Role
from teams import actions
from teams.models import TeamSet
from tests.teams.conftest import entries


def roles(person, space) -> set[str]:
    return set(Membership.objects.of(person).filter(space=space).values_list("role", flat=True))


@pytest.fixture
def both(harbor, lantern, grace, priya):
    """Grace mentors Harbor and Lantern."""
    actions.name_mentor(lantern, person=grace, by=priya)


def test_with_the_last_team_goes_the_cohort(signed_in, both, cohort, harbor, lantern, grace, priya):
    client, board = signed_in(grace), f"/spaces/{cohort.space_id}/board/"
    actions.release_mentor(harbor, person=grace, by=priya)
    assert roles(grace, harbor.space) == set()
    assert roles(grace, cohort.space) == {Role.MENTOR}
    assert client.get(f"/cohorts/{cohort.pk}/").status_code == 200
    for _twice in range(2):
        actions.release_mentor(lantern, person=grace, by=priya)
    assert roles(grace, cohort.space) == set()
    assert client.get(f"/cohorts/{cohort.pk}/").status_code == 404
    assert client.get(board).status_code == 404
    assert len(entries(lantern.space, "mentor.released")) == 1


def test_what_else_one_is_there_stays(harbor, cohort, grace, priya, ines):
    name_facilitator(cohort, person=grace, by=ines)
    actions.release_mentor(harbor, person=grace, by=priya)
    assert roles(grace, cohort.space) == {Role.FACILITATOR}


@pytest.mark.parametrize("act", ["dissolve", "merge"])
def test_so_it_is_when_the_team_is_no_more(cohort, harbor, lantern, grace, priya, act):
    if act == "merge":
        actions.merge_teams(harbor, lantern, by=priya)
    else:
        actions.dissolve_team(harbor, by=priya)
    assert roles(grace, harbor.space) == set()
    assert roles(grace, cohort.space) == set()


def test_a_mentor_of_another_team_stays_when_one_is_dissolved(both, cohort, harbor, grace, priya):
    actions.dissolve_team(harbor, by=priya)
    assert roles(grace, cohort.space) == {Role.MENTOR}


def test_a_manager_of_a_member_leaves_with_the_move_that_says_so(cohort, harbor, lena, lantern, grace, priya):
    lena.manager = grace
    lena.save()
    actions.seat_member(harbor, lantern.seats.get().enrollment, by=priya)
    assert roles(grace, cohort.space) == set()


def test_a_team_that_goes_on_keeps_no_mentor_in_the_cohort(
    both, cohort, harbor, lantern, mara, lena, grace, priya
):
    end_cohort(cohort, by=priya)
    cohort.refresh_from_db()
    for team, member in ((harbor, mara), (lantern, lena)):
        team.refresh_from_db()
        actions.go_on(team, by=member)
    assert roles(grace, cohort.space) == set()
    actions.name_mentor(harbor, person=grace, by=mara)
    assert roles(grace, harbor.space) == {Role.MENTOR}
    assert roles(grace, cohort.space) == set()


def test_drawing_again_lets_mentors_of_closed_teams_go(quiet_cohort, mara, jon, aiko, lena, grace, priya):
    from cohorts.actions import invite

    invite(quiet_cohort, by=priya, people=[mara, jon, aiko, lena])
    teams = actions.draw_teams(quiet_cohort, by=priya, size=2, seed=1)
    actions.name_mentor(teams[1], person=grace, by=priya)
    actions.draw_teams(quiet_cohort, by=priya, size=4, seed=1)
    assert TeamSet.objects.get().teams.open().count() == 1
    assert roles(grace, quiet_cohort.space) == set()
