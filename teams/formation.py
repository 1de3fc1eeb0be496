"""How people are dealt to teams: by lot within a size, the same way for the same seed, and explainable.

A deal is a function from people, a size and a seed to groups of them; `actions.draw_teams` seats whatever groups it is
given. Another way to deal, such as by criteria that give reasons, is another function here.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from lib.times import zone_names

ROUNDS = 12
DAY = 24 * 60


def draw(people: Iterable, *, size: int, seed: int, offsets: Mapping[int, int] | None = None) -> list[list]:
    """Deal people to teams of at most `size`, whose sizes differ by one at most; the same seed deals the same.

    Nobody sits alone: where a last team would have one person, teams are one larger instead. A manager and a direct
    report never sit together where any deal tried keeps them apart. `offsets` gives by person's id the minutes of their
    clock before Greenwich's: those whose clocks are near sit together. `size` below 2 is a ValueError.
    """
    if size < 2:
        raise ValueError("a team has at least two people")
    ordered = sorted(people, key=lambda person: person.pk)
    if not ordered:
        return []
    along = _along_the_day(offsets or {})
    best: list[list] = []
    for round_number in range(ROUNDS):
        dealt = _apart(_deal(ordered, size, random.Random(f"{seed}-{round_number}"), along))
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


def neediest(
    tables: Sequence[Sequence], person, *, most: int | None = None, offsets: Mapping[int, int] | None = None
) -> int:
    """Which team somebody is best placed in: one with a free seat and without their manager or report.

    Among those the smallest, then the one whose clocks are nearest, then the first.
    """

    def need(index: int) -> tuple:
        table = tables[index]
        is_full = most is not None and len(table) >= most
        far = _distance(person, table, offsets) if offsets else 0
        return is_full, any(_clash(person, other) for other in table), len(table), far, index

    return min(range(len(tables)), key=need)


def fill(
    tables: Sequence[Sequence], people: Iterable, *, most: int, offsets: Mapping[int, int]
) -> list[int | None]:
    """For each of these people in turn the team that they are best placed in, or none when all seats are taken."""
    here = [list(table) for table in tables]
    free = sum(max(most - len(table), 0) for table in here)
    placed: list[int | None] = []
    for person in people:
        index = neediest(here, person, most=most, offsets=offsets) if len(placed) < free else None
        if index is not None:
            here[index].append(person)
        placed.append(index)
    return placed


def offsets_at(moment: datetime, people: Iterable) -> dict[int, int]:
    """By person's id, how many minutes their clock is before Greenwich's at that moment."""

    @cache
    def minutes(name: str) -> int:
        offset = moment.astimezone(ZoneInfo(name)).utcoffset() if name in zone_names() else None
        return round(offset.total_seconds() / 60) if offset else 0

    return {person.pk: minutes(person.time_zone) for person in people}


def _along_the_day(offsets: Mapping[int, int]) -> dict[int, int]:
    """Places of clocks on a line: the round of the day is cut open where its widest gap is."""
    round_of_day = sorted({offset % DAY for offset in offsets.values()})
    gaps = [(later - earlier, later) for earlier, later in pairwise(round_of_day)]
    if round_of_day:
        gaps.append((round_of_day[0] + DAY - round_of_day[-1], round_of_day[0]))
    start = max(gaps, default=(0, 0))[1]
    return {pk: (offset - start) % DAY for pk, offset in offsets.items()}


def _deal(ordered: Sequence, size: int, chance: random.Random, along: Mapping[int, int]) -> list[list]:
    """In the order of their clocks, by lot among those with the same."""
    shuffled = chance.sample(ordered, len(ordered))
    shuffled.sort(key=lambda person: along.get(person.pk, 0))
    teams = count_of_teams(len(ordered), size)
    small, larger = divmod(len(ordered), teams)
    sizes = chance.sample([small + 1] * larger + [small] * (teams - larger), teams)
    rest = iter(shuffled)
    return [[next(rest) for _seat in range(count)] for count in sizes]


def _apart(groups: list[list]) -> list[list]:
    """Exchange people between teams as long as that leaves fewer managers beside their reports."""
    waiting = [index for index, group in enumerate(groups) if _clashes(group)]
    while waiting:
        changed = {index for one in waiting for index in _exchange_from(groups, one)}
        waiting = [index for index in sorted(changed) if _clashes(groups[index])]
    return groups


def _exchange_from(groups: list[list], one: int) -> Iterator[int]:
    """Exchange who clashes in a team with the nearest whose coming leaves fewer clashes; says which teams changed."""
    for i, person in enumerate(groups[one]):
        if not any(_clash(person, mate) for mate in groups[one]):
            continue
        for other, j in _nearest(groups, one):
            if _gain(groups[one], i, groups[other], j) > 0:
                groups[one][i], groups[other][j] = groups[other][j], groups[one][i]
                yield from (one, other)
                break


def _nearest(groups: list[list], one: int) -> Iterator[tuple[int, int]]:
    """The seats of all other teams, those of teams near in the order first: their clocks are near."""
    for distance in range(1, len(groups)):
        for other in (one - distance, one + distance):
            if 0 <= other < len(groups):
                yield from ((other, j) for j in range(len(groups[other])))


def _gain(a: list, i: int, b: list, j: int) -> int:
    """How many clashes fewer there would be after exchanging two people."""
    leaves, comes = a[i], b[j]
    now = _beside(leaves, a, leaves) + _beside(comes, b, comes)
    return now - _beside(comes, a, leaves) - _beside(leaves, b, comes)


def _beside(person, group: Sequence, gone) -> int:
    """With how many of a group somebody clashes, when one of it has gone."""
    return sum(_clash(person, other) for other in group if other is not gone)


def _clashes(group: Sequence) -> int:
    ids = {person.pk for person in group}
    return sum(person.manager_id in ids for person in group)


def _clashes_in_all(groups: list[list]) -> int:
    return sum(map(_clashes, groups))


def _clash(person, other) -> bool:
    return person.manager_id == other.pk or other.manager_id == person.pk


def _distance(person, table: Sequence, offsets: Mapping[int, int]) -> float:
    """How far somebody's clock is from a team's, in minutes, either way round the day."""
    mine = offsets.get(person.pk, 0)
    ways = [(offsets.get(other.pk, 0) - mine) % DAY for other in table]
    return sum(min(way, DAY - way) for way in ways) / len(ways) if ways else 0.0
