"""Starting a cohort: when it runs, and who is asked to come."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cohorts import actions
from cohorts.models import Cohort, Enrollment
from cohorts.permissions import can_create_cohort
from courses.actions import publish_course
from courses.models import Course
from home.forms import InviteForm, StartCohortForm, defaults_of
from home.frame import url_or_nothing
from home.views.console import run_or_404
from lib.once import sent_key
from lib.rates import limited

ASKED_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def plan_cohort(request, course_id: int):
    """Dates, zone and seats, with good answers already there; a draft is published on the way."""
    course = get_object_or_404(Course.objects.written_by(request.user), pk=course_id)
    if not can_create_cohort(request.user, course):
        raise Http404
    version = course.versions.order_by("-published_at").first()
    initial = defaults_of(version, request.user, timezone.localdate())
    form = StartCohortForm(request.POST or None, initial=initial)
    if form.is_valid() and (cohort := _create(form, course, request.user, sent_key(request.POST))):
        return redirect("invite", cohort.pk)
    context = {"form": form, "course": course, "publishes": version.published_at is None}
    return render(request, "home/plan_cohort.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _create(form: StartCohortForm, course: Course, by, key) -> Cohort | None:
    plan = dict(form.cleaned_data)
    facilitator = plan.pop("facilitator") or by
    try:
        version = publish_course(course, by=by)
        cohort = actions.create_cohort(version, by=by, key=key, **plan)
    except ValidationError as error:
        form.add_error(None, error)
        transaction.set_rollback(True)
        return None
    actions.name_facilitator(cohort, person=facilitator, by=by)
    return cohort


@require_http_methods(["GET", "HEAD", "POST"])
@limited("invite")
def invite(request, cohort_id: int):
    """Paste addresses, see for each line whether it fits, then draw teams and start."""
    cohort = run_or_404(request, cohort_id)
    form = InviteForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _asked_in(request, cohort, form):
        return redirect("invite", cohort.pk)
    rows = request.session.pop(f"invited-{cohort.pk}", []) if request.method == "GET" else []
    context = {
        "cohort": cohort,
        "form": form,
        "refused": [row for row in rows if row[3]],
        "fit": [row for row in rows if not row[3]],
        "asked": _asked(cohort),
        "draw_url": url_or_nothing("draw_teams", cohort.pk),
    }
    return render(request, "home/invite.html", context, status=422 if form.is_bound else 200)


def _asked_in(request, cohort: Cohort, form: InviteForm) -> bool:
    """Ask whom the form names and keep what became of each line for the page that comes next."""
    try:
        rows = actions.invite_by_email(cohort, by=request.user, lines=form.cleaned_data["all_lines"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    request.session[f"invited-{cohort.pk}"] = [[r.line[:120], r.name, r.email, r.refused] for r in rows]
    return True


def _asked(cohort: Cohort) -> list[Enrollment]:
    """Whoever has been asked and has not answered, or is in."""
    here = cohort.enrollments.expected()
    return list(here.in_name_order()[:ASKED_SHOWN])
