"""Writes of reactions."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from discussions.actions.keeping import hold, lock
from discussions.models import Post, Reaction
from spaces.actions import record


@transaction.atomic
def put_reaction(post: Post, *, by, kind: str, occurred_at: datetime | None = None) -> Post:
    """Put one's reaction on a post; it stands there once however often it is sent.

    Refuses non-members, deleted posts and reactions that we do not have.
    """
    _hold_what_stands(post, by, kind)
    _reaction, is_new = Reaction.objects.get_or_create(post=post, person=by, kind=kind)
    return _show(post, by, kind, occurred_at, on=True) if is_new else post


@transaction.atomic
def take_reaction(post: Post, *, by, kind: str, occurred_at: datetime | None = None) -> Post:
    """Take one's reaction back; where there is none nothing happens.

    Refuses non-members, deleted posts and reactions that we do not have.
    """
    _hold_what_stands(post, by, kind)
    gone, _of_each = Reaction.objects.filter(post=post, person=by, kind=kind).delete()
    return _show(post, by, kind, occurred_at, on=False) if gone else post


def _hold_what_stands(post: Post, by, kind: str) -> None:
    hold(post.thread.space, by)
    lock(post)
    if post.is_deleted or kind not in Reaction.Kind.values:
        raise ValidationError(_("There is nothing to react to."))


def _show(post: Post, by, kind: str, occurred_at: datetime | None, *, on: bool) -> Post:
    people = [pk for pk in post.reacted_by.get(kind, []) if pk != by.pk]
    post.reacted_by = {**post.reacted_by, kind: [*people, by.pk] if on else people}
    post.save(update_fields=["reacted_by"])
    data = {"kind": kind, "on": on}
    record(post.thread.space, by=by, verb="reaction.changed", target=post, data=data, occurred_at=occurred_at)
    return post
