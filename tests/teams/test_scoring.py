"""What reviews say together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rubrics import criteria_of
from teams import scoring

CRITERIA = criteria_of({})
levels = st.integers(1, 4)


def result(*given_levels: int, again: int | None = None) -> scoring.Result:
    [first, *_rest] = scoring.results_of(
        CRITERIA, [{0: level} for level in given_levels], {} if again is None else {0: again}
    )
    return first


@pytest.mark.parametrize(("given_levels", "median"), [((3, 2), 2.5), ((1, 4, 4), 4), ((1, 2, 3, 4), 2.5)])
def test_the_median_keeps_its_half(given_levels, median):
    assert result(*given_levels).median == median


@pytest.mark.parametrize("given_levels", [(), (3,)])
def test_fewer_than_two_give_no_median(given_levels):
    assert result(*given_levels).median is None


def test_the_spread_is_from_lowest_to_highest():
    assert result(3, 1, 2).spread == (1, 3)
    assert result().spread is None


def test_a_second_look_stands():
    assert result(1, 1, 2, again=4).stands == 4


def test_a_mark_wants_three_reviews_of_each_criterion():
    two = [{0: 3, 1: 2, 2: 4}] * 2
    assert scoring.mark_of(scoring.results_of(CRITERIA, two)) is None
    assert scoring.mark_of(scoring.results_of(CRITERIA, [*two, {0: 3, 1: 2, 2: 4}])) == 3
    assert scoring.mark_of(scoring.results_of(CRITERIA, [*two, {0: 3, 1: 2}])) is None
    assert scoring.mark_of(scoring.results_of(CRITERIA, two, {0: 1, 1: 1, 2: 1})) == 1


def test_an_outlier_is_far_from_the_median_of_the_others():
    found = scoring.outliers_of({"a": {0: 1}, "b": {0: 3}, "c": {0: 4}})
    assert [(o.review, o.level, o.others) for o in found] == [("a", 1, 3.5), ("c", 4, 2.0)]
    assert scoring.outliers_of({"a": {0: 1}, "b": {0: 4}}) == []


def test_leniency_is_the_mean_distance_from_the_others():
    works = [
        {"kind": {0: 4}, "even": {0: 3}, "strict": {0: 2}},
        {"kind": {0: 4}, "even": {0: 3}, "strict": {0: 3}},
    ]
    found = scoring.leniency_of(works)
    assert (found["kind"], found["even"], found["strict"]) == (1.25, -0.25, -1.0)


@given(st.lists(st.dictionaries(st.integers(0, 2), levels), max_size=6))
def test_any_reviews_give_results_within_the_scale(reviews):
    for one in scoring.results_of(CRITERIA, reviews):
        assert one.median is None or 1 <= one.median <= 4


@given(
    st.integers(1, 5),
    st.dictionaries(st.integers(0, 2), levels),
    st.lists(st.dictionaries(st.integers(0, 2), levels)),
)
def test_a_rating_never_counts_less_than_given(score, own, others):
    assert scoring.counted_usefulness(score, own, others) >= score


def test_a_low_mark_is_not_paid_back():
    assert scoring.counted_usefulness(1, {0: 1}, [{0: 3}, {0: 4}]) == 3
    assert scoring.counted_usefulness(1, {0: 4}, [{0: 3}, {0: 4}]) == 1
    assert scoring.counted_usefulness(5, {0: 1}, [{0: 3}]) == 5


def test_agreement_says_what_marks_are_good_for():
    same = [[{0: 1, 1: 2}, {0: 1, 1: 2}], [{0: 4, 1: 3}, {0: 4, 1: 3}]]
    assert scoring.agreement_of(same) | {"icc_single": 1, "icc_average": 1} == {
        "alpha": 1, "icc_single": 1, "icc_average": 1, "works": 2, "reviews": 4, "says": "firm",
    }  # fmt: skip
    assert scoring.agreement_of([[{0: 1}, {0: 4}], [{0: 4}, {0: 1}]])["says"] == "feedback"
    assert scoring.agreement_of([])["alpha"] is None
