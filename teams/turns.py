"""Whose turn it is to bring a problem: members one after the other, week by week, unless two have swapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

LOOKED_AHEAD = 60


class Member(Protocol):
    pk: int


def number_of(week: date, first: date) -> int:
    """How many weeks a Monday lies after the first one."""
    return (week - first).days // 7


def presenter_of(number: int, members: Sequence, swapped: Mapping[int, int]):
    """Who presents in this week; a swap with somebody who has left since is forgotten. Nobody where nobody is."""
    if not members:
        return None
    by_id = {member.pk: member for member in members}
    return by_id.get(swapped.get(number, 0)) or members[number % len(members)]


def next_turn(person: Member, after: int, members: Sequence, swapped: Mapping[int, int]) -> int | None:
    """The first week after this one in which somebody presents."""
    for number in range(after + 1, after + 1 + LOOKED_AHEAD):
        found = presenter_of(number, members, swapped)
        if found is not None and found.pk == person.pk:
            return number
    return None


def swap(number: int, other: Member, members: Sequence, swapped: Mapping[int, int]) -> dict[int, int]:
    """What changes where somebody else presents in this week: they do now, and who would have, in their next turn."""
    was = presenter_of(number, members, swapped)
    if was is None or was.pk == other.pk:
        return {}
    later = next_turn(other, number, members, swapped)
    return {number: other.pk} | ({} if later is None else {later: was.pk})
