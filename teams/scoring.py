"""What reviews say together: the median of each criterion and its spread, marks, outliers, leniency, usefulness.

Levels count from 1. A review is a mapping of criterion (from 0) to level; a criterion that it leaves out is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from courses.rubrics import Criterion
from lib.agreement import intraclass, krippendorff_alpha, strength
from teams.allocation import LEAST

LEAST_FOR_MARK = 3
FAR = 1.5  # levels from the median of the others: of four levels more than one step
USEFUL, NEUTRAL = 4, 3

Levels = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Result:
    """One criterion of one work: its levels in order, and their median where there are enough of them.

    `again` is the level of a second look, which stands instead of the median.
    """

    criterion: Criterion
    levels: tuple[int, ...]
    again: int | None = None

    @property
    def median(self) -> float | None:
        """The middle of at least two, with its half where it falls between two levels; else None."""
        return float(median(self.levels)) if len(self.levels) >= LEAST else None

    @property
    def stands(self) -> float | None:
        return float(self.again) if self.again is not None else self.median

    @property
    def spread(self) -> tuple[int, int] | None:
        """The lowest and the highest."""
        return (self.levels[0], self.levels[-1]) if self.levels else None

    @property
    def of(self) -> int:
        return len(self.criterion.levels)


@dataclass(frozen=True, slots=True)
class Outlier:
    """A level far from what the others say of the same: for the facilitator to look at, not for the work's team."""

    review: Any
    criterion: int
    level: int
    others: float


def results_of(
    criteria: Sequence[Criterion], reviews: Iterable[Levels], again: Levels | None = None
) -> list[Result]:
    """Each criterion's result over all reviews of one work."""
    reviews, again = list(reviews), again or {}
    return [
        Result(c, tuple(sorted(r[c.number] for r in reviews if c.number in r)), again.get(c.number))
        for c in criteria
    ]


def mark_of(results: Sequence[Result]) -> float | None:
    """One figure for a work, the mean of what stands for its criteria; None with fewer than three reviews of any."""
    if not results or any(len(r.levels) < LEAST_FOR_MARK and r.again is None for r in results):
        return None
    return fmean(r.stands for r in results if r.stands is not None)


def outliers_of(reviews: Mapping[Any, Levels]) -> list[Outlier]:
    """Levels of one work that lie at least 1.5 from the median of two or more others."""
    found = []
    for name, levels in reviews.items():
        for criterion, level in levels.items():
            others = [r[criterion] for other, r in reviews.items() if other != name and criterion in r]
            if len(others) >= LEAST and abs(level - median(others)) >= FAR:
                found.append(Outlier(name, criterion, level, float(median(others))))
    return found


def leniency_of(works: Iterable[Mapping[Any, Levels]]) -> dict[Any, float]:
    """By how many levels each reviewer is milder (+) or stricter (−) than the median of the others, on average.

    `works` give each work's reviews by reviewer; whoever never reviewed beside two others has none.
    """
    distances: dict[Any, list[float]] = defaultdict(list)
    for reviews in works:
        for name, levels in reviews.items():
            for criterion, level in levels.items():
                others = [r[criterion] for other, r in reviews.items() if other != name and criterion in r]
                if len(others) >= LEAST:
                    distances[name].append(level - median(others))
    return {name: fmean(rows) for name, rows in distances.items()}


def agreement_of(works: Iterable[Sequence[Levels]]) -> dict[str, Any]:
    """How far a round's reviews agree: Krippendorff's ordinal α over (work, criterion), ICC over works' mean levels.

    `says` is what they are good for: a firm mark, a tentative one, or feedback only.
    """
    works = [list(reviews) for reviews in works]
    units = [
        [r[c] for r in reviews if c in r]
        for reviews in works
        for c in sorted({c for r in reviews for c in r})
    ]
    alpha = krippendorff_alpha(units)
    icc = intraclass([[fmean(r.values()) for r in reviews if r] for reviews in works])
    return {
        "alpha": _short(alpha),
        "icc_single": _short(icc.single if icc else None),
        "icc_average": _short(icc.average if icc else None),
        "works": len(works),
        "reviews": sum(map(len, works)),
        "says": strength(alpha),
    }


def counted_usefulness(score: int, own: Levels, others: Sequence[Levels]) -> int:
    """A rating as it counts for the reviewer: who was marked lower than by others cannot take revenge with it.

    Where the review's mean level lies below the median of the other reviews' means, or stands alone, a rating below 3
    counts as 3; otherwise it counts as given.
    """
    means = [fmean(r.values()) for r in others if r]
    is_low = not own or not means or fmean(own.values()) < median(means)
    return max(score, NEUTRAL) if is_low else score


def _short(value: float | None) -> float | None:
    return None if value is None or abs(value) > 1e6 else round(value, 4)
