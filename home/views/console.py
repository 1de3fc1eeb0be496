"""The console of whoever runs a cohort, and its kind nudges."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cohorts import actions
from cohorts.models import Cohort
from courses.models import Activity
from home import console as figures
from home.forms import NudgeForm
from home.frame import url_or_nothing
from home.pages import cohort_head, cohorts_met_by, standing_for
from teams.models import Team
from teams.pages import late_comers


def run_or_404(request, cohort_id: int) -> Cohort:
    teams = Team.objects.open().filter(cohort=OuterRef("pk"))
    run = cohorts_met_by(request.user).run_by(request.user).annotate(has_teams=Exists(teams))
    return get_object_or_404(run, pk=cohort_id)


@require_safe
def console(request, cohort_id: int):
    """Silent teams, open questions, who is late and why we think so."""
    return _console(request, run_or_404(request, cohort_id))


def _console(request, cohort: Cohort, form: NudgeForm | None = None):
    """The page; words to somebody that were refused stand on it in a form of their own."""
    now = timezone.now()
    standing = standing_for(cohort, request.user)
    numbers = figures.numbers_of(cohort)
    flags, more = figures.flags_of(cohort, standing.schedule, now, numbers["active"])
    context = {
        **cohort_head(cohort, request.user, tab="console", standing=standing),
        "flags": flags,
        "more": more,
        "silent": figures.silent_teams(cohort, now),
        "late": late_comers(cohort) if cohort.has_teams else {},
        "merging": figures.merge_proposals(cohort, request.user),
        "tasks": [a for a in standing.schedule.activities() if a.kind == Activity.Kind.TEAM_TASK],
        "questions": figures.open_questions(cohort, request.user),
        "numbers": numbers,
        "draw_url": url_or_nothing("draw_teams", cohort.pk),
        "results_url": url_or_nothing("cohort_results", cohort.pk),
        "form": form,
    }
    return render(request, "home/console.html", context, status=422 if form else 200)


@require_POST
def nudge(request, cohort_id: int):
    """A kind word to one learner, or to each of a team."""
    cohort = run_or_404(request, cohort_id)
    form = NudgeForm(cohort, request.POST)
    if not form.is_valid():
        return _console(request, cohort, form)
    people = form.cleaned_data["people"]
    with transaction.atomic():
        for enrollment in (
            cohort.enrollments.active().filter(person__in=people).select_related("cohort__space")
        ):
            actions.nudge(enrollment, by=request.user, words=form.cleaned_data["words"])
    words = ngettext("Sent to %(n)d person.", "Sent to %(n)d people.", len(people)) % {"n": len(people)}
    messages.success(request, words)
    return redirect("console", cohort.pk)


@require_POST
def end_cohort(request, cohort_id: int):
    cohort = run_or_404(request, cohort_id)
    actions.end_cohort(cohort, by=request.user)
    messages.success(request, _("The cohort has ended. Its conversations stay."))
    return redirect("console", cohort.pk)


@require_POST
def start_cohort(request, cohort_id: int):
    """The cohort begins and the invitations go out."""
    cohort = run_or_404(request, cohort_id)
    asked = cohort.enrollments.invited().count()
    if not asked and not cohort.enrollments.active().exists():
        messages.warning(request, _("Invite somebody first."))
        return redirect("invite", cohort.pk)
    try:
        actions.start_cohort(cohort, by=request.user)
    except ValidationError as error:
        raise Http404 from error
    words = ngettext("Started. %(n)d invitation goes out.", "Started. %(n)d invitations go out.", asked)
    messages.success(request, words % {"n": asked})
    return redirect("console", cohort.pk)
