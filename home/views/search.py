"""The search page."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from home.search import Results, SearchForm
from lib.rates import limited


@require_GET
@never_cache
@limited("search", methods=("GET",))
def search(request):
    """Posts that hold what somebody asks for, among all that they may see."""
    form = SearchForm(request.GET, viewer=request.user)
    results = Results(request.user, form.asked(), request.GET.get("after"))
    query = request.GET.copy()
    query.pop("after", None)
    context = {"form": form, "results": results, "asked": results.asked, "query": query.urlencode()}
    return render(request, "home/search.html", context)
