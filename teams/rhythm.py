"""When a team can meet each week: a few times that suit its members' working hours, and why each of them does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import combinations
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from lib.times import week_of

MINUTES = 45
STEP = 30
MOST = 3
# Beyond somebody's own hours a meeting may reach this far into their morning and evening, and never into the night.
AWAKE = (7 * 60, 21 * 60)
DAY = 24 * 60
COMFORTABLE = 60
APART = 120
FARTHEST_WEEKS = 53


@dataclass(frozen=True, order=True)
class Slot:
    """A weekday and a time on the team's clock."""

    weekday: int
    at: time

    def on(self, monday: date, zone: ZoneInfo) -> datetime:
        """When it is in the week of this Monday."""
        return datetime.combine(monday + timedelta(days=self.weekday), self.at, zone)

    def __str__(self) -> str:
        return _("%(day)s at %(time)s") % {"day": WEEKDAYS[self.weekday], "time": f"{self.at:%H:%M}"}


@dataclass(frozen=True)
class Clock:
    """What somebody's own clock shows when a meeting begins, at first and where the clocks change later on."""

    person: object
    begins: datetime
    is_inside: bool
    later: datetime | None = None

    @property
    def shown(self) -> str:
        """Day and time there; a template would write them on the clock of whoever reads."""
        return f"{WEEKDAYS_ABBR[self.begins.weekday()]} {self.begins:%H:%M}"

    def __str__(self) -> str:
        words = _("%(time)s for %(name)s") % {"time": f"{self.begins:%H:%M}", "name": self.person.first_name}
        if self.later is None:
            return words
        day = date_format(self.later, "MONTH_DAY_FORMAT")
        return _("%(words)s (%(time)s from %(day)s)") % {
            "words": words, "time": f"{self.later:%H:%M}", "day": day,
        }  # fmt: skip


@dataclass(frozen=True)
class Time:
    """One slot with the clocks of those who can come, and who cannot."""

    slot: Slot
    clocks: tuple[Clock, ...]
    away: tuple = ()

    @property
    def at_the_edge(self) -> list[Clock]:
        return [clock for clock in self.clocks if not clock.is_inside]


@dataclass(frozen=True)
class Proposal:
    """A time to meet each week, or, where no hour is common, two in turn."""

    times: tuple[Time, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(one.slot for one in self.times)

    @property
    def code(self) -> str:
        """As a form sends it: 1-0900, or 1-0900+3-1700."""
        return "+".join(f"{slot.weekday}-{slot.at:%H%M}" for slot in self.slots)

    @property
    def is_in_turn(self) -> bool:
        return len(self.times) > 1

    @property
    def why(self) -> str:
        """Why this one, in words."""
        if self.is_in_turn:
            return " ".join(_why_in_turn(one) for one in self.times)
        return _why(self.times[0])

    def __str__(self) -> str:
        return get_text_list([str(slot) for slot in self.slots], _("and"))


def propose(people: Sequence, *, zone: ZoneInfo, now: datetime, until: date | None = None) -> list[Proposal]:
    """Up to three weekly times of 45 minutes for these people, best first; the same people get the same.

    People say when they work (`works_from`, `works_until`, `works_on`, `time_zone`). A time is the better, the more
    of them it finds inside their hours, on every week until `until`: where clocks change in one place before
    another, both weeks count. Of those at the edge another is asked in each proposal, and the farthest is nearest.
    Where no hour finds all awake on a day they work, pairs of times in turn are proposed, such that whoever
    cannot come to the one can come to the other.
    """
    people = sorted(people, key=lambda person: person.pk)
    if not people:
        return []
    table = _Hours(people, zone, now, until)
    possible = [slot for slot in table.slots if None not in table.outside[slot]]
    if possible:
        return [Proposal((table.time(slot),)) for slot in _pick(possible, table)]
    return [Proposal((table.time(one), table.time(other))) for one, other in _in_turn(table)]


def meetings(slots: Sequence[Slot], *, first_on: date, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """The beginnings of a series' meetings that are not over at this moment, in order and without end."""
    monday = first = week_of(first_on)
    week = max(0, (after.astimezone(zone).date() - first).days // 7 - 1)
    while True:
        monday = first + timedelta(weeks=week)
        begins = slots[week % len(slots)].on(monday, zone)
        if begins.date() >= first_on and begins.astimezone(UTC) + timedelta(minutes=MINUTES) > after:
            yield begins
        week += 1


def first_after(slots: Sequence[Slot], *, zone: ZoneInfo, now: datetime) -> date:
    """The day of the first meeting of a series that begins now."""
    today = now.astimezone(zone).date()
    for week in range(3):
        begins = slots[0].on(week_of(today) + timedelta(weeks=week), zone)
        if begins > now:
            return begins.date()
    raise AssertionError("a week has every weekday")


class _Hours:
    """How far outside each person's hours each slot of the week lies, over the weeks whose clocks differ."""

    def __init__(self, people: Sequence, zone: ZoneInfo, now: datetime, until: date | None):
        self.people, self.zone = people, zone
        self.zones = [ZoneInfo(person.time_zone) for person in people]
        self.mondays = self._weeks_that_differ(now, until)
        times = [time(minute // 60, minute % 60) for minute in range(0, DAY, STEP)]
        self.slots = [Slot(weekday, at) for weekday in range(7) for at in times]

    @cached_property
    def outside(self) -> dict[Slot, list[int | None]]:
        """Minutes outside the hours of each person at worst; None where they sleep or have the day off."""
        return {slot: [self._worst(slot, n) for n in range(len(self.people))] for slot in self.slots}

    def margin(self, slot: Slot) -> int:
        """How far from the borders of everybody's hours it lies, as far as that matters."""
        begins = slot.on(self.mondays[0], self.zone)
        margins = [COMFORTABLE]
        for person, zone in zip(self.people, self.zones, strict=True):
            from_, until = _minutes(person.works_from), _minutes(person.works_until)
            at = _minutes(begins.astimezone(zone).time())
            margins.append(min(at - from_, until - at - MINUTES))
        return min(margins)

    def time(self, slot: Slot) -> Time:
        found = self.outside[slot]
        here = [n for n, minutes in enumerate(found) if minutes is not None]
        away = tuple(person for n, person in enumerate(self.people) if n not in here)
        return Time(slot, tuple(self._clock(slot, n) for n in here), away)

    def _clock(self, slot: Slot, n: int) -> Clock:
        moments = [slot.on(monday, self.zone).astimezone(self.zones[n]) for monday in self.mondays]
        later = next((one for one in moments if one.time() != moments[0].time()), None)
        return Clock(self.people[n], moments[0], self.outside[slot][n] == 0, later)

    def _worst(self, slot: Slot, n: int) -> int | None:
        worst = 0
        for monday in self.mondays:
            minutes = _outside(slot.on(monday, self.zone).astimezone(self.zones[n]), self.people[n])
            if minutes is None:
                return None
            worst = max(worst, minutes)
        return worst

    def _weeks_that_differ(self, now: datetime, until: date | None) -> list[date]:
        first = week_of(now.astimezone(self.zone).date()) + timedelta(weeks=1)
        weeks = (week_of(until) - first).days // 7 + 1 if until else 1
        found: dict[tuple, date] = {}
        for week in range(max(1, min(weeks, FARTHEST_WEEKS))):
            monday = first + timedelta(weeks=week)
            found.setdefault(self._offsets(monday), monday)
        return list(found.values())

    def _offsets(self, monday: date) -> tuple:
        noons = [datetime.combine(monday + timedelta(days=n), time(12), self.zone) for n in range(7)]
        return tuple(noon.astimezone(zone).utcoffset() for noon in noons for zone in (self.zone, *self.zones))


def _outside(begins: datetime, person) -> int | None:
    """Minutes by which a meeting that begins then leaves this person's hours; None beyond where they are awake."""
    at = begins.hour * 60 + begins.minute
    ends = at + MINUTES
    from_, until = _minutes(person.works_from), _minutes(person.works_until)
    if begins.weekday() not in person.works_on or ends > DAY:
        return None
    if at < min(from_, AWAKE[0]) or ends > max(until, AWAKE[1]):
        return None
    return max(from_ - at, ends - until, 0)


def _pick(possible: Sequence[Slot], table: _Hours) -> list[Slot]:
    """The best one, then such as ask others to sit at the edge and lie on other days, at other hours.

    Asking somebody a second time weighs as much as asking one person more.
    """
    picked: list[Slot] = []
    while len(picked) < min(MOST, len(possible)):
        picked.append(min((s for s in possible if s not in picked), key=lambda s: _rank(s, picked, table)))
    return picked


def _rank(slot: Slot, picked: Sequence[Slot], table: _Hours) -> tuple:
    outside = table.outside[slot]
    asked = {n for one in picked for n, minutes in enumerate(table.outside[one]) if minutes}
    edge = [n for n, minutes in enumerate(outside) if minutes]
    near = any(abs(_minutes(slot.at) - _minutes(one.at)) < APART for one in picked)
    return (
        len(edge) + len(asked.intersection(edge)),
        len(asked.intersection(edge)),
        max(outside),
        sum(outside),
        any(slot.weekday == one.weekday for one in picked),
        near,
        -table.margin(slot),
        slot,
    )


def _in_turn(table: _Hours) -> list[tuple[Slot, Slot]]:
    """Pairs of slots: nobody misses both where that can be, as few as possible miss one, and it is shared out."""
    best: dict[frozenset, Slot] = {}
    for slot in table.slots:
        away = frozenset(n for n, minutes in enumerate(table.outside[slot]) if minutes is None)
        if len(away) < len(table.people) and (
            away not in best or _cost(slot, table) < _cost(best[away], table)
        ):
            best[away] = slot
    ranked = sorted(_rank_in_turn(a, b, best, table) for a, b in combinations(best, 2))
    return [(row[-2], row[-1]) for row in ranked if row[0] == ranked[0][0]][:MOST]


def _rank_in_turn(a: frozenset, b: frozenset, best: dict[frozenset, Slot], table: _Hours) -> tuple:
    first, second = sorted((best[a], best[b]))
    costs = max(_cost(first, table), _cost(second, table))
    return len(a & b), len(a) + len(b), abs(len(a) - len(b)), costs, first, second


def _cost(slot: Slot, table: _Hours) -> tuple:
    present = [minutes for minutes in table.outside[slot] if minutes is not None]
    return max(present), sum(present), slot


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _why(found: Time) -> str:
    if not found.at_the_edge:
        return _("Inside everybody's working hours.")
    edge = get_text_list([str(clock) for clock in found.at_the_edge], _("and"))
    if len(found.at_the_edge) == len(found.clocks):
        return _("%(edge)s.") % {"edge": edge}
    return _("%(edge)s; inside working hours for everybody else.") % {"edge": edge}


def _why_in_turn(found: Time) -> str:
    names = get_text_list([person.first_name for person in found.away], _("and"))
    edge = get_text_list([str(clock) for clock in found.at_the_edge], _("and"))
    words = {"slot": str(found.slot), "names": names, "edge": edge}
    if edge:
        return _("%(slot)s: without %(names)s, %(edge)s.") % words
    return _("%(slot)s: without %(names)s.") % words
