"""Choosing a team: the tables with their free seats, taking one, giving it back; closing the choice and reminding."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lib.answers import quietly
from teams import actions, pages
from teams.models import TeamSet
from teams.views.forming import at_board, number, set_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def choose_team(request, set_id: int):
    """The teams one may choose from, with faces and free seats; a POST takes a seat."""
    found = _set(request, set_id)
    if request.method != "POST":
        return render(
            request,
            "teams/choose_team.html",
            pages.choice_context(found, request.user, after=request.GET.get("after")),
        )
    teams = found.teams.open().select_related("cohort__space", "team_set__cohort__space")
    team = get_object_or_404(teams, pk=number(request, "team"))
    if quietly(request, actions.choose_team, team):
        messages.success(request, _("You have a seat in %(team)s.") % {"team": team.name})
    return redirect("choose_team", found.pk)


@require_POST
def leave_team(request, set_id: int):
    """Give one's seat back, for as long as one may choose."""
    found = _set(request, set_id)
    quietly(request, actions.leave_team, found)
    return redirect("choose_team", found.pk)


@require_POST
def close_choice(request, set_id: int):
    found = set_or_404(request, set_id)
    quietly(request, actions.close_choice, found)
    return at_board(found)


@require_POST
def remind_unplaced(request, set_id: int):
    """A kind word to everyone without a team."""
    found = set_or_404(request, set_id)
    reminded = quietly(request, actions.remind_unplaced, found)
    if reminded is not None:
        words = ngettext("Sent to %(n)d person.", "Sent to %(n)d people.", reminded) % {"n": reminded}
        messages.success(request, words)
    return at_board(found)


def _set(request, set_id: int) -> TeamSet:
    """A set whose teams people choose, or have chosen."""
    chosen = TeamSet.objects.visible_to(request.user).filter(how=TeamSet.How.SELF_CHOSEN)
    return get_object_or_404(chosen.with_cohort(), pk=set_id)
