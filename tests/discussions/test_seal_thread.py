"""Posting before one sees what others wrote, whichever way one looks."""

import pytest

from discussions.actions import delete_post, post_reply, remove_post, restore_post, seal_thread, unseal_thread
from discussions.models import Bookmark, Post, Thread
from discussions.searching import Asked, search
from notifications.models import Notification
from spaces import live
from spaces.readers import run_all
from tests.discussions.conftest import verbs
from tests.discussions.test_post_reply import mention

SECRET = "Zeppelin"


@pytest.fixture
def sealed(thread, priya, aiko, jon) -> Thread:
    """Mara's thread, sealed, in which Aiko has answered."""
    seal_thread(thread, by=priya)
    thread = Thread.objects.select_related("space").get(pk=thread.pk)
    post_reply(thread, by=aiko, body=f"<p>{SECRET} {mention(jon)}</p>")
    return thread


def ways(signed_in, person, thread) -> dict[str, bool]:
    """Whether a person meets the others' words on each way there is."""
    client = signed_in(person)
    post = Post.objects.get(body__contains=SECRET)
    run_all(thread.space_id)
    return {
        "page": SECRET in client.get(f"/threads/{thread.pk}/").content.decode(),
        "api": SECRET in client.get(f"/api/threads/{thread.pk}/posts/").content.decode(),
        "api post": client.get(f"/api/posts/{post.pk}/").status_code == 200,
        "catch-up": SECRET in client.get(f"/spaces/{thread.space_id}/after/0/").content.decode(),
        "search": post.pk in search(person, Asked(SECRET)).ids,
        "board": SECRET in client.get(f"/spaces/{thread.space_id}/board/").content.decode(),
        "history": client.get(f"/posts/{post.pk}/history/").status_code == 200,
        "acts": client.post(f"/posts/{post.pk}/save/", {"note": ""}).status_code == 302,
        "bell": "Aiko Test answered in" in client.get("/bell/").content.decode(),
    }


CLOSED = dict.fromkeys(
    ("page", "api", "api post", "catch-up", "search", "board", "history", "acts", "bell"), False
)


def bell_numbers(client) -> tuple[int, int]:
    """On the bell of a page, and as an open page asks for it."""
    page = client.get("/bell/").context["frame"]
    return page["bell_unread"], client.get("/bell/count/").context["unread"]


def test_the_bells_number_waits_for_ones_own_answer(signed_in, sealed, jon):
    run_all(sealed.space_id)
    client = signed_in(jon)
    assert Notification.objects.filter(person=jon).unread().count() == 1
    assert bell_numbers(client) == (0, 0)
    mine = post_reply(sealed, by=jon, body="<p>Mine</p>")
    assert bell_numbers(client) == (1, 1)
    delete_post(mine, by=jon)
    assert bell_numbers(client) == (0, 0)


def test_who_has_not_answered_meets_the_others_words_nowhere(signed_in, sealed, jon):
    assert ways(signed_in, jon, sealed) == CLOSED
    assert Notification.objects.filter(person=jon, entry__verb="post.added").exists()
    page = signed_in(jon).get(f"/threads/{sealed.pk}/").content.decode()
    assert "How do you begin?" in page
    assert "Answer first" in page


def test_what_a_moderators_page_missed_is_not_handed_to_the_next(signed_in, sealed, jon, priya):
    address = f"/spaces/{sealed.space_id}/after/0/"
    assert SECRET in signed_in(priya).get(address).content.decode()
    assert SECRET not in signed_in(jon).get(address).content.decode()
    assert SECRET in signed_in(priya).get(address).content.decode()


def test_ones_own_answer_opens_them(signed_in, sealed, jon):
    answer = signed_in(jon).post(
        f"/threads/{sealed.pk}/reply/", {"body": "Mine"}, headers={"HX-Request": "true"}
    )
    assert answer["HX-Refresh"] == "true"
    assert ways(signed_in, jon, sealed) == {**dict.fromkeys(CLOSED, True), "board": False}


@pytest.mark.parametrize("way", ["deleted", "removed"])
def test_a_deleted_answer_opens_nothing(signed_in, sealed, jon, priya, way):
    post = post_reply(sealed, by=jon, body="<p>x</p>")
    if way == "deleted":
        delete_post(post, by=jon)
    else:
        remove_post(post, by=priya, reason="It says nothing")
    assert ways(signed_in, jon, sealed) == CLOSED
    page = signed_in(jon).get(f"/threads/{sealed.pk}/").content.decode()
    assert f'id="post-{post.pk}"' in page
    restore_post(post, by=jon if way == "deleted" else priya)
    assert ways(signed_in, jon, sealed)["page"]


def test_who_keeps_order_and_who_began_it_read_all(signed_in, sealed, priya, mara):
    for reader in (priya, mara):
        assert SECRET in signed_in(reader).get(f"/threads/{sealed.pk}/").content.decode()


def test_what_was_kept_is_not_read_after_deleting(sealed, jon):
    post = post_reply(sealed, by=jon, body="<p>x</p>")
    other = Post.objects.get(body__contains=SECRET)
    Bookmark.objects.create(person=jon, post=other)
    assert Bookmark.objects.visible_to(jon).exists()
    delete_post(post, by=jon)
    assert not Bookmark.objects.visible_to(jon).exists()


def test_sockets_carry_numbers_only(
    sealed, thread, jon, mara, monkeypatch, django_capture_on_commit_callbacks
):
    frames = []
    monkeypatch.setattr(live, "_publish", lambda group, message: frames.append(message.get("frame", {})))
    with django_capture_on_commit_callbacks(execute=True):
        post_reply(sealed, by=mara, body="<p>Not for sockets</p>")
    told = [frame for frame in frames if frame.get("verb") == "post.added"]
    assert told
    assert all(set(frame) == {"space", "first", "number", "verb"} for frame in told)


def test_unsealing_opens_it_to_all(signed_in, sealed, jon, priya, cohort_space):
    client = signed_in(priya)
    for _twice in range(2):
        assert client.post(f"/threads/{sealed.pk}/unseal/").status_code == 302
    assert SECRET in signed_in(jon).get(f"/threads/{sealed.pk}/").content.decode()
    assert verbs(cohort_space).count("thread.unsealed") == 1
    assert signed_in(jon).post(f"/threads/{sealed.pk}/seal/").status_code == 403
    unseal_thread(sealed, by=priya)


def test_turning_to_a_post_does_not_say_whose_it_is(signed_in, sealed, jon, lena):
    post = Post.objects.get(body__contains=SECRET)
    turned = f"/threads/{sealed.pk}/?reply_to={post.pk}"
    assert "In answer to Aiko" not in signed_in(jon).get(turned).content.decode()
    post_reply(sealed, by=lena, body="<p>Mine</p>")
    assert "In answer to Aiko" in signed_in(lena).get(turned).content.decode()
