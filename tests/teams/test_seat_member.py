"""Seating, moving and unseating one person, and placing the rest."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts.actions import enroll_many, invite, withdraw
from notifications.models import Notification
from spaces import readers
from spaces.models import Membership, Role
from teams.actions import (
    edit_team_set,
    form_team,
    make_team_set,
    place_late,
    place_rest,
    seat_member,
    take_part,
    unseat_member,
)
from teams.models import Seat
from tests.conftest import person
from tests.teams.conftest import entries


def rooms_of(who) -> list[int]:
    mine = Membership.objects.of(who, Role.LEARNER).filter(space__kind="team")
    return list(mine.values_list("space_id", flat=True))


def test_who_has_no_seat_is_dragged_to_a_table_and_back(signed_in, cohort, harbor, lantern, stranger, priya):
    enroll_many(cohort, people=[stranger], by=priya)
    enrollment = cohort.enrollments.get(person=stranger)
    client, address = signed_in(priya), f"/team-sets/{harbor.team_set_id}/move/"
    client.post(address, {"moved": enrollment.pk, "parent": lantern.pk, "order": enrollment.pk})
    assert rooms_of(stranger) == [lantern.space_id]
    client.post(address, {"moved": enrollment.pk, "parent": "", "order": enrollment.pk})
    assert rooms_of(stranger) == []
    assert not Seat.objects.filter(enrollment=enrollment).exists()
    readers.run_all(cohort.space_id)
    told = Notification.objects.filter(person=stranger).values_list("entry__verb", flat=True)
    assert {"member.seated", "member.unseated"} <= set(told)


def test_seated_and_unseated_twice_is_recorded_once(cohort, harbor, lantern, jon, priya):
    enrollment = cohort.enrollments.get(person=jon)
    for _twice in range(2):
        seat_member(lantern, enrollment, by=priya)
    assert len(entries(cohort.space, "member.seated")) == 1
    for _twice in range(2):
        unseat_member(lantern, person=jon, by=priya)
    assert len(entries(cohort.space, "member.unseated")) == 1
    assert rooms_of(jon) == []


def test_who_is_taken_out_leaves_unfinished_parts(harbor, draft, mara, priya):
    part = take_part(draft.parts.in_order()[0], by=mara)
    unseat_member(harbor, person=mara, by=priya)
    part.refresh_from_db()
    assert part.owner is None


def test_who_has_left_or_is_of_another_cohort_gets_no_seat(cohort, harbor, lantern, jon, priya):
    withdraw(cohort.enrollments.get(person=jon), by=jon)
    with pytest.raises(ValidationError, match="not in this cohort"):
        seat_member(lantern, cohort.enrollments.get(person=jon), by=priya)


def test_one_is_picked_up_and_put_down_without_script(signed_in, cohort, harbor, lantern, mara, priya):
    enrollment = cohort.enrollments.get(person=mara)
    page = signed_in(priya).get(f"/cohorts/{cohort.pk}/teams/draw/?move={enrollment.pk}").content.decode()
    assert f"Choose a table for {mara.name}" in page
    assert f"{mara.name} sits in Lantern" in page


def test_the_rest_fill_free_seats_and_then_make_new_teams(signed_in, cohort, harbor, lantern, priya):
    edit_team_set(harbor.team_set, by=priya, most=4)
    enroll_many(cohort, people=[person(f"More{n}") for n in range(7)], by=priya)
    signed_in(priya).post(f"/team-sets/{harbor.team_set_id}/place-rest/")
    sizes = [team.seats.count() for team in harbor.team_set.teams.in_order()]
    assert sizes == [4, 4, 3]
    assert not harbor.team_set.unplaced().exists()
    assert len(entries(cohort.space, "member.seated")) == 7
    assert place_rest(harbor.team_set, by=priya) == 0


def test_one_for_whom_no_seat_is_left_is_not_alone(cohort, harbor, lantern, priya):
    edit_team_set(harbor.team_set, by=priya, most=3)
    enroll_many(cohort, people=[person(f"More{n}") for n in range(3)], by=priya)
    place_rest(harbor.team_set, by=priya)
    assert sorted(team.seats.count() for team in cohort.teams.all()) == [3, 4]


def test_a_set_without_teams_gets_them(cohort, task, priya):
    made = make_team_set(cohort, by=priya, activity=task, how="random", most=2)
    assert place_rest(made, by=priya) == 4
    assert [team.seats.count() for team in made.teams.in_order()] == [2, 2]


def test_one_person_makes_no_team(quiet_cohort, priya):
    [alone] = invite(quiet_cohort, by=priya, people=[person("Solo")])
    made = make_team_set(quiet_cohort, by=priya)
    with pytest.raises(ValidationError, match="at least two"):
        place_rest(made, by=priya)
    with pytest.raises(ValidationError, match="no teams yet"):
        place_late(alone, by=priya)


def test_a_late_joiner_goes_where_a_seat_is_free(cohort, harbor, lantern, task, priya):
    edit_team_set(harbor.team_set, by=priya, most=3)
    form_team(cohort, by=priya, name="Egret", people=[])
    enroll_many(cohort, people=[late := person("Late")], by=priya)
    assert place_late(cohort.enrollments.get(person=late), by=priya).team.name == "Egret"


@pytest.mark.parametrize("who", ["mara", "grace", "tom", "stranger"])
def test_only_who_runs_the_cohort_may(cohort, harbor, jon, request, who):
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        seat_member(harbor, cohort.enrollments.get(person=jon), by=by)
    with pytest.raises(PermissionDenied):
        unseat_member(harbor, person=jon, by=by)
    with pytest.raises(PermissionDenied):
        place_rest(harbor.team_set, by=by)


def test_through_the_api(signed_in, cohort, harbor, lantern, jon, priya, mara):
    enrollment = cohort.enrollments.get(person=jon)
    address = f"/api/team-sets/{harbor.team_set_id}/seats/{enrollment.pk}/"
    put = lambda who, team: signed_in(who).put(address, {"team": team}, content_type="application/json")  # noqa: E731
    assert put(mara, lantern.pk).status_code == 404
    assert put(priya, lantern.pk).json()["results"][0]["team"] == lantern.pk
    assert put(priya, None).json()["results"] == []
    assert rooms_of(jon) == []
