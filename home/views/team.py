"""A team's room, under its cohort's tabs."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.pages import tabs_of
from lib.composed import one_or_404
from teams.pages import rooms_of, team_context


@require_safe
@never_cache
def team(request, team_id: int):
    """The room of a team, for its members and the mentors named in its banner."""
    room = one_or_404(rooms_of(team_id, request.user))
    found = room.space.team
    # Who is in a team's room runs the cohort seldom enough to do without that tab, and its query, here.
    tabs = tabs_of(found.cohort, request.user, "team", found.pk, runs=request.user.is_ld_admin)
    return render(request, "home/team.html", {**team_context(room, request.user), "tabs": tabs})
