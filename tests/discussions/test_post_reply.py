"""Replying in a thread."""

import uuid
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discussions.actions import post_reply, start_thread
from discussions.models import Mention, Post, Thread
from spaces import verbs as registry
from spaces.actions import close_space, leave_space
from spaces.models import Entry
from tests.discussions.conftest import many_replies, verbs


def mention(person) -> str:
    return f'<a class="mention" data-person="{person.pk}" href="/people/{person.pk}/">@{person.name}</a>'


def test_a_member_replies(signed_in, thread, aiko):
    answer = signed_in(aiko).post(f"/threads/{thread.pk}/reply/", {"body": "With a **question**."})
    post = Post.objects.get(thread=thread, number=2)
    assert (answer.status_code, answer["Location"]) == (302, post.get_absolute_url())
    assert post.body == "<p>With a <strong>question</strong>.</p>"
    assert (post.by, post.thread.reply_count, post.thread.last_post_by) == (aiko, 1, aiko)


def test_a_live_page_gets_the_post_as_everybody_gets_it(signed_in, thread, aiko):
    sent = {"body": "<p>Hello</p>", "body_format": "html"}
    answer = signed_in(aiko).post(f"/threads/{thread.pk}/reply/", sent, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.lstrip().startswith("<article")
    assert f'data-append-to="thread-{thread.pk}-posts" data-order="2"' in text
    assert "<form" not in text
    assert "csrf" not in text


def test_the_lesson_beside_it_is_gone_back_to(signed_in, thread, aiko):
    client = signed_in(aiko)
    sent = {"body": "Hi", "next": "/lessons/3/"}
    assert client.post(f"/threads/{thread.pk}/reply/", sent)["Location"].startswith("/lessons/3/#post-")
    for elsewhere in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        answer = client.post(f"/threads/{thread.pk}/reply/", {"body": "Hi", "next": elsewhere})
        assert answer["Location"].startswith(f"/threads/{thread.pk}/")


def test_a_stranger_finds_no_thread(signed_in, client, thread, stranger, tom, ines):
    for outsider in (stranger, tom, ines):
        assert signed_in(outsider).post(f"/threads/{thread.pk}/reply/", {"body": "Hi"}).status_code == 404
    assert client.post(f"/threads/{thread.pk}/reply/", {"body": "Hi"}).status_code == 302
    assert thread.posts.count() == 1


def test_somebody_who_just_left_is_refused(thread, aiko, priya, cohort_space):
    leave_space(cohort_space, person=aiko, by=priya)
    with pytest.raises(PermissionDenied):
        post_reply(thread, by=aiko, body="<p>Hi</p>")


def test_a_closed_space_is_read_only(signed_in, thread, aiko, priya, cohort_space):
    close_space(cohort_space, by=priya)
    client = signed_in(aiko)
    assert client.post(f"/threads/{thread.pk}/reply/", {"body": "Hi"}).status_code == 403
    assert b"This space is closed" in client.get(f"/threads/{thread.pk}/").content


def test_a_locked_thread_takes_moderators_only(thread, aiko, priya):
    Thread.objects.filter(pk=thread.pk).update(locked_at=thread.started_at)
    thread.refresh_from_db()
    with pytest.raises(PermissionDenied):
        post_reply(thread, by=aiko, body="<p>Hi</p>")
    assert post_reply(thread, by=priya, body="<p>Closed for now.</p>").number == 2


def test_a_lock_that_came_meanwhile_holds(thread, aiko):
    Thread.objects.filter(pk=thread.pk).update(locked_at=thread.started_at)
    assert not thread.is_locked
    with pytest.raises(PermissionDenied):
        post_reply(thread, by=aiko, body="<p>Hi</p>")
    assert Thread.objects.get(pk=thread.pk).post_count == 1


@pytest.mark.parametrize("body", ["", "   ", "<p> </p>", "<script>alert(1)</script>"])
def test_nothing_said_is_refused_with_a_sentence(signed_in, thread, aiko, body):
    sent = {"body": body, "body_format": "html"}
    answer = signed_in(aiko).post(f"/threads/{thread.pk}/reply/", sent)
    assert answer.status_code == 422
    assert b"Write something first." in answer.content
    assert thread.posts.count() == 1


def test_too_much_is_refused_and_kept_in_the_box(signed_in, thread, aiko):
    answer = signed_in(aiko).post(f"/threads/{thread.pk}/reply/", {"body": "x" * 1_000_000})
    assert answer.status_code == 422
    assert b"too long" in answer.content
    with pytest.raises(ValidationError):
        post_reply(thread, by=aiko, body="x" * 1_000_000)


@pytest.mark.parametrize(
    "body",
    [
        "a\x00b",
        "half \ud800 of a character",
        "\u202egnitirw\u202c",
        "👨‍👩‍👧‍👦 family",
        "x" * 99_000,
        "word " * 19_000,
        "مرحبا",
        "Look <img src=x onerror=alert(1)>",
    ],
)
def test_no_text_breaks_it(signed_in, thread, aiko, body):
    client = signed_in(aiko)
    for body_format in ("html", "markdown"):
        raw = f"body_format={body_format}&body={quote(body.encode('utf-8', 'surrogatepass'))}"
        answer = client.post(
            f"/threads/{thread.pk}/reply/", raw, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 302
    page = client.get(f"/threads/{thread.pk}/").content.decode()
    assert "<img src=x" not in page
    assert "\u202e" not in page


def test_active_html_is_cleaned_on_its_way_in(thread, aiko):
    post = post_reply(thread, by=aiko, body='<p onclick="x()">Hi<script>alert(1)</script></p>')
    assert post.body == "<p>Hi</p>"


def test_sending_twice_says_it_once(signed_in, thread, aiko, cohort_space):
    sent = {"body": "Once", "key": str(uuid.uuid4())}
    first, second = (signed_in(aiko).post(f"/threads/{thread.pk}/reply/", sent) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert verbs(cohort_space) == ["thread.started", "post.added"]


def test_a_key_used_elsewhere_is_refused(thread, question, aiko):
    key = uuid.uuid4()
    post_reply(thread, by=aiko, body="<p>Hi</p>", key=key)
    with pytest.raises(ValidationError):
        post_reply(question, by=aiko, body="<p>Hi</p>", key=key)


def test_it_is_recorded_with_ids_only(thread, aiko, mara, cohort_space):
    opener = thread.posts.get()
    post = post_reply(thread, by=aiko, body="<p>Hi</p>", in_reply_to=opener)
    entry = Entry.objects.get(space=cohort_space, verb="post.added")
    assert (entry.by, entry.target_type, entry.target_id) == (aiko, "discussions.post", str(post.pk))
    assert entry.data == {"thread": thread.pk, "to": mara.pk}


def test_another_threads_post_cannot_be_answered_here(thread, question, aiko):
    with pytest.raises(ValidationError):
        post_reply(thread, by=aiko, body="<p>Hi</p>", in_reply_to=question.posts.get())


def told(entry: Entry) -> list[tuple]:
    return [(pk, kind) for _entry, pk, kind in registry.named(entry.verb).told([entry])]


def test_named_and_answered_are_told_but_not_the_writer(thread, aiko, jon, mara, cohort_space):
    first = post_reply(thread, by=jon, body="<p>One</p>")
    post_reply(thread, by=aiko, body=f"<p>{mention(aiko)} and {mention(jon)}</p>", in_reply_to=first)
    entry = Entry.objects.filter(space=cohort_space, verb="post.added").latest("number")
    assert told(entry) == [(person.pk, "reply") for person in (mara, jon)]


def test_naming_somebody_outside_tells_nobody_and_warns(signed_in, thread, aiko, stranger):
    sent = {"body": f"<p>{mention(stranger)} what do you say?</p>", "body_format": "html"}
    answer = signed_in(aiko).post(f"/threads/{thread.pk}/reply/", sent, follow=True)
    assert "Stranger Test cannot read this" in answer.content.decode()
    assert not Mention.objects.exists()
    assert stranger.pk not in [pk for pk, _kind in told(Entry.objects.latest("number"))]


def test_a_stream_tells_only_who_is_named_or_quoted(team_space, mara, aiko, jon, priya):
    from discussions.actions import open_stream

    stream = open_stream(team_space, by=mara, title="Harbor")
    first = post_reply(stream, by=jon, body="<p>Morning</p>")
    assert told(Entry.objects.filter(space=team_space).latest("number")) == []
    post_reply(stream, by=aiko, body="<p>Morning!</p>", in_reply_to=first)
    assert told(Entry.objects.filter(space=team_space).latest("number")) == [(jon.pk, "reply")]


def test_a_long_thread_costs_no_more(thread, question, aiko, jon):
    many_replies(thread, 60, aiko)
    counts = []
    for one in (question, thread):
        one = Thread.objects.select_related("space").get(pk=one.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            post_reply(one, by=jon, body="<p>Hi</p>")
        counts.append(len([query for query in queries if "SAVEPOINT" not in query["sql"]]))
    assert counts[0] == counts[1] <= 7


def test_a_program_replies(signed_in, thread, aiko, stranger, client):
    address = f"/api/threads/{thread.pk}/posts/"
    sent = {"body": "So **so**", "body_format": "markdown", "key": str(uuid.uuid4())}
    post = lambda who: who.post(address, sent, content_type="application/json")  # noqa: E731
    answers = [post(signed_in(aiko)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert answers[0].json()["body"] == "<p>So <strong>so</strong></p>"
    assert post(signed_in(stranger)).status_code == 404
    assert post(client).status_code == 401
    assert signed_in(aiko).get(address).json()["results"][1]["number"] == 2


def test_the_systems_own_post_needs_no_membership(cohort_space):
    from people.models import User

    system = User.objects.system()
    thread = start_thread(cohort_space, by=system, title="This week", body="<p>What did you try?</p>")
    assert thread.post_count == 1


def test_a_flood_is_refused(signed_in, thread, aiko, jon, monkeypatch):
    monkeypatch.setattr("lib.rates.time.time", lambda: 1_000_000.0)
    address, client = f"/threads/{thread.pk}/reply/", signed_in(aiko)
    cache.set(f"rate-post_reply-person-{aiko.pk}-{1_000_000 // 60}", 119)
    assert client.post(address, {"body": "The last one"}).status_code == 302
    assert client.post(address, {"body": "One too many"}).status_code == 429
    assert signed_in(jon).post(address, {"body": "Hi"}).status_code == 302


def test_a_flood_by_a_program_counts_with_the_pages(signed_in, thread, aiko, monkeypatch):
    monkeypatch.setattr("lib.rates.time.time", lambda: 1_000_000.0)
    cache.set(f"rate-post_reply-person-{aiko.pk}-{1_000_000 // 60}", 119)
    client, address = signed_in(aiko), f"/api/threads/{thread.pk}/posts/"
    assert client.post(address, {"body": "The last"}, content_type="application/json").status_code == 201
    refused = client.post(address, {"body": "Too many"}, content_type="application/json")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "20")
    assert client.post(f"/threads/{thread.pk}/reply/", {"body": "Nor here"}).status_code == 429
    assert client.get(address).status_code == 200
