"""The few statistics that benches print."""

from __future__ import annotations

import math
from statistics import median


def percentile(values: list[float], share: float) -> float:
    """The smallest value that this share of all values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def in_ms(seconds: list[float]) -> dict[str, float | None]:
    """p50, p95 and p99 of durations in milliseconds; of none, nothing."""
    shares = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}
    if not seconds:
        return dict.fromkeys(shares)
    return {name: round(percentile(seconds, share) * 1000, 2) for name, share in shares.items()}


def middle(values: list[float]) -> float:
    return round(median(values), 2)
