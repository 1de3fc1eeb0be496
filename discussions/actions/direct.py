"""Writes of direct conversations: beginning one, and leaving it."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from discussions.actions.following import follow_space
from discussions.actions.threads import open_stream
from discussions.models import Conversation, Level, Thread
from people.models import User
from spaces.actions import join_space, leave_space, open_space
from spaces.models import Role, Space

MOST_PEOPLE = 8


def open_conversation(people: Iterable[User], *, by: User) -> Thread:
    """The stream of these people and nobody else; the same people meet in the same one, until one leaves.

    Refuses nobody but oneself, more than eight, and who is not here any more.
    """
    ids = sorted({person.pk for person in people} | {by.pk})
    if len(ids) < 2:
        raise ValidationError(_("Choose at least one person to write to."))
    if len(ids) > MOST_PEOPLE:
        raise ValidationError(_("A conversation has at most %(n)d people.") % {"n": MOST_PEOPLE})
    key = ",".join(str(pk) for pk in ids)
    if known := _known(key):
        return known
    try:
        return _open_conversation(ids, key, by)
    except IntegrityError:  # somebody else among them began it at the same moment
        if known := _known(key):
            return known
        raise


def _known(key: str) -> Thread | None:
    return Thread.objects.filter(conversation__people=key).first()


@transaction.atomic
def _open_conversation(ids: list[int], key: str, by: User) -> Thread:
    here = list(User.objects.visible_to(by).filter(pk__in=ids).order_by("pk"))
    if len(here) < len(ids):
        raise ValidationError(_("Somebody whom you chose is not here any more."))
    space = open_space(Space.Kind.DIRECT, title=_("Direct conversation"), time_zone=by.time_zone)
    thread = open_stream(space, by=by, title=_("a direct conversation"))
    Conversation.objects.create(space=space, thread=thread, people=key)
    for person in here:
        join_space(space, person=person, role=Role.LEARNER, by=by)
        follow_space(space, by=person, level=Level.WATCH)
    return thread


@transaction.atomic
def leave_conversation(space: Space, *, by: User) -> None:
    """Read nothing there any more; the others go on. Leaving twice is quiet."""
    if leave_space(space, person=by, by=by):
        Conversation.objects.filter(space=space).update(people=None)
