"""How far people who judge the same things agree: intraclass correlation and Krippendorff's alpha.

Both take units, one list of ratings a thing judged; who gave which rating does not matter, and units may have
different numbers of them. Units with fewer than two ratings say nothing of agreement and are left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

FIRM, TENTATIVE = 0.8, 2 / 3

Units = Iterable[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Intraclass:
    """ICC(1,1), how far one rating can be relied on, and ICC(1,k), how far the mean of `k` can."""

    single: float
    average: float
    k: float


def intraclass(units: Units) -> Intraclass | None:
    """One-way random ICC: (B − W)/(B + (k − 1)W) of one rating, (B − W)/B of the mean of k.

    B and W are the mean squares between and within units; k is the number of ratings a unit, for unequal ones
    (N − Σn²/N)/(m − 1). At most 1, below 0 where units differ less than ratings within them. None for fewer than two
    units, or where nothing differs. Shrout & Fleiss, Psychol Bull 86 (1979) 420; Winer (1971) for unequal numbers.
    """
    rated = [list(unit) for unit in units if len(unit) >= 2]
    m, total = len(rated), sum(map(len, rated))
    if m < 2:
        return None
    grand = math.fsum(map(math.fsum, rated)) / total
    means = [math.fsum(unit) / len(unit) for unit in rated]
    between = math.fsum(len(u) * (mean - grand) ** 2 for u, mean in zip(rated, means, strict=True)) / (m - 1)
    squares = ((x - mean) ** 2 for unit, mean in zip(rated, means, strict=True) for x in unit)
    within = math.fsum(squares) / (total - m)
    if between == 0:
        return None if within == 0 else Intraclass(-1 / (total / m - 1), -math.inf, total / m)
    k = (total - sum(len(unit) ** 2 for unit in rated) / total) / (m - 1)
    return Intraclass((between - within) / (between + (k - 1) * within), (between - within) / between, k)


def krippendorff_alpha(units: Units, metric: str = "ordinal") -> float | None:
    """1 − observed/expected disagreement over all pairs within units; 1 is agreement, 0 what chance gives.

    `metric` says how far apart two values are: "nominal", "ordinal" (by how many ratings lie between), "interval".
    None where fewer than two values were given at all, as then nothing could have differed; any other metric is a
    ValueError. Krippendorff, Content Analysis (2004), chapter 11.
    """
    rated = [list(unit) for unit in units if len(unit) >= 2]
    counts = Counter(value for unit in rated for value in unit)
    if len(counts) < 2:
        return None
    apart, n = _distance(metric, counts), sum(counts.values())
    observed = math.fsum(
        math.fsum(apart(a, b) for i, a in enumerate(unit) for j, b in enumerate(unit) if i != j)
        / (len(unit) - 1)
        for unit in rated
    )
    expected = math.fsum(counts[a] * counts[b] * apart(a, b) for a in counts for b in counts) / (n - 1)
    return 1 - observed / expected


def strength(alpha: float | None) -> str:
    """What ratings that agree so far are good for: "firm" from .80, "tentative" from two thirds, else "feedback"."""
    if alpha is None or alpha < TENTATIVE:
        return "feedback"
    return "firm" if alpha >= FIRM else "tentative"


def _distance(metric: str, counts: Counter) -> Callable[[float, float], float]:
    """The squared distance of two values."""
    if metric == "nominal":
        return lambda a, b: float(a != b)
    if metric == "interval":
        return lambda a, b: float(a - b) ** 2
    if metric != "ordinal":
        raise ValueError(f"{metric!r} is no metric")
    below, place = 0.0, {}
    for value in sorted(counts):
        place[value] = below + counts[value] / 2
        below += counts[value]
    # From the middle of one value's ratings to the middle of the other's lies what stands between them.
    return lambda a, b: (place[a] - place[b]) ** 2
