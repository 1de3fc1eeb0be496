"""When a mail may come: at once, or in one's own morning, and never in the hours in which one wants quiet."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(7)
MONDAY = 0


def next_morning(moment: datetime, zone: ZoneInfo, *, weekday: int | None = None) -> datetime:
    """The first seven o'clock after this moment on a clock in the zone, perhaps of a certain weekday."""
    day = moment.astimezone(zone).date()
    while True:
        morning = datetime.combine(day, MORNING, zone)
        if morning > moment and weekday in (None, day.weekday()):
            return morning.astimezone(UTC)
        day += timedelta(days=1)


def after_quiet(moment: datetime, zone: ZoneInfo, begins: time | None, ends: time | None) -> datetime:
    """This moment, or where it falls into the quiet hours their end; they may reach over midnight."""
    if begins is None or ends is None or begins == ends:
        return moment
    local = moment.astimezone(zone)
    clock, over_midnight = local.time(), begins > ends
    is_quiet = clock >= begins or clock < ends if over_midnight else begins <= clock < ends
    if not is_quiet:
        return moment
    day = local.date() + timedelta(days=1 if over_midnight and clock >= begins else 0)
    return max(moment, datetime.combine(day, ends, zone).astimezone(UTC))
