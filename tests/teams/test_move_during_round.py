"""Who made a work and has moved to the team that reviews it: kept from the review until it is released."""

import pytest
from django.core.exceptions import PermissionDenied

from teams import actions
from teams.models import Review, ReviewMark
from tests.teams.reviewing import more_teams, work_of, write


@pytest.fixture
def moved(cohort, task, harbor, priya, jon):
    """Table 0 of two reviews Harbor's work; Jon of Harbor sits at it since."""
    (table,) = more_teams(cohort, 1, priya)
    work_of(harbor, task)
    work_of(table, task)
    actions.open_round(cohort, task, by=priya, seed=1)
    review = Review.objects.get(by_team=table)
    actions.move_member(harbor, table, person=jon, by=priya)
    return review


def test_they_read_neither_page_nor_api(signed_in, moved, jon):
    mark = moved.marks.in_order()[0]
    assert not Review.objects.visible_to(jon).filter(pk=moved.pk).exists()
    assert not ReviewMark.objects.visible_to(jon).filter(pk=mark.pk).exists()
    client = signed_in(jon)
    for address in (
        moved.get_absolute_url(),
        f"/api/reviews/{moved.pk}/",
        f"/marks/{mark.pk}/",
        f"/reviews/{moved.pk}/files/1/",
    ):
        assert client.get(address).status_code == 404, address
    assert moved.get_absolute_url() not in client.get(moved.work.round.get_absolute_url()).content.decode()


def test_they_do_not_sign_it_and_count_for_no_signature(moved, jon):
    with pytest.raises(PermissionDenied):
        actions.sign_review(moved, by=jon)
    with pytest.raises(PermissionDenied):
        actions.save_mark(moved.marks.in_order()[0], by=jon, level=3)
    assert moved.signatures_missing == 2
    first, second = [one.person for one in moved.writers().select_related("person").order_by("id")]
    for mark in moved.marks.in_order():
        actions.save_mark(mark, by=first, level=3)
    actions.sign_review(moved, by=first)
    assert actions.sign_review(moved, by=second).is_sent


def test_released_they_read_it(moved, jon, priya, signed_in):
    for mark in moved.marks.in_order():
        actions.save_mark(mark, by=moved.writers()[0].person, level=3)
    actions.release_round(moved.work.round, by=priya)
    assert signed_in(jon).get(moved.get_absolute_url()).status_code == 200


def test_their_new_teams_other_reviews_are_theirs_to_write(cohort, round, harbor, works, priya, jon):
    other = works[2]
    actions.move_member(harbor, other, person=jon, by=priya)
    given = Review.objects.given_by(jon).filter(by_team=other)
    of_harbor = Review.objects.filter(by_team=other, work__team=harbor).count()
    assert given.count() == 2 - of_harbor
    assert not given.filter(work__team=harbor).exists()


def test_ones_own_work_is_looked_at_by_its_makers(cohort, task, harbor, mara, priya):
    work_of(harbor, task)
    actions.open_round(cohort, task, by=priya, mode="self")
    assert write(Review.objects.given_by(mara).get()).is_sent
