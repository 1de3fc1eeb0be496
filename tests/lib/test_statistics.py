"""Figures against published worked examples, real data, and the edges of each formula."""

import csv
import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.statistics import (
    gini,
    kaplan_meier,
    katz_ratio,
    newcombe_difference,
    nps,
    nps_difference,
    too_small,
    wilson,
)

DATA = Path(os.environ.get("COLLOQUY_DATA", Path(__file__).parents[3] / "shared" / "data"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"no real data at {DATA}")

# Freireich et al. 1963, in Kleinbaum & Klein, Survival Analysis, ch. 2.
MP6_TIMES = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
MP6_EVENTS = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
CONTROL_TIMES = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

counts = st.integers(0, 400)


def ends(interval):
    return (interval.low, interval.high)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_table(x, n, low, high):
    assert ends(wilson(x, n)) == pytest.approx((low, high), abs=5e-5)


def test_wilson_of_nobody_knows_nothing():
    assert ends(wilson(0, 0)) == (0, 1)


@given(counts, counts)
def test_wilson_holds_its_proportion_and_mirrors(x, rest):
    n = x + rest
    interval = wilson(x, n)
    assert 0 <= interval.low <= interval.high <= 1
    if n:
        assert interval.holds(x / n)
    assert wilson(rest, n).low == pytest.approx(1 - interval.high, abs=1e-12)


@pytest.mark.parametrize(("x", "n"), [(-1, 3), (4, 3), (0, -1)])
def test_impossible_proportions_are_refused(x, n):
    with pytest.raises(ValueError, match="proportion"):
        wilson(x, n)


def test_newcombe_gives_the_published_difference():
    difference = newcombe_difference(56, 70, 48, 80)
    assert difference.value == pytest.approx(0.2)
    assert ends(difference.interval) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(counts, counts, counts, counts)
def test_newcombe_holds_its_difference_and_turns_round(x1, rest1, x0, rest0):
    n1, n0 = x1 + rest1 + 1, x0 + rest0 + 1
    there, back = newcombe_difference(x1, n1, x0, n0), newcombe_difference(x0, n0, x1, n1)
    assert there.interval.holds(there.value)
    assert ends(there.interval) == pytest.approx((-back.interval.high, -back.interval.low), abs=1e-12)


def test_newcombe_needs_someone_on_both_sides():
    with pytest.raises(ValueError, match="proportion"):
        newcombe_difference(1, 2, 0, 0)


def test_katz_gives_ratio_and_log_interval():
    ratio = katz_ratio(434, 558, 97, 190)
    assert ratio.value == pytest.approx(1.52, abs=5e-3)
    assert ends(ratio.interval) == pytest.approx((1.316369, 1.763182), abs=1e-6)
    assert katz_ratio(0, 5, 1, 5) is None
    assert katz_ratio(1, 5, 0, 5) is None


@pytest.mark.parametrize(
    ("counted", "value", "low", "high"),
    [((162, 108, 54), 33.3333, 24.95, 41.11), ((250, 675, 75), 17.5, 14.086, 20.809)],
)
def test_nps_gives_the_published_interval(counted, value, low, high):
    score = nps(*counted)
    assert score.value == pytest.approx(value, abs=1e-4)
    assert ends(score.interval) == pytest.approx((low, high), abs=5e-3)
    assert ends(score.interval) != pytest.approx((14.3, 20.5), abs=0.1)


def test_nps_of_all_people_has_no_reach_left():
    assert nps(31, 5, 5, population=41).interval.high == pytest.approx(nps(31, 5, 5).value)
    assert ends(nps(1, 0, 0, population=1).interval)[1] == 100


def test_nps_narrows_with_the_share_that_answered():
    some, most = nps(20, 5, 5, population=300).interval, nps(20, 5, 5, population=33).interval
    assert most.high - most.low < some.high - some.low


def test_nps_of_nobody_is_none_and_of_too_many_a_fault():
    assert nps(0, 0, 0) is None
    with pytest.raises(ValueError, match="people"):
        nps(3, 0, 0, population=2)
    with pytest.raises(ValueError, match="below"):
        nps(-1, 2, 0)


@given(counts, counts, counts, st.integers(0, 100))
def test_nps_interval_holds_the_score(promoters, passives, detractors, silent):
    score = nps(promoters, passives, detractors, population=promoters + passives + detractors + silent)
    if score:
        assert -100 <= score.interval.low <= score.value <= score.interval.high <= 100


def test_nps_arrow_needs_a_difference_that_leaves_out_zero():
    small = nps_difference(nps(6, 2, 2), nps(5, 2, 3))
    large = nps_difference(nps(180, 10, 10), nps(60, 40, 100))
    assert small.interval.holds(0)
    assert not large.interval.holds(0)
    assert large.value == pytest.approx(105)


def test_kaplan_meier_gives_freireichs_table():
    curve = kaplan_meier(MP6_TIMES, MP6_EVENTS)
    expected = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert {time: round(curve.at(time), 4) for time in expected} == expected
    assert curve.median == 23
    assert kaplan_meier(CONTROL_TIMES, [True] * 21).median == 8
    assert [(step.at_risk, step.events, step.censored) for step in curve.steps[:3]] == [
        (21, 0, 0),
        (21, 3, 1),
        (17, 1, 0),
    ]


def test_kaplan_meier_says_not_reached():
    assert kaplan_meier([1, 2, 3], [0, 0, 1]).median == 3
    assert kaplan_meier([1, 2, 3], [0, 0, 0]).median is None
    assert kaplan_meier([], []).median is None
    assert kaplan_meier([1, 2], [1, 0]).median == 1


def test_kaplan_meier_begins_at_zero_and_ends_with_the_last():
    curve = kaplan_meier([0, 0, 5], [1, 0, 1])
    assert [(step.time, step.survival) for step in curve.steps] == [(0, pytest.approx(2 / 3)), (5, 0)]
    assert ends(curve.steps[-1].interval) == (0, 0)
    assert curve.at(4.9) == pytest.approx(2 / 3)


@pytest.mark.parametrize("times", [[1], [-1, 2], [float("nan"), 1], [float("inf"), 1]])
def test_kaplan_meier_refuses_what_is_no_duration(times):
    with pytest.raises(ValueError, match=r"as many|duration"):
        kaplan_meier(times, [True, True])


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=40))
def test_kaplan_meier_falls_within_its_band(lives):
    curve = kaplan_meier([time for time, _event in lives], [event for _time, event in lives])
    survivals = [step.survival for step in curve.steps]
    assert survivals == sorted(survivals, reverse=True)
    assert all(
        step.interval.low - 1e-12 <= step.survival <= step.interval.high + 1e-12 for step in curve.steps
    )
    assert sum(step.events + step.censored for step in curve.steps) == len(lives)


def test_gini_gives_the_published_figure_and_its_edges():
    incomes = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    assert gini(incomes) == pytest.approx(0.4620911, abs=5e-8)
    assert gini([3, 3, 3]) == 0
    assert gini([0, 0, 0, 0, 7]) == pytest.approx(0.8)
    assert gini([]) is None
    assert gini([0, 0]) is None


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 5, "b": 9}, set()),
        ({"a": 4, "b": 9, "c": 7}, {"a", "c"}),
        ({"a": 4, "b": 1, "c": 7}, {"a", "b"}),
        ({"a": 1, "b": 1, "c": 7, "d": 8}, {"a", "b", "c"}),
        ({"a": 0, "b": 9}, {"a"}),
        ({"a": 0, "b": 3, "c": 9, "d": 10}, {"a", "b", "c"}),
        ({"a": 3}, {"a"}),
    ],
)
def test_small_groups_hide_and_are_not_given_away(sizes, hidden):
    assert too_small(sizes) == hidden


def test_smallest_group_cannot_be_set_below_five():
    with pytest.raises(ValueError, match="never"):
        too_small({"a": 9}, k=4)


@given(st.dictionaries(st.integers(), st.integers(0, 30)), st.integers(5, 20))
def test_total_minus_what_is_shown_is_never_a_few(sizes, k):
    hidden = too_small(sizes, k)
    assert all(sizes[key] >= k for key in set(sizes) - hidden)
    rest = sum(sizes[key] for key in hidden)
    everyone_hidden = rest == sum(sizes.values())
    assert rest == 0 or rest >= k or everyone_hidden


@needs_data
def test_published_examples_are_the_ones_tested_here():
    published = json.loads((DATA / "published.json").read_text())
    for example in published["nps"]:
        score = nps(example["promoters"], example["passives"], example["detractors"])
        assert score.value == pytest.approx(example["nps"], abs=1e-3)
        if "adjusted_wald95" in example:
            assert ends(score.interval) == pytest.approx(example["adjusted_wald95"], abs=6e-3)
    for fraction, expected in published["proportion_ci_newcombe_1998a"]["wilson95"].items():
        assert ends(wilson(*map(int, fraction.split("/")))) == pytest.approx(expected, abs=6e-5)
    freireich = published["kaplan_meier_freireich"]
    assert (freireich["mp6_time"], freireich["mp6_event"]) == (MP6_TIMES, MP6_EVENTS)


def open_university(presentation):
    """Durations and events of module AAA, by the rule in its expected.json."""
    with (DATA / "oulad/courses.csv").open() as file:
        lengths = {
            (row["code_module"], row["code_presentation"]): int(row["module_presentation_length"])
            for row in csv.DictReader(file)
        }
    length = lengths["AAA", presentation]
    with gzip.open(DATA / "oulad/registrations_outcomes.csv.gz", "rt") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["code_module"] == "AAA" and row["code_presentation"] == presentation
        ]
    left = [int(float(row["date_unregistration"])) if row["date_unregistration"] else None for row in rows]
    started = [day for day in left if day is None or day > 0]
    return [min(day or length, length) for day in started], [
        day is not None and day <= length for day in started
    ]


@needs_data
@pytest.mark.parametrize("presentation", ["2013J", "2014J"])
def test_open_university_drop_off_is_reproduced(presentation):
    expected = json.loads((DATA / "oulad/expected.json").read_text())[f"km_AAA_{presentation}"]
    times, events = open_university(presentation)
    curve = kaplan_meier(times, events)
    assert (len(times), sum(events)) == (expected["n_started"], expected["events"])
    assert {day: round(curve.at(int(day)), 6) for day in expected["S"]} == expected["S"]
    assert curve.median is None


@needs_data
def test_open_university_curve_equals_row_by_row():
    curve = kaplan_meier(*open_university("2013J"))
    with (DATA / "oulad/expected_km_AAA_2013J.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(curve.steps)
    for row, step in zip(rows, curve.steps, strict=True):
        counted = [float(row["day"]), int(row["at_risk"]), int(row["observed"]), int(row["censored"])]
        assert counted == [step.time, step.at_risk, step.events, step.censored]
        estimate = [float(row[f"KM_estimate{suffix}"]) for suffix in ("", "_lower_0.95", "_upper_0.95")]
        assert [step.survival, *ends(step.interval)] == pytest.approx(estimate, abs=6e-9)
