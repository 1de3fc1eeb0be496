"""Clocks and calendars in a named zone: which day an instant falls on, and where that day begins and ends."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.formats import time_format
from django.utils.translation import gettext as _


@cache
def zone_names() -> frozenset[str]:
    """Every name that `zone` knows; reading them walks the file system, so once a process."""
    return frozenset(available_timezones())


def zone(name: str) -> ZoneInfo:
    """The zone of that name, such as Europe/Lisbon. Any other text, a path included, is refused."""
    if name not in zone_names():
        raise ValidationError(
            _("“%(name)s” is no time zone that we know.") % {"name": name[:60]}, code="zone"
        )
    return ZoneInfo(name)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The date on a calendar that hangs in `zone`. A naive instant is a ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant.astimezone(zone).date()


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """First instant of the day and first instant after it, in UTC: 23, 24 or 25 hours apart, half-open."""
    return _first_instant(day, zone), _first_instant(day + timedelta(days=1), zone)


def week_of(day: date) -> date:
    """The Monday of its ISO week."""
    return day - timedelta(days=day.weekday())


def week_bounds(monday: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """First instant of the ISO week and first instant after it, in UTC, half-open."""
    return _first_instant(monday, zone), _first_instant(monday + timedelta(days=7), zone)


def local_clock(zone: ZoneInfo, now: datetime) -> str:
    """What a clock in `zone` shows, such as 22:10."""
    return time_format(now.astimezone(zone).time(), "H:i")


def _first_instant(day: date, zone: ZoneInfo) -> datetime:
    """Midnight, or where clocks jump over it the instant of the jump."""
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    late = midnight.astimezone(UTC)
    early = midnight.replace(fold=1).astimezone(UTC)
    if early >= late:
        return late
    # Only in a gap is fold=1 the earlier one; the jump lies between the two, on a whole second.
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        early, late = (early, middle) if local_day(middle, zone) >= day else (middle, late)
    return early if local_day(early, zone) >= day else late
