"""Words that do not last: after their time posts of a space lose them for good; that something was said, stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions.models import (
    Bookmark,
    Draft,
    Mention,
    Poll,
    Post,
    PostEdit,
    Reaction,
    Report,
    Thread,
    ThreadLink,
)
from files.actions import drop_files_of
from people.models import User
from spaces.actions import Deed, record_many
from spaces.models import Space

MOST = 500


def expire_posts(space: Space, *, before: datetime, most: int = MOST) -> int:
    """Empty what was written in a space before this moment, some at a time, and say how many posts were."""
    emptied = 0
    while done := _expire_some(space, before, most):
        emptied += done
    _drop_unsent(space, before)
    return emptied


@transaction.atomic
def _expire_some(space: Space, before: datetime, most: int) -> int:
    """Their words, earlier words, files, polls, and what search knew of them; who deleted one before stays so."""
    written = Post.objects.filter(space=space, posted_at__lt=before).exclude(body="")
    held = list(written.select_for_update(of=("self",), no_key=True).order_by("id")[:most])
    if not held:
        return 0
    ids, now, system = [post.pk for post in held], timezone.now(), User.objects.system()
    for noun in (PostEdit, Mention, ThreadLink, Poll, Bookmark, Reaction):
        noun.objects.filter(post__in=ids).delete()
    Report.objects.filter(post__in=ids).update(body="", reason=_("The words have expired."))
    drop_files_of(Post._meta.label_lower, ids)
    standing = [post for post in held if not post.is_deleted]
    Post.objects.filter(pk__in=ids).update(body="", words=None, reacted_by={}, removed_for="")
    Post.objects.filter(pk__in=[post.pk for post in standing]).update(
        deleted_at=now, deleted_by=system, removed_for=_("words do not last in this room")
    )
    _empty_threads({post.thread_id for post in held}, now)
    record_many(space, [Deed("post.deleted", system, post) for post in standing])
    return len(held)


def _empty_threads(threads: set[int], now: datetime) -> None:
    """A thread whose opening words are gone has no title any more, and one without any words is off the board."""
    words = Post.objects.filter(thread=OuterRef("pk")).exclude(body="")
    found = Thread.objects.filter(pk__in=threads)
    found.filter(~Exists(words.filter(number=1))).update(title=_("Expired"), excerpt="", tags=[])
    found.filter(~Exists(words), deleted_at=None).update(deleted_at=now)


def _drop_unsent(space: Space, before: datetime) -> None:
    """What somebody typed there and never sent goes after the same time."""
    threads = Thread.objects.filter(space=space).values("pk")
    posts = Post.objects.filter(space=space).values("pk")
    here = (
        Q(kind=Draft.Kind.START, number=space.pk)
        | Q(kind=Draft.Kind.REPLY, number__in=threads)
        | Q(kind=Draft.Kind.EDIT, number__in=posts)
    )
    Draft.objects.filter(here, saved_at__lt=before).delete()
