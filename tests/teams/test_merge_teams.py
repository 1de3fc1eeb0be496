"""Putting two teams together, and dissolving one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from notifications.models import Notification
from spaces import readers
from spaces.models import Membership, Role, Space
from teams.actions import (
    dissolve_team,
    form_team,
    hand_in,
    make_team_set,
    merge_teams,
    open_submission,
    place_rest,
    seat_member,
)
from teams.models import Part, Review, ReviewedWork, Submission, Team
from tests.teams.conftest import entries, write
from tests.teams.reviewing import more_teams


def people_of(team: Team) -> set[int]:
    return set(team.seats.values_list("enrollment__person_id", flat=True))


def learners_in(team: Team) -> set[int]:
    here = Membership.objects.open().filter(space=team.space_id, role=Role.LEARNER)
    return set(here.values_list("person_id", flat=True))


def test_the_people_of_one_go_on_in_the_other(
    signed_in, cohort, harbor, lantern, mara, aiko, jon, lena, priya
):
    client = signed_in(priya)
    board = f"/cohorts/{cohort.pk}/teams/draw/?merge={lantern.pk}"
    assert "Lantern joins Harbor" in client.get(board).content.decode()
    for _twice in range(2):
        assert client.post(f"/teams/{lantern.pk}/merge/", {"into": harbor.pk}).status_code == 302
    assert people_of(harbor) == learners_in(harbor) == {mara.pk, aiko.pk, jon.pk, lena.pk}
    lantern.refresh_from_db()
    assert lantern.is_dissolved
    assert lantern.space.is_closed
    assert not Membership.objects.open().filter(space=lantern.space_id).exists()
    assert len(entries(cohort.space, "team.merged")) == 1
    assert "Lantern" not in client.get(f"/cohorts/{cohort.pk}/teams/draw/").content.decode()


def test_those_who_came_are_told(cohort, harbor, lantern, lena, priya):
    merge_teams(lantern, harbor, by=priya)
    readers.run_all(cohort.space_id)
    told = Notification.objects.filter(entry__verb="team.merged").values_list("person", flat=True)
    assert list(told) == [lena.pk]


def test_what_only_one_has_begun_comes_along(harbor, lantern, task, lena, mara, priya):
    submission = open_submission(lantern, task, by=lena)
    part = write(submission.parts.in_order()[0], lena, ready=False)
    open_submission(harbor, task, by=mara)  # nobody has written there
    merge_teams(lantern, harbor, by=priya)
    assert Submission.objects.get(team=harbor) == submission
    part.refresh_from_db()
    assert part.owner == lena
    assert Part.objects.visible_to(mara).filter(pk=part.pk).exists()


def test_two_drafts_of_one_task_are_not_put_together(harbor, lantern, task, lena, mara, priya):
    write(open_submission(lantern, task, by=lena).parts.in_order()[0], lena, ready=False)
    write(open_submission(harbor, task, by=mara).parts.in_order()[0], mara, ready=False)
    with pytest.raises(ValidationError, match="Both teams have begun"):
        merge_teams(lantern, harbor, by=priya)
    assert learners_in(lantern) == {lena.pk}
    assert not Team.objects.exclude(dissolved_at=None).exists()


def test_two_hand_ins_stay_each_with_its_own_roster(harbor, lantern, task, lena, mara, priya):
    for team, person in ((lantern, lena), (harbor, mara)):
        submission = open_submission(team, task, by=person)
        for part in submission.parts.in_order():
            write(part, person)
        hand_in(submission, by=person)
    merge_teams(lantern, harbor, by=priya)
    rosters = {s.team_id: list(s.roster.values_list("pk", flat=True)) for s in Submission.objects.all()}
    assert rosters[lantern.pk] == [lena.pk]
    assert mara.pk in rosters[harbor.pk]


def test_teams_of_two_sets_and_one_with_itself_are_refused(cohort, harbor, task, lena, priya):
    made = make_team_set(cohort, by=priya, activity=task)
    heron = form_team(cohort, by=priya, name="Heron", people=[lena], team_set=made)
    for into in (heron, harbor):
        with pytest.raises(ValidationError, match="another team of the same set"):
            merge_teams(harbor, into, by=priya)


def test_a_dissolved_team_leaves_its_people_without_one(signed_in, cohort, harbor, draft, mara, grace, priya):
    client = signed_in(priya)
    for _twice in range(2):
        assert client.post(f"/teams/{harbor.pk}/dissolve/").status_code == 302
    assert len(entries(cohort.space, "team.dissolved")) == 1
    for person in (mara, grace):
        assert not Space.objects.visible_to(person).filter(pk=harbor.space_id).exists()
    assert harbor.team_set.unplaced().filter(person=mara).exists()
    page = client.get(f"/cohorts/{cohort.pk}/teams/draw/").content.decode()
    assert "4 people to seat" in page
    assert "Harbor" not in page
    assert place_rest(harbor.team_set, by=priya) == 4


def test_its_name_is_free_again_and_nobody_can_sit_there(cohort, harbor, mara, priya):
    dissolve_team(harbor, by=priya)
    again = form_team(cohort, by=priya, name="Harbor", people=[mara])
    assert learners_in(again) == {mara.pk}
    with pytest.raises(ValidationError, match="dissolved"):
        seat_member(Team.objects.get(pk=harbor.pk), cohort.enrollments.get(person=mara), by=priya)
    with pytest.raises(ValidationError, match="dissolved"):
        merge_teams(again, Team.objects.get(pk=harbor.pk), by=priya)


@pytest.mark.parametrize("who", ["mara", "grace", "tom", "stranger"])
def test_only_who_runs_the_cohort_may(signed_in, harbor, lantern, request, who):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        merge_teams(lantern, harbor, by=person)
    with pytest.raises(PermissionDenied):
        dissolve_team(lantern, by=person)
    client = signed_in(person)
    assert client.post(f"/teams/{lantern.pk}/merge/", {"into": harbor.pk}).status_code == 404
    assert client.post(f"/teams/{lantern.pk}/dissolve/").status_code == 404


def test_a_mentor_who_manages_who_comes_steps_back(harbor, lantern, lena, grace, priya):
    lena.manager = grace
    lena.save()
    merge_teams(lantern, harbor, by=priya)
    assert not Space.objects.visible_to(grace).filter(pk=harbor.space_id).exists()


def test_reviews_of_what_comes_along_are_read_by_who_made_it(round, works, cohort, lena, priya):
    """A team whose work is reviewed joins another that has none."""
    made = ReviewedWork.objects.get(round=round, team__name="Lantern")
    alone = more_teams(cohort, 1, priya, name="Late")[0]
    unsent = Review.objects.filter(by_team=made.team)
    assert unsent.exists()
    merge_teams(made.team, alone, by=priya)
    assert ReviewedWork.objects.made_by(lena).get() == made
    assert not Review.objects.standing().filter(by_team=made.team).exists()
