"""Agreement: published examples, another library's analysis of variance, and what holds for any ratings."""

import math

import pandas
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

from lib.agreement import intraclass, krippendorff_alpha, strength

# Shrout & Fleiss (1979), table 2: six targets, four judges.
TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Krippendorff (2011), example C: four observers, twelve units, some missing.
_ = None
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
UNITS = [[value for value in unit if value is not None] for unit in zip(*OBSERVERS, strict=True)]

ratings = st.lists(st.lists(st.integers(1, 4), min_size=2, max_size=4), min_size=2, max_size=12)


def test_intraclass_is_as_published():
    found = intraclass(TARGETS)
    assert (found.single, found.average, found.k) == pytest.approx((0.166, 0.443, 4), abs=5e-4)


@pytest.mark.parametrize(("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_as_published(metric, alpha):
    assert krippendorff_alpha(UNITS, metric) == pytest.approx(alpha, abs=5e-4)


@given(ratings)
def test_intraclass_agrees_with_an_analysis_of_variance(units):
    rows = [(str(n), value) for n, unit in enumerate(units) for value in unit]
    table = anova_lm(ols("y ~ C(unit)", pandas.DataFrame(rows, columns=["unit", "y"])).fit())
    between, within = table["mean_sq"]
    assume(between > 1e-9)
    sizes = [len(unit) for unit in units]
    k = (sum(sizes) - sum(n * n for n in sizes) / sum(sizes)) / (len(sizes) - 1)
    found = intraclass(units)
    assert found.single == pytest.approx((between - within) / (between + (k - 1) * within), abs=1e-9)
    assert found.average == pytest.approx((between - within) / between, rel=1e-6, abs=1e-9)


@given(ratings, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_does_not_depend_on_the_order(units, metric):
    alpha = krippendorff_alpha(units, metric)
    turned = krippendorff_alpha([unit[::-1] for unit in units[::-1]], metric)
    assert alpha == turned or alpha == pytest.approx(turned)
    assert alpha is None or alpha <= 1


def test_full_agreement_is_one():
    assert krippendorff_alpha([[1, 1], [3, 3, 3]]) == 1
    assert intraclass([[1, 1], [3, 3, 3]]).single == 1


def test_where_nothing_differs_nothing_is_known():
    assert krippendorff_alpha([[2, 2], [2, 2]]) is None
    assert intraclass([[2, 2], [2, 2]]) is None
    assert intraclass([[1, 4]]) is None
    assert intraclass([[1], [2], [3, 4]]) is None
    assert krippendorff_alpha([]) is None


def test_units_that_do_not_differ_are_worse_than_chance():
    found = intraclass([[1, 3], [1, 3]])
    assert found.single == -1
    assert math.isinf(found.average)


def test_another_metric_is_a_fault():
    with pytest.raises(ValueError, match="no metric"):
        krippendorff_alpha(UNITS, "cosine")


@pytest.mark.parametrize(
    ("alpha", "words"),
    [
        (1, "firm"),
        (0.8, "firm"),
        (0.799, "tentative"),
        (0.667, "tentative"),
        (0.66, "feedback"),
        (None, "feedback"),
    ],
)
def test_strength_says_what_it_is_good_for(alpha, words):
    assert strength(alpha) == words
