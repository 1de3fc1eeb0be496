"""Saying something and asking something in one go."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from discussions.actions import post_reply, start_thread
from discussions.models import Poll, Post, Thread
from tests.discussions.conftest import verbs

LIVE = {"HX-Request": "true"}
POLL = {"poll-question": "Which <day>?", "poll-options": "Monday\nTuesday", "poll-is_multiple": "on"}
UNTOUCHED = {"poll-question": "", "poll-options": "", "poll-closes_at": ""}


def reply(client, thread, headers=None, **sent):
    return client.post(f"/threads/{thread.pk}/reply/", sent, headers=headers)


def test_a_reply_comes_with_its_poll(signed_in, thread, aiko, cohort_space):
    client, key = signed_in(aiko), str(uuid.uuid4())
    for _twice in range(2):
        answer = reply(client, thread, LIVE, body="When do we meet?", key=key, **POLL)
        assert "Which &lt;day&gt;?" in answer.text
    poll = Poll.objects.get()
    assert (poll.post.number, poll.is_multiple, poll.is_anonymous, poll.options.count()) == (
        2,
        True,
        False,
        2,
    )
    assert verbs(cohort_space) == ["thread.started", "post.added"]
    assert 'name="poll-question"' in client.get(f"/threads/{thread.pk}/").text


def test_a_thread_opens_with_its_poll(signed_in, cohort_space, aiko):
    sent = {"title": "When?", "body": "When do we meet?", "kind": "conversation", **POLL}
    client = signed_in(aiko)
    page = client.get(client.post(f"/spaces/{cohort_space.pk}/board/start/", sent)["Location"]).text
    assert "Which &lt;day&gt;?" in page
    assert Poll.objects.get().post.number == 1
    assert 'name="poll-question"' in client.get(f"/spaces/{cohort_space.pk}/board/").text


def test_an_untouched_poll_is_none(signed_in, thread, aiko):
    assert reply(signed_in(aiko), thread, body="Soon", **UNTOUCHED).status_code == 302
    assert not Poll.objects.exists()


@pytest.mark.parametrize(
    ("poll", "why"),
    [
        ({"poll-question": "Which day?", "poll-options": ""}, "Give between two and ten"),
        ({"poll-question": "Which day?", "poll-options": "Monday\nMonday"}, "Give between two and ten"),
        ({"poll-question": "", "poll-options": "Monday\nTuesday"}, "Ask something"),
        ({**POLL, "poll-closes_at": "2020-01-01T10:00"}, "A poll ends in the future"),
    ],
)
def test_a_refused_poll_keeps_all_words(signed_in, thread, aiko, poll, why):
    client = signed_in(aiko)
    answer = reply(client, thread, body="My words", **poll)
    assert answer.status_code == 422
    assert why in answer.text
    assert "My words" in answer.text
    assert "Monday" in answer.text or "Which day?" in answer.text
    assert 'composer__poll" open' in answer.text
    assert why in reply(client, thread, LIVE, body="My words", **poll).text
    sent = {"title": "When?", "body": "My words", "kind": "conversation", **poll}
    page = client.post(f"/spaces/{thread.space_id}/board/start/", sent)
    assert (page.status_code, why in page.text, "My words" in page.text) == (422, True, True)
    assert (Post.objects.count(), Thread.objects.count(), Poll.objects.count()) == (1, 1, 0)


def test_what_is_wrong_with_a_poll_stands_beside_its_field(signed_in, thread, aiko):
    sent = {
        "title": "When?",
        "body": "My words",
        "kind": "conversation",
        "poll-question": "Which day?",
        "poll-options": "",
    }
    page = signed_in(aiko).post(f"/spaces/{thread.space_id}/board/start/", sent).text
    poll = page.split('composer__poll" open')[1].split("</details>")[0]
    assert 'name="poll-options" aria-invalid="true" aria-describedby="poll-options-error"' in poll
    assert "Give between two and ten" in poll


def test_what_is_no_poll_is_refused_with_the_post(thread, cohort_space, aiko):
    with pytest.raises(ValidationError):
        post_reply(thread, by=aiko, body="<p>Hi</p>", poll={"question": "What?", "options": ["One"]})
    poll = {"question": "", "options": ["One", "Two"]}
    with pytest.raises(ValidationError):
        start_thread(cohort_space, by=aiko, title="Hi", body="<p>Hi</p>", poll=poll)
    assert Post.objects.count() == 1


def test_a_program_asks_in_one_go(signed_in, thread, aiko):
    client, poll = signed_in(aiko), {"question": "Which day?", "options": ["Monday", "Tuesday"]}
    send = lambda url, sent: client.post(url, sent, content_type="application/json")  # noqa: E731
    sent = {"body": "<p>When?</p>", "poll": poll}
    assert send(f"/api/threads/{thread.pk}/posts/", sent).status_code == 201
    started = send("/api/threads/", sent | {"space": thread.space_id, "title": "When?"})
    assert started.status_code == 201
    assert Poll.objects.count() == 2
    assert (
        send(f"/api/threads/{thread.pk}/posts/", {"body": "x", "poll": {"question": "?"}}).status_code == 400
    )
