"""The cards of threads to which posts lead."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from discussions import links
from lib.text import whole_number


@require_safe
@never_cache
def thread_cards(request):
    """A card for each thread among those asked for that the viewer may see; of the others nothing."""
    ids = [
        number
        for word in request.GET.getlist("id")[: links.MOST]
        if (number := whole_number(word)) is not None
    ]
    return render(request, "discussions/_thread_cards.html", {"threads": links.for_cards(ids, request.user)})
