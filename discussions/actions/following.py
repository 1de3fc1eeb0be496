"""How closely somebody follows a space or a thread: one's own choice, which no journal keeps."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from discussions.models import Follow, Level, Thread
from spaces import live
from spaces.models import Space


@transaction.atomic
def follow_space(space: Space, *, by, level: str) -> None:
    """From now on at this level for all of the space's threads but those followed otherwise; twice is quiet."""
    _follow(by, level, space=space, thread=None)


@transaction.atomic
def follow_thread(thread: Thread, *, by, level: str) -> None:
    """From now on at this level for this thread, or as the space where `level` is empty; twice is quiet."""
    if not level:
        Follow.objects.filter(person=by, thread=thread).delete()
        live.person_told(by.pk, "follow", place=f"t{thread.pk}", counts=None)
        return
    _follow(by, level, space=None, thread=thread)


def _follow(by, level: str, **what) -> None:
    if level not in Level.values:
        raise ValidationError(_("There is no such level."))
    chosen, _new = Follow.objects.update_or_create(person=by, **what, defaults={"level": level})
    live.person_told(by.pk, "follow", place=chosen.place, counts=chosen.counts)
