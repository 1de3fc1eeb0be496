"""What came of reviews: a work's result, rating a review, a second look; and rounds for who runs the cohort."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.models import Cohort
from courses.models import Activity
from lib.answers import if_valid, quietly
from teams import actions, pages
from teams.forms import RatingForm, RoundForm, SecondLookForm, WhyForm
from teams.models import Review, ReviewedWork, ReviewRound, SecondLook


@require_safe
@never_cache
def reviewed_work(request, work_id: int):
    """A work's result, for its team and for those who help it."""
    return _work_page(request, _work(request, work_id))


@require_POST
def rate_review(request, review_id: int):
    """Say how useful a review was."""
    received = Review.objects.received_by(request.user).select_related("work__round", "work__team__space")
    found = get_object_or_404(received, pk=review_id)
    form = RatingForm(request.POST)
    if if_valid(form, lambda said: actions.rate_review(found, by=request.user, **said)) is None:
        return _work_page(request, _work(request, found.work_id), rating=form, rated=found.pk)
    return redirect(f"{found.work.get_absolute_url()}#review-{found.pk}")


@require_POST
def ask_second_look(request, work_id: int):
    """Ask that somebody else looks at the work once more."""
    works = ReviewedWork.objects.made_by(request.user).select_related("round", "team__space")
    found = get_object_or_404(works, pk=work_id)
    form = WhyForm(request.POST)
    if if_valid(form, lambda said: actions.ask_second_look(found, by=request.user, **said)) is None:
        return _work_page(request, _work(request, work_id), asking=form)
    return redirect(f"{found.get_absolute_url()}#second-look")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def second_look(request, look_id: int):
    """What a team asks to have looked at once more, and the answer of somebody who has not reviewed it."""
    found = get_object_or_404(SecondLook.objects.visible_to(request.user).for_page(), pk=look_id)
    form = SecondLookForm(found.work.round.criteria, request.POST or None)
    if form.is_bound and if_valid(
        form, lambda said: actions.answer_second_look(found, by=request.user, **said)
    ):
        return redirect(found)
    context = pages.look_context(found, request.user) | {"form": form}
    return render(request, "teams/second_look.html", context, status=422 if form.is_bound else 200)


@require_POST
def look_at_author(request, review_id: int):
    """See who wrote a blind review, with a reason that they will read."""
    staff = Review.objects.sent().filter(work__in=ReviewedWork.objects.read_by_staff(request.user))
    found = get_object_or_404(staff.for_page(), pk=review_id)
    if look := quietly(request, actions.look_at_author, found, why=request.POST.get("why", "")):
        writer = look.review.by_team or look.review.by_person
        messages.info(
            request, _("Written by %(name)s. They are told that you looked, and why.") % {"name": writer}
        )
    return redirect(f"{found.work.get_absolute_url()}#review-{found.pk}")


@require_safe
def review_rounds(request, cohort_id: int):
    """The team tasks of a cohort, what was handed in for each, and the rounds that review it."""
    cohort = _cohort(request, cohort_id)
    return render(request, "teams/review_rounds.html", pages.rounds_context(cohort))


@require_POST
def open_round(request, cohort_id: int, activity_id: uuid.UUID):
    """Give out what was handed in for a task to be reviewed."""
    cohort = _cohort(request, cohort_id)
    tasks = Activity.objects.filter(module__version=cohort.version_id, kind=Activity.Kind.TEAM_TASK)
    task = get_object_or_404(tasks, stable_id=activity_id)
    form = RoundForm(request.POST)
    made = if_valid(form, lambda said: actions.open_round(cohort, task, by=request.user, **said))
    if made is None:
        context = pages.rounds_context(cohort) | {"refused": form, "refused_task": task.stable_id}
        return render(request, "teams/review_rounds.html", context, status=422)
    return redirect("run_round", made.pk)


@require_safe
@never_cache
def run_round(request, round_id: int):
    """Who gives and who got in a round, what is far from the rest, and releasing it."""
    return render(request, "teams/run_round.html", pages.run_context(_round(request, round_id), request.user))


@require_POST
def release_round(request, round_id: int):
    found = _round(request, round_id)
    if quietly(request, actions.release_round, found):
        messages.success(request, _("Released. Every team can read what was said of its work."))
    return redirect("run_round", found.pk)


def _work(request, work_id: int) -> ReviewedWork:
    works = ReviewedWork.objects.visible_to(request.user)
    return get_object_or_404(
        works.select_related("round__cohort__space", "team__space", "hand_in"), pk=work_id
    )


def _work_page(request, work: ReviewedWork, **refused):
    context = {**pages.work_context(work, request.user), **refused}
    return render(request, "teams/reviewed_work.html", context, status=422 if refused else 200)


def _cohort(request, cohort_id: int) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(request.user).select_related("space"), pk=cohort_id)


def _round(request, round_id: int) -> ReviewRound:
    return get_object_or_404(
        ReviewRound.objects.run_by(request.user).select_related("cohort__space"), pk=round_id
    )
