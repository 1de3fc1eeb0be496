"""Writes of bookmarks: keeping a post for later, letting it go, and reminding of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions.models import Bookmark, Post
from lib.text import clean_line
from people.models import User
from spaces.actions import record

FARTHEST = timedelta(days=366)
LONGEST_NOTE = 200


@transaction.atomic
def save_post(
    post: Post, *, by, note: str = "", remind_at: datetime | None = None, now: datetime | None = None
) -> Bookmark:
    """Keep a post for later; saving it again changes the note and the reminder.

    Refuses reminders in the past or further than a year ahead, and long notes.
    """
    note, now = clean_line(note), now or timezone.now()
    if len(note) > LONGEST_NOTE:
        raise ValidationError(_("A note has at most 200 letters."))
    known = Bookmark.objects.filter(person=by, post=post).first()
    if remind_at and not (known and known.remind_at == remind_at) and not now < remind_at < now + FARTHEST:
        raise ValidationError(_("A reminder lies ahead, and at most a year."))
    kept, is_new = Bookmark.objects.get_or_create(
        person=by, post=post, defaults={"note": note, "remind_at": remind_at}
    )
    if not is_new and (kept.note, kept.remind_at) != (note, remind_at):
        kept.reminded_at = kept.reminded_at if kept.remind_at == remind_at else None
        kept.note, kept.remind_at = note, remind_at
        kept.save(update_fields=["note", "remind_at", "reminded_at"])
    return kept


@transaction.atomic
def unsave_post(post: Post, *, by) -> None:
    """Let a kept post go; where nothing is kept nothing happens."""
    Bookmark.objects.filter(person=by, post=post).delete()


def remind_of_saved(*, now: datetime | None = None, most: int = 500) -> int:
    """Remind of what is due, each once, and say how many were; of what can no longer be read nobody is reminded."""
    now = now or timezone.now()
    due = list(Bookmark.objects.due(now).order_by("remind_at", "id").values_list("pk", flat=True)[:most])
    return sum(_remind(pk, now) for pk in due)


@transaction.atomic
def _remind(bookmark_id: int, now: datetime) -> bool:
    due = Bookmark.objects.due(now).select_related("person", "post__thread__space").filter(pk=bookmark_id)
    kept = due.select_for_update(skip_locked=True, of=("self",)).first()
    if kept is None:
        return False
    kept.reminded_at = now
    kept.save(update_fields=["reminded_at"])
    if kept.is_gone or not Bookmark.objects.visible_to(kept.person).filter(pk=kept.pk).exists():
        return False
    record(kept.post.thread.space, by=User.objects.system(), verb="bookmark.due", target=kept)
    return True
