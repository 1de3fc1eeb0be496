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
def toggle_reaction(post: Post, *, by, kind: str, occurred_at: datetime | None = None) -> Post:
    """Put one's reaction on a post, or take it back.

    Refuses non-members, deleted posts and reactions that we do not have.
    """
    hold(post.thread.space, by)
    lock(post)
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
