"""My contributions: one's own words, wherever they were said, and whether or not one is still there."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.contributions import contributions_of


@require_safe
@never_cache
def my_contributions(request):
    """One's own posts, newest first, and the parts of drafts that one wrote."""
    context = contributions_of(request.user, after=request.GET.get("after"))
    return render(request, "home/my_contributions.html", context)
