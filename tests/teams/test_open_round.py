"""Opening a round: who may, what is refused, that each gives and gets as many, and who is told."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts.actions import withdraw
from cohorts.models import Enrollment
from notifications.models import Notification
from spaces import readers
from teams.actions import open_gallery, open_round
from teams.models import Review, ReviewRound
from tests.teams.conftest import entries
from tests.teams.reviewing import learners_of, more_teams, work_of


def page_of(cohort, task) -> str:
    return f"/cohorts/{cohort.pk}/reviews/{task.stable_id}/"


def test_it_works_as_a_plain_form(signed_in, works, cohort, task, priya):
    client = signed_in(priya)
    assert "4 teams have handed in." in client.get(f"/cohorts/{cohort.pk}/reviews/").content.decode()
    answer = client.post(page_of(cohort, task), {"k": 2, "days": 7, "mode": "team", "is_blind": "on"})
    round = ReviewRound.objects.get()
    assert answer["Location"] == f"/rounds/{round.pk}/run/"
    assert (round.k, round.is_blind, round.ends_at - round.opened_at) == (2, True, timedelta(days=7))


def test_each_team_gives_and_gets_exactly_k(round, works):
    pairs = list(Review.objects.values_list("by_team", "work__team"))
    teams = {team.pk for team in works}
    assert (
        Counter(giver for giver, _of in pairs)
        == Counter(of for _giver, of in pairs)
        == dict.fromkeys(teams, 2)
    )
    assert all(giver != of for giver, of in pairs)
    assert all(review.marks.count() == 3 for review in Review.objects.all())


def test_the_rubric_is_frozen_in_it(round, task):
    assert next(criterion.title for criterion in round.criteria) == "It answers the task"
    task.rubric = {"levels": [], "criteria": []}
    task.save()
    assert len(ReviewRound.objects.get().criteria) == 3


def test_opening_twice_is_quiet(round, cohort, task, priya):
    assert open_round(cohort, task, by=priya, k=3) == round
    assert len(entries(cohort.space, "round.opened")) == 1


def test_two_teams_review_each_other(cohort, task, priya, harbor, lantern):
    for team in (harbor, lantern):
        work_of(team, task)
    open_round(cohort, task, by=priya)
    assert set(Review.objects.values_list("by_team", "work__team")) == {
        (harbor.pk, lantern.pk),
        (lantern.pk, harbor.pk),
    }


def test_one_team_is_too_few(signed_in, cohort, task, priya, harbor, lantern):
    work_of(harbor, task)
    answer = signed_in(priya).post(page_of(cohort, task), {"k": 1, "days": 7, "mode": "team"})
    assert answer.status_code == 422
    with pytest.raises(ValidationError, match="two teams"):
        open_round(cohort, task, by=priya)


@pytest.mark.parametrize(
    ("fields", "why"), [({"k": 6}, "one to 5"), ({"days": 1}, "days"), ({"mode": "x"}, "kind")]
)
def test_what_is_odd_is_refused(works, cohort, task, priya, fields, why):
    with pytest.raises(ValidationError, match=why):
        open_round(cohort, task, by=priya, **fields)


def test_each_by_themselves_reviews_other_teams_works(works, cohort, task, priya):
    open_round(cohort, task, by=priya, mode="peer", k=2, seed=3)
    for team in works:
        for person in learners_of(team):
            given = Review.objects.filter(by_person=person)
            assert given.count() == 2
            assert not given.filter(work__team=team).exists()


def test_a_team_looks_at_its_own_work(works, cohort, task, priya):
    round = open_round(cohort, task, by=priya, mode="self")
    assert not round.is_blind
    assert set(Review.objects.values_list("by_team", "work__team")) == {(team.pk, team.pk) for team in works}


def test_from_six_works_on_each_gives_three(works, cohort, task, priya):
    for team in more_teams(cohort, 2, priya, name="Late"):
        work_of(team, task)
    assert open_round(cohort, task, by=priya).k == 3


def test_everybody_in_a_reviewing_team_is_told(round, cohort, works):
    readers.run_all(cohort.space_id)
    told = set(Notification.objects.filter(entry__verb="round.opened").values_list("person", flat=True))
    assert told == {person.pk for team in works for person in learners_of(team)}


@pytest.mark.parametrize("who", ["mara", "lena", "grace", "tom", "stranger"])
def test_nobody_else_opens_one(signed_in, request, works, cohort, task, who):
    somebody = request.getfixturevalue(who)
    assert (
        signed_in(somebody).post(page_of(cohort, task), {"k": 2, "days": 7, "mode": "team"}).status_code
        == 404
    )
    with pytest.raises(PermissionDenied):
        open_round(cohort, task, by=somebody)


def test_the_team_finds_it_in_its_room(signed_in, round, harbor, mara, grace):
    page = signed_in(mara).get(harbor.get_absolute_url()).content.decode()
    assert f'href="/rounds/{round.pk}/"' in page
    assert (
        f'href="/rounds/{round.pk}/"' not in signed_in(grace).get(harbor.get_absolute_url()).content.decode()
    )


def test_work_that_the_cohort_sees_is_not_reviewed_without_names(works, cohort, task, priya):
    open_gallery(cohort, task, by=priya)
    with pytest.raises(ValidationError, match="with names"):
        open_round(cohort, task, by=priya)
    assert open_round(cohort, task, by=priya, is_blind=False).works.count() == len(works)


def test_who_has_left_the_cohort_has_no_review_of_their_own_any_more(works, cohort, task, priya, mara):
    open_round(cohort, task, by=priya, mode="peer", k=2, seed=3)
    assert Review.objects.visible_to(mara).exists()
    withdraw(Enrollment.objects.get(cohort=cohort, person=mara), by=mara)
    assert not Review.objects.visible_to(mara).exists()


def test_the_same_work_is_not_shown_with_names_to_some_and_without_to_others(round, cohort, task, priya):
    with pytest.raises(ValidationError, match="Do the same here"):
        open_round(cohort, task, by=priya, mode="peer", is_blind=False)
    assert open_round(cohort, task, by=priya, mode="peer").is_blind
    assert open_round(cohort, task, by=priya, mode="self")


def test_between_two_teams_everybody_is_told_that_each_knows(signed_in, cohort, task, priya, harbor, lantern):
    work_of(harbor, task)
    work_of(lantern, task)
    form = signed_in(priya).get(f"/cohorts/{cohort.pk}/reviews/").content.decode()
    assert "each will know whose work it reads" in form
    made = open_round(cohort, task, by=priya)
    person = learners_of(lantern)[0]
    for who, address in ((person, made.get_absolute_url()), (priya, f"{made.get_absolute_url()}run/")):
        assert "each knows whose work it reads" in signed_in(who).get(address).content.decode()


def test_among_more_nobody_is(signed_in, round, lena, priya, cohort):
    assert "each knows whose" not in signed_in(lena).get(round.get_absolute_url()).content.decode()
    assert "each will know" not in signed_in(priya).get(f"/cohorts/{cohort.pk}/reviews/").content.decode()
