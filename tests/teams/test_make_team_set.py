"""Making sets of teams, and planning how people come into them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts.actions import enroll_many
from courses.models import Activity
from teams.actions import edit_team_set, form_team, make_team_set, open_submission
from teams.models import TeamSet
from tests.teams.conftest import entries

PLAN = {"how": "self_chosen", "least": 2, "most": 2, "opens_at": "", "closes_at": ""}


def test_a_task_gets_teams_of_its_own_through_the_page(signed_in, cohort, harbor, task, priya):
    client, address = signed_in(priya), f"/cohorts/{cohort.pk}/teams/sets/"
    assert task.title in client.get(address).content.decode()
    answer = client.post(address, {**PLAN, "activity": str(task.stable_id)})
    made = cohort.team_sets.get(activity_id=task.stable_id)
    assert answer["Location"] == f"/team-sets/{made.pk}/"
    assert (made.name, made.how, made.most) == (task.title, "self_chosen", 2)
    assert made.teams.count() == 2  # four learners, two in a team
    page = client.get(f"/team-sets/{made.pk}/").content.decode()
    assert f'href="/cohorts/{cohort.pk}/teams/draw/"' in page
    assert page.count('class="drawn"') == 2


def test_made_twice_it_is_the_first_and_recorded_once(cohort, task, priya):
    first = make_team_set(cohort, by=priya, activity=task, how="random", most=4)
    assert make_team_set(cohort, by=priya, activity=task, how="csv", most=5) == first
    assert len(entries(cohort.space, "team_set.made")) == 1


def test_its_rooms_say_what_they_are_for(cohort, task, priya):
    made = make_team_set(cohort, by=priya, activity=task, how="self_chosen", tables=1)
    assert made.teams.get().space.title == f"Team 1 · {task.title}"


def test_only_a_team_task_of_the_cohort_has_teams(cohort, steps, priya):
    with pytest.raises(ValidationError, match="no team task"):
        make_team_set(cohort, by=priya, activity=steps["lesson"])
    assert not cohort.team_sets.exists()


def test_a_task_that_teams_work_on_stays_with_them(cohort, harbor, task, mara, priya):
    open_submission(harbor, task, by=mara)
    with pytest.raises(ValidationError, match="at work on this task"):
        make_team_set(cohort, by=priya, activity=task)


@pytest.mark.parametrize("sizes", [{"least": 5, "most": 3}, {"most": 13}, {"least": 0}])
def test_odd_sizes_are_refused(cohort, priya, sizes):
    with pytest.raises(ValidationError, match="from 2 to 12"):
        make_team_set(cohort, by=priya, **sizes)


def test_a_wrong_plan_is_said_beside_the_field(signed_in, cohort, task, priya):
    words = {**PLAN, "least": 4, "opens_at": "2027-01-08T10:00", "closes_at": "2027-01-06T10:00"}
    answer = signed_in(priya).post(f"/cohorts/{cohort.pk}/teams/sets/", words)
    assert answer.status_code == 422
    assert "less than a team has at least" in answer.content.decode()
    assert "closes before it opens" in answer.content.decode()


def test_the_plan_is_changed_and_the_same_again_is_quiet(signed_in, cohort, harbor, priya):
    address = f"/team-sets/{harbor.team_set_id}/plan/"
    client = signed_in(priya)
    for _twice in range(2):
        assert client.post(address, {**PLAN, "most": 5}).status_code == 302
    assert TeamSet.objects.get(pk=harbor.team_set_id).most == 5
    assert len(entries(cohort.space, "team_set.changed")) == 1
    with pytest.raises(ValidationError, match="from 2 to 12"):
        edit_team_set(harbor.team_set, by=priya, most=0)


def test_teams_are_added_by_hand(signed_in, cohort, harbor, priya):
    client = signed_in(priya)
    for _twice in range(2):
        client.post(f"/team-sets/{harbor.team_set_id}/teams/", {"name": "Heron"})
    assert sorted(cohort.teams.values_list("name", flat=True)) == ["Harbor", "Heron"]


@pytest.mark.parametrize("who", ["mara", "grace", "tom", "stranger"])
def test_only_who_runs_the_cohort_makes_them(signed_in, cohort, harbor, task, request, who):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        make_team_set(cohort, by=person, activity=task)
    with pytest.raises(PermissionDenied):
        edit_team_set(harbor.team_set, by=person, most=5)
    client = signed_in(person)
    for address in (f"/cohorts/{cohort.pk}/teams/sets/", f"/team-sets/{harbor.team_set_id}/plan/"):
        assert client.get(address).status_code == 404


def test_the_sets_are_read_through_the_api(signed_in, cohort, harbor, task, mara, stranger, priya):
    make_team_set(cohort, by=priya, activity=task, how="random")
    names = [s["name"] for s in signed_in(mara).get(f"/api/cohorts/{cohort.pk}/team-sets/").json()["results"]]
    assert sorted(names) == [task.title, "Whole course"]
    assert signed_in(stranger).get(f"/api/cohorts/{cohort.pk}/team-sets/").status_code == 404


def test_a_large_board_comes_in_pages_and_without_menus(
    signed_in, cohort, priya, django_assert_max_num_queries
):
    made = make_team_set(cohort, by=priya, how="by_hand", tables=60)
    client = signed_in(priya)
    with django_assert_max_num_queries(16):
        page = client.get(f"/team-sets/{made.pk}/").content.decode()
    assert page.count('class="drawn"') == 48
    rest = page.split("?after=")[1].split('"')[0]
    assert client.get(f"/team-sets/{made.pk}/?after={rest}").content.decode().count('class="drawn"') == 12


def test_another_task_keeps_the_course_long_teams(cohort, harbor, task, priya):
    other = Activity.objects.create(module=task.module, kind="team_task", title="Another", position=9)
    made = make_team_set(cohort, by=priya, activity=task, how="random")
    assert TeamSet.objects.used_for(task.stable_id, cohort).get() == made
    assert TeamSet.objects.used_for(other.stable_id, cohort).get() == harbor.team_set


def test_a_choice_offers_seats_for_all_who_learn(signed_in, cohort, task, stranger, priya):
    enroll_many(cohort, people=[stranger], by=priya)
    signed_in(priya).post(f"/cohorts/{cohort.pk}/teams/sets/", {**PLAN, "activity": str(task.stable_id)})
    assert cohort.team_sets.get(activity_id=task.stable_id).teams.count() == 3
    assert not form_team(cohort, by=priya, name="Alone", people=[]).team_set.activity_id
