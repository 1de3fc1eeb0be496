"""When a team meets: a member chooses, others may say that they cannot, and the last choice stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.actions import hold_membership, record
from spaces.models import Role
from teams.models import LearningSet, Rhythm, Team
from teams.rhythm import Slot, first_after


@transaction.atomic
def choose_rhythm(team: Team, *, slots: Sequence[Slot], by, occurred_at: datetime | None = None) -> Rhythm:
    """A member says at which time of the week the team meets, or at which two in turn; the last choice stands.

    The same once more is quiet. Refuses who is not a member of the team, and a team whose cohort has ended.
    """
    held = _hold(team, by)
    goes_on = LearningSet.objects.filter(team=held).exists()
    if held.cohort.is_ended and not goes_on:
        raise ValidationError(_("This cohort has ended, and its meetings with it."))
    known = Rhythm.objects.filter(team=held).first()
    if known and known.slots == tuple(slots):
        return known
    rhythm = known or Rhythm(sequence=-1)
    rhythm.team, rhythm.chosen_by = held, by
    _set(rhythm, slots, occurred_at or timezone.now(), None if goes_on else held.cohort.ends_on)
    rhythm.save()
    rhythm.objectors.clear()
    record(team.space, by=by, verb="rhythm.chosen", target=rhythm, occurred_at=occurred_at)
    return rhythm


@transaction.atomic
def object_to_rhythm(team: Team, *, by, occurred_at: datetime | None = None) -> Rhythm:
    """A member cannot come at the time that was chosen; the team sees it. Twice is quiet."""
    rhythm = _chosen(_hold(team, by))
    if not rhythm.objectors.filter(pk=by.pk).exists():
        rhythm.objectors.add(by)
        record(team.space, by=by, verb="rhythm.objected", target=rhythm, occurred_at=occurred_at)
    return rhythm


@transaction.atomic
def accept_rhythm(team: Team, *, by, occurred_at: datetime | None = None) -> Rhythm:
    """A member can come after all; quiet for who never said otherwise."""
    rhythm = _chosen(_hold(team, by))
    if rhythm.objectors.filter(pk=by.pk).exists():
        rhythm.objectors.remove(by)
        record(team.space, by=by, verb="rhythm.accepted", target=rhythm, occurred_at=occurred_at)
    return rhythm


def _hold(team: Team, by) -> Team:
    if Role.LEARNER not in hold_membership(team.space, by):
        raise PermissionDenied(_("Only the team's members choose when they meet."))
    rows = Team.objects.select_related("space", "cohort")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=team.pk)


def _chosen(team: Team) -> Rhythm:
    rhythm = Rhythm.objects.filter(team=team).first()
    if rhythm is None:
        raise ValidationError(_("Your team has not chosen a time yet."))
    rhythm.team = team
    return rhythm


def _set(rhythm: Rhythm, slots: Sequence[Slot], at: datetime, ends_on: date | None) -> None:
    one, other = slots[0], slots[1] if len(slots) > 1 else None
    rhythm.weekday, rhythm.at = one.weekday, one.at
    rhythm.other_weekday, rhythm.other_at = (other.weekday, other.at) if other else (None, None)
    zone = ZoneInfo(rhythm.team.space.time_zone)
    rhythm.first_on = first_after(slots, zone=zone, now=at)
    # A cohort that goes on beyond its last day meets until somebody ends it.
    rhythm.until_on = ends_on if ends_on and ends_on >= rhythm.first_on else None
    rhythm.chosen_at, rhythm.sequence = at, rhythm.sequence + 1
