"""Office hours: a mentor offers twenty minutes, a team books them, either takes them back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.times import zone
from spaces.actions import hold_membership, record
from spaces.models import Membership, Role
from teams.models import OfficeHour, Team
from teams.models.mentoring import OFFICE_MINUTES

MOST_IN_A_ROW = 6
MOST_WEEKS = 12
FARTHEST_DAYS = 366


@transaction.atomic
def offer_office_hours(
    mentor, *, begins_at: datetime, in_a_row: int = 1, weeks: int = 1, by, now: datetime | None = None
) -> list[OfficeHour]:
    """A mentor offers some times of twenty minutes in a row, this week only or on so many weeks at the same hour.

    The hour is kept on the mentor's own clock. What is offered already is left as it is. Refuses who mentors no
    team, and times that have passed or lie more than a year ahead.
    """
    now = now or timezone.now()
    if by.pk != mentor.pk or not Membership.objects.of(by, Role.MENTOR).exists():
        raise PermissionDenied(_("Only mentors offer office hours, each their own."))
    if not (1 <= in_a_row <= MOST_IN_A_ROW and 1 <= weeks <= MOST_WEEKS):
        raise ValidationError(
            _("Offer at most %(row)d times in a row, on at most %(weeks)d weeks.")
            % {"row": MOST_IN_A_ROW, "weeks": MOST_WEEKS}
        )
    if not now < begins_at < now + timedelta(days=FARTHEST_DAYS):
        raise ValidationError(_("Choose a time to come, within a year."))
    moments = _moments(begins_at.astimezone(zone(mentor.time_zone)), in_a_row, weeks)
    rows = [OfficeHour(mentor=mentor, begins_at=moment, offered_at=now) for moment in moments]
    OfficeHour.objects.bulk_create(rows, ignore_conflicts=True)
    return list(OfficeHour.objects.standing().filter(mentor=mentor, begins_at__in=moments).soonest_first())


@transaction.atomic
def withdraw_office_hour(hour: OfficeHour, *, by, occurred_at: datetime | None = None) -> OfficeHour:
    """A mentor takes a time back, booked or not; the team that had booked it is told. Twice is quiet."""
    if hour.mentor_id != by.pk:
        raise PermissionDenied(_("Only who offers this time takes it back."))
    held = _hold(hour)
    team = held.booked_for
    if held.withdrawn_at is None:
        held.withdrawn_at = occurred_at or timezone.now()
        held.sequence += 1
        held.save(update_fields=["withdrawn_at", "sequence"])
        if team:
            _record_cancelled(held, team, by, occurred_at)
    return held


@transaction.atomic
def book_office_hour(hour: OfficeHour, team: Team, *, by, occurred_at: datetime | None = None) -> OfficeHour:
    """A member books a mentor's time for the whole team; again by the same team is quiet.

    Refuses who is not a member, a time that is over, taken back or another team's, and a second one ahead.
    """
    if Role.LEARNER not in hold_membership(team.space, by):
        raise PermissionDenied(_("Only the team's members book for it."))
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)  # two members at once book one time
    held, now = _hold(hour), occurred_at or timezone.now()
    if held.booked_for_id == team.pk and held.withdrawn_at is None:
        return held
    if not Membership.objects.of(held.mentor, Role.MENTOR).filter(space=team.space_id).exists():
        raise PermissionDenied(_("This mentor does not stand by your team."))
    if held.withdrawn_at or held.is_booked or held.begins_at <= now:
        raise ValidationError(_("This time has just been taken. Choose another."))
    ahead = OfficeHour.objects.to_come(now).filter(booked_for=team, mentor=held.mentor)
    if ahead.exists():
        raise ValidationError(_("Your team has a time with this mentor already. Give that back first."))
    held.booked_for, held.booked_by, held.sequence = team, by, held.sequence + 1
    held.save(update_fields=["booked_for", "booked_by", "sequence"])
    data = {"mentor": held.mentor_id}
    record(team.space, by=by, verb="office_hour.booked", target=held, occurred_at=occurred_at, data=data)
    return held


@transaction.atomic
def cancel_office_hour(
    hour: OfficeHour, team: Team, *, by, occurred_at: datetime | None = None
) -> OfficeHour:
    """A member or the mentor gives a booked time back, and others may book it; twice is quiet."""
    hold_membership(team.space, by)
    held = _hold(hour)
    if held.booked_for_id == team.pk and held.withdrawn_at is None:
        free(held)
        _record_cancelled(held, team, by, occurred_at)
    return held


def free(held: OfficeHour) -> None:
    held.booked_for, held.booked_by, held.sequence = None, None, held.sequence + 1
    held.save(update_fields=["booked_for", "booked_by", "sequence"])


def free_hours_of(team: Team, mentor) -> None:
    """Whoever mentors a team no more has no times with it any more."""
    _free_all(OfficeHour.objects.filter(booked_for=team, mentor=mentor))


def free_all_hours_of(team: Team) -> None:
    """A team that is no more needs no times."""
    _free_all(OfficeHour.objects.filter(booked_for=team))


def hold_hours_of(teams: Collection[Team]) -> None:
    """Hold the times that these teams have, before any journal's number: whoever gives one back holds it first too."""
    ahead = OfficeHour.objects.filter(booked_for__in=teams).to_come(timezone.now())
    list(ahead.select_for_update(no_key=True, of=("self",)).order_by("id").values_list("pk"))


def _free_all(hours) -> None:
    ahead = hours.to_come(timezone.now())
    for held in ahead.select_for_update(no_key=True, of=("self",)).order_by("id"):
        free(held)


def _record_cancelled(held: OfficeHour, team: Team, by, occurred_at) -> None:
    """About the team: the time itself may be another's by the time somebody reads of it."""
    data = {"mentor": held.mentor_id}
    record(team.space, by=by, verb="office_hour.cancelled", target=team, occurred_at=occurred_at, data=data)


def _hold(hour: OfficeHour) -> OfficeHour:
    rows = OfficeHour.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("mentor", "booked_for__space").get(pk=hour.pk)


def _moments(local: datetime, in_a_row: int, weeks: int) -> list[datetime]:
    """The same hour of the mentor's clock in each week, whatever the clocks do between."""
    first = [local + timedelta(weeks=week) for week in range(weeks)]
    return [each + timedelta(minutes=OFFICE_MINUTES * n) for each in first for n in range(in_a_row)]
