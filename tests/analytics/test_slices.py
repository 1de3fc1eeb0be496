"""Slices of answers: nobody stands in one that is too small, and no total gives one away."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from analytics.slices import WHOLE, slices_of

# 0 is the company, 1 and 2 its halves, 3 to 6 their parts.
TREE = {0: None, 1: 0, 2: 0, 3: 1, 4: 1, 5: 2, 6: 2}
people = st.lists(st.sampled_from([None, *TREE]), max_size=60)


@given(units=people, k=st.integers(5, 8))
def test_every_slice_holds_at_least_k(units, k):
    slices = slices_of(list(enumerate(units)), TREE, k)
    assert set(slices) == set(range(len(units)))
    sizes = Counter(slices.values())
    assert all(size >= k for name, size in sizes.items() if name != WHOLE)
    assert len(sizes) == 1 or not 0 < sizes[WHOLE] < k


def test_smallest_unit_that_is_large_enough_is_taken():
    slices = slices_of([(n, 3) for n in range(5)] + [(n, 4) for n in range(5, 8)] + [(8, 1), (9, 1)], TREE, 5)
    assert Counter(slices.values()) == {"3": 5, "1": 5}


def test_few_are_counted_with_the_whole():
    assert slices_of([(1, 3), (2, 5)], TREE, 5) == {1: WHOLE, 2: WHOLE}


def test_remainder_too_small_takes_the_smallest_slice_along():
    many = [(n, 3) for n in range(6)] + [(n, 5) for n in range(6, 13)]
    slices = slices_of([*many, (13, None)], TREE, 5)
    assert Counter(slices.values()) == {"5": 7, WHOLE: 7}
