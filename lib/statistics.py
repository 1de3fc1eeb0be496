"""The arithmetic of figures: intervals, NPS, survival curves, inequality, and what groups are too small to show.

Everything here takes counts or plain lists and returns floats; shares lie in 0–1, NPS in points from −100 to 100.
Intervals are two-sided at `level`. Impossible counts are a ValueError: they are a fault of the caller, not of people.
"""

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeVar

LEVEL = 0.95
SMALLEST_GROUP = 5

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends, low ≤ high, in the unit of the figure that it belongs to."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval."""

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Score:
    """An NPS in points with its interval and the counts that it comes from."""

    promoters: int
    passives: int
    detractors: int
    value: float
    interval: Interval

    @property
    def n(self) -> int:
        return self.promoters + self.passives + self.detractors


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of a survival curve: from `time` on the share `survival` is left."""

    time: float
    survival: float
    interval: Interval
    at_risk: int
    events: int
    censored: int


@dataclass(frozen=True, slots=True)
class Survival:
    """A Kaplan–Meier curve. `median` is the first time at which no more than half is left; None is "not reached"."""

    steps: tuple[Step, ...]
    median: float | None

    def at(self, time: float) -> float:
        """The share left at `time`: the value of the last step up to it, 1 before the first."""
        return next((step.survival for step in reversed(self.steps) if step.time <= time), 1.0)


def wilson(x: int, n: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval of the proportion x/n; 0 to 1 where n = 0, as then nothing is known.

    (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). Newcombe, Stat Med 17 (1998) 857, method 3.
    """
    _check_share(x, n)
    if n == 0:
        return Interval(0.0, 1.0)
    z, p = _z(level), x / n
    center = p + z * z / (2 * n)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At 0 and n the end is exact; rounding would leave it some 1e-17 away.
    return Interval(
        0.0 if x == 0 else max(0.0, (center - reach) / scale),
        1.0 if x == n else min(1.0, (center + reach) / scale),
    )


def newcombe_difference(x1: int, n1: int, x0: int, n0: int, level: float = LEVEL) -> Estimate:
    """x1/n1 − x0/n0 with Newcombe's hybrid score interval; both groups need someone.

    d − √((p1−l1)² + (u0−p0)²) to d + √((u1−p1)² + (p0−l0)²), with Wilson's l and u.
    Newcombe, Stat Med 17 (1998) 873, method 10.
    """
    _check_share(x1, n1, at_least=1)
    _check_share(x0, n0, at_least=1)
    p1, p0 = x1 / n1, x0 / n0
    first, second = wilson(x1, n1, level), wilson(x0, n0, level)
    difference = p1 - p0
    below = math.hypot(p1 - first.low, second.high - p0)
    above = math.hypot(first.high - p1, p0 - second.low)
    return Estimate(difference, Interval(max(-1.0, difference - below), min(1.0, difference + above)))


def katz_ratio(x1: int, n1: int, x0: int, n0: int, level: float = LEVEL) -> Estimate | None:
    """(x1/n1) / (x0/n0) with Katz's log interval; None where x1 or x0 is 0, as it has none then.

    exp(ln r ± z √(1/x1 − 1/n1 + 1/x0 − 1/n0)). Katz et al., Biometrics 34 (1978) 469.
    """
    _check_share(x1, n1, at_least=1)
    _check_share(x0, n0, at_least=1)
    if x1 == 0 or x0 == 0:
        return None
    ratio = (x1 / n1) / (x0 / n0)
    reach = math.exp(_z(level) * math.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0))
    return Estimate(ratio, Interval(ratio / reach, ratio * reach))


def nps(
    promoters: int, passives: int, detractors: int, *, population: int | None = None, level: float = LEVEL
) -> Score | None:
    """Net Promoter Score 100·(p − d) with its adjusted Wald interval, in points; None where nobody answered.

    With ¾ more promoters, 1½ passives and ¾ detractors (n + 3): 100·(p' − d' ± z √((p' + d' − (p' − d')²)/n')),
    cut to −100…100 (Lewis & Sauro; Rocks 2016). `population` is how many were eligible where the question is about
    just these people: the reach is multiplied by √((N − n)/(N − 1)). The interval always holds the score itself.
    """
    n = _check_answers(promoters, passives, detractors)
    if n == 0:
        return None
    if population is not None and population < n:
        raise ValueError("more answers than people")
    value = 100 * (promoters - detractors) / n
    center, variance = _adjusted(promoters, n, detractors)
    reach = 100 * _z(level) * math.sqrt(variance) * _finite_population(n, population)
    low, high = max(-100.0, 100 * center - reach), min(100.0, 100 * center + reach)
    return Score(promoters, passives, detractors, value, Interval(min(low, value), max(high, value)))


def nps_difference(later: Score, earlier: Score, level: float = LEVEL) -> Estimate:
    """How far two scores of different answers lie apart, in points; an arrow only where the interval leaves out 0.

    Adjusted Wald as in `nps`, with the variances added.
    """
    value = later.value - earlier.value
    center1, variance1 = _adjusted(later.promoters, later.n, later.detractors)
    center0, variance0 = _adjusted(earlier.promoters, earlier.n, earlier.detractors)
    middle, reach = 100 * (center1 - center0), 100 * _z(level) * math.sqrt(variance1 + variance0)
    return Estimate(value, Interval(min(middle - reach, value), max(middle + reach, value)))


def kaplan_meier(times: Sequence[float], events: Sequence[bool | int], level: float = LEVEL) -> Survival:
    """S(t) = Π(1 − d/n) over the times up to t, one step for 0 and for every distinct time; empty for nobody.

    `times` are durations ≥ 0 in any one unit, `events` as many truths: False is censored, which counts as at risk at
    its own time. The interval is Greenwood's on the log(−log) scale: S^exp(±z √(Σ d/(n(n−d))) / ln S), and S itself
    where it is 0 or 1. Kalbfleisch & Prentice, 2nd ed. (2002), 1.4.
    """
    if len(times) != len(events):
        raise ValueError("as many events as times")
    if any(not time >= 0 or math.isinf(time) for time in times):
        raise ValueError("a duration is a number from 0 on")
    if not times:
        return Survival((), None)
    ended = Counter(time for time, event in zip(times, events, strict=True) if event)
    left = Counter(times)
    z, survival, variance, at_risk = _z(level), 1.0, 0.0, len(times)
    steps = []
    for time in sorted({0, *left}):
        deaths, leaving = ended[time], left[time]
        survival *= 1 - deaths / at_risk
        # Where everybody left has the event S is 0 and Greenwood's sum has no value; nothing follows it.
        variance += deaths / (at_risk * (at_risk - deaths)) if deaths < at_risk else 0.0
        interval = _log_log(survival, variance, z)
        steps.append(Step(time, survival, interval, at_risk, deaths, leaving - deaths))
        at_risk -= leaving
    # Half may come out as .5000000000000001 after many factors.
    median = next((step.time for step in steps if step.survival <= 0.5 + 1e-12), None)
    return Survival(tuple(steps), median)


def gini(values: Sequence[float]) -> float | None:
    """Gini's coefficient of inequality, 0 (all alike) to 1 − 1/n (one has all); None for nobody or for all zeros.

    Σ (2i − n − 1)·x_i / (n Σ x), x ascending, i from 1. Negative values are a ValueError.
    """
    ordered = sorted(values)
    if ordered and ordered[0] < 0:
        raise ValueError("a share of nothing less than 0")
    n, total = len(ordered), math.fsum(ordered)
    if total == 0:
        return None
    return math.fsum((2 * i - n - 1) * x for i, x in enumerate(ordered, start=1)) / (n * total)


def too_small(sizes: Mapping[Key, int], k: int = SMALLEST_GROUP) -> set[Key]:
    """Which of some siblings, whose total is shown too, must not show their figures.

    Those with fewer than k people, and then the next smallest until the hidden ones hold at least k together (so
    never one alone): total minus the rest would give them away. Empty groups have no figure and hide nobody.
    """
    if k < SMALLEST_GROUP:
        raise ValueError("fewer than 5 are never shown")
    hidden = {key for key, size in sizes.items() if 0 < size < k}
    waiting = sorted((key for key, size in sizes.items() if size >= k), key=lambda key: sizes[key])
    while hidden and waiting and sum(sizes[key] for key in hidden) < k:
        hidden.add(waiting.pop(0))
    return hidden | {key for key, size in sizes.items() if size == 0}


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _check_share(x: int, n: int, *, at_least: int = 0) -> None:
    if not 0 <= x <= n or n < at_least:
        raise ValueError(f"{x} of {n} is no proportion")


def _check_answers(*counts: int) -> int:
    if min(counts) < 0:
        raise ValueError("a count is never below 0")
    return sum(counts)


def _adjusted(promoters: int, n: int, detractors: int) -> tuple[float, float]:
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    return p - d, (p + d - (p - d) ** 2) / (n + 3)


def _finite_population(n: int, population: int | None) -> float:
    if population is None:
        return 1.0
    return math.sqrt((population - n) / (population - 1)) if population > 1 else 0.0


def _log_log(survival: float, variance: float, z: float) -> Interval:
    if survival in {0.0, 1.0}:
        return Interval(survival, survival)
    reach = z * math.sqrt(variance) / abs(math.log(survival))
    return Interval(survival ** math.exp(reach), survival ** math.exp(-reach))
