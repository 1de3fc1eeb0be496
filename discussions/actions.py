"""Every write on boards: threads and posts, reactions, accepted answers, and how far people have read."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib.postgres.search import SearchVector
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions import mentions, permissions
from discussions.models import Mention, Post, Reaction, Thread
from files.actions import attach
from lib import html
from lib.text import clean_line
from spaces.actions import hold_membership, record
from spaces.models import Role, Space

LONGEST_BODY = 100_000
# PostgreSQL keeps at most a megabyte of words a row; nobody searches for what stands beyond this.
SEARCHED = 50_000

TAKE_POST_NUMBER = """
UPDATE discussions_thread
SET post_count = post_count + 1, reply_count = reply_count + 1, deleted_at = NULL,
    last_post_at = GREATEST(last_post_at, %s), last_post_by_id = %s
WHERE id = %s RETURNING post_count, locked_at
"""
MOVE_MARK = """
INSERT INTO discussions_readingmark (thread_id, person_id, number, moved_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (thread_id, person_id) DO UPDATE SET number = EXCLUDED.number, moved_at = EXCLUDED.moved_at
WHERE discussions_readingmark.number < EXCLUDED.number
"""


def start_thread(
    space: Space,
    *,
    by,
    title: str,
    body: str,
    kind: str = Thread.Kind.CONVERSATION,
    key: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
) -> Thread:
    """Open a thread on a space's board with its first post; sending it twice opens one.

    Refuses non-members and closed spaces, announcements by whoever does not run the space, and empty words.
    """
    if sent := _sent(Thread, by, key):
        return _in_space(sent, space)
    try:
        return _start_thread(space, by, clean_line(title), _cleaned(body), kind, key, occurred_at)
    except IntegrityError:
        if sent := _sent(Thread, by, key):
            return _in_space(sent, space)
        raise


@transaction.atomic
def _start_thread(space, by, title, body, kind, key, occurred_at) -> Thread:
    roles = _hold(space, by)
    if not permissions.can_start_thread(by, space, kind):
        raise PermissionDenied(_("Only who runs this space announces here."))
    if not title or len(title) > 200:
        raise ValidationError(_("Give the conversation a title of at most 200 letters."))
    now = occurred_at or timezone.now()
    thread = Thread.objects.create(
        space=space, by=by, title=title, kind=kind, key=key or uuid.uuid4(), excerpt=_excerpt(body),
        post_count=1, started_at=now, last_post_at=now, last_post_by=by,
    )  # fmt: skip
    post = _store(Post(thread=thread, number=1, by=by, key=thread.key, body=body, posted_at=now), roles)
    _move_mark(thread, by, 1)
    record(
        space, by=by, verb="thread.started", target=thread, occurred_at=occurred_at, data={"post": post.pk}
    )
    return thread


@transaction.atomic
def open_stream(space: Space, *, by, title: str, occurred_at: datetime | None = None) -> Thread:
    """The one stream of a team's or a direct conversation; opening it again is quiet."""
    thread, opened = Thread.objects.get_or_create(
        space=space, kind=Thread.Kind.STREAM, defaults={"by": by, "title": clean_line(title)[:200]}
    )
    if opened:
        record(space, by=by, verb="thread.started", target=thread, occurred_at=occurred_at)
    return thread


def post_reply(
    thread: Thread,
    *,
    by,
    body: str,
    key: uuid.UUID | None = None,
    in_reply_to: Post | None = None,
    occurred_at: datetime | None = None,
) -> Post:
    """Say something in a thread; sending it twice says it once.

    Refuses non-members and closed spaces, locked threads but for moderators, and empty words.
    """
    if sent := _sent(Post, by, key):
        return _in_thread(sent, thread)
    try:
        return _post_reply(thread, by, _cleaned(body), key, in_reply_to, occurred_at)
    except IntegrityError:
        if sent := _sent(Post, by, key):
            return _in_thread(sent, thread)
        raise


@transaction.atomic
def _post_reply(thread, by, body, key, in_reply_to, occurred_at) -> Post:
    roles = _hold(thread.space, by)
    if in_reply_to and in_reply_to.thread_id != thread.pk:
        raise ValidationError(_("The post you answer stands in another conversation."))
    now = occurred_at or timezone.now()
    number = _take_post_number(thread, by, now)
    if thread.is_locked and not permissions.can_post_reply(by, thread):
        raise PermissionDenied(_("This conversation is locked; it can be read."))
    post = _store(
        Post(thread=thread, number=number, by=by, key=key or uuid.uuid4(), body=body,
             in_reply_to=in_reply_to, posted_at=now),
        roles,
    )  # fmt: skip
    _move_mark(thread, by, number)
    data = {"thread": thread.pk} | ({"to": in_reply_to.by_id} if in_reply_to else {})
    record(thread.space, by=by, verb="post.added", target=post, occurred_at=occurred_at, data=data)
    return post


@transaction.atomic
def edit_post(post: Post, *, by, body: str) -> Post:
    """Change one's own words; the post says that it was edited. The same words again change nothing.

    Refuses others' posts, deleted ones, locked threads and empty words.
    """
    _hold(post.thread.space, by)
    _lock(post)
    if not permissions.can_edit_post(by, post):
        raise PermissionDenied(_("Only who wrote this can change it."))
    body = _cleaned(body)
    if body == post.body:
        return post
    post.body, post.edited_at = body, timezone.now()
    post.words = _words(post)
    post.save(update_fields=["body", "edited_at", "words"])
    _keep_named_and_files(post)
    _show_on_board(post)
    record(post.thread.space, by=by, verb="post.edited", target=post, data={"thread": post.thread_id})
    return post


@transaction.atomic
def delete_post(post: Post, *, by) -> Post:
    """Take a post away, leaving a trace where it stood; it can be brought back. Twice is quiet.

    Refuses whoever neither wrote it nor keeps the space in order.
    """
    _hold(post.thread.space, by)
    _lock(post)
    if not permissions.can_delete_post(by, post):
        raise PermissionDenied(_("Only who wrote this can delete it."))
    if post.is_deleted:
        return post
    return _stand(post, by, "post.deleted", deleted_at=timezone.now(), deleted_by=by)


@transaction.atomic
def restore_post(post: Post, *, by) -> Post:
    """Bring a deleted post back. Twice is quiet.

    Refuses writers what a moderator removed, and everybody else what a writer deleted.
    """
    _hold(post.thread.space, by)
    _lock(post)
    if not permissions.can_restore_post(by, post):
        raise PermissionDenied(_("Only who deleted this can bring it back."))
    if not post.is_deleted:
        return post
    return _stand(post, by, "post.restored", deleted_at=None, deleted_by=None)


@transaction.atomic
def toggle_reaction(post: Post, *, by, kind: str, occurred_at: datetime | None = None) -> Post:
    """Put one's reaction on a post, or take it back.

    Refuses non-members, deleted posts and reactions that we do not have.
    """
    _hold(post.thread.space, by)
    _lock(post)
    if post.is_deleted or kind not in Reaction.Kind.values:
        raise ValidationError(_("There is nothing to react to."))
    _count, gone = Reaction.objects.filter(post=post, person=by, kind=kind).delete()
    if not gone:
        Reaction.objects.create(post=post, person=by, kind=kind)
    people = [pk for pk in post.reacted_by.get(kind, []) if pk != by.pk]
    post.reacted_by = {**post.reacted_by, kind: people if gone else [*people, by.pk]}
    post.save(update_fields=["reacted_by"])
    data = {"kind": kind, "on": not gone}
    record(post.thread.space, by=by, verb="reaction.changed", target=post, data=data, occurred_at=occurred_at)
    return post


@transaction.atomic
def accept_answer(post: Post, *, by, occurred_at: datetime | None = None) -> Post:
    """Say that this reply answers the question; another may be chosen later. Twice is quiet.

    Refuses whoever neither asked nor keeps the space in order, and what is no reply to a question.
    """
    _hold(post.thread.space, by)
    post.thread = Thread.objects.select_for_update(of=("self",), no_key=True).get(pk=post.thread_id)
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


def mark_read(thread: Thread, *, by, number: int) -> None:
    """Note how far somebody has read a thread; marks only move forward, and never beyond the last post."""
    _move_mark(thread, by, max(0, min(number, thread.post_count)))


def _sent(noun, by, key):
    return noun.objects.filter(by=by, key=key).first() if key else None


def _in_space(thread: Thread, space: Space) -> Thread:
    if thread.space_id != space.pk:
        raise ValidationError(_("This was already sent somewhere else."))
    return thread


def _in_thread(post: Post, thread: Thread) -> Post:
    if post.thread_id != thread.pk:
        raise ValidationError(_("This was already sent somewhere else."))
    return post


def _hold(space: Space, by) -> list[str]:
    """Roles of a member, held; the system's own work needs no membership, but an open space."""
    if not by.is_system:
        return hold_membership(space, by)
    if space.is_closed:
        raise PermissionDenied(_("This space is closed; it can be read."))
    return []


def _lock(post: Post) -> None:
    """Hold a post's row and read anew what others may just have changed."""
    fresh = Post.objects.select_for_update(of=("self",), no_key=True).get(pk=post.pk)
    for name in ("body", "reacted_by", "edited_at", "deleted_at", "deleted_by_id"):
        setattr(post, name, getattr(fresh, name))


def _cleaned(body: str) -> str:
    if len(body) > LONGEST_BODY:
        raise ValidationError(_("This text is too long. Split it into several."), code="too_long")
    body = html.clean(body)
    if html.is_empty(body):
        raise ValidationError(_("Write something first."), code="empty")
    return body


def _excerpt(body: str) -> str:
    return html.excerpt(body, 40)[:300]


def _take_post_number(thread: Thread, by, now: datetime) -> int:
    """The thread's next number; its row stays locked until commit, so that numbers follow commits."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_POST_NUMBER, [now, by.pk, thread.pk])
        row = cursor.fetchone()
    if row is None:
        raise Thread.DoesNotExist(f"thread {thread.pk} is gone")
    thread.post_count, thread.locked_at = row
    return thread.post_count


def _store(post: Post, roles: list[str]) -> Post:
    post.words = _words(post)
    post.save(force_insert=True)
    post.author_roles = [role for role in roles if role != Role.LEARNER]
    _keep_named_and_files(post)
    return post


def _words(post: Post) -> SearchVector:
    text = html.to_text(post.body)[:SEARCHED]
    if not post.opens_thread:
        return SearchVector(Value(text), config="simple")
    title = SearchVector(Value(post.thread.title), weight="A", config="simple")
    return title + SearchVector(Value(text), weight="B", config="simple")


def _keep_named_and_files(post: Post) -> None:
    """Remember whom the post names within its readers, and give it the files it shows."""
    named = mentions.within_reach(post.body, post.thread.space)
    Mention.objects.bulk_create(
        [Mention(post=post, person_id=pk) for pk in named if pk != post.by_id], ignore_conflicts=True
    )
    if shown := html.file_ids(post.body):
        attach(shown, parent=post, by=post.by)


def _stand(post: Post, by, verb: str, **state) -> Post:
    """Delete or restore: the post's state, the thread's counters, the journal."""
    for name, value in state.items():
        setattr(post, name, value)
    post.save(update_fields=list(state))
    thread = Thread.objects.filter(pk=post.thread_id)
    if not post.opens_thread:
        thread.update(reply_count=F("reply_count") + (-1 if post.is_deleted else 1))
        thread.filter(accepted=post).update(accepted=None)
    _show_on_board(post)
    record(post.thread.space, by=by, verb=verb, target=post, data={"thread": post.thread_id})
    return post


def _show_on_board(post: Post) -> None:
    """The board shows the opening post's words; deleted before anybody answered, its thread goes with it."""
    if not post.opens_thread:
        return
    thread = Thread.objects.filter(pk=post.thread_id)
    thread.update(excerpt="" if post.is_deleted else _excerpt(post.body), deleted_at=None)
    if post.is_deleted:
        thread.filter(reply_count=0).update(deleted_at=post.deleted_at)


def _move_mark(thread: Thread, person, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MOVE_MARK, [thread.pk, person.pk, number, timezone.now()])
