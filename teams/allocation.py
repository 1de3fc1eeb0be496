"""Who reviews whom: on a circle, so that everybody gives and gets exactly k; and who steps in where reviews are missing.

Nothing here knows a database: reviewers and works are any hashable things that have an order among themselves, and
the same arguments with the same seed give the same result on every machine.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

LEAST = 2  # reviews that make a result

One = TypeVar("One", bound=Hashable)
Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Missing:
    """A work that has too few reviews: how many more it wants, and who must not be asked for them."""

    work: Any
    wanted: int
    not_by: frozenset


def k_for(works: int, wanted: int) -> int:
    """How many reviews each of so many can give: k, or all the others where there are not so many; 0 for one alone."""
    return max(0, min(wanted, works - 1))


def circle(
    works: Iterable[One], *, k: int, seed: int, region_of: Callable[[One], Hashable] = lambda work: None
) -> dict[One, list[One]]:
    """Which works each of their makers reviews: exactly min(k, n − 1) each, of as many others, never their own.

    All sit on a circle, those of one region side by side, drawn by the seed within it; who sits at place i reviews
    places i + d for each of k distances 0 < d < n. One distance takes each place once, so each gives and gets one by
    it. Distances are at least as long as the largest region where there is room, so that reviews come from elsewhere,
    and shorter than half the circle, so that no two review each other; both give way before k does. O(n·k).
    `k` below 1 is a ValueError.
    """
    if k < 1:
        raise ValueError("a review each at least")
    seats = _seats(works, seed, region_of)
    n = len(seats)
    steps = _steps(n, k_for(n, k), max(Counter(map(region_of, seats)).values(), default=0))
    return {one: [seats[(place + step) % n] for step in steps] for place, one in enumerate(seats)}


def among(members: Mapping[One, Collection[Who]], *, k: int, seed: int) -> dict[Who, list[One]]:
    """Which teams' works each person reviews by themselves: exactly min(k, teams − 1) each, never their own team's.

    The teams sit on a circle drawn by the seed. Their members, one after the other, go round it from where the one
    before stopped, so that a team's reviews are spread over all others; of teams of one size each work gets as many
    reviews as it has makers times k, within one for each other team.
    """
    if k < 1:
        raise ValueError("a review each at least")
    seats = _seats(members, seed, lambda team: None)
    n, each = len(seats), k_for(len(seats), k)
    given: dict[Who, list[One]] = {}
    for place, team in enumerate(seats):
        gone = 0
        for person in _drawn(members[team], f"{seed}-{place}"):
            given[person] = [seats[(place + 1 + (gone + i) % (n - 1)) % n] for i in range(each)]
            gone += each
    return given


def second_wave(
    missing: Iterable[Missing], volunteers: Mapping[Who, int], *, seed: int, spare: int = 0
) -> list[tuple[Who, Any]]:
    """Pairs (volunteer, work): who takes which work that has too few reviews, the neediest works first.

    `volunteers` says how many each would take. Nobody gets a work that is barred to them (their own, or one that they
    had before), nor one twice. `spare` asks for so many more a work than it wants, after all have what they want, as
    volunteers may fail too. Where there are not enough, works go without, and the same number for all comes first.
    """
    chance = random.Random(f"second-{seed}")
    left = {who: room for who, room in volunteers.items() if room > 0}
    order = chance.sample(sorted(left), len(left))  # type: ignore[type-var]
    wanting = sorted((one for one in missing if one.wanted > 0), key=lambda one: (-one.wanted, one.work))
    taken: dict[Any, set] = defaultdict(set)
    pairs: list[tuple[Who, Any]] = []
    for turn in range(max((one.wanted for one in wanting), default=0) + spare):
        for one in wanting:
            who = (
                _first_free(order, left, one.not_by | taken[one.work]) if turn < one.wanted + spare else None
            )
            if who is not None:
                pairs.append((who, one.work))
                taken[one.work].add(who)
                left[who] -= 1
    return pairs


def _first_free(order: list, left: dict, barred: Collection):
    """Who is next in turn and may take it; whoever does goes to the end, whoever has no room left falls out."""
    for place, who in enumerate(order):
        if who in barred:
            continue
        del order[place]
        if left[who] > 1:
            order.append(who)
        return who
    return None


def _seats(works: Iterable[One], seed: int, region_of: Callable[[One], Hashable]) -> list[One]:
    """Everybody in the order of the circle: regions side by side, the largest first, drawn within each."""
    by_region: dict[Hashable, list[One]] = defaultdict(list)
    for one in sorted(works):  # type: ignore[type-var]
        by_region[region_of(one)].append(one)
    named = sorted(by_region.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))
    return [one for region, ones in named for one in _drawn(ones, f"{seed}-{region}")]


def _drawn(ones: Collection[Who], seed: str) -> list[Who]:
    ordered = sorted(ones)  # type: ignore[type-var]
    return random.Random(seed).sample(ordered, len(ordered))


def _steps(n: int, k: int, largest: int) -> list[int]:
    """k distances on a circle of n, whose largest region has so many places side by side."""
    half = (n - 1) // 2  # the longest distance whose way back is longer: no two review each other
    if half < k:
        return [*range(n // 2, 0, -1), *range(n // 2 + 1, n)][:k]
    nearest = max(1, min(largest, half - k + 1))
    return [nearest + i * (half - nearest) // max(1, k - 1) for i in range(k)]
