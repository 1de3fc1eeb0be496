"""Handing in, reading what was handed in, and answering it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lib.answers import back, if_valid, quietly
from teams import actions, pages
from teams.forms import FeedbackForm
from teams.models import HandIn, Submission


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def submission(request, submission_id: int):
    """What a team handed in last, with its people and the answer; a POST answers it."""
    found = get_object_or_404(Submission.objects.visible_to(request.user), pk=submission_id)
    if not found.is_handed_in:
        return redirect(found.team)
    last = found.hand_ins.for_page().select_related("feedback__by").latest("number")
    form = FeedbackForm(request.POST or None)
    give = lambda words: actions.give_feedback(last.submission, by=request.user, **words)  # noqa: E731
    if form.is_bound and if_valid(form, give):
        return redirect(f"{found.get_absolute_url()}#feedback-{last.pk}")
    context = {**pages.hand_in_context(last, request.user), "form": form}
    return render(request, "teams/submission.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def handed_in(request, hand_in_id: int):
    """What a team handed in, this time or an earlier one."""
    rows = HandIn.objects.visible_to(request.user).for_page().select_related("feedback__by")
    found = get_object_or_404(rows, pk=hand_in_id)
    context = {**pages.hand_in_context(found, request.user), "form": FeedbackForm()}
    return render(request, "teams/submission.html", context)


@require_POST
def hand_in(request, submission_id: int):
    drafts = Submission.objects.visible_to(request.user).select_related("team__space", "team__cohort")
    found = get_object_or_404(drafts, pk=submission_id)
    quietly(request, actions.hand_in, found)
    return back(request, f"{found.team.get_absolute_url()}#submission-{found.pk}")
