"""What learners send from an activity's page; the page itself is home's, the studio is in `courses.studio`."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses import actions, pages
from courses.models import Activity
from lib.addresses import own_path
from spaces.models import Space


@require_safe
@never_cache
def find_activity(request, stable_id):
    """Links between lessons name no cohort: lead to the activity where this person takes it, or writes it."""
    address = pages.address_of_activity(stable_id, request.user)
    if address is None:
        raise Http404
    return redirect(address)


@require_POST
def open_activity(request, space_id: int, stable_id):
    activity, space = _running(request, space_id, stable_id)
    actions.open_activity(activity, space=space, by=request.user)
    return HttpResponse(status=204)


@require_POST
def finish_activity(request, space_id: int, stable_id):
    """ "I have read this"."""
    activity, space = _running(request, space_id, stable_id)
    try:
        actions.finish_activity(activity, space=space, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _answer(request, activity, space, "courses/_finish.html")


@require_POST
def submit_attempt(request, space_id: int, stable_id):
    activity, space = _running(request, space_id, stable_id)
    answers, key = pages.answers_from(request.POST), request.POST.get("key", "")
    try:
        actions.submit_attempt(activity, space=space, by=request.user, answers=answers, key=key)
    except ValidationError as error:
        if not request.htmx:
            messages.error(request, " ".join(error.messages))
            return _answer(request, activity, space, "courses/_quiz.html")
        context = pages.activity_context(activity, request.user, space) | {"refused": error.messages}
        return render(request, "courses/_quiz.html", context, status=422)
    return _answer(request, activity, space, "courses/_quiz.html")


def _running(request, space_id: int, stable_id) -> tuple[Activity, Space]:
    """The activity as it runs in a space of which the person is a member."""
    space = get_object_or_404(Space.objects.joined_by(request.user), pk=space_id)
    running = Activity.objects.running_in(space).select_related("module")
    activity = running.filter(stable_id=stable_id).first()
    if activity is None:
        raise Http404
    return activity, space


def _answer(request, activity: Activity, space: Space, fragment: str):
    """The fragment for htmx, else the page that the form names."""
    if request.htmx:
        response = render(request, fragment, pages.activity_context(activity, request.user, space))
        response["HX-Trigger"] = "activity-moved"
        return response
    return redirect(own_path(request.POST.get("next", "")))
