"""Home, and what one's manager sees."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cohorts.models import Cohort, Enrollment
from home.frame import unread_threads, url_or_nothing
from home.pages import report_lines
from home.standing import standings_of
from home.today import MOST_COHORTS, enrollments_of, today
from people.models import Look, User
from teams.models import Commitment

LOOKS = 30


@login_not_required
@require_safe
def home(request):
    """Where somebody lands: a learner at the next step, whoever leads or runs at what needs them."""
    if not request.user.is_authenticated:
        return redirect("demo_doors" if settings.DEMO else "account_login")
    mine = enrollments_of(request.user)
    if not mine:
        return _home_of_others(request)
    context = today(mine[0], request.user, timezone.now())
    return render(request, "home/home.html", {**context, "others": mine[1:]})


@require_safe
@never_cache
def unread(request):
    """Which threads of the spaces in one's frame hold something new, for a page that has missed what was said."""
    return JsonResponse(unread_threads(request.user))


def _home_of_others(request):
    """Managers come to their people, whoever runs cohorts to these."""
    viewer = request.user
    leads = User.objects.filter(manager=viewer, is_active=True).exists()
    if leads and not viewer.is_ld_admin and (url := url_or_nothing("my_people")):
        return redirect(url)
    if viewer.is_ld_admin or Cohort.objects.run_by(viewer).exists():
        return redirect("cohorts")
    return render(request, "home/nothing_yet.html")


@require_safe
def what_my_manager_sees(request):
    """The very lines that a manager sees, what was shared with them, and when they looked."""
    me = User.objects.select_related("manager").get(pk=request.user.pk)
    mine = Enrollment.objects.counted().filter(person=me).select_related("cohort__version")
    mine = list(mine.order_by("-cohort__starts_on", "-id")[:MOST_COHORTS])
    now = timezone.now()
    standings = standings_of(mine, now)
    context = {
        "manager": me.manager,
        "records": [(e, report_lines(e, standing=standings[e.pk], now=now)) for e in mine],
        "shared": Commitment.objects.filter(person=me, is_shared=True).newest_first()[:LOOKS],
        "looks": Look.objects.visible_to(me).select_related("by").newest_first()[:LOOKS],
    }
    return render(request, "home/what_my_manager_sees.html", context)
