"""The draw: sizes, nobody alone, the same seed the same teams, managers apart from their reports."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams import formation


@dataclass(frozen=True)
class Somebody:
    pk: int
    manager_id: int | None = None


def people(count: int) -> list[Somebody]:
    return [Somebody(pk) for pk in range(1, count + 1)]


@given(count=st.integers(2, 60), size=st.integers(2, 12), seed=st.integers())
def test_everyone_sits_once_and_sizes_differ_by_one_at_most(count, size, seed):
    tables = formation.draw(people(count), size=size, seed=seed)
    sizes = [len(table) for table in tables]
    assert sorted(person.pk for table in tables for person in table) == list(range(1, count + 1))
    assert max(sizes) - min(sizes) <= 1
    assert min(sizes) >= 2
    assert max(sizes) <= size or count % size == 1


def test_eleven_people_make_three_tables_of_four():
    assert sorted(len(table) for table in formation.draw(people(11), size=4, seed=1)) == [3, 4, 4]


def test_the_same_seed_deals_the_same_whatever_the_order():
    first = formation.draw(people(12), size=4, seed=7)
    assert formation.draw(reversed(people(12)), size=4, seed=7) == first
    assert formation.draw(people(12), size=4, seed=8) != first


@pytest.mark.parametrize("seed", range(20))
def test_a_manager_and_a_report_sit_apart(seed):
    boss, rest = Somebody(1), [Somebody(2, 1), Somebody(3, 1), *people(12)[3:]]
    for table in formation.draw([boss, *rest], size=4, seed=seed):
        assert not any(a.manager_id == b.pk for a in table for b in table)


def test_where_they_cannot_sit_apart_they_sit_together():
    tables = formation.draw([Somebody(1), Somebody(2, 1)], size=4, seed=1)
    assert len(tables) == 1


def test_nobody_makes_no_team():
    assert formation.draw([], size=4, seed=1) == []


def test_teams_of_one_are_refused():
    with pytest.raises(ValueError, match="at least two"):
        formation.draw(people(3), size=1, seed=1)


def test_who_comes_late_goes_to_the_smallest_team_without_their_manager():
    boss = Somebody(9)
    tables = [[boss], people(2), people(3)]
    assert formation.neediest(tables, Somebody(10, manager_id=9)) == 1
    assert formation.neediest(tables, Somebody(10)) == 0
