"""What writes of boards share: holding a membership, cleaning words, keeping whom a post names and its files."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions import links, mentions, words
from discussions.models import Mention, Post, PostEdit, Thread
from files.actions import attach
from lib import html
from lib.composed import composed
from lib.saying import said_in_html
from spaces.actions import hold_membership
from spaces.models import Role, Space

LONGEST_BODY = 100_000
MOVE_MARK = """
INSERT INTO discussions_readingmark (thread_id, person_id, number, moved_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (thread_id, person_id) DO UPDATE SET number = EXCLUDED.number, moved_at = EXCLUDED.moved_at
WHERE discussions_readingmark.number < EXCLUDED.number
"""


def already_sent(noun, by, key):
    return next(iter(_sent(by, key, noun=noun)), None) if key else None


@composed
def _sent(by, key: uuid.UUID, *, noun: type[Post] | type[Thread]) -> QuerySet:
    return noun.objects.filter(by=by, key=key)


def hold(space: Space, by) -> list[str]:
    """Roles of a member, held; the system's own work needs no membership, but an open space."""
    if not by.is_system:
        return hold_membership(space, by)
    if space.is_closed:
        raise PermissionDenied(_("This space is closed; it can be read."))
    return []


def lock(post: Post) -> None:
    """Hold a post's row and read anew what others may just have changed."""
    fresh = Post.objects.select_for_update(of=("self",), no_key=True).get(pk=post.pk)
    if fresh.space_id != post.thread.space_id or fresh.thread_id != post.thread_id:
        raise ValidationError(_("This conversation was moved meanwhile. Open it again."))
    for name in ("body", "reacted_by", "edited_at", "deleted_at", "deleted_by_id", "removed_for"):
        setattr(post, name, getattr(fresh, name))


def held(thread: Thread) -> Thread:
    """The thread as it stands, held until the end of the transaction; refused where it was moved or merged meanwhile."""
    here = Thread.objects.select_for_update(of=("self",), no_key=True).get(pk=thread.pk)
    if here.space_id != thread.space_id or here.merged_into_id:
        raise ValidationError(_("This conversation was moved meanwhile. Open it again."))
    here.space = thread.space
    return here


def cleaned(body: str) -> str:
    return said_in_html(body, most=LONGEST_BODY)


def excerpt_of(body: str) -> str:
    return html.excerpt(body, 40)[:300]


def store(post: Post, roles: list[str]) -> dict:
    """Keep a new post; what the journal is to say of whom it names."""
    post.space_id, post.words = post.thread.space_id, words.of_post(post)
    post.save(force_insert=True)
    post.author_roles = [role for role in roles if role != Role.LEARNER]
    return keep_named_and_files(post)


def keep_named_and_files(post: Post) -> dict:
    """Give a post the files it shows, and remember whom it names within its readers.

    What the journal is to say of it: the ids of those whom it did not name before, or that it names everyone.
    Refuses too many names, and everyone by whoever does not keep the space in order.
    """
    space = post.thread.space
    mentions.refuse_unfit(post.body, space, post.by)
    is_to_all = mentions.names_everyone(post.body)
    named = mentions.within_reach(post.body, space)
    if named:
        known = {post.by_id, *Mention.objects.filter(post=post).values_list("person_id", flat=True)}
        named = [pk for pk in named if pk not in known]
        Mention.objects.bulk_create([Mention(post=post, person_id=pk) for pk in named])
    if shown := html.file_ids(post.body):
        attach(shown, parent=post, by=post.by)
    links.keep(post)
    if is_to_all and not _named_everyone_before(post):
        return {"everyone": True}
    return {"named": named} if named and not is_to_all else {}


def _named_everyone_before(post: Post) -> bool:
    earlier = PostEdit.objects.filter(post=post, body__contains=f'data-role="{mentions.EVERYONE}"')
    return post.edited_at is not None and earlier.exists()


def find_by_title(thread: Thread) -> None:
    """Let search find a thread's first post by its title as it is now."""
    if opener := Post.objects.filter(thread=thread, number=1).first():
        opener.thread = thread
        opener.words = words.of_post(opener)
        opener.save(update_fields=["words"])


def move_mark(thread: Thread, person, number: int) -> bool:
    """Whether the mark has moved, which it does forward only."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE_MARK, [thread.pk, person.pk, number, timezone.now()])
        return bool(cursor.rowcount)


def show_on_board(post: Post) -> None:
    """The board shows the opening post's words; deleted before anybody answered, its thread goes with it."""
    if not post.opens_thread:
        return
    thread = Thread.objects.filter(pk=post.thread_id)
    thread.update(excerpt="" if post.is_deleted else excerpt_of(post.body), deleted_at=None)
    if post.is_deleted:
        thread.filter(reply_count=0).update(deleted_at=post.deleted_at)
