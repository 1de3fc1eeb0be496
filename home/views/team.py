"""A team's room, under its cohort's tabs."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.pages import tabs_of
from teams.models import Team
from teams.pages import team_context


@require_safe
@never_cache
def team(request, team_id: int):
    """The room of a team, for its members and the mentors named in its banner."""
    rooms = Team.objects.visible_to(request.user).select_related("space", "cohort__space")
    found = get_object_or_404(rooms, pk=team_id)
    context = team_context(found, request.user)
    tabs = tabs_of(found.cohort, request.user, "team", found.pk)
    return render(request, "home/team.html", {**context, "tabs": tabs})
