"""Handing in, reading what was handed in, and answering it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lib.answers import back, if_valid, quietly
from teams import actions, pages
from teams.forms import AgainForm, FeedbackForm
from teams.models import HandIn, Submission


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def submission(request, submission_id: int):
    """What a team handed in last, with its people and the answer; a POST answers it."""
    found = get_object_or_404(Submission.objects.visible_to(request.user), pk=submission_id)
    if not found.is_handed_in:
        return redirect(found.team)
    last = _with_answers(found.hand_ins.all()).latest("number")
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
    found = _hand_in(request, hand_in_id)
    context = pages.hand_in_context(found, request.user, since="since" in request.GET)
    return render(request, "teams/submission.html", {**context, "form": FeedbackForm()})


@require_POST
def hand_in(request, submission_id: int):
    return _act(request, submission_id, actions.hand_in)


@require_POST
def propose_hand_in(request, submission_id: int):
    return _act(request, submission_id, actions.propose_hand_in)


@require_POST
def drop_proposal(request, submission_id: int):
    return _act(request, submission_id, actions.drop_proposal)


@require_POST
def take_back(request, submission_id: int):
    return _act(request, submission_id, actions.take_back)


@require_POST
def ask_again(request, hand_in_id: int):
    """A mentor or facilitator asks for another go; words that were refused stand on the page again."""
    found, form = _hand_in(request, hand_in_id), AgainForm(request.POST)
    ask = lambda words: actions.ask_again(found, by=request.user, **words)  # noqa: E731
    if if_valid(form, ask):
        return redirect(found)
    context = {**pages.hand_in_context(found, request.user), "form": FeedbackForm(), "again_form": form}
    return render(request, "teams/submission.html", context, status=422)


def _act(request, submission_id: int, act):
    drafts = Submission.objects.visible_to(request.user).select_related("team__space", "team__cohort")
    found = get_object_or_404(drafts, pk=submission_id)
    quietly(request, act, found)
    return back(request, f"{found.team.get_absolute_url()}#submission-{found.pk}")


def _hand_in(request, hand_in_id: int) -> HandIn:
    return get_object_or_404(_with_answers(HandIn.objects.visible_to(request.user)), pk=hand_in_id)


def _with_answers(rows):
    return rows.for_page().select_related("feedback__by", "reopening__by")
