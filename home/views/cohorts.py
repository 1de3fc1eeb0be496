"""The list of cohorts for whoever runs some."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts.models import Cohort
from home.frame import url_or_nothing
from lib.keyset import page_by_key

IN = Q(enrollments__enrolled_at__isnull=False, enrollments__removed_at=None, enrollments__moved_at=None)
ASKED = Q(enrollments__enrolled_at=None, enrollments__removed_at=None, enrollments__withdrawn_at=None)


@require_safe
def cohorts(request):
    """The cohorts that a person runs: how many are in, how many finished; those under way first in time."""
    mine = Cohort.objects.run_by(request.user).with_frame()
    if not request.user.is_ld_admin and not mine.exists():
        raise Http404
    mine = mine.annotate(
        learners=Count("enrollments", filter=IN),
        asked=Count("enrollments", filter=ASKED),
        finished=Count("enrollments", filter=IN & Q(enrollments__completed_at__isnull=False)),
    )
    page = page_by_key(mine, order=("-starts_on", "-id"), after=request.GET.get("after"), size=24)
    return render(request, "home/cohorts.html", {"page": page, "studio_url": url_or_nothing("studio")})
