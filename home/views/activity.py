"""The page of one activity in a cohort, how far one is with it, and the first word beside it."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cohorts.actions import prompt_thread
from cohorts.models import Cohort
from courses.models import Activity
from discussions.actions import post_reply
from discussions.forms import PostForm
from home.activity import BESIDE, activity_page
from home.pages import standing_for
from home.views.cohort import cohort_or_404
from lib.rates import limited
from spaces import readers


def activity_or_404(cohort: Cohort, activity_id: uuid.UUID) -> Activity:
    rows = Activity.objects.select_related("module", "video")
    return get_object_or_404(rows, module__version=cohort.version_id, stable_id=activity_id)


@require_safe
@never_cache
def activity(request, cohort_id: int, activity_id: uuid.UUID):
    """One step: its body, what completes it and how far that is, the way on, and the cohort's thread about it."""
    cohort = cohort_or_404(request, cohort_id)
    found = activity_or_404(cohort, activity_id)
    return render(request, "home/activity.html", page_context(request, cohort, found))


def page_context(request, cohort: Cohort, found: Activity) -> dict:
    is_member = bool(cohort.my_roles)
    context = state_context(request, cohort, found)
    body = activity_page(found, cohort, context["enrollment"], request.user, is_member=is_member)
    return {**body, **context, "is_member": is_member}


def state_context(request, cohort: Cohort, found: Activity) -> dict:
    """How far the viewer is with this step, and what stands before and after it."""
    standing = standing_for(cohort, request.user)
    step = standing.steps.get(found.stable_id)
    if step is None:
        raise Http404
    before, after = standing.beside(step)
    around = {"step": step, "before": before, "after": after}
    return {"cohort": cohort, "activity": found, "enrollment": standing.enrollment, **around}


@require_safe
@never_cache
def activity_state(request, cohort_id: int, activity_id: uuid.UUID):
    """What completes the step and how far that is, after what was just done has been counted."""
    cohort = cohort_or_404(request, cohort_id)
    found = activity_or_404(cohort, activity_id)
    readers.run("progress", cohort.space_id)
    return render(request, "home/_activity_state.html", state_context(request, cohort, found))


@require_POST
@limited("post_reply")
def start_beside(request, cohort_id: int, activity_id: uuid.UUID):
    """The first word beside a lesson opens the cohort's thread about it; a second first word is a reply."""
    cohort = cohort_or_404(request, cohort_id)
    found = activity_or_404(cohort, activity_id)
    form = PostForm(request.POST)
    if found.kind not in BESIDE or not form.is_valid():
        return _refused(request, cohort, found, form)
    try:
        _say_beside(cohort, found, request.user, form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _refused(request, cohort, found, form)
    return redirect(f"{reverse('activity', args=[cohort.pk, found.stable_id])}#beside")


def _say_beside(cohort: Cohort, found: Activity, person, words: dict) -> None:
    key = words["key"] or uuid.uuid4()
    thread = prompt_thread(cohort, found, by=person, body=words["body"], key=key)
    if thread.key != key:
        post_reply(thread, by=person, body=words["body"], key=key)


def _refused(request, cohort: Cohort, found: Activity, form):
    context = {**page_context(request, cohort, found), "form": form}
    return render(request, "home/activity.html", context, status=422)
