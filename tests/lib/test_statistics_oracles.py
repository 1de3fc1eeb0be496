"""Our figures against independent libraries, on many inputs that nobody chose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from lib.statistics import kaplan_meier, katz_ratio, newcombe_difference, wilson

levels = st.sampled_from([0.8, 0.95, 0.99])
groups = st.tuples(st.integers(1, 60), st.integers(1, 60))


def ends(interval):
    return (interval.low, interval.high)


@given(st.integers(0, 90), st.integers(1, 90), levels)
def test_wilson_agrees_with_statsmodels(x, rest, level):
    theirs = proportion_confint(x, x + rest, alpha=1 - level, method="wilson")
    assert ends(wilson(x, x + rest, level)) == pytest.approx(theirs, abs=1e-9)


@given(groups, groups, levels)
def test_newcombe_agrees_with_statsmodels(first, second, level):
    args = (first[0], sum(first), second[0], sum(second))
    theirs = confint_proportions_2indep(*args, method="newcomb", compare="diff", alpha=1 - level)
    assert ends(newcombe_difference(*args, level).interval) == pytest.approx(theirs, abs=1e-9)


@given(groups, groups, levels)
def test_katz_agrees_with_statsmodels(first, second, level):
    args = (first[0], sum(first), second[0], sum(second))
    theirs = confint_proportions_2indep(*args, method="log", compare="ratio", alpha=1 - level)
    assert ends(katz_ratio(*args, level).interval) == pytest.approx(theirs, rel=1e-9)


@given(st.lists(st.tuples(st.integers(1, 15), st.booleans()), min_size=2, max_size=30), levels)
@settings(max_examples=25, deadline=None)
def test_kaplan_meier_agrees_with_lifelines(lives, level):
    times, events = [time for time, _event in lives], [event for _time, event in lives]
    ours = kaplan_meier(times, events, level)
    fitted = KaplanMeierFitter(alpha=1 - level).fit(times, events)
    assert [step.time for step in ours.steps] == list(fitted.survival_function_.index)
    assert [step.survival for step in ours.steps] == pytest.approx(list(fitted.survival_function_.iloc[:, 0]))
    for column, end in enumerate(("low", "high")):
        theirs = fitted.confidence_interval_.iloc[:, column].fillna(0)
        assert [getattr(step.interval, end) for step in ours.steps] == pytest.approx(list(theirs), abs=1e-9)
    # At exactly a half theirs depends on how a logarithm was rounded.
    if all(abs(step.survival - 0.5) > 1e-9 for step in ours.steps):
        assert (ours.median or float("inf")) == fitted.median_survival_time_
