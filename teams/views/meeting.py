"""When a team meets: proposals, choosing one, saying that one cannot, and the file for calendars."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lib.answers import if_valid, quietly
from people.calendar import calendar_of
from teams import actions, pages
from teams.calendar import series
from teams.forms import RhythmForm
from teams.models import Rhythm, Team


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rhythm(request, team_id: int):
    """Three times to meet, and why; a POST chooses one of them or another."""
    team = _team(request, team_id)
    if request.method != "POST":
        return render(request, "teams/rhythm.html", pages.rhythm_context(team, request.user))
    form = RhythmForm(request.POST)
    choose = lambda words: actions.choose_rhythm(team, by=request.user, **words)  # noqa: E731
    if chosen := if_valid(form, choose):
        return redirect(chosen)
    context = pages.rhythm_context(team, request.user, form=form)
    return render(request, "teams/rhythm.html", context, status=422)


@require_POST
def object_to_rhythm(request, team_id: int):
    team = _team(request, team_id)
    quietly(request, actions.object_to_rhythm, team)
    return redirect("rhythm", team.pk)


@require_POST
def accept_rhythm(request, team_id: int):
    team = _team(request, team_id)
    quietly(request, actions.accept_rhythm, team)
    return redirect("rhythm", team.pk)


@require_safe
@never_cache
def rhythm_file(request, team_id: int):
    """The team's meetings as a file that a calendar takes in; taken in again, it moves them."""
    team = _team(request, team_id)
    found = Rhythm.objects.visible_to(request.user).select_related("team__space").filter(team=team).first()
    if found is None:
        raise Http404
    answer = HttpResponse(
        calendar_of(series(found, with_cancelled=True)), content_type="text/calendar; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="team-{team.pk}.ics"'
    return answer


def _team(request, team_id: int) -> Team:
    rooms = Team.objects.visible_to(request.user).select_related("space", "cohort__space")
    return get_object_or_404(rooms, pk=team_id)
