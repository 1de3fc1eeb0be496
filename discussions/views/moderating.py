"""What is done to a whole thread: its head is changed; who keeps the board in order locks, pins, hides, moves and merges it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from discussions import actions, boards, permissions
from discussions.forms import MergeForm, MoveForm, ReasonForm, ThreadHeadForm
from discussions.models import Thread
from discussions.views.answers import if_valid
from spaces.permissions import can_run_space


@require_POST
def lock_thread(request, thread_id: int):
    return _done(request, thread_id, actions.lock_thread, _("Locked. It can be unlocked in the same place."))


@require_POST
def unlock_thread(request, thread_id: int):
    return _done(request, thread_id, actions.unlock_thread, _("Unlocked: everybody here can write again."))


@require_POST
def pin_thread(request, thread_id: int):
    return _done(request, thread_id, actions.pin_thread, _("Pinned: it stands first on its board."))


@require_POST
def unpin_thread(request, thread_id: int):
    return _done(request, thread_id, actions.unpin_thread, _("No longer pinned."))


@require_POST
def seal_thread(request, thread_id: int):
    return _done(request, thread_id, actions.seal_thread, _("Others' posts now open with one's own answer."))


@require_POST
def unseal_thread(request, thread_id: int):
    return _done(request, thread_id, actions.unseal_thread, _("Everybody here reads all posts again."))


@require_http_methods(["GET", "HEAD", "POST"])
def hide_thread(request, thread_id: int):
    """A whole conversation is taken from its board, for a reason."""
    found = find_thread(request, thread_id)
    if not permissions.can_moderate_thread(request.user, found):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if hidden := if_valid(form, lambda words: actions.hide_thread(found, by=request.user, **words)):
        messages.success(request, _("Hidden. You can show it again in this place."))
        return redirect(hidden)
    context = {"thread": found, "form": form}
    return render(request, "discussions/hide_thread.html", context, status=422 if form.is_bound else 200)


@require_POST
def unhide_thread(request, thread_id: int):
    return _done(request, thread_id, actions.unhide_thread, _("Everybody here reads it again."))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_thread(request, thread_id: int):
    """Its title, its kind and its tags."""
    found = find_thread(request, thread_id)
    if not permissions.can_edit_thread(request.user, found):
        raise PermissionDenied
    may_announce = can_run_space(request.user, found.space)
    form = ThreadHeadForm(found, request.POST or None, may_announce=may_announce)
    if edited := if_valid(form, lambda words: actions.edit_thread(found, by=request.user, **words)):
        return redirect(edited)
    context = {"thread": found, "form": form}
    return render(request, "discussions/edit_thread.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def move_thread(request, thread_id: int):
    """To another board that the same person keeps in order."""
    found = find_thread(request, thread_id)
    if not permissions.can_moderate_thread(request.user, found):
        raise PermissionDenied
    form = MoveForm(boards.boards_to_move_to(request.user, found), request.POST or None)
    if moved := if_valid(form, lambda words: actions.move_thread(found, by=request.user, **words)):
        messages.success(request, _("Moved to %(board)s.") % {"board": moved.space.title})
        return redirect(moved)
    context = {"thread": found, "form": form}
    return render(request, "discussions/move_thread.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_thread(request, thread_id: int):
    """Into another conversation of the same board; this page asks first, as it is not taken back."""
    found = find_thread(request, thread_id)
    if not permissions.can_moderate_thread(request.user, found):
        raise PermissionDenied
    form = MergeForm(boards.threads_to_merge_into(found), request.POST or None)
    if merged := if_valid(form, lambda words: actions.merge_thread(found, by=request.user, **words)):
        messages.success(request, _("Put into %(title)s.") % {"title": merged.title})
        return redirect(merged)
    context = {"thread": found, "form": form}
    return render(request, "discussions/merge_thread.html", context, status=422 if form.is_bound else 200)


def find_thread(request, thread_id: int) -> Thread:
    return get_object_or_404(Thread.objects.visible_to(request.user).select_related("space"), pk=thread_id)


def _done(request, thread_id: int, act, said: str):
    found = find_thread(request, thread_id)
    try:
        act(found, by=request.user)
        messages.success(request, said)
    except ValidationError as error:
        messages.warning(request, "\n".join(error.messages))
    return redirect(found)
