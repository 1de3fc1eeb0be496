"""Seating people on the board of a set: moving one, placing one or all, merging and dissolving teams."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lib.answers import back, quietly
from teams import actions
from teams.models import Team, TeamSet
from teams.views.forming import at_board, at_table, number, set_or_404


@require_POST
def move_member(request, set_id: int):
    """Somebody sits at another table or at none: `moved` is their enrolment, `parent` the team or nothing."""
    found = set_or_404(request, set_id)
    enrollment = get_object_or_404(found.to_place(), pk=number(request, "moved"))
    if not request.POST.get("parent"):
        if seat := found.seats.filter(enrollment=enrollment).select_related("team__cohort").first():
            quietly(request, actions.unseat_member, seat.team, person=enrollment.person)
        return at_board(found)
    team = _team(found, number(request, "parent"))
    quietly(request, actions.seat_member, team, enrollment)
    return back(request, at_table(team).url)


@require_POST
def place_late(request, set_id: int):
    """Who has no seat yet sits where they are needed most."""
    found = set_or_404(request, set_id)
    waiting = found.to_place().select_related("person", "cohort__space")
    enrollment = get_object_or_404(waiting, pk=number(request, "enrollment"))
    seat = quietly(request, actions.place_late, enrollment, team_set=found)
    return at_table(seat.team) if seat else at_board(found)


@require_POST
def place_rest(request, set_id: int):
    """Everyone who has no seat yet gets one."""
    found = set_or_404(request, set_id)
    placed = quietly(request, actions.place_rest, found)
    if placed:
        words = ngettext("%(n)d person has a seat now.", "%(n)d people have a seat now.", placed)
        messages.success(request, words % {"n": placed})
    return at_board(found)


@require_POST
def merge_teams(request, team_id: int):
    """A team's people go on in another one."""
    team = _whether_or_not_dissolved(request, team_id)
    into = _team(team.team_set, number(request, "into"))
    merged = quietly(request, actions.merge_teams, team, into)
    return at_table(into if merged else team)


@require_POST
def dissolve_team(request, team_id: int):
    team = _whether_or_not_dissolved(request, team_id)
    quietly(request, actions.dissolve_team, team)
    return at_board(team.team_set)


def _whether_or_not_dissolved(request, team_id: int) -> Team:
    """A team of a cohort that one runs; who asks twice finds it dissolved."""
    mine = Team.objects.filter(team_set__in=TeamSet.objects.run_by(request.user))
    return get_object_or_404(
        mine.select_related("space", "cohort__space", "team_set__cohort__space"), pk=team_id
    )


def _team(team_set: TeamSet, team_id: int) -> Team:
    rows = team_set.teams.open().select_related("space", "cohort__space", "team_set__cohort__space")
    return get_object_or_404(rows, pk=team_id)
