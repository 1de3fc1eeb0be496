"""What a team is called, said by its members or by whoever runs its cohort."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from lib.addresses import own_path
from lib.answers import back, if_valid
from teams import actions
from teams.forms import TeamNameForm
from teams.models import Team


@require_POST
def rename_team(request, team_id: int):
    """What is refused stands in a form of its own, with the sentence that says why."""
    teams = Team.objects.open().known_to(request.user).select_related("space", "cohort__space", "team_set")
    team = get_object_or_404(teams, pk=team_id)
    form = TeamNameForm(request.POST)
    if if_valid(form, lambda words: actions.rename_team(team, by=request.user, **words)):
        return back(request, team)
    next_path = own_path(request.POST.get("next", ""), otherwise=team.get_absolute_url())
    return render(
        request, "teams/rename_team.html", {"team": team, "form": form, "next": next_path}, status=422
    )
