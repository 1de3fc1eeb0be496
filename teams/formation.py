"""How people are dealt to teams: at random within a size, the same way for the same seed, and explainable."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from itertools import product

ROUNDS = 12


def draw(people: Iterable, *, size: int, seed: int) -> list[list]:
    """Deal people to teams of at most `size`, whose sizes differ by one at most; the same seed deals the same.

    Nobody sits alone: where a last team would have one person, teams are one larger instead. A manager and a
    direct report are kept apart where there is room. `size` below 2 is a ValueError.
    """
    if size < 2:
        raise ValueError("a team has at least two people")
    ordered = sorted(people, key=lambda person: person.pk)
    if not ordered:
        return []
    best: list[list] = []
    for round_number in range(ROUNDS):
        dealt = _apart(_deal(ordered, size, random.Random(f"{seed}-{round_number}")))
        if not best or _clashes_in_all(dealt) < _clashes_in_all(best):
            best = dealt
        if not _clashes_in_all(best):
            break
    return best


def count_of_teams(people: int, size: int) -> int:
    """How many teams there will be: as few as the size allows, fewer where one person would sit alone."""
    teams = math.ceil(people / size)
    while teams > 1 and people // teams < 2:
        teams -= 1
    return teams


def neediest(tables: Sequence[Sequence], person) -> int:
    """Which team a late joiner is best placed in: one without their manager or report, then the smallest."""
    return min(
        range(len(tables)),
        key=lambda index: (any(_clash(person, other) for other in tables[index]), len(tables[index]), index),
    )


def _deal(ordered: Sequence, size: int, chance: random.Random) -> list[list]:
    shuffled = chance.sample(ordered, len(ordered))
    teams = count_of_teams(len(ordered), size)
    return [shuffled[start::teams] for start in range(teams)]


def _apart(groups: list[list]) -> list[list]:
    """Exchange people between teams as long as that leaves fewer managers beside their reports."""
    while swap := _helpful_swap(groups):
        one, i, other, j = swap
        groups[one][i], groups[other][j] = groups[other][j], groups[one][i]
    return groups


def _helpful_swap(groups: list[list]) -> tuple[int, int, int, int] | None:
    for one, group in enumerate(groups):
        for i, person in enumerate(group):
            if not any(_clash(person, mate) for mate in group):
                continue
            for other, table in enumerate(groups):
                for j in range(len(table)) if other != one else ():
                    if _gain(groups, one, i, other, j) > 0:
                        return one, i, other, j
    return None


def _gain(groups: list[list], one: int, i: int, other: int, j: int) -> int:
    """How many clashes fewer there would be after exchanging two people."""
    a, b = groups[one], groups[other]
    swapped_a, swapped_b = [*a[:i], b[j], *a[i + 1 :]], [*b[:j], a[i], *b[j + 1 :]]
    return _clashes(a) + _clashes(b) - _clashes(swapped_a) - _clashes(swapped_b)


def _clashes(group: Sequence) -> int:
    return sum(person.manager_id == other.pk for person, other in product(group, group))


def _clashes_in_all(groups: list[list]) -> int:
    return sum(map(_clashes, groups))


def _clash(person, other) -> bool:
    return person.manager_id == other.pk or other.manager_id == person.pk
