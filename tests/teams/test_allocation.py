"""Allocation of reviews: what holds for any size, any regions, any drop-outs and any no-shows."""

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from teams.allocation import Missing, among, circle, k_for, second_wave

sizes, seeds, ks = st.integers(1, 2_000), st.integers(0, 10_000), st.integers(1, 5)


def received(given_by: dict) -> Counter:
    return Counter(work for works in given_by.values() for work in works)


def is_exact(given_by: dict, makers, each: int) -> bool:
    """Each gives and gets exactly so many, of as many others."""
    got = received(given_by)
    return set(given_by) == set(makers) and all(
        len(works) == len(set(works)) == each and maker not in works and got[maker] == each
        for maker, works in given_by.items()
    )


@given(sizes, ks, seeds, st.integers(1, 9))
@settings(max_examples=150)
def test_everybody_gives_and_gets_exactly_k_and_never_their_own(n, k, seed, regions):
    given_by = circle(range(n), k=k, seed=seed, region_of=lambda maker: maker % regions)
    assert is_exact(given_by, range(n), k_for(n, k))


@given(st.sets(st.integers(0, 3_000), min_size=1, max_size=400), st.sets(st.integers(0, 3_000)), ks, seeds)
def test_it_holds_for_whoever_is_left_after_drop_outs(everybody, gone, k, seed):
    left = everybody - gone
    assume(left)
    assert is_exact(circle(left, k=k, seed=seed), left, k_for(len(left), k))


@pytest.mark.parametrize(
    ("n", "k", "each"), [(1, 2, 0), (2, 1, 1), (2, 3, 1), (3, 1, 1), (3, 2, 2), (3, 5, 2), (4, 3, 3)]
)
def test_a_few_review_all_there_are(n, k, each):
    assert is_exact(circle(range(n), k=k, seed=1), range(n), each)


def test_three_go_round_in_a_ring():
    assert all(
        maker not in circle(range(3), k=1, seed=5)[works[0]]
        for maker, works in circle(range(3), k=1, seed=5).items()
    )


@given(st.lists(st.integers(0, 9_999), unique=True, min_size=1, max_size=60), ks, seeds, st.randoms())
def test_the_same_seed_gives_the_same_whatever_the_order(makers, k, seed, chance):
    again = chance.sample(makers, len(makers))
    assert circle(makers, k=k, seed=seed) == circle(again, k=k, seed=seed)


def test_another_seed_gives_another():
    assert circle(range(20), k=2, seed=1) != circle(range(20), k=2, seed=2)


@given(st.integers(11, 500), st.integers(1, 3), seeds, st.integers(4, 12))
def test_reviews_come_from_other_regions_and_not_from_whom_one_reviews(n, k, seed, regions):
    """Where the largest region leaves room for k distances up to half the circle."""
    region_of = {maker: maker % regions for maker in range(n)}
    assume(max(Counter(region_of.values()).values()) <= (n - 1) // 2 - k + 1)
    given_by = circle(range(n), k=k, seed=seed, region_of=region_of.get)
    assert all(region_of[work] != region_of[maker] for maker, works in given_by.items() for work in works)
    assert not any(maker in given_by[work] for maker, works in given_by.items() for work in works)


def test_a_region_of_most_is_no_obstacle():
    given_by = circle(range(9), k=3, seed=1, region_of=lambda maker: maker > 1)
    assert is_exact(given_by, range(9), 3)


def test_fewer_than_one_each_is_a_fault():
    with pytest.raises(ValueError, match="at least"):
        circle(range(4), k=0, seed=1)


teams_of_people = st.lists(st.integers(1, 8), min_size=1, max_size=30)


@given(teams_of_people, ks, seeds)
def test_people_review_by_themselves_never_their_own_teams_work_nor_one_twice(team_sizes, k, seed):
    members = {team: [(team, i) for i in range(size)] for team, size in enumerate(team_sizes)}
    given_by = among(members, k=k, seed=seed)
    assert set(given_by) == {person for people in members.values() for person in people}
    for (team, _i), works in given_by.items():
        assert len(works) == len(set(works)) == k_for(len(members), k)
        assert team not in works


@given(st.integers(2, 40), st.integers(1, 6), ks, seeds)
def test_of_teams_of_one_size_each_work_gets_as_many_within_one_a_team(teams, size, k, seed):
    members = {team: [(team, i) for i in range(size)] for team in range(teams)}
    got, even = received(among(members, k=k, seed=seed)), size * k_for(teams, k)
    assert all(abs(got[team] - even) <= teams - 1 for team in members)
    assert sum(got.values()) == teams * even


no_shows = st.sets(st.integers(0, 59))


@given(st.integers(4, 60), st.integers(2, 4), seeds, no_shows, st.integers(1, 3), st.integers(0, 2))
@settings(max_examples=150)
def test_the_second_wave_asks_volunteers_for_what_is_missing_and_for_nothing_else(
    n, k, seed, absent, room, spare
):
    given_by = circle(range(n), k=k, seed=seed)
    done = Counter(work for maker, works in given_by.items() if maker not in absent for work in works)
    had = {work: {m for m, works in given_by.items() if work in works} | {work} for work in range(n)}
    missing = [Missing(work, max(0, 2 - done[work]), frozenset(had[work])) for work in range(n)]
    volunteers = dict.fromkeys((maker for maker in range(n) if maker not in absent), room)
    pairs = second_wave(missing, volunteers, seed=seed, spare=spare)
    assert len(pairs) == len(set(pairs))
    assert all(who in volunteers and who not in had[work] for who, work in pairs)
    assert all(count <= room for count in Counter(who for who, _work in pairs).values())
    asked = Counter(work for _who, work in pairs)
    wanted = {one.work: one.wanted for one in missing}
    assert all(count <= (wanted[work] + spare if wanted[work] else 0) for work, count in asked.items())
    assert pairs == second_wave(missing[::-1], volunteers, seed=seed, spare=spare)


@given(st.integers(8, 200), seeds)
def test_with_enough_volunteers_every_work_gets_what_it_wants(n, seed):
    missing = [Missing(work, 1 + work % 2, frozenset({work})) for work in range(0, n, 4)]
    pairs = second_wave(missing, dict.fromkeys(range(n), 2), seed=seed)
    assert Counter(work for _who, work in pairs) == {one.work: one.wanted for one in missing}


def test_where_there_are_too_few_each_work_gets_one_before_any_gets_two():
    missing = [Missing("a", 2, frozenset()), Missing("b", 1, frozenset())]
    assert {work for _who, work in second_wave(missing, {1: 1, 2: 1}, seed=3)} == {"a", "b"}
