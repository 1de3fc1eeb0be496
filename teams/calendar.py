"""Teams' meetings as calendars keep them, one series a team or two that take turns, and office hours that are booked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.times import week_of
from people.calendar import Date
from teams.models import OfficeHour, Rhythm
from teams.rhythm import MINUTES


def meetings_of(person) -> Iterator[Date]:
    """The meetings of the teams in which somebody learns."""
    for rhythm in Rhythm.objects.of_member(person).select_related("team__space").order_by("team_id"):
        yield from series(rhythm)


def series(rhythm: Rhythm, *, with_cancelled: bool = False) -> Iterator[Date]:
    """A rhythm's one or two series; for a file that calendars read once, also that the second is no more."""
    title = _("%(team)s meets") % {"team": rhythm.team.name}
    about = f"{settings.SITE_URL}{rhythm.team.get_absolute_url()}"
    rule = {"freq": "weekly", "interval": len(rhythm.slots)}
    if rhythm.until_on:
        rule["until"] = datetime.combine(rhythm.until_on, time.max, rhythm.zone).astimezone(UTC)
    beginnings = [
        slot.on(week_of(rhythm.first_on) + timedelta(weeks=week), rhythm.zone)
        for week, slot in enumerate(rhythm.slots)
    ]
    for place, begins in enumerate(beginnings):
        ends = begins + timedelta(minutes=MINUTES)
        yield Date(_uid(rhythm, place), title, begins, ends, about, rule, rhythm.sequence)
    if with_cancelled and rhythm.sequence and not rhythm.is_in_turn:
        begins = beginnings[0]
        ends = begins + timedelta(minutes=MINUTES)
        yield Date(_uid(rhythm, 1), title, begins, ends, sequence=rhythm.sequence, is_cancelled=True)


def _uid(rhythm: Rhythm, place: int) -> str:
    return f"team-{rhythm.team_id}-meeting-{place}"


def office_hours_of(person) -> Iterator[Date]:
    """Booked office hours of a mentor and of the teams in which somebody learns, from a month ago on."""
    booked = OfficeHour.objects.visible_to(person).standing().booked().with_people()
    lately = booked.filter(begins_at__gte=timezone.now() - timedelta(days=31))
    yield from map(office_hour, lately.soonest_first())


def office_hour(hour: OfficeHour) -> Date:
    team = hour.booked_for
    names = {"team": team.name, "name": hour.mentor.first_name}
    title = _("%(team)s with %(name)s") % names
    about = f"{settings.SITE_URL}{team.get_absolute_url()}"
    return Date(f"office-hour-{hour.pk}", title, hour.begins_at, hour.ends_at, about, sequence=hour.sequence)
