"""What a team is called."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from discussions.actions import name_stream
from lib.saying import said_in_a_line
from spaces.actions import record
from teams.actions.seating import hold_teams_of
from teams.models import Team
from teams.permissions import can_rename_team

LONGEST_NAME = 80


@transaction.atomic
def rename_team(team: Team, *, by, name: str, occurred_at: datetime | None = None) -> Team:
    """The team is called so from now on, its room and conversation too; the same name again is quiet.

    Refuses who is neither in the team nor runs its cohort, and a name that another team of the set has.
    """
    hold_teams_of(team.cohort)
    if not can_rename_team(by, team):
        raise PermissionDenied(_("Its members and who runs the cohort give a team its name."))
    name = said_in_a_line(name, most=LONGEST_NAME)
    team.refresh_from_db(fields=["name"])
    if name == team.name:
        return team
    if team.team_set.teams.open().exclude(pk=team.pk).filter(name=name).exists():
        raise ValidationError(_("Give the team a name that no other has."))
    team.name = name
    team.save(update_fields=["name"])
    team.space.title = team.team_set.room_title(name)
    team.space.save(update_fields=["title"])
    name_stream(team.space, title=team.space.title)
    record(team.cohort.space, by=by, verb="team.renamed", target=team, occurred_at=occurred_at)
    return team
