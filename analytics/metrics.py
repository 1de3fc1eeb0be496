"""What the figures of a cohort are, from its learners as they stand: counts, curves, and their intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Max, Sum
from django.db.models.functions import Coalesce

from cohorts.models import Cohort
from lib.statistics import Interval, Survival, kaplan_meier, nps, wilson
from lib.times import local_day

SILENT_DAYS = 21
GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner of E, in days of the run: 0 is the cohort's first day, None is never."""

    pk: int
    joined: int
    started: bool
    active: bool
    withdrawn: int | None
    completed: int | None
    last_act: int | None


@dataclass(frozen=True, slots=True)
class Value:
    """A computed figure, as it is stored."""

    metric: str
    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    detail: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A cohort's run: the last day that was seen so far and its last day, counted from the first as 0."""

    horizon: int
    length: int


def run_of(cohort: Cohort, now: datetime) -> Run:
    """How much of the run has been seen by now."""
    length = (cohort.ends_on - cohort.starts_on).days
    return Run(max(0, min(length, _day(cohort, now) or 0)), length)


def learners_of(cohort: Cohort) -> list[Learner]:
    """E: everyone ever enrolled, less removed and moved out, in one query."""
    rows = cohort.enrollments.counted().annotate(
        last_day=Max("days__day"), said=Coalesce(Sum("days__contributed"), 0)
    )
    return [_learner(cohort, row) for row in rows.order_by("id")]


def completion(learners: Sequence[Learner], run: Run) -> list[Value]:
    """C/E, C/S and C/A, and C by the last day and grace, each with Wilson's interval."""
    finished = [one for one in learners if one.completed is not None]
    counts = {
        "E": len(learners),
        "S": sum(one.started for one in learners),
        "A": sum(one.active for one in learners),
        "C": len(finished),
        "withdrawn": sum(one.withdrawn is not None for one in learners),
    }
    in_time = sum(1 for one in finished if one.completed <= run.length + GRACE.days)
    return [
        share("completion", counts["C"], counts["E"], detail=counts),
        share("completion_started", counts["C"], counts["S"], detail=counts),
        share("completion_active", counts["C"], counts["A"], detail=counts),
        share("on_time", in_time, counts["E"], detail={"C": counts["C"]}),
    ]


def time_to_complete(learners: Sequence[Learner], run: Run) -> Value:
    """The first day at which Kaplan–Meier of "not yet completed" is at most one half; None is not reached."""
    seen = in_at_start(learners)
    times = [_until(one.completed, one.withdrawn, run) for one in seen]
    events = [one.completed is not None and one.completed <= run.horizon for one in seen]
    survival = kaplan_meier(times, events)
    return Value("time_to_complete", sum(events), len(seen), survival.median)


def drop_off(metric: str, learners: Sequence[Learner], run: Run, rule: Callable) -> Value:
    """S(t) = Π(1 − d/n) over the days of the run; `rule(learner, run)` says when somebody left, or None.

    Who had left by the first day is not in it; who never leaves is seen up to the last day of the run or today.
    """
    seen = in_at_start(learners)
    left = [rule(one, run) for one in seen]
    times = [run.horizon if at is None else at for at in left]
    events = [at is not None for at in left]
    survival = kaplan_meier(times, events)
    last = survival.steps[-1] if survival.steps else None
    detail = {"rule": rule.__name__, "steps": _steps(survival), "median": survival.median}
    return Value(
        metric,
        sum(events),
        len(seen),
        last.survival if last else None,
        last.interval.low if last else None,
        last.interval.high if last else None,
        detail,
    )


def withdrawal(one: Learner, run: Run) -> int | None:
    """Left on the day of withdrawing, if within the run."""
    return one.withdrawn if one.withdrawn is not None and one.withdrawn <= run.horizon else None


def withdrawal_or_silent_21(one: Learner, run: Run) -> int | None:
    """Left on the day of withdrawing, or of the last act once silent for 21 days; who finished has not left."""
    if one.completed is not None:
        return None
    gone = withdrawal(one, run)
    last = max(one.last_act or 0, one.joined, 0)
    seen_until = run.horizon if gone is None else gone
    return last if seen_until - last >= SILENT_DAYS else gone


def satisfaction(published: dict) -> list[Value]:
    """NPS and its response rate from published counts; nothing where fewer than the smallest group answered."""
    if not published:
        return [Value("nps"), Value("nps_response")]
    asked, answered = published["asked"], published["answered"]
    score = nps(
        published["promoters"],
        published["passives"],
        published["detractors"],
        population=max(asked, answered),
    )
    counts = {key: published[key] for key in ("promoters", "passives", "detractors", "answered", "asked")}
    if score is None:
        return [Value("nps"), Value("nps_response")]
    ahead = published["promoters"] - published["detractors"]
    points = Value("nps", ahead, answered, score.value, score.interval.low, score.interval.high, counts)
    return [points, share("nps_response", answered, max(asked, answered))]


def share(metric: str, x: int, n: int, *, detail: dict | None = None) -> Value:
    """x of n with Wilson's interval; no value where there is nobody."""
    if n == 0:
        return Value(metric, x, n, detail=detail or {})
    reach: Interval = wilson(x, n)
    return Value(metric, x, n, x / n, reach.low, reach.high, detail or {})


def _learner(cohort: Cohort, row) -> Learner:
    completed = row.completed_at is not None
    active = completed or row.done_count > 0 or row.said > 0
    return Learner(
        pk=row.pk,
        joined=_day(cohort, row.enrolled_at) or 0,
        started=active or row.started_at is not None,
        active=active,
        withdrawn=_day(cohort, row.withdrawn_at),
        completed=_day(cohort, row.completed_at),
        last_act=_since_start(cohort, row.last_day),
    )


def _day(cohort: Cohort, moment: datetime | None) -> int | None:
    return _since_start(cohort, local_day(moment, cohort.zone)) if moment else None


def _since_start(cohort: Cohort, day: date | None) -> int | None:
    return (day - cohort.starts_on).days if day else None


def in_at_start(learners: Iterable[Learner]) -> list[Learner]:
    return [one for one in learners if one.withdrawn is None or one.withdrawn > 0]


def _until(event: int | None, end: int | None, run: Run) -> int:
    """How long somebody was seen: to the event, or to when they left, or to now."""
    ends = [run.horizon, *(at for at in (event, end) if at is not None)]
    return max(0, min(ends))


def _steps(survival: Survival) -> list[list]:
    return [
        [
            step.time,
            step.survival,
            step.interval.low,
            step.interval.high,
            step.at_risk,
            step.events,
            step.censored,
        ]
        for step in survival.steps
    ]
