"""A cohort's pages: this week, the whole course, and its people."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cohorts import actions
from cohorts.models import Cohort
from home.pages import cohort_head, cohort_met_by, standing_for
from home.today import said_lately, table_of
from lib.composed import one_or_404
from lib.keyset import page_by_key
from spaces.models import Membership, Role

PEOPLE = 48


def cohort_or_404(request, cohort_id: int) -> Cohort:
    return one_or_404(cohort_met_by(request.user, cohort_id))


@require_safe
def cohort(request, cohort_id: int):
    """This week: its steps, what is due, and who one is with."""
    found = cohort_or_404(request, cohort_id)
    standing = standing_for(found, request.user)
    head = cohort_head(found, request.user, tab="week", standing=standing)
    table = table_of(standing.enrollment) if head["my_team_id"] else None
    current = head["week"].current
    steps = standing.of(current) if current else []
    is_member = bool(found.my_roles)
    context = {
        **head,
        "steps": steps,
        "table": table,
        "is_member": is_member,
        "said": said_lately(found, table, request.user)[:4] if is_member else [],
    }
    return render(request, "home/cohort.html", context)


@require_safe
def course(request, cohort_id: int):
    """All modules with their steps and dates."""
    found = cohort_or_404(request, cohort_id)
    standing = standing_for(found, request.user)
    head = cohort_head(found, request.user, tab="course", standing=standing)
    parts = [(stretch, standing.of(stretch)) for stretch in standing.schedule.stretches]
    return render(request, "home/course.html", {**head, "parts": parts})


@require_safe
def people(request, cohort_id: int):
    """Who is here: those who help first, then the learners, a page at a time."""
    found = cohort_or_404(request, cohort_id)
    head = cohort_head(found, request.user, tab="people")
    here = Membership.objects.open().filter(space=found.space_id).select_related("person")
    learners = here.filter(role=Role.LEARNER)
    page = page_by_key(learners, order=("person__name", "id"), after=request.GET.get("after"), size=PEOPLE)
    others = here.exclude(role=Role.LEARNER).order_by("role", "person__name", "id")
    staff = [] if "after" in request.GET else others
    return render(request, "home/cohort_people.html", {**head, "page": page, "staff": staff})


@require_POST
def join_cohort(request, cohort_id: int):
    """An L&D admin comes into the cohort's space, for all to see."""
    found = cohort_or_404(request, cohort_id)
    actions.join_as_admin(found, by=request.user)
    return redirect(found)
