"""Writes of posts: saying something and changing it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions import permissions, words
from discussions.actions.keeping import (
    already_sent,
    cleaned,
    hold,
    keep_named_and_files,
    lock,
    move_mark,
    show_on_board,
    store,
)
from discussions.actions.polls import ask
from discussions.models import Post, PostEdit, Thread
from spaces.actions import record

TAKE_POST_NUMBER = """
UPDATE discussions_thread
SET post_count = post_count + 1, reply_count = reply_count + 1, deleted_at = NULL,
    last_post_at = GREATEST(last_post_at, %s), last_post_by_id = %s
WHERE id = %s RETURNING post_count, locked_at, hidden_at, space_id, merged_into_id
"""


def post_reply(
    thread: Thread,
    *,
    by,
    body: str,
    key: uuid.UUID | None = None,
    in_reply_to: Post | None = None,
    poll: dict | None = None,
    occurred_at: datetime | None = None,
) -> Post:
    """Say something in a thread, perhaps with a poll as `make_poll` takes it; sending it twice says it once.

    Refuses non-members and closed spaces, locked threads but for moderators, empty words, and what is no poll.
    """
    if sent := already_sent(Post, by, key):
        return _in_thread(sent, thread)
    try:
        return _post_reply(thread, by, cleaned(body), key, in_reply_to, poll, occurred_at)
    except IntegrityError:
        if sent := already_sent(Post, by, key):
            return _in_thread(sent, thread)
        raise


@transaction.atomic
def _post_reply(thread, by, body, key, in_reply_to, poll, occurred_at) -> Post:
    roles = hold(thread.space, by)
    if in_reply_to and in_reply_to.thread_id != thread.pk:
        raise ValidationError(_("The post you answer stands in another conversation."))
    now = occurred_at or timezone.now()
    number = _take_post_number(thread, by, now)
    if thread.is_locked and not permissions.can_post_reply(by, thread):
        raise PermissionDenied(_("This conversation is locked; it can be read."))
    post = Post(
        thread=thread, number=number, by=by, key=key or uuid.uuid4(), body=body,
        in_reply_to=in_reply_to, posted_at=now,
    )  # fmt: skip
    data = {"thread": thread.pk} | store(post, roles)
    if poll:
        ask(post, **poll)
    # Who answers in a sealed thread has not read what was said before.
    if not thread.is_sealed:
        move_mark(thread, by, number)
    if in_reply_to:
        data["to"] = in_reply_to.by_id
    record(thread.space, by=by, verb="post.added", target=post, occurred_at=occurred_at, data=data)
    return post


@transaction.atomic
def edit_post(post: Post, *, by, body: str) -> Post:
    """Change one's own words; the post says that it was edited, and keeps what it said. The same words change nothing.

    Refuses others' posts, deleted ones, locked threads and empty words.
    """
    hold(post.thread.space, by)
    lock(post)
    if not permissions.can_edit_post(by, post):
        raise PermissionDenied(_("Only who wrote this can change it."))
    body = cleaned(body)
    if body == post.body:
        return post
    PostEdit.objects.create(post=post, body=post.body, by=by)
    post.body, post.edited_at = body, timezone.now()
    post.words = words.of_post(post)
    post.save(update_fields=["body", "edited_at", "words"])
    named = keep_named_and_files(post)
    show_on_board(post)
    data = {"thread": post.thread_id} | named
    record(post.thread.space, by=by, verb="post.edited", target=post, data=data)
    return post


def _in_thread(post: Post, thread: Thread) -> Post:
    if post.thread_id != thread.pk:
        raise ValidationError(_("This was already sent somewhere else."))
    return Post.objects.for_fragment().get(pk=post.pk)


def _take_post_number(thread: Thread, by, now: datetime) -> int:
    """The thread's next number; its row stays locked until commit, so that numbers follow commits."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_POST_NUMBER, [now, by.pk, thread.pk])
        row = cursor.fetchone()
    if row is None:
        raise Thread.DoesNotExist(f"thread {thread.pk} is gone")
    thread.post_count, thread.locked_at, thread.hidden_at, space_id, merged_into = row
    if space_id != thread.space_id or merged_into:
        raise ValidationError(_("This conversation was moved meanwhile. Open it again."))
    if thread.is_hidden:
        raise ValidationError(_("This conversation was hidden meanwhile."))
    return thread.post_count
