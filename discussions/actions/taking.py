"""Writes that take posts away and bring them back: by their writers, and by who keeps a space in order."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions import permissions
from discussions.actions.keeping import hold, lock, show_on_board
from discussions.models import Post, Thread
from lib.text import clean_line
from spaces.actions import record

LONGEST_REASON = 300


@transaction.atomic
def delete_post(post: Post, *, by) -> Post:
    """Take one's own post away, leaving a trace where it stood; it can be brought back. Twice is quiet.

    Refuses others' posts.
    """
    hold(post.thread.space, by)
    lock(post)
    if not permissions.can_delete_post(by, post):
        raise PermissionDenied(_("Only who wrote this can delete it."))
    if post.is_deleted:
        return post
    return _stand(post, by, "post.deleted", deleted_at=timezone.now(), deleted_by=by, removed_for="")


@transaction.atomic
def remove_post(post: Post, *, by, reason: str) -> Post:
    """Take somebody's post away for a reason that stands where it stood; it can be brought back. Twice is quiet.

    Refuses whoever does not keep the space in order, one's own posts, and no reason.
    """
    hold(post.thread.space, by)
    lock(post)
    if not permissions.can_remove_post(by, post):
        raise PermissionDenied(_("Only who keeps this space in order can remove this."))
    return take_away(post, by, reason)


@transaction.atomic
def restore_post(post: Post, *, by) -> Post:
    """Bring a deleted post back. Twice is quiet.

    Refuses writers what a moderator removed, and everybody else what a writer deleted.
    """
    hold(post.thread.space, by)
    lock(post)
    if not permissions.can_restore_post(by, post):
        raise PermissionDenied(_("Only who deleted this can bring it back."))
    return bring_back(post, by)


def reason_of(words: str) -> str:
    reason = clean_line(words)
    if not reason or len(reason) > LONGEST_REASON:
        raise ValidationError(_("Say why, in at most 300 letters."))
    return reason


def take_away(post: Post, by, reason: str) -> Post:
    """Remove a post that is held, for whoever may."""
    reason = reason_of(reason)
    if post.is_deleted:
        return post
    return _stand(post, by, "post.removed", deleted_at=timezone.now(), deleted_by=by, removed_for=reason)


def bring_back(post: Post, by) -> Post:
    """Restore a post that is held, for whoever may."""
    if not post.is_deleted:
        return post
    return _stand(post, by, "post.restored", deleted_at=None, deleted_by=None, removed_for="")


def _stand(post: Post, by, verb: str, **state) -> Post:
    """Delete or restore: the post's state, the thread's counters, the journal."""
    for name, value in state.items():
        setattr(post, name, value)
    post.save(update_fields=list(state))
    thread = Thread.objects.filter(pk=post.thread_id)
    if not post.opens_thread:
        thread.update(reply_count=F("reply_count") + (-1 if post.is_deleted else 1))
        thread.filter(accepted=post).update(accepted=None)
    show_on_board(post)
    record(post.thread.space, by=by, verb=verb, target=post, data={"thread": post.thread_id})
    return post
