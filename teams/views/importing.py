"""Teams from a table: look first, then all of it or nothing."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.cache import cache
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lib.answers import quietly
from lib.rates import limited
from teams import actions
from teams.forms import TableForm
from teams.importing import plan_teams
from teams.models import TeamSet
from teams.views.forming import at_board, set_or_404

LOOKED_SECONDS = 15 * 60
SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@limited("import")
def import_teams(request, set_id: int):
    """A dry run first: what would happen to each row and why not; then all of it or nothing."""
    found = set_or_404(request, set_id)
    looked, data = _looked_at(request, found)
    if data is not None and _written(request, found, data):
        return at_board(found)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and data is None and form.is_valid():
        looked, data = _keep(request, found, form.cleaned_data["file"].read())
    plan = plan_teams(found, data) if data is not None else None
    context = {"form": form, "plan": plan, "looked": looked, "team_set": found, "cohort": found.cohort}
    context["lines"] = plan.lines[:SHOWN] if plan else []
    refused = request.method == "POST" and not (plan and plan.is_sound)
    return render(request, "teams/import_teams.html", context, status=422 if refused else 200)


def _written(request, team_set: TeamSet, data: bytes) -> bool:
    plan = quietly(request, actions.import_teams, team_set, data=data)
    if plan is None:
        return False
    n = plan.new_count + plan.moved_count
    words = ngettext("%(n)d person sits as the table says.", "%(n)d people sit as the table says.", n)
    messages.success(request, words % {"n": n})
    return True


def _keep(request, team_set: TeamSet, data: bytes) -> tuple[str, bytes]:
    """Keep a table between looking and writing, for its own uploader and a quarter of an hour."""
    looked = uuid.uuid4().hex
    cache.set(_key(request, team_set, looked), data, LOOKED_SECONDS)
    return looked, data


def _looked_at(request, team_set: TeamSet) -> tuple[str, bytes | None]:
    looked = request.POST.get("looked", "")
    if "write" not in request.POST or not (looked.isascii() and looked.isalnum()):
        return "", None
    data = cache.get(_key(request, team_set, looked[:64]))
    if data is None:
        messages.error(request, _("That was too long ago; choose the file once more."))
    return looked, data


def _key(request, team_set: TeamSet, looked: str) -> str:
    return f"teams-{request.user.pk}-{team_set.pk}-{looked}"
