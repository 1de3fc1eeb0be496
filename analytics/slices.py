"""Slices: by which org unit an answer may be counted, such that no slice is small enough to give anybody away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lib.statistics import SMALLEST_GROUP

WHOLE = ""


def slices_of(
    people: Iterable[tuple[int, int | None]], parents: Mapping[int, int | None], k: int
) -> dict[int, str]:
    """For each person the smallest unit above them that at least k of these people carry; "" is everyone else.

    `people` are (person, unit) pairs, `parents` maps a unit to the one above it. Those of a unit with too few go up
    together. Where 1 to k − 1 are left over, the smallest slice joins them: the total must not give them away.
    """
    groups: dict[int | None, set[int]] = defaultdict(set)
    for person, unit in people:
        groups[unit].add(person)
    for unit in sorted(parents, key=lambda one: _depth(one, parents), reverse=True):
        if 0 < len(groups[unit]) < max(k, SMALLEST_GROUP):
            groups[parents[unit]] |= groups.pop(unit)
    rest = groups.pop(None, set())
    named = {unit: group for unit, group in groups.items() if group}
    if 0 < len(rest) < k and named:
        rest |= named.pop(min(named, key=lambda unit: (len(named[unit]), unit)))
    slices = {person: str(unit) for unit, group in named.items() for person in group}
    return slices | dict.fromkeys(rest, WHOLE)


def _depth(unit: int | None, parents: Mapping[int, int | None]) -> int:
    depth, seen = 0, set()
    while unit is not None and unit not in seen:
        seen.add(unit)
        unit, depth = parents.get(unit), depth + 1
    return depth
