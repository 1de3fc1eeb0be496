"""Choosing one's team: a free seat, another one, or none, as long as the choice is open."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cohorts.models import Enrollment
from spaces.actions import Deed
from teams.actions.seating import hold_teams_of, seat_people
from teams.models import Seat, Team, TeamSet
from teams.permissions import can_choose_team

OFFERED = 3


@transaction.atomic
def choose_team(team: Team, *, by, occurred_at: datetime | None = None) -> Seat:
    """A learner takes a free seat, in exchange for the one they had; twice is quiet.

    Of two who want the last seat at once one gets it. Refuses who does not learn here, a choice that is not open, and
    a team without a free seat.
    """
    enrollment = _hold(team.team_set, by, occurred_at)
    if seat := Seat.objects.filter(team=team, enrollment=enrollment).first():
        return seat
    team = team.team_set.teams.open().select_related("space", "cohort").filter(pk=team.pk).first()
    if team is None:
        raise ValidationError(_("This team is dissolved. Choose another."))
    if team.seats.standing().count() >= team.team_set.most:
        raise ValidationError(_full(team))
    deed = Deed("team.joined", by, team, occurred_at, {"person": by.pk})
    seat_people(team.team_set, {team: [enrollment]}, by=by, deeds=[deed], occurred_at=occurred_at)
    return Seat.objects.get(team=team, enrollment=enrollment)


@transaction.atomic
def leave_team(team_set: TeamSet, *, by, occurred_at: datetime | None = None) -> None:
    """A learner gives their seat back, as long as the choice is open; twice is quiet."""
    enrollment = _hold(team_set, by, occurred_at)
    seat = team_set.seats.filter(enrollment=enrollment).select_related("team").first()
    if seat is None:
        return
    deed = Deed("team.left", by, seat.team, occurred_at, {"person": by.pk})
    seat_people(team_set, {None: [enrollment]}, by=by, deeds=[deed], occurred_at=occurred_at)


def _hold(team_set: TeamSet, by, occurred_at) -> Enrollment:
    """The learner's own enrolment, while nobody else changes the cohort's teams."""
    if not can_choose_team(by, team_set):
        raise PermissionDenied(_("Only who learns in this cohort chooses a team."))
    hold_teams_of(team_set.cohort)
    now = TeamSet.objects.get(pk=team_set.pk)
    if not now.is_open_to_choice(occurred_at or timezone.now()):
        raise ValidationError(_("Teams are not chosen now. Ask who runs the cohort."))
    mine = Enrollment.objects.active().filter(cohort=team_set.cohort_id, person=by)
    found = mine.select_related("person", "cohort__space").first()
    if found is None:
        raise PermissionDenied(_("Only who learns in this cohort chooses a team."))
    return found


def _full(team: Team) -> str:
    """Which seat is gone, and where others are."""
    free = [other.name for other in team.team_set.teams.with_free_seats()[:OFFERED]]
    words = _("The last seat in %(team)s has just been taken.") % {"team": team.name}
    if not free:
        return words
    return f"{words} {_('There are seats in %(teams)s.') % {'teams': get_text_list(free, _('and'))}}"
