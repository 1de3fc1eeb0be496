"""What was asked before: shown while somebody types a title."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from discussions.searching import similar_threads as similar_to
from lib.rates import limited
from lib.text import clean_line
from spaces.models import Space


@require_GET
@never_cache
@limited("search_similar", methods=("GET",))
def similar_threads(request, space_id: int):
    """Threads that the viewer may see, here or elsewhere, and that begin like this title."""
    space = get_object_or_404(Space.objects.visible_to(request.user), pk=space_id)
    threads = similar_to(request.user, clean_line(request.GET.get("title", ""))[:200])
    return render(request, "discussions/_similar.html", {"threads": threads, "space": space})
