"""A cohort's practice room: preparing it, opening it with a story, and the way in."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cohorts.models import Cohort
from lib.answers import if_valid
from teams import actions
from teams.forms import PrepareForm, StoryForm
from teams.models import PracticeRoom


@require_safe
@never_cache
def practice_room(request, cohort_id: int):
    """For its members the room; for its guest the first word; for who runs the cohort how it stands."""
    room = PracticeRoom.objects.visible_to(request.user).with_people().filter(cohort=cohort_id).first()
    if room is None:
        return _page(request, cohort=_run(request, cohort_id))
    if room.is_open and _is_in(request.user, room):
        return redirect("board", room.space_id)
    return _page(request, cohort=room.cohort, room=room)


@require_POST
def prepare_practice_room(request, cohort_id: int):
    cohort = _run(request, cohort_id)
    form = PrepareForm(request.user, request.POST)
    prepare = lambda words: actions.prepare_practice_room(cohort, by=request.user, **words)  # noqa: E731
    if if_valid(form, prepare):
        return redirect("practice_room", cohort.pk)
    return _page(request, 422, cohort=cohort, prepare_form=form)


@require_POST
def open_practice_room(request, cohort_id: int):
    mine = PracticeRoom.objects.visible_to(request.user).filter(guest=request.user)
    room = get_object_or_404(mine.with_people(), cohort=cohort_id)
    form = StoryForm(request.POST)
    tell = lambda words: actions.open_practice_room(room, by=request.user, **words)  # noqa: E731
    if if_valid(form, tell):
        return redirect("board", room.space_id) if _is_in(request.user, room) else redirect("home")
    return _page(request, 422, cohort=room.cohort, room=room, story_form=form)


def _page(request, status: int = 200, *, cohort: Cohort, room: PracticeRoom | None = None, **sent):
    is_guest = room is not None and room.guest_id == request.user.pk
    context = {
        "cohort": cohort,
        "room": room,
        "is_guest": is_guest and not room.is_open,
        "prepare_form": PrepareForm(request.user),
        "story_form": StoryForm(),
        **sent,
    }
    return render(request, "teams/practice_room.html", context, status=status)


def _is_in(person, room: PracticeRoom) -> bool:
    return room.space.memberships.open().filter(person=person).exists()


def _run(request, cohort_id: int) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(request.user).select_related("space"), pk=cohort_id)
