"""When things are due: a course's modules spread over a cohort's run, in the cohort's own time zone."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import BooleanField, Prefetch, QuerySet
from django.db.models.expressions import RawSQL

from cohorts.models import Cohort, DueDate
from courses.models import Activity, Module
from lib.composed import composed
from spaces.models import Membership, Role

END_OF_DAY = time(23, 59)
# One array, however many cohorts: the query stays the same for everybody.
IN_COHORTS = "cohorts_duedate.cohort_id = ANY(%s)"


@dataclass(frozen=True)
class Stretch:
    """One module's part of the run: from the first to the last of its days."""

    number: int
    module: Module
    activities: list[Activity]
    opens_on: date
    last_on: date
    due_at: datetime

    def holds(self, day: date) -> bool:
        return self.opens_on <= day <= self.last_on


@dataclass(frozen=True)
class Week:
    """Where a cohort stands: which stretch of how many, and whether it has begun or is over."""

    current: Stretch | None
    number: int
    total: int
    is_before: bool
    is_after: bool


@dataclass(frozen=True)
class Schedule:
    """A cohort's stretches in order, and the due dates that somebody set otherwise."""

    cohort: Cohort
    stretches: list[Stretch]
    overrides: dict[tuple[uuid.UUID, int | None], datetime] = field(default_factory=dict)
    of_teams: dict[tuple[uuid.UUID, int], datetime] = field(default_factory=dict)

    def activities(self) -> list[Activity]:
        return [activity for stretch in self.stretches for activity in stretch.activities]

    def required(self) -> list[Activity]:
        return [activity for activity in self.activities() if activity.is_required]

    def stretch_of(self, activity_id: uuid.UUID) -> Stretch | None:
        found = (s for s in self.stretches if any(a.stable_id == activity_id for a in s.activities))
        return next(found, None)

    def due_at(self, activity_id: uuid.UUID, person_id: int | None = None) -> datetime | None:
        """The learner's own date, else their team's, else the cohort's, else the end of the module's last day.

        None for what the version does not hold.
        """
        own, team = (activity_id, person_id), (activity_id, person_id or 0)
        if person_id is not None and own in self.overrides:
            return self.overrides[own]
        if team in self.of_teams:
            return self.of_teams[team]
        if (activity_id, None) in self.overrides:
            return self.overrides[activity_id, None]
        stretch = self.stretch_of(activity_id)
        return stretch.due_at if stretch else None

    def week(self, now: datetime) -> Week:
        """The stretch of today in the cohort's zone; before the run its first, after it its last."""
        today = now.astimezone(self.cohort.zone).date()
        before, after = today < self.cohort.starts_on, today > self.cohort.ends_on
        if not self.stretches:
            return Week(None, 0, 0, before, after)
        held = (s for s in self.stretches if s.holds(today))
        current = next(held, self.stretches[-1] if after else self.stretches[0])
        return Week(current, current.number, len(self.stretches), before, after)


def schedule_of(cohort: Cohort) -> Schedule:
    """A cohort's schedule; without a query once this process knows the version, where the cohort came `with_dates`."""
    rows = getattr(cohort, "own_dates", None)
    if rows is None:
        return schedules_of([cohort])[cohort.pk]
    whole = [(uuid.UUID(row["a"]), row["p"], datetime.fromisoformat(row["d"]), row["t"]) for row in rows]
    overrides = {(activity_id, person): moment for activity_id, person, moment, team in whole if not team}
    of_teams = _latest((activity_id, team, moment) for activity_id, _person, moment, team in whole if team)
    return _scheduled(cohort, overrides, of_teams)


def schedules_of(cohorts: Iterable[Cohort]) -> dict[int, Schedule]:
    """The schedules of several cohorts by id, with one query for what was set otherwise in all of them.

    Where teams have dates of their own it takes one more, for who is in them.
    """
    known = {cohort.pk: cohort for cohort in cohorts}
    overrides: dict[int, dict] = {pk: {} for pk in known}
    of_spaces: dict[int, list] = {}
    for pk, activity_id, person_id, moment, space_id in _set_otherwise([*known]):
        if space_id:
            of_spaces.setdefault(space_id, []).append((pk, activity_id, moment))
        else:
            overrides[pk][activity_id, person_id] = moment
    of_teams = _dates_of_members(of_spaces)
    return {pk: _scheduled(cohort, overrides[pk], of_teams.get(pk, {})) for pk, cohort in known.items()}


@composed
def _set_otherwise(cohort_ids: list[int]) -> QuerySet:
    rows = DueDate.objects.filter(RawSQL(IN_COHORTS, [cohort_ids], output_field=BooleanField()))
    return rows.values_list("cohort", "activity_id", "person", "due_at", "space")


def _dates_of_members(of_spaces: dict[int, list]) -> dict[int, dict[tuple[uuid.UUID, int], datetime]]:
    """Teams' dates as their learners', by cohort."""
    if not of_spaces:
        return {}
    here = Membership.objects.open().filter(space__in=of_spaces, role=Role.LEARNER)
    found: dict[int, list] = {}
    for space_id, person_id in here.values_list("space", "person"):
        for pk, activity_id, moment in of_spaces[space_id]:
            found.setdefault(pk, []).append((activity_id, person_id, moment))
    return {pk: _latest(rows) for pk, rows in found.items()}


def _latest(rows: Iterable[tuple[uuid.UUID, int, datetime]]) -> dict[tuple[uuid.UUID, int], datetime]:
    """Who is in two teams of which each has a date has the later one."""
    latest: dict[tuple[uuid.UUID, int], datetime] = {}
    for activity_id, person_id, moment in rows:
        known = latest.get((activity_id, person_id), moment)
        latest[activity_id, person_id] = max(known, moment)
    return latest


def _scheduled(cohort: Cohort, overrides: dict, of_teams: dict) -> Schedule:
    return Schedule(cohort, spread(cohort, outline_of(cohort.version_id)), overrides, of_teams)


@functools.lru_cache(maxsize=256)
def outline_of(version_id: int) -> list[Module]:
    """A published version's modules with their activities `in_order`, without the lessons' texts.

    Kept by the process, because a published version is frozen; whoever gets it changes nothing in it.
    """
    activities = Activity.objects.defer("body").order_by("position", "id")
    modules = Module.objects.filter(version=version_id).order_by("position", "id")
    return list(modules.prefetch_related(Prefetch("activities", activities, to_attr="in_order")))


def spread(cohort: Cohort, modules: list[Module]) -> list[Stretch]:
    """Modules laid over the run in equal parts of whole days: week by week where there are as many weeks.

    Module i of n takes the days from i·d/n up to (i+1)·d/n of the run's d days, at least one.
    """
    days, n = (cohort.ends_on - cohort.starts_on).days + 1, len(modules)
    stretches = []
    for i, module in enumerate(modules):
        opens_on = cohort.starts_on + timedelta(days=min(i * days // n, days - 1))
        last = min(max((i + 1) * days // n - 1, i * days // n), days - 1)
        last_on = cohort.starts_on + timedelta(days=last)
        activities = getattr(module, "in_order", [])
        due_at = end_of_day(last_on, cohort)
        stretches.append(Stretch(i + 1, module, activities, opens_on, last_on, due_at))
    return stretches


def due_at(cohort: Cohort, activity: Activity) -> datetime | None:
    """When one activity is due in this cohort."""
    return schedule_of(cohort).due_at(activity.stable_id)


def end_of_day(day: date, cohort: Cohort) -> datetime:
    """The last minute of a day in the cohort's zone, as UTC; right across both clock changes."""
    return datetime.combine(day, END_OF_DAY, cohort.zone).astimezone(UTC)


def start_of_run(cohort: Cohort) -> datetime:
    """Midnight of the first day in the cohort's zone, as UTC."""
    return datetime.combine(cohort.starts_on, time.min, cohort.zone).astimezone(UTC)
