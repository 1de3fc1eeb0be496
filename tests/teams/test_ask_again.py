"""Another go: somebody asks for it, or the team takes back what it handed in."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cohorts.actions import set_due_date
from notifications.models import Notification
from spaces import readers
from teams.actions import (
    ask_again,
    give_feedback,
    hand_in,
    propose_hand_in,
    reopen_part,
    save_part,
    take_back,
)
from teams.actions import ready_part as say_ready
from teams.models import HandIn, Part
from tests.teams.conftest import entries

AGAIN = "Look once more at the first line."


@pytest.fixture
def frozen(handed_in) -> HandIn:
    return handed_in.hand_ins.get()


def change(part: Part, by, words: str) -> None:
    part.refresh_from_db()
    reopen_part(part, by=by)
    save_part(part, by=by, body=words, revision=part.revision)
    say_ready(part, by=by)


@pytest.mark.parametrize("who", ["grace", "priya"])
def test_the_draft_opens_and_the_team_reads_why(signed_in, request, frozen, harbor, mara, who):
    somebody = request.getfixturevalue(who)
    for _twice in range(2):
        answer = signed_in(somebody).post(f"/hand-ins/{frozen.pk}/again/", {"words": AGAIN})
        assert answer.status_code == 302
    page = signed_in(mara).get(harbor.get_absolute_url()).text
    assert AGAIN in page
    assert "asks for another go" in page
    assert len(entries(harbor.space, "submission.asked_again")) == 1
    readers.run_all(harbor.space_id)
    assert Notification.objects.filter(entry__verb="submission.asked_again", person=mara).exists()


def test_the_second_hand_in_stands_beside_the_first(signed_in, frozen, part, mara, aiko, grace):
    ask_again(frozen, by=grace, words=AGAIN)
    change(part, mara, "<p>Two things a week.</p>")
    submission = frozen.submission
    propose_hand_in(submission, by=aiko)
    hand_in(submission, by=mara)
    second = submission.hand_ins.get(number=2)
    page = signed_in(grace).get(second.get_absolute_url()).text
    assert "Two things a week." in page
    assert frozen.get_absolute_url() in page
    since = signed_in(grace).get(f"{second.get_absolute_url()}?since=1").text
    assert "<del>One thing" in since.replace("</del><ins>", " ") or "<ins>Two" in since
    first = signed_in(grace).get(frozen.get_absolute_url()).text
    assert "One thing a week." in first
    assert "Send to the team" not in first


def test_readers_see_the_hand_in_and_nothing_of_the_new_draft(signed_in, frozen, part, mara, grace, harbor):
    ask_again(frozen, by=grace, words=AGAIN)
    change(part, mara, "<p>Still secret.</p>")
    client = signed_in(grace)
    assert client.get(f"/parts/{part.pk}/").status_code == 404
    assert client.get(frozen.submission.get_absolute_url()).status_code == 404
    room = client.get(harbor.get_absolute_url()).text
    assert "Still secret" not in room
    assert frozen.get_absolute_url() in room
    assert "Still secret" not in client.get(frozen.get_absolute_url()).text


def test_the_same_words_are_no_other_go(frozen, mara, aiko, grace):
    ask_again(frozen, by=grace, words=AGAIN)
    propose_hand_in(frozen.submission, by=aiko)
    with pytest.raises(ValidationError, match="Nothing has changed"):
        hand_in(frozen.submission, by=mara)


def test_it_says_why(signed_in, frozen, grace):
    answer = signed_in(grace).post(f"/hand-ins/{frozen.pk}/again/", {"words": " "})
    assert answer.status_code == 422
    with pytest.raises(ValidationError, match="Say what"):
        ask_again(frozen, by=grace, words="")


@pytest.mark.parametrize(
    ("who", "status"),
    [("mara", 403), ("ines", 403), ("lena", 404), ("tom", 404), ("stranger", 404)],
)
def test_nobody_else_asks(signed_in, request, frozen, lantern, who, status):
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).post(f"/hand-ins/{frozen.pk}/again/", {"words": AGAIN}).status_code == status
    with pytest.raises(PermissionDenied):
        ask_again(frozen, by=somebody, words=AGAIN)


def test_the_team_takes_it_back_before_it_is_due(signed_in, frozen, mara, aiko, task, cohort, priya, harbor):
    set_due_date(cohort, task.stable_id, due_at=timezone.now() + timedelta(days=1), by=priya)
    for _twice in range(2):
        assert signed_in(aiko).post(f"/submissions/{frozen.submission_id}/take-back/").status_code == 302
    assert len(entries(harbor.space, "submission.taken_back")) == 1
    assert hand_in_again(frozen, mara, aiko).number == 2


def hand_in_again(frozen, mara, aiko) -> HandIn:
    propose_hand_in(frozen.submission, by=aiko)
    hand_in(frozen.submission, by=mara)
    return frozen.submission.hand_ins.latest("number")


def test_what_is_due_or_answered_stays(frozen, mara, grace, task, cohort, priya):
    set_due_date(cohort, task.stable_id, due_at=timezone.now() - timedelta(days=1), by=priya)
    with pytest.raises(ValidationError, match="due date has passed"):
        take_back(frozen.submission, by=mara)
    set_due_date(cohort, task.stable_id, due_at=timezone.now() + timedelta(days=1), by=priya)
    give_feedback(frozen.submission, by=grace, body="<p>Good.</p>")
    with pytest.raises(ValidationError, match="answered already"):
        take_back(frozen.submission, by=mara)


@pytest.mark.parametrize(("who", "status"), [("grace", 403), ("priya", 403), ("ines", 403), ("lena", 404)])
def test_nobody_else_takes_it_back(signed_in, request, frozen, lantern, who, status):
    client = signed_in(request.getfixturevalue(who))
    assert client.post(f"/submissions/{frozen.submission_id}/take-back/").status_code == status


def test_each_go_is_answered_by_itself(signed_in, frozen, part, mara, aiko, grace):
    give_feedback(frozen.submission, by=grace, body="<p>Nearly.</p>")
    ask_again(frozen, by=grace, words=AGAIN)
    change(part, mara, "<p>Two things.</p>")
    second = hand_in_again(frozen, mara, aiko)
    assert frozen.submission.get_absolute_url() in signed_in(grace).get("/mentoring/").text
    give_feedback(second.submission, by=grace, body="<p>There.</p>")
    assert second.feedback.body == "<p>There.</p>"
    assert frozen.feedback.body == "<p>Nearly.</p>"


def test_hand_ins_through_the_api(signed_in, frozen, grace, lena, lantern):
    assert (
        signed_in(grace).get(f"/api/hand-ins/{frozen.pk}/").json()["parts"][0]["body"]
        == "<p>One thing a week.</p>"
    )
    assert [row["id"] for row in signed_in(grace).get("/api/hand-ins/").json()["results"]] == [frozen.pk]
    assert signed_in(lena).get(f"/api/hand-ins/{frozen.pk}/").status_code == 404
    assert signed_in(lena).get("/api/hand-ins/").json()["results"] == []
