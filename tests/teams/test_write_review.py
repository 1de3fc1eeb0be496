"""A team writes its review: members take criteria, say a level and why, sign; with more than half it is sent."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from notifications.models import Notification
from spaces import readers
from spaces.actions import leave_space
from teams import actions
from teams.actions.reviewing import TAKEN_OVER_AFTER
from teams.models import Review, ReviewMark, quorum
from tests.teams.conftest import entries
from tests.teams.reviewing import write


@pytest.fixture
def review(round, harbor) -> Review:
    return Review.objects.filter(by_team=harbor).order_by("id")[0]


@pytest.fixture
def mark(review) -> ReviewMark:
    return review.marks.in_order()[0]


def said(mark: ReviewMark) -> tuple:
    mark = ReviewMark.objects.get(pk=mark.pk)
    return mark.level, mark.comment, mark.owner and mark.owner.called


def test_a_team_reviews_another_from_first_to_last(signed_in, review, harbor, mara, aiko, jon):
    """Three members take a criterion each, write, and two of the three sign."""
    writers = dict(zip((mara, aiko, jon), review.marks.in_order(), strict=True))
    for person, mark in writers.items():
        client = signed_in(person)
        assert client.post(f"/marks/{mark.pk}/take/", follow=True).status_code == 200
        client.post(f"/marks/{mark.pk}/", {"level": 4, "comment": f"{person.called} says why."})
    page = signed_in(mara).get(review.get_absolute_url()).content.decode()
    assert "Aiko has this criterion" in page
    assert "Jon says why." in page
    signed_in(mara).post(f"/reviews/{review.pk}/sign/")
    review.refresh_from_db()
    assert not review.is_sent
    assert "1 more signature sends it." in signed_in(jon).get(review.get_absolute_url()).content.decode()
    signed_in(jon).post(f"/reviews/{review.pk}/sign/")
    review.refresh_from_db()
    assert review.is_sent
    assert [entry.by for entry in entries(harbor.space, "review.sent")] == [jon]


def test_a_criterion_is_taken_and_then_written(signed_in, review, mark, mara):
    client, address = signed_in(mara), review.get_absolute_url()
    page = client.get(address).text
    assert f'action="/marks/{mark.pk}/take/"' in page
    assert f'action="/marks/{mark.pk}/"' not in page
    client.post(f"/marks/{mark.pk}/take/")
    page = client.get(address).text
    assert f'action="/marks/{mark.pk}/take/"' not in page
    assert f'action="/marks/{mark.pk}/"' in page


def test_it_is_saved_while_one_writes(signed_in, mark, mara):
    answer = signed_in(mara).post(f"/marks/{mark.pk}/", {"level": 2}, headers={"X-Autosave": "1"})
    assert answer.status_code == 204
    assert said(mark) == (2, "", "Mara")


def test_who_writes_by_a_free_criterion_has_it(mark, mara, harbor):
    actions.save_mark(mark, by=mara, level=None, comment="Half a th")
    assert said(mark) == (None, "Half a th", "Mara")
    actions.save_mark(mark, by=mara, level=3, comment="Half a thought.")
    actions.save_mark(mark, by=mara, level=3, comment="A whole thought.")
    assert len(entries(harbor.space, "mark.written")) == 2  # taken by writing, and then complete


def test_a_team_mates_criterion_is_theirs(signed_in, mark, mara, jon):
    actions.save_mark(mark, by=mara, level=3, comment="Mine.")
    with pytest.raises(ValidationError, match="Mara has this criterion"):
        actions.take_mark(mark, by=jon)
    answer = signed_in(jon).post(f"/marks/{mark.pk}/", {"level": 1, "comment": "Over yours."})
    assert answer.status_code == 422
    assert said(mark) == (3, "Mine.", "Mara")


def test_one_not_begun_for_a_day_may_be_taken_over(mark, mara, jon):
    actions.take_mark(mark, by=mara, occurred_at=timezone.now() - TAKEN_OVER_AFTER * 1.1)
    assert actions.take_mark(mark, by=jon).owner == jon


def test_so_may_that_of_somebody_who_has_left(mark, mara, jon, harbor, priya):
    actions.save_mark(mark, by=mara, level=3, comment="Mine.")
    leave_space(harbor.space, person=mara, by=priya)
    assert actions.save_mark(mark, by=jon, level=2, comment="Ours.").owner == jon


def test_it_can_be_given_back(signed_in, mark, mara, jon):
    actions.save_mark(mark, by=mara, level=3, comment="Begun.")
    signed_in(mara).post(f"/marks/{mark.pk}/leave/")
    assert said(mark) == (3, "Begun.", None)
    actions.leave_mark(mark, by=jon)


def test_a_review_with_a_gap_is_not_signed(signed_in, review, mark, mara):
    actions.save_mark(mark, by=mara, level=4)
    with pytest.raises(ValidationError, match="It answers the task"):
        actions.sign_review(review, by=mara)
    page = signed_in(mara).post(f"/reviews/{review.pk}/sign/", follow=True).content.decode()
    assert "at the ends of the scale a word on why" in page


@pytest.mark.parametrize(
    ("level", "comment", "complete"), [(2, "", True), (1, "", False), (4, "", False), (4, "So.", True)]
)
def test_the_ends_of_the_scale_want_a_word(mark, mara, level, comment, complete):
    assert actions.save_mark(mark, by=mara, level=level, comment=comment).is_complete is complete


def test_a_level_that_the_rubric_does_not_know_is_refused(mark, mara):
    with pytest.raises(ValidationError, match="no such level"):
        actions.save_mark(mark, by=mara, level=5)


def test_who_signed_signs_what_it_says_now(review, mark, mara):
    write(review, sign=False)
    actions.sign_review(review, by=mara)
    actions.save_mark(mark, by=mara, level=2, comment="On reflection.")
    assert not review.sign_offs.exists()


def test_signing_twice_is_quiet(review, mara, harbor):
    write(review, sign=False)
    for _turn in range(2):
        actions.sign_review(review, by=mara)
    assert len(entries(harbor.space, "review.signed")) == 1
    assert not Review.objects.get(pk=review.pk).is_sent


def test_what_is_sent_is_not_changed(review, mark, mara):
    write(review)
    with pytest.raises(ValidationError, match="is sent"):
        actions.save_mark(mark, by=mara, level=1, comment="No.")
    assert actions.sign_review(review, by=mara).is_sent


@pytest.mark.parametrize(("members", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (12, 7)])
def test_more_than_half_sign_at_least_two_of_a_pair_both(members, needed):
    assert quorum(members) == needed


def test_one_alone_sends_it_by_signing(round, lantern, lena):
    review = Review.objects.filter(by_team=lantern)[0]
    assert write(review).is_sent


def test_the_others_are_told_of_a_signature(review, mara, aiko, jon, harbor):
    write(review, sign=False)
    actions.sign_review(review, by=mara)
    readers.run_all(harbor.space_id)
    told = Notification.objects.filter(entry__verb="review.signed").values_list("person", flat=True)
    assert set(told) == {aiko.pk, jon.pk}


@pytest.mark.parametrize("who", ["lena", "grace", "priya", "tom", "ines", "stranger"])
def test_nobody_else_reads_or_writes_it(signed_in, request, review, mark, who):
    somebody = request.getfixturevalue(who)
    client = signed_in(somebody)
    assert client.get(review.get_absolute_url()).status_code == 404
    for address in (
        f"/marks/{mark.pk}/",
        f"/marks/{mark.pk}/take/",
        f"/marks/{mark.pk}/leave/",
        f"/reviews/{review.pk}/sign/",
    ):
        assert client.post(address, {"level": 2}).status_code == 404
    for act in (
        lambda: actions.save_mark(mark, by=somebody, level=2),
        lambda: actions.sign_review(review, by=somebody),
    ):
        with pytest.raises(PermissionDenied):
            act()
