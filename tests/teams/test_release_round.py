"""Releasing a round: results, who reads what, how useful it was, and a second look."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from notifications.models import Notification
from spaces import readers
from teams import actions
from teams.models import Review, ReviewedWork, ReviewRound, SecondLook, Usefulness
from tests.teams.conftest import entries
from tests.teams.reviewing import learners_of, write, write_all


@pytest.fixture
def released(round, priya) -> ReviewRound:
    for review, levels in zip(
        Review.objects.filter(work__round=round).order_by("work", "id"),
        [(3, 2, 4), (2, 2, 3)] * 4,
        strict=True,
    ):
        write(review, levels=levels)
    return actions.release_round(round, by=priya)


@pytest.fixture
def work(released, harbor) -> ReviewedWork:
    return ReviewedWork.objects.select_related("round", "team__space").get(team=harbor)


@pytest.fixture
def received(work) -> Review:
    return work.reviews.select_related("work__round", "work__team__space").order_by("id")[0]


def test_it_works_as_a_plain_form_and_tells_everybody(signed_in, round, works, cohort, priya):
    write_all(round)
    signed_in(priya).post(f"/rounds/{round.pk}/release/")
    assert ReviewRound.objects.get().is_released
    readers.run_all(cohort.space_id)
    told = set(Notification.objects.filter(entry__verb="round.released").values_list("person", flat=True))
    assert told == {person.pk for team in works for person in learners_of(team)}


def test_twice_is_quiet(released, cohort, priya):
    actions.release_round(released, by=priya)
    assert len(entries(cohort.space, "round.released")) == 1


def test_before_that_nothing_is_read(signed_in, round, harbor, mara):
    write_all(round)
    page = signed_in(mara).get(ReviewedWork.objects.get(team=harbor).get_absolute_url()).content.decode()
    assert "Because." not in page
    assert "The work is being read." in page


def test_the_result_is_a_sentence_a_picture_and_a_table(signed_in, work, mara):
    page = signed_in(mara).get(work.get_absolute_url()).content.decode()
    assert "2 reviews" in page
    assert "strongest in “It can be used at work”" in page
    assert "<svg" in page
    assert "As a table" in page


def test_the_half_of_a_median_is_kept(signed_in, mara, priya, round, harbor):
    for review, levels in zip(Review.objects.filter(work__team=harbor), [(3, 2, 4), (2, 2, 3)], strict=True):
        write(review, levels=levels)
    actions.release_round(round, by=priya)
    work = ReviewedWork.objects.get(team=harbor)
    results = signed_in(mara).get(f"/api/works/{work.pk}/").json()["results"]
    assert [(one["median"], one["levels"]) for one in results] == [(2.5, [2, 3]), (2, [2, 2]), (3.5, [3, 4])]


def test_one_review_gives_no_result(signed_in, round, harbor, mara, priya):
    write(Review.objects.filter(work__team=harbor)[0])
    actions.release_round(round, by=priya)
    page = signed_in(mara).get(ReviewedWork.objects.get(team=harbor).get_absolute_url()).content.decode()
    assert "A result wants two." in page
    assert "Because." in page


def test_after_it_what_was_not_sent_is_closed(round, harbor, mara, priya):
    actions.release_round(round, by=priya)
    mark = Review.objects.filter(by_team=harbor)[0].marks.in_order()[0]
    with pytest.raises(ValidationError, match="released"):
        actions.save_mark(mark, by=mara, level=2)


def test_who_runs_it_sees_who_gives_and_got_and_what_is_odd(signed_in, round, works, priya):
    write_all(round, but=[works[0]])
    client, address = signed_in(priya), f"/rounds/{round.pk}/run/"
    page = client.get(address).content.decode()
    assert "6 of 8 reviews are in." in page
    assert "0 of 2" in page
    assert "fewer than two" not in page.split("<section")[0].split("<h1>")[1].split("</header>")[0]
    now = timezone.now()
    ReviewRound.objects.filter(pk=round.pk).update(
        opened_at=now - timedelta(days=7), ends_at=now + timedelta(hours=1)
    )
    assert "2 works have fewer than two." in client.get(address).content.decode()


@pytest.mark.parametrize("who", ["mara", "lena", "grace", "tom", "stranger"])
def test_nobody_else_releases(signed_in, request, round, who):
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).post(f"/rounds/{round.pk}/release/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.release_round(round, by=somebody)


# How useful it was


def test_those_reviewed_say_how_useful_it_was(signed_in, received, mara, harbor):
    client = signed_in(mara)
    for score in (2, 5, 5):
        client.post(f"/reviews/{received.pk}/rate/", {"score": score, "comment": "It helps."})
    assert Usefulness.objects.get().score == 5
    assert len(entries(harbor.space, "review.rated")) == 2


def test_its_writers_learn_only_of_high_ratings(signed_in, received, mara, works):
    [writer, *_rest] = learners_of(received.by_team)
    address = f"/rounds/{received.work.round_id}/"
    actions.rate_review(received, by=mara, score=1, comment="Useless")
    page = signed_in(writer).get(address).content.decode()
    assert "found useful" not in page
    assert "Useless" not in page
    actions.rate_review(received, by=mara, score=4)
    assert "1 of your reviews was found useful." in signed_in(writer).get(address).content.decode()


@pytest.mark.parametrize("score", ["0", "6", "x", ""])
def test_a_score_out_of_range_is_refused(signed_in, received, mara, score):
    assert signed_in(mara).post(f"/reviews/{received.pk}/rate/", {"score": score}).status_code == 422


@pytest.mark.parametrize("who", ["grace", "priya", "tom", "stranger"])
def test_nobody_else_rates(signed_in, request, received, who):
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).post(f"/reviews/{received.pk}/rate/", {"score": 3}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.rate_review(received, by=somebody, score=3)


# A second look


def test_a_team_asks_and_somebody_else_answers(signed_in, work, mara, grace, harbor):
    signed_in(mara).post(f"/works/{work.pk}/second-look/", {"why": "The first line was misread."})
    look = SecondLook.objects.get()
    readers.run_all(harbor.space_id)
    assert Notification.objects.filter(entry__verb="second_look.asked", person=grace).exists()
    page = signed_in(grace).get(look.get_absolute_url()).content.decode()
    assert "The first line was misread." in page
    signed_in(grace).post(look.get_absolute_url(), {"body": "I read it as you meant it.", "level-0": "4"})
    text = signed_in(mara).get(work.get_absolute_url()).content.decode()
    assert "I read it as you meant it." in text
    assert signed_in(mara).get(f"/api/works/{work.pk}/").json()["results"][0]["stands"] == 4


def test_asking_twice_is_one_look(work, mara, jon, harbor):
    first = actions.ask_second_look(work, by=mara, why="Misread")
    assert actions.ask_second_look(work, by=jon, why="Again") == first
    assert len(entries(harbor.space, "second_look.asked")) == 1


def test_after_seven_days_it_is_too_late(work, mara):
    late = work.round.released_at + timedelta(days=7, minutes=1)
    with pytest.raises(ValidationError, match="seven days"):
        actions.ask_second_look(work, by=mara, why="Misread", occurred_at=late)


def test_who_reviewed_it_does_not_look_again(round, harbor, mara, grace, priya):
    actions.tend_round(round, by=priya, now=round.ends_at)
    review = Review.objects.get(work__team=harbor, by_person=grace)
    write(review)
    actions.release_round(round, by=priya)
    work = ReviewedWork.objects.select_related("round", "team__space").get(team=harbor)
    look = actions.ask_second_look(work, by=mara, why="Misread")
    with pytest.raises(PermissionDenied):
        actions.answer_second_look(look, by=grace, body="As before.")
    assert actions.answer_second_look(look, by=priya, body="Read again.").by == priya


def test_only_one_answers(work, mara, grace, priya):
    look = actions.ask_second_look(work, by=mara, why="Misread")
    actions.answer_second_look(look, by=grace, body="Read again.")
    with pytest.raises(ValidationError, match="Grace Test has looked"):
        actions.answer_second_look(look, by=priya, body="I, too.")


@pytest.mark.parametrize("who", ["lena", "tom", "ines", "stranger"])
def test_nobody_else_learns_of_it(signed_in, request, work, mara, who):
    look = actions.ask_second_look(work, by=mara, why="Misread")
    client = signed_in(request.getfixturevalue(who))
    assert client.get(look.get_absolute_url()).status_code == 404
    assert client.post(f"/works/{work.pk}/second-look/", {"why": "x"}).status_code == 404
    assert client.get(work.get_absolute_url()).status_code == 404


def test_agreement_is_kept_with_the_release(released):
    assert released.agreement["reviews"] == 8
    assert released.agreement["says"] in ("firm", "tentative", "feedback")
    assert timezone.now() > released.released_at
