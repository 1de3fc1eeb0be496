"""Many people replying at the same moment."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from discussions.actions import post_reply, put_reaction, save_draft
from discussions.models import Draft, Post, Thread
from spaces.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds) -> list:
    def done(deed):
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(done, deeds))


def fresh(thread: Thread) -> Thread:
    return Thread.objects.select_related("space").get(pk=thread.pk)


def test_numbers_have_no_gap_and_no_double(thread, mara, aiko, jon, lena, cohort_space):
    people = (mara, aiko, jon, lena) * 3
    at_once(*(lambda by=by: post_reply(fresh(thread), by=by, body="<p>Hi</p>") for by in people))
    assert list(thread.posts.order_by("number").values_list("number", flat=True)) == list(range(1, 14))
    assert fresh(thread).reply_count == 12
    entries = Entry.objects.filter(space=cohort_space, verb="post.added").order_by("number")
    said = Post.objects.filter(thread=thread, number__gt=1).order_by("number")
    assert [int(entry.target_id) for entry in entries] == [post.pk for post in said]


def test_the_same_form_twice_at_once_has_one_effect(thread, aiko, cohort_space):
    key = uuid.uuid4()
    send = lambda: post_reply(fresh(thread), by=aiko, body="<p>Once</p>", key=key)  # noqa: E731
    assert len({post.pk for post in at_once(*[send] * 6)}) == 1
    assert fresh(thread).post_count == 2
    assert Entry.objects.filter(space=cohort_space, verb="post.added").count() == 1


def test_no_reaction_is_lost(thread, mara, aiko, jon, lena):
    opener = thread.posts.get()

    def react(by):
        post = Post.objects.select_related("thread__space").get(pk=opener.pk)
        return lambda: put_reaction(post, by=by, kind="thanks")

    at_once(*(react(by) for by in (mara, aiko, jon, lena)))
    opener.refresh_from_db()
    assert sorted(opener.reacted_by["thanks"]) == sorted(p.pk for p in (mara, aiko, jon, lena))


def test_two_devices_that_begin_to_type_at_once_lose_nothing(thread, aiko):
    save = lambda body: save_draft("reply", thread.pk, by=aiko, body=body)  # noqa: E731
    at_once(*(lambda body=body: save(body) for body in ("On the phone", "At the desk")))
    draft = Draft.objects.get(person=aiko)
    assert {draft.body, draft.other} == {"On the phone", "At the desk"}
