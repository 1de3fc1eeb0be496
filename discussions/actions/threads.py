"""Writes of threads: beginning one, its accepted answer, how far somebody has read it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions import permissions
from discussions.actions.keeping import (
    already_sent,
    cleaned,
    excerpt_of,
    find_by_title,
    held,
    hold,
    move_mark,
    store,
)
from discussions.actions.polls import ask
from discussions.models import Post, Thread
from discussions.tags import read as read_tags
from lib.text import clean_line
from spaces import live, seen
from spaces.actions import record
from spaces.models import Space


def start_thread(
    space: Space,
    *,
    by,
    title: str,
    body: str,
    kind: str = Thread.Kind.CONVERSATION,
    tags: Iterable[str] = (),
    is_sealed: bool = False,
    poll: dict | None = None,
    key: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
) -> Thread:
    """Open a thread on a space's board with its first post, perhaps with a poll; sending it twice opens one.

    Refuses non-members and closed spaces, teams and direct conversations, announcements by whoever does not run the
    space, and empty words.
    """
    tags = read_tags(tags)
    if sent := already_sent(Thread, by, key):
        return _in_space(sent, space)
    try:
        return _start_thread(
            space, by, clean_line(title), cleaned(body), kind, tags, is_sealed, poll, key, occurred_at
        )
    except IntegrityError:
        if sent := already_sent(Thread, by, key):
            return _in_space(sent, space)
        raise


@transaction.atomic
def _start_thread(space, by, title, body, kind, tags, is_sealed, poll, key, occurred_at) -> Thread:
    roles = hold(space, by)
    if not permissions.has_board(space):
        raise ValidationError(_("What is said here is one conversation: write in that."))
    _refuse_kind_and_title(by, space, kind, title)
    now = occurred_at or timezone.now()
    thread = Thread.objects.create(
        space=space, by=by, title=title, kind=kind, tags=tags, key=key or uuid.uuid4(), excerpt=excerpt_of(body),
        post_count=1, started_at=now, last_post_at=now, last_post_by=by, sealed_at=now if is_sealed else None,
    )  # fmt: skip
    post = Post(thread=thread, number=1, by=by, key=thread.key, body=body, posted_at=now)
    named = store(post, roles)
    if poll:
        ask(post, **poll)
    move_mark(thread, by, 1)
    data = {"post": post.pk} | named
    record(space, by=by, verb="thread.started", target=thread, occurred_at=occurred_at, data=data)
    return thread


@transaction.atomic
def edit_thread(thread: Thread, *, by, title: str, kind: str, tags: Iterable[str]) -> Thread:
    """Change a thread's title, kind and tags; what is no question any more has no answer. The same again is quiet.

    Refuses whoever neither began it nor keeps the space in order, streams, and kinds that they could not begin.
    """
    hold(thread.space, by)
    here = held(thread)
    if not permissions.can_edit_thread(by, here):
        raise PermissionDenied(_("Only who began this can change it."))
    title, tags = clean_line(title), read_tags(tags)
    if kind != here.kind or title != here.title:
        _refuse_kind_and_title(by, here.space, kind, title)
    if (here.title, here.kind, here.tags) == (title, kind, tags):
        return here
    here.title, here.kind, here.tags = title, kind, tags
    here.accepted_id = here.accepted_id if here.is_question else None
    here.save(update_fields=["title", "kind", "tags", "accepted"])
    find_by_title(here)
    record(here.space, by=by, verb="thread.edited", target=here)
    return here


def _refuse_kind_and_title(by, space: Space, kind: str, title: str) -> None:
    if not permissions.can_start_thread(by, space, kind):
        raise PermissionDenied(_("Only who runs this space announces here."))
    if not title or len(title) > 200:
        raise ValidationError(_("Give the conversation a title of at most 200 letters."))


@transaction.atomic
def open_stream(space: Space, *, by, title: str, occurred_at: datetime | None = None) -> Thread:
    """The one stream of a team's or a direct conversation; opening it again is quiet."""
    thread, opened = Thread.objects.get_or_create(
        space=space, kind=Thread.Kind.STREAM, defaults={"by": by, "title": clean_line(title)[:200]}
    )
    if opened:
        record(space, by=by, verb="thread.started", target=thread, occurred_at=occurred_at)
    return thread


def name_stream(space: Space, *, title: str) -> None:
    """The stream of a space is called otherwise from now on, as the space is."""
    Thread.objects.filter(space=space, kind=Thread.Kind.STREAM).update(title=clean_line(title)[:200])


@transaction.atomic
def accept_answer(post: Post, *, by, occurred_at: datetime | None = None) -> Post:
    """Say that this reply answers the question; another may be chosen later. Twice is quiet.

    Refuses whoever neither asked nor keeps the space in order, and what is no reply to a question.
    """
    hold(post.thread.space, by)
    post.thread = held(post.thread)
    if not permissions.can_accept_answer(by, post):
        raise PermissionDenied(_("Only who asked can accept an answer."))
    if not post.thread.is_question or post.opens_thread or post.is_deleted:
        raise ValidationError(_("This cannot be an answer."))
    if post.is_answer:
        return post
    post.thread.accepted = post
    post.thread.save(update_fields=["accepted"])
    data = {"thread": post.thread_id}
    record(post.thread.space, by=by, verb="answer.accepted", target=post, data=data, occurred_at=occurred_at)
    return post


@transaction.atomic
def unaccept_answer(post: Post, *, by) -> Post:
    """Say that this reply is not the answer after all. Twice is quiet; refuses as accepting does."""
    hold(post.thread.space, by)
    post.thread = held(post.thread)
    if not permissions.can_accept_answer(by, post):
        raise PermissionDenied(_("Only who asked can accept an answer."))
    if post.is_answer:
        post.thread.accepted = None
        post.thread.save(update_fields=["accepted"])
        record(
            post.thread.space, by=by, verb="answer.unaccepted", target=post, data={"thread": post.thread_id}
        )
    return post


def mark_read(thread: Thread, *, by, number: int) -> None:
    """Note how far somebody has read a thread; marks only move forward, and never beyond the last post."""
    number = max(0, min(number, thread.post_count))
    if move_mark(thread, by, number):
        seen.moved(thread.space_id, by=by)
        unread = thread.post_count - number
        live.person_told(by.pk, "read", within=thread.space_id, thread=thread.pk, unread=unread)


def _in_space(thread: Thread, space: Space) -> Thread:
    if thread.space_id != space.pk:
        raise ValidationError(_("This was already sent somewhere else."))
    return thread
