"""Hiding a whole conversation, and showing it again."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from discussions.actions import hide_thread, open_stream, post_reply, unhide_thread
from discussions.models import Post, Thread
from discussions.searching import Asked, search
from home.frame import unread_threads
from notifications.actions import send_waiting
from notifications.models import Notification
from spaces import live
from spaces.readers import run_all
from tests.discussions.conftest import verbs

JSON = {"content_type": "application/json"}
SECRET, REASON = "Zeppelin", "It names a customer"


@pytest.fixture
def talked(thread, aiko, jon) -> Thread:
    """Mara's thread, in which Aiko and Jon have answered her."""
    for writer in (aiko, jon):
        post_reply(thread, by=writer, body=f"<p>{SECRET} of {writer.name}</p>")
    return thread


def meets(signed_in, person, thread) -> set[str]:
    """The ways on which a person meets what was said in it."""
    client, post = signed_in(person), Post.objects.get(thread=thread, number=2)
    run_all(thread.space_id)
    board = client.get(f"/spaces/{thread.space_id}/board/").text
    found = {
        "page": SECRET in client.get(f"/threads/{thread.pk}/").text,
        "api": SECRET in client.get(f"/api/threads/{thread.pk}/posts/").text,
        "list": "First lines" in board or "First lines" in client.get("/api/threads/").text,
        "post": client.get(f"/api/posts/{post.pk}/").status_code == 200,
        "catch-up": SECRET in client.get(f"/spaces/{thread.space_id}/after/0/").text,
        "search": post.pk in search(person, Asked(SECRET)).ids,
        "card": "First lines" in client.get(f"/threads/cards/?id={thread.pk}").text,
        "unread": thread.pk in unread_threads(person).get(thread.space_id, []),
        "bell": "answered in" in client.get("/bell/").text,
    }
    return {way for way, met in found.items() if met}


def test_it_leaves_everything_that_its_people_see(signed_in, talked, mara, priya):
    before = meets(signed_in, mara, talked)
    assert {"page", "api", "list", "post", "catch-up", "search", "bell"} <= before
    answer = signed_in(priya).post(f"/threads/{talked.pk}/hide/", {"reason": REASON})
    assert answer["Location"] == talked.get_absolute_url()
    assert meets(signed_in, mara, talked) == set()
    signed_in(priya).post(f"/threads/{talked.pk}/unhide/")
    assert meets(signed_in, mara, talked) == before


def test_its_address_says_who_hid_it_and_why(signed_in, talked, priya, aiko, stranger):
    hide_thread(talked, by=priya, reason=REASON)
    page = signed_in(aiko).get(f"/threads/{talked.pk}/?from=2").text
    assert f"Priya Test hid it: {REASON}" in page
    assert f"{SECRET} of Aiko Test" in page
    assert f"{SECRET} of Jon Test" not in page
    assert "First lines" not in page
    assert signed_in(stranger).get(f"/threads/{talked.pk}/").status_code == 404


def test_who_keeps_order_reads_it_and_brings_it_back(signed_in, talked, priya, cohort_space):
    client = signed_in(priya)
    assert f"/threads/{talked.pk}/hide/" in client.get(f"/threads/{talked.pk}/").text
    hide_thread(talked, by=priya, reason=REASON)
    page = client.get(f"/threads/{talked.pk}/").text
    assert SECRET in page
    assert f"Hidden by Priya Test: {REASON}" in page
    assert f"/threads/{talked.pk}/unhide/" in page
    assert "First lines" in client.get(f"/spaces/{cohort_space.pk}/moderation/").text
    assert meets(signed_in, priya, talked) == {"page", "api", "post", "catch-up"}


def test_nobody_writes_in_it(signed_in, talked, priya, aiko):
    hide_thread(talked, by=priya, reason=REASON)
    assert signed_in(aiko).post(f"/threads/{talked.pk}/reply/", {"body": "Still"}).status_code == 404
    for writer in (aiko, priya):  # who had the page open before
        with pytest.raises(ValidationError):
            post_reply(talked, by=writer, body="<p>Still</p>")


def test_what_waits_to_be_mailed_is_dropped(talked, priya, mara):
    run_all(talked.space_id)
    hide_thread(talked, by=priya, reason=REASON)
    assert Notification.objects.filter(person=mara, entry__verb="post.added").exists()
    send_waiting(now=timezone.now() + timezone.timedelta(days=1))
    assert not mail.outbox


def test_who_began_it_is_told(signed_in, talked, priya, mara):
    hide_thread(talked, by=priya, reason=REASON)
    run_all(talked.space_id)
    client = signed_in(mara)
    assert "Priya Test hid your conversation First lines" in client.get("/bell/").text
    assert client.get("/bell/count/").context["unread"] == 1  # and not what was answered in it


def test_twice_is_quiet(talked, priya, cohort_space):
    for _twice in range(2):
        hide_thread(talked, by=priya, reason=REASON)
    for _twice in range(2):
        unhide_thread(talked, by=priya)
    assert verbs(cohort_space)[3:] == ["thread.hidden", "thread.unhidden"]


def test_nobody_else_does(signed_in, talked, mara, grace, stranger):
    for what in ("hide", "unhide"):
        for other, status in ((mara, 403), (grace, 403), (stranger, 404)):
            assert (
                signed_in(other).post(f"/threads/{talked.pk}/{what}/", {"reason": REASON}).status_code
                == status
            )


def test_a_reason_is_needed(signed_in, talked, priya):
    answer = signed_in(priya).post(f"/threads/{talked.pk}/hide/", {"reason": "\u200b"})
    assert answer.status_code == 422
    assert "Say why" in answer.text
    with pytest.raises(ValidationError):
        hide_thread(talked, by=priya, reason=" ")


def test_a_stream_is_not_hidden(team_space, mara, priya):
    stream = open_stream(team_space, by=mara, title="Harbor")
    with pytest.raises(PermissionDenied):
        hide_thread(stream, by=priya, reason=REASON)


def test_open_pages_learn_of_it(
    talked, priya, monkeypatch, django_capture_on_commit_callbacks, signed_in, aiko
):
    frames = []
    monkeypatch.setattr(live, "_publish", lambda group, message: frames.append(message.get("frame", {})))
    number = talked.space.last_number
    with django_capture_on_commit_callbacks(execute=True):
        hide_thread(talked, by=priya, reason=REASON)
    told = [frame for frame in frames if frame.get("verb") == "thread.hidden"]
    assert told
    assert all((frame["target"], frame["html"]) == (str(talked.pk), "") for frame in told)
    missed = signed_in(aiko).get(f"/spaces/{talked.space_id}/after/{number}/").json()["lines"]
    assert [(line["verb"], line["target"], line["html"]) for line in missed] == [
        ("thread.hidden", str(talked.pk), "")
    ]


def test_programs_do_it_too(signed_in, talked, priya, mara):
    address = f"/api/threads/{talked.pk}/"
    assert signed_in(priya).patch(address, {"hidden": True}, **JSON).status_code == 400
    told = signed_in(priya).patch(address, {"hidden": True, "reason": REASON}, **JSON).json()
    assert (bool(told["hidden_at"]), told["hidden_for"]) == (True, REASON)
    assert signed_in(mara).get(address).status_code == 404
    assert signed_in(priya).patch(address, {"hidden": False}, **JSON).json()["hidden_at"] is None
    assert signed_in(mara).patch(address, {"hidden": True, "reason": REASON}, **JSON).status_code == 403
