"""Sets of teams: one for the whole course, and one for each task that has teams of its own."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cohorts.actions import enroll, invite
from courses.models import Activity
from spaces import readers
from spaces.models import Membership
from teams.actions import draw_teams, form_team, open_submission, place_late
from teams.models import Team, TeamSet
from tests.conftest import person


@pytest.fixture
def own_set(cohort, task) -> TeamSet:
    return TeamSet.objects.create(cohort=cohort, activity_id=task.stable_id, name=task.title)


def working_on(activity_id, cohort, who) -> list[Team]:
    return list(Team.objects.working_on(activity_id, cohort, who))


def test_a_task_is_worked_on_by_the_team_of_the_whole_course(cohort, harbor, task, mara, lena):
    assert harbor.team_set.is_course_long
    assert working_on(task.stable_id, cohort, mara) == [harbor]
    assert working_on(None, cohort, mara) == [harbor]
    assert working_on(task.stable_id, cohort, lena) == []


def test_a_set_made_for_a_task_comes_before_the_course_long_one(
    cohort, harbor, own_set, task, mara, jon, priya
):
    heron = form_team(cohort, by=priya, name="Heron", people=[mara], team_set=own_set)
    assert working_on(task.stable_id, cohort, mara) == [heron]
    assert working_on(task.stable_id, cohort, jon) == []
    assert working_on(None, cohort, mara) == [harbor]


def test_the_draft_opens_in_the_team_of_the_tasks_own_set(cohort, harbor, own_set, task, mara, priya):
    heron = form_team(cohort, by=priya, name="Heron", people=[mara], team_set=own_set)
    with pytest.raises(ValidationError, match="Other teams were made"):
        open_submission(harbor, task, by=mara)
    assert open_submission(heron, task, by=mara).team == heron


def test_the_tasks_page_and_the_rooms_show_each_the_tasks_of_its_team(
    signed_in, cohort, harbor, own_set, task, mara, priya
):
    heron = form_team(cohort, by=priya, name="Heron", people=[mara], team_set=own_set)
    client = signed_in(mara)
    page = client.get(f"/cohorts/{cohort.pk}/activities/{task.stable_id}/").content.decode()
    assert f'href="/teams/{heron.pk}/"' in page
    assert "When it goes wrong" in client.get(f"/teams/{heron.pk}/").content.decode()
    assert "When it goes wrong" not in client.get(f"/teams/{harbor.pk}/").content.decode()
    assert f'href="/teams/{harbor.pk}/"' in client.get(f"/cohorts/{cohort.pk}/").content.decode()


def test_the_same_name_may_stand_in_two_sets(cohort, harbor, own_set, jon, priya):
    assert form_team(cohort, by=priya, name="Harbor", people=[jon], team_set=own_set).name == "Harbor"
    with pytest.raises(ValidationError, match="no other has"):
        form_team(cohort, by=priya, name="Harbor", people=[], team_set=own_set)


def test_a_learner_has_one_seat_in_each_set(cohort, harbor, own_set, mara, priya):
    form_team(cohort, by=priya, name="Heron", people=[mara], team_set=own_set)
    with pytest.raises(ValidationError, match="in a team already"):
        form_team(cohort, by=priya, name="Egret", people=[mara], team_set=own_set)
    assert cohort.enrollments.get(person=mara).seats.count() == 2


def test_a_cohort_has_one_course_long_set_and_one_for_each_task(cohort, harbor, own_set, task):
    for activity_id in (None, task.stable_id):
        with pytest.raises(IntegrityError), transaction.atomic():
            TeamSet.objects.create(cohort=cohort, activity_id=activity_id, name="Again")


def test_who_comes_late_is_seated_and_joins_in_every_set(cohort, harbor, own_set, jon, priya):
    heron = form_team(cohort, by=priya, name="Heron", people=[jon], team_set=own_set)
    [asked] = invite(cohort, by=priya, people=[person("Late")])
    assert place_late(asked, by=priya).team == harbor
    assert place_late(asked, by=priya, team_set=own_set).team == heron
    enroll(asked, by=asked.person)
    readers.run("seats", cohort.space_id)
    rooms = Membership.objects.of(asked.person).filter(space__kind="team").values_list("space_id", flat=True)
    assert set(rooms) == {harbor.space_id, heron.space_id}


def test_teams_of_a_task_are_drawn_while_the_course_runs(cohort, harbor, own_set, task, mara, priya):
    first = draw_teams(cohort, by=priya, size=2, seed=1, team_set=own_set)
    assert [team.seats.count() for team in first] == [2, 2]
    draw_teams(cohort, by=priya, size=4, seed=1, team_set=own_set)
    assert own_set.teams.get().seats.count() == 4
    assert harbor.seats.count() == 3
    open_submission(own_set.teams.get(), task, by=mara)
    with pytest.raises(ValidationError, match="at work"):
        draw_teams(cohort, by=priya, size=2, seed=1, team_set=own_set)


def test_a_task_without_a_set_of_its_own_is_the_course_long_teams(cohort, harbor, own_set, task):
    other = Activity.objects.create(module=task.module, kind="team_task", title="Another", position=9)
    assert TeamSet.objects.used_for(other.stable_id, cohort).get() == harbor.team_set
    assert TeamSet.objects.used_for(task.stable_id, cohort).get() == own_set


def test_a_room_leads_to_the_other_rooms_one_is_in(
    signed_in, cohort, harbor, own_set, task, mara, jon, priya
):
    heron = form_team(cohort, by=priya, name="Heron", people=[mara], team_set=own_set)
    page = signed_in(mara).get(f"/teams/{harbor.pk}/").content.decode()
    assert f'href="/teams/{heron.pk}/"' in page
    assert f"Heron · {task.title}" in page
    assert "Heron" not in signed_in(jon).get(f"/teams/{harbor.pk}/").content.decode()
