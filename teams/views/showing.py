"""The gallery of finished work: opening it, saying something to a passage, and more time for who is missing."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cohorts.actions import set_due_date
from cohorts.models import Cohort
from cohorts.schedule import end_of_day
from courses.models import Activity
from lib.answers import if_valid, quietly
from lib.rates import limited
from lib.text import whole_number
from teams import actions, pages
from teams.forms import CommentForm, FeedbackForm, MoreTimeForm
from teams.models import HandIn, PassageComment, Team


@require_safe
@never_cache
def gallery(request, cohort_id: int, activity_id: uuid.UUID):
    """What the teams made; before it is open, whoever runs the cohort sees which teams have handed in."""
    cohorts = pages.cohorts_with_gallery(request.user, activity_id)
    cohort, task = _task(cohorts, cohort_id, activity_id)
    context = pages.gallery_context(cohort, task, request.user, request.GET.get("after"))
    if not cohort.gallery_at and not cohort.runs:
        raise Http404
    return render(request, "teams/gallery.html", context)


@require_POST
def open_gallery(request, cohort_id: int, activity_id: uuid.UUID):
    cohort, task = _task(Cohort.objects.run_by(request.user), cohort_id, activity_id)
    quietly(request, actions.open_gallery, cohort, task)
    return redirect("gallery", cohort.pk, task.stable_id)


@require_POST
def close_gallery(request, cohort_id: int, activity_id: uuid.UUID):
    cohort, task = _task(Cohort.objects.run_by(request.user), cohort_id, activity_id)
    actions.close_gallery(cohort, task.stable_id, by=request.user)
    return redirect("gallery", cohort.pk, task.stable_id)


@require_POST
def give_more_time(request, team_id: int, activity_id: uuid.UUID):
    """Until the end of a day in the cohort's zone; an odd day changes nothing, and the page says why."""
    teams = Team.objects.filter(cohort__in=Cohort.objects.run_by(request.user)).select_related(
        "cohort", "space"
    )
    team = get_object_or_404(teams, pk=team_id)
    cohort, task = _task(pages.cohorts_with_gallery(request.user, activity_id), team.cohort_id, activity_id)
    form = MoreTimeForm(request.POST)
    if form.is_valid():
        until = end_of_day(form.cleaned_data["until"], cohort)
        set_due_date(cohort, task.stable_id, due_at=until, by=request.user, space=team.space)
        return redirect(f"{reverse('gallery', args=[cohort.pk, task.stable_id])}#team-{team.pk}")
    context = pages.gallery_context(cohort, task, request.user)
    return render(request, "teams/gallery.html", {**context, "time_form": form, "about": team}, status=422)


@require_POST
@limited("post_reply")
def comment_passage(request, hand_in_id: int):
    """A colleague's words to a part; what is refused stands in its form again."""
    rows = HandIn.objects.visible_to(request.user).for_page().select_related("feedback__by", "reopening__by")
    found, form = get_object_or_404(rows, pk=hand_in_id), CommentForm(request.POST)
    say = lambda words: actions.comment_passage(found, by=request.user, part_id=words.pop("part"), **words)  # noqa: E731
    if comment := if_valid(form, say):
        return redirect(comment)
    context = {**pages.hand_in_context(found, request.user), "form": FeedbackForm(), "comment_form": form}
    known = {part["id"] for part in found.parts}
    about = whole_number(request.POST.get("part", ""))
    context["comment_part"] = about if about in known else found.parts[0]["id"]
    return render(request, "teams/submission.html", context, status=422)


@require_POST
def delete_comment(request, comment_id: int):
    comments = PassageComment.objects.met_by(request.user)
    joined = comments.select_related("by", "hand_in__submission__team__cohort__space")
    found = get_object_or_404(joined, pk=comment_id)
    actions.delete_comment(found, by=request.user)
    return redirect(found.hand_in)


def _task(cohorts, cohort_id: int, activity_id: uuid.UUID) -> tuple[Cohort, Activity]:
    cohort = get_object_or_404(cohorts.select_related("space"), pk=cohort_id)
    tasks = Activity.objects.filter(kind=Activity.Kind.TEAM_TASK).select_related("module")
    return cohort, get_object_or_404(tasks, module__version=cohort.version_id, stable_id=activity_id)
