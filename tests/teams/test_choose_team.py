"""Choosing one's team."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from cohorts.models import Nudge
from spaces.models import Membership, Role
from teams.actions import (
    choose_team,
    close_choice,
    edit_team_set,
    form_team,
    leave_team,
    make_team_set,
    remind_unplaced,
)
from teams.models import Seat, TeamSet
from tests.teams.conftest import entries


@pytest.fixture
def chosen(cohort, task, priya) -> TeamSet:
    """Two teams of two seats, from which people choose."""
    return make_team_set(cohort, by=priya, activity=task, how=TeamSet.How.SELF_CHOSEN, most=2, tables=2)


def rooms_of(person) -> list[int]:
    mine = Membership.objects.of(person, Role.LEARNER).filter(space__kind="team")
    return list(mine.values_list("space_id", flat=True))


def test_a_learner_takes_a_seat_changes_and_gives_it_back(signed_in, chosen, mara):
    client, address = signed_in(mara), f"/team-sets/{chosen.pk}/choose/"
    first, second = chosen.teams.in_order()
    assert "Take a seat in Team 1" in client.get(address).content.decode()
    assert client.post(address, {"team": first.pk}).status_code == 302
    assert rooms_of(mara) == [first.space_id]
    assert "Change to Team 2" in client.get(address).content.decode()
    client.post(address, {"team": second.pk})
    assert rooms_of(mara) == [second.space_id]
    client.post(f"/team-sets/{chosen.pk}/leave/")
    assert rooms_of(mara) == []
    assert not chosen.seats.exists()


def test_what_was_chosen_is_recorded_once(chosen, cohort, mara):
    team = chosen.teams.in_order()[0]
    for _twice in range(2):
        choose_team(team, by=mara)
    assert len(entries(cohort.space, "team.joined")) == 1
    for _twice in range(2):
        leave_team(chosen, by=mara)
    assert len(entries(cohort.space, "team.left")) == 1


def test_a_full_team_says_where_seats_are(chosen, mara, jon, lena):
    first = chosen.teams.in_order()[0]
    choose_team(first, by=mara)
    choose_team(first, by=jon)
    with pytest.raises(ValidationError, match=r"just been taken\. There are seats in Team 2"):
        choose_team(first, by=lena)


@pytest.mark.parametrize("who", ["priya", "grace", "ines", "stranger"])
def test_only_who_learns_here_chooses(chosen, request, who):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        choose_team(chosen.teams.in_order()[0], by=person)
    with pytest.raises(PermissionDenied):
        leave_team(chosen, by=person)


@pytest.mark.parametrize("who", ["stranger", "tom"])
def test_nobody_else_finds_the_page(signed_in, chosen, request, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(f"/team-sets/{chosen.pk}/choose/").status_code == 404
    assert client.post(f"/team-sets/{chosen.pk}/leave/").status_code == 404


def test_before_it_opens_and_after_it_closes_nobody_chooses(signed_in, chosen, mara, priya):
    team, now = chosen.teams.in_order()[0], timezone.now()
    for plan in (
        {"opens_at": now + timedelta(hours=1), "closes_at": None},
        {"opens_at": None, "closes_at": now - timedelta(hours=1)},
    ):
        edit_team_set(chosen, by=priya, **plan)
        with pytest.raises(ValidationError, match="not chosen now"):
            choose_team(team, by=mara)
    assert "Take a seat" not in signed_in(mara).get(f"/team-sets/{chosen.pk}/choose/").content.decode()


def test_the_choice_is_closed_once(chosen, cohort, mara, priya):
    choose_team(chosen.teams.in_order()[0], by=mara)
    close_choice(chosen, by=priya)
    close_choice(TeamSet.objects.with_cohort().get(pk=chosen.pk), by=priya)
    assert len(entries(cohort.space, "team_set.changed")) == 1
    with pytest.raises(ValidationError, match="not chosen now"):
        leave_team(chosen, by=mara)
    with pytest.raises(PermissionDenied):
        close_choice(chosen, by=mara)


def test_who_has_no_team_is_listed_and_reminded_once_a_day(signed_in, chosen, mara, priya):
    choose_team(chosen.teams.in_order()[0], by=mara)
    client = signed_in(priya)
    page = client.get(f"/team-sets/{chosen.pk}/").content.decode()
    assert "Remind them" in page
    for _twice in range(2):
        client.post(f"/team-sets/{chosen.pk}/remind/")
    reminded = Nudge.objects.values_list("enrollment__person__called", flat=True)
    assert sorted(reminded) == ["Aiko", "Jon", "Lena"]
    with pytest.raises(PermissionDenied):
        remind_unplaced(chosen, by=mara)


def test_the_choice_is_found_from_home_and_from_the_task(signed_in, chosen, cohort, task, mara):
    client, address = signed_in(mara), f'href="/team-sets/{chosen.pk}/choose/"'
    task_page = f"/cohorts/{cohort.pk}/activities/{task.stable_id}/"
    assert address in client.get("/").content.decode()
    assert address in client.get(task_page).content.decode()
    choose_team(chosen.teams.in_order()[0], by=mara)
    assert address not in client.get("/").content.decode()
    assert address not in client.get(task_page).content.decode()


def test_a_course_long_choice_is_the_team_tab_until_one_has_a_team(signed_in, cohort, mara, priya):
    whole = make_team_set(cohort, by=priya, how=TeamSet.How.SELF_CHOSEN, most=4, tables=1)
    address = f'href="/team-sets/{whole.pk}/choose/"'
    client = signed_in(mara)
    assert address in client.get(f"/cohorts/{cohort.pk}/").content.decode()
    choose_team(whole.teams.get(), by=mara)
    page = client.get(f"/cohorts/{cohort.pk}/").content.decode()
    assert address not in page
    assert f'href="/teams/{whole.teams.get().pk}/"' in page


def test_through_the_api(signed_in, chosen, mara, lena):
    client, address = signed_in(mara), f"/api/team-sets/{chosen.pk}/my-seat/"
    team = chosen.teams.in_order()[0]
    put = lambda value: client.put(address, {"team": value}, content_type="application/json")  # noqa: E731
    assert put(team.pk).json()["results"][0]["team"] == team.pk
    seats = signed_in(lena).get(f"/api/team-sets/{chosen.pk}/seats/").json()["results"]
    assert [(seat["team"], seat["person"]) for seat in seats] == [(team.pk, mara.pk)]
    assert put(None).json()["results"] == []
    assert put(0).status_code == 400


@pytest.mark.parametrize("tables", [4, 12])
def test_the_page_takes_few_queries(
    signed_in, chosen, cohort, mara, priya, django_assert_max_num_queries, tables
):
    for n in range(tables):
        form_team(cohort, by=priya, name=f"More {n}", people=[], team_set=chosen)
    client = signed_in(mara)
    with django_assert_max_num_queries(14):
        assert client.get(f"/team-sets/{chosen.pk}/choose/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_taken_by_several_at_once_goes_to_one(chosen, mara, aiko, jon, lena):
    team = chosen.teams.in_order()[0]
    choose_team(team, by=mara)

    def take(person) -> str:
        try:
            choose_team(
                type(team).objects.select_related("team_set__cohort__space", "cohort").get(pk=team.pk),
                by=person,
            )
            return "seated"
        except ValidationError as error:
            return error.messages[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(take, [aiko, jon, lena]))
    assert answers.count("seated") == 1
    assert all("just been taken" in words for words in answers if words != "seated")
    assert Seat.objects.filter(team=team).count() == 2
    assert Membership.objects.open().filter(space=team.space_id).count() == 2
