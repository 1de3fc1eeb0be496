"""Seating people as a table says: all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lib.bulk import allow_long_statements
from spaces.actions import Deed
from teams.actions.seating import hold_cohort, seat_people
from teams.actions.sets import open_team
from teams.importing import SAME, Plan, plan_teams
from teams.models import TeamSet


@transaction.atomic
def import_teams(team_set: TeamSet, *, by, data: bytes, occurred_at: datetime | None = None) -> Plan:
    """Everyone in the table sits in the team beside their name, which is opened where there is none; again is quiet.

    Refuses a table in which any row does not fit, whole: what it would do is looked at anew while nobody else moves people.
    """
    hold_cohort(team_set.cohort, by)
    plan = plan_teams(team_set, data)
    if not plan.is_sound:
        raise ValidationError(_("Some rows do not fit; nothing was written."))
    allow_long_statements()
    teams = {
        team.name.casefold(): team for team in team_set.teams.open().select_related("space", "cohort__space")
    }
    for position, name in enumerate(plan.new_teams, len(teams)):
        teams[name.casefold()] = open_team(team_set, name, position=position, by=by, occurred_at=occurred_at)
    seating, deeds = defaultdict(list), []
    for line in plan.lines:
        team = teams[line.team.casefold()]
        if line.will != SAME:
            seating[team].append(line.enrollment)
            deeds.append(Deed("member.seated", by, team, occurred_at, {"person": line.enrollment.person_id}))
    if deeds:
        seat_people(team_set, dict(seating), by=by, deeds=deeds, occurred_at=occurred_at)
    return plan
