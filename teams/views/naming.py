"""What a team is called, said by its members or by whoever runs its cohort."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from lib.answers import back, quietly
from teams import actions
from teams.models import Team


@require_POST
def rename_team(request, team_id: int):
    teams = Team.objects.open().known_to(request.user).select_related("space", "cohort__space", "team_set")
    team = get_object_or_404(teams, pk=team_id)
    quietly(request, actions.rename_team, team, name=request.POST.get("name", ""))
    return back(request, team)
