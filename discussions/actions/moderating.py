"""Writes by which a board is kept in order: locking, pinning and hiding threads, and moving them to another board."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions import permissions
from discussions.actions.keeping import held, hold
from discussions.actions.taking import reason_of
from discussions.models import Post, Thread
from spaces.actions import record
from spaces.models import Space


@transaction.atomic
def lock_thread(thread: Thread, *, by) -> Thread:
    """Nobody but who keeps the space in order writes in a locked thread. Twice is quiet.

    Refuses whoever does not keep the space in order.
    """
    return _set(thread, by, "thread.locked", locked_at=timezone.now())


@transaction.atomic
def unlock_thread(thread: Thread, *, by) -> Thread:
    """Everybody writes in it again. Twice is quiet. Refuses whoever does not keep the space in order."""
    return _set(thread, by, "thread.unlocked", locked_at=None)


@transaction.atomic
def pin_thread(thread: Thread, *, by) -> Thread:
    """The thread stands first on its board. Twice is quiet. Refuses whoever does not keep the space in order."""
    return _set(thread, by, "thread.pinned", pinned_at=timezone.now())


@transaction.atomic
def unpin_thread(thread: Thread, *, by) -> Thread:
    """The thread stands where its last post puts it. Twice is quiet; refuses as pinning does."""
    return _set(thread, by, "thread.unpinned", pinned_at=None)


@transaction.atomic
def seal_thread(thread: Thread, *, by) -> Thread:
    """Others' posts are read by whoever has written one that stands. Twice is quiet; refuses as locking does."""
    return _set(thread, by, "thread.sealed", sealed_at=timezone.now())


@transaction.atomic
def unseal_thread(thread: Thread, *, by) -> Thread:
    """Everybody here reads all posts again. Twice is quiet; refuses as locking does."""
    return _set(thread, by, "thread.unsealed", sealed_at=None)


@transaction.atomic
def hide_thread(thread: Thread, *, by, reason: str) -> Thread:
    """A whole conversation is read by nobody but who keeps the space in order; its address says who hid it and why.

    Twice is quiet. Refuses whoever does not keep the space in order, no reason, and what belongs to an activity.
    """
    hold(thread.space, by)
    here = _held(thread, by)
    reason = reason_of(reason)
    if here.is_bound:
        raise ValidationError(_("An activity stands upon this conversation. Lock it instead."))
    return _show(here, by, "thread.hidden", hidden_at=timezone.now(), hidden_by=by, hidden_for=reason)


@transaction.atomic
def unhide_thread(thread: Thread, *, by) -> Thread:
    """Its people read it again, as it was. Twice is quiet; refuses as locking does."""
    hold(thread.space, by)
    return _show(_held(thread, by), by, "thread.unhidden", hidden_at=None, hidden_by=None, hidden_for="")


def _show(here: Thread, by, verb: str, **state) -> Thread:
    if here.is_hidden == (state["hidden_at"] is not None):
        return here
    for name, value in state.items():
        setattr(here, name, value)
    here.save(update_fields=list(state))
    record(here.space, by=by, verb=verb, target=here)
    return here


@transaction.atomic
def move_thread(thread: Thread, *, by, to: Space) -> Thread:
    """The thread stands on another board, with its numbers and marks, and is read by who reads there. Twice is quiet.

    Refuses whoever does not keep both spaces in order, streams, and what belongs to an activity.
    """
    for space in sorted((thread.space, to), key=lambda one: one.pk):
        hold(space, by)
    # Posts before their thread, as those who change a post hold them; then those that came meanwhile.
    posts = Post.objects.filter(thread=thread).exclude(space=to)
    posts.update(space=to)
    here = _held(thread, by)
    if not permissions.can_move_thread(by, here, to):
        raise PermissionDenied(_("Only who keeps both boards in order can move this."))
    if here.space_id == to.pk:
        return here
    data = {"from": here.space_id, "to": to.pk}
    old, here.space, here.pinned_at = here.space, to, None
    here.save(update_fields=["space", "pinned_at"])
    posts.update(space=to)
    for space in sorted((old, to), key=lambda one: one.pk):
        record(space, by=by, verb="thread.moved", target=here, data=data)
    return here


def _set(thread: Thread, by, verb: str, **state) -> Thread:
    hold(thread.space, by)
    here = _held(thread, by)
    name, value = next(iter(state.items()))
    if (getattr(here, name) is None) == (value is None):
        return here
    setattr(here, name, value)
    here.save(update_fields=[name])
    record(here.space, by=by, verb=verb, target=here)
    return here


def _held(thread: Thread, by) -> Thread:
    """The thread as it stands, held, for whoever keeps its space in order."""
    here = held(thread)
    if not permissions.can_moderate_thread(by, here):
        raise PermissionDenied(_("Only who keeps this space in order can do this."))
    return here
