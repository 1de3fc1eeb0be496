"""Accepting an answer to a question."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions.actions import accept_answer, post_reply
from discussions.models import Thread
from spaces import verbs as registry
from spaces.models import Entry
from tests.discussions.conftest import verbs


@pytest.fixture
def answer(question, aiko):
    return post_reply(question, by=aiko, body="<p>It does.</p>")


def test_who_asked_accepts(signed_in, question, answer, mara, aiko, cohort_space):
    assert signed_in(mara).post(f"/posts/{answer.pk}/accept/").status_code == 302
    assert signed_in(mara).post(f"/posts/{answer.pk}/accept/").status_code == 302
    question.refresh_from_db()
    assert question.accepted == answer
    assert verbs(cohort_space).count("answer.accepted") == 1
    page = signed_in(aiko).get(f"/threads/{question.pk}/").content.decode()
    assert "Accepted answer" in page
    assert "Go to the answer" in page
    entry = Entry.objects.get(verb="answer.accepted")
    assert list(registry.named("answer.accepted").told([entry])) == [(entry, aiko.pk, "reply")]


def test_another_may_be_chosen(question, answer, mara, jon, priya):
    accept_answer(answer, by=mara)
    better = post_reply(question, by=jon, body="<p>Only in the morning.</p>")
    accept_answer(better, by=priya)
    assert Thread.objects.get(pk=question.pk).accepted == better


def test_others_are_refused(signed_in, answer, aiko, jon, stranger):
    for other in (aiko, jon):
        with pytest.raises(PermissionDenied):
            accept_answer(answer, by=other)
    assert signed_in(jon).post(f"/posts/{answer.pk}/accept/").status_code == 403
    assert signed_in(stranger).post(f"/posts/{answer.pk}/accept/").status_code == 404


def test_only_a_reply_to_a_question_can_be_one(question, thread, mara, aiko):
    reply = post_reply(thread, by=aiko, body="<p>Hi</p>")
    for post in (question.posts.get(), reply):
        with pytest.raises(ValidationError):
            accept_answer(post, by=mara)
