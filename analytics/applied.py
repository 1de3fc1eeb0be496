"""What people tried at work of what they promised: counted from the journal alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from analytics.metrics import Value, share
from cohorts.models import Cohort, spaces_of
from lib.times import local_day
from spaces.models import Entry

DAYS = (30, 60, 90)
VERBS = ("commitment.made", "commitment.reflected", "check_in.answered")
IDEA_VERBS = ("idea.born", "idea.adopted", "idea.deleted", "idea.restored")
TRIED = "tried_"


@dataclass(slots=True)
class Promise:
    """One commitment: its age in days, at which days its owner said that they had tried, and what they said last."""

    age: int
    tried_by: list[int] = field(default_factory=list)
    said: str = ""

    def is_tried(self, days: int) -> bool:
        return any(day <= days for day in self.tried_by)


def applied(cohort: Cohort, now: datetime) -> list[Value]:
    """Commitments tried within 30, 60 and 90 days / commitments at least that old; who did not answer stays in.

    Tried is what its owner said so of when asked at those days, or told the team by then how it went. Nothing is
    given for fewer commitments than the smallest group.
    """
    promises = promises_of(cohort, now)
    return [_share(promises, days) for days in DAYS]


def promises_of(cohort: Cohort, now: datetime) -> list[Promise]:
    """The commitments of everyone ever enrolled, less removed and moved out."""
    counted = cohort.enrollments.counted().values("person")
    rows = Entry.objects.filter(space=cohort.space_id, verb__in=VERBS, by__in=counted).order_by("number")
    made: dict[str, tuple[datetime, Promise]] = {}
    for entry in rows:
        if entry.verb == "commitment.made":
            age = _days(cohort, entry.occurred_at, now)
            made[entry.target_id] = entry.occurred_at, Promise(age)
        else:
            _said(cohort, entry, made)
    return [promise for _at, promise in made.values()]


def _said(cohort: Cohort, entry: Entry, made: dict[str, tuple[datetime, Promise]]) -> None:
    """What an owner told the team of itself, or answered when asked."""
    if entry.verb == "commitment.reflected" and (known := made.get(entry.target_id)):
        at, promise = known
        promise.tried_by.append(_days(cohort, at, entry.occurred_at))
    if entry.verb == "check_in.answered" and (known := made.get(str(entry.data["commitment"]))):
        _at, promise = known
        promise.said = entry.data["answer"]
        if promise.said.startswith(TRIED):
            promise.tried_by.append(entry.data["days"])


def ideas_adopted(cohort: Cohort) -> Value:
    """Ideas of the cohort and its teams adopted by an owner outside their author's team / all ideas that stand there."""
    rows = Entry.objects.filter(space__in=spaces_of(cohort), verb__in=IDEA_VERBS).order_by("space", "number")
    born, outside = set(), set()
    for verb, target_id, data in rows.values_list("verb", "target_id", "data"):
        if verb == "idea.deleted":
            born.discard(target_id)
        else:
            born.add(target_id)
        if verb == "idea.adopted" and data.get("outside"):
            outside.add(target_id)
    return share("ideas_adopted", len(outside), len(born))


def _share(promises: Iterable[Promise], days: int) -> Value:
    old = [promise for promise in promises if promise.age >= days]
    if 0 < len(old) < settings.SMALLEST_GROUP:
        return Value(f"applied_{days}", detail={"is_few": True})
    answers = Counter(promise.said for promise in old if promise.said)
    tried = sum(promise.is_tried(days) for promise in old)
    return share(f"applied_{days}", tried, len(old), detail={"answers": dict(answers)})


def _days(cohort: Cohort, since: datetime, until: datetime) -> int:
    return (local_day(until, cohort.zone) - local_day(since, cohort.zone)).days
