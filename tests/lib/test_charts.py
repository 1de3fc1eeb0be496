"""Charts are well-formed, escape what people named, obey the page's policy and say the same in their tables."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lib.charts import Bar, Bars, Part, PartsBar, Point, Sparkline, StepCurve, nice_ticks, survival_points
from lib.statistics import kaplan_meier

EVIL = '"><script>alert(1)</script>&amp;‏مارا'


def curve(points, **changes):
    words = {
        "key": "drop-off",
        "title": "Drop-off",
        "description": "Nine of ten stayed.",
        "x_label": "Day",
        "y_label": "Still in",
    }
    return StepCurve(**(words | changes), points=points)


def bars(*rows, **changes):
    return Bars(
        **({"key": "teams", "title": "Teams", "description": "By team."} | changes),
        bars=rows,
        headers=("Team", "Done"),
    )


CHARTS = [
    curve([]),
    curve([Point(0, 1)]),
    curve([Point(0, 1, 1, 1), Point(4, 0.5, 0.2, 0.8), Point(9, 0, 0, 0)], title=EVIL, x_label=EVIL),
    PartsBar(
        "nps", "NPS", EVIL, [Part(EVIL, 31), Part("Passives", 5, "soft"), Part("Detractors", 5, "voice")]
    ),
    PartsBar("nps", "NPS", "Nobody.", [Part("Promoters", 0), Part("Detractors", 0)]),
    bars(Bar(EVIL, 0.5, 0.2, 0.8, "50%"), Bar("Few", None), Bar("None", 0)),
    bars(),
    Sparkline("week", "Weeks", "Up.", [1, 2.5, None, 4], ["a", "b", "c", EVIL], ("Week", "Share")),
    Sparkline("week", "Weeks", "Nothing.", [], [], ("Week", "Share")),
    Sparkline("week", "Weeks", "Hidden.", [None], ["a"], ("Week", "Share")),
]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
@pytest.mark.parametrize("chart", CHARTS)
def test_chart_is_well_formed_named_and_without_style(chart, language):
    with translation.override(language):
        root = ElementTree.fromstring(chart.svg())
    named = [root.find(f"*[@id='{name}']") for name in root.get("aria-labelledby").split()]
    assert [element.text for element in named] == [chart.title, chart.description]
    for element in root.iter():
        assert element.tag in {"svg", "title", "desc", "path", "rect", "circle", "text", "tspan"}
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
        for name in {"x", "y", "width", "height", "d", "cx", "cy"} & set(element.attrib):
            assert "," not in element.attrib[name]


@pytest.mark.parametrize("chart", CHARTS)
def test_every_row_of_a_table_has_a_cell_a_header(chart):
    table = chart.table()
    assert all(len(row) == len(table.headers) for row in table.rows)


def test_a_key_that_is_no_id_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="no id"):
        curve([], key="a b").svg()


def test_curve_goes_down_in_steps_with_its_band():
    survival = kaplan_meier([2, 4, 4, 8], [1, 1, 0, 0])
    chart = curve(survival_points(survival), extra_headers=("At risk", "Left"))
    root = ElementTree.fromstring(chart.svg())
    assert root.find("path[@class='chart__line']").get("d") == "M44 12H151V62.5H258V113H472V113"
    assert root.find("path[@class='chart__area']").get("d").endswith("Z")
    assert chart.table().headers == ("Day", "Still in", "95% interval", "At risk", "Left")
    assert chart.table().rows[1][:2] == ("2", "75%")
    assert chart.table().rows[1][3:] == ("4", "1")


def test_parts_share_the_width_by_their_counts():
    root = ElementTree.fromstring(CHARTS[3].svg())
    widths = [float(bar.get("width")) for bar in root.findall("rect")]
    assert widths == pytest.approx([480 * share / 41 - 2 for share in (31, 5, 5)], abs=0.06)
    assert CHARTS[3].table().rows[1] == ("Passives", "5", "12%")


def test_too_few_is_said_and_not_drawn():
    chart = bars(Bar("Few", None))
    assert "too few to show" in chart.svg()
    assert "<rect" not in chart.svg()
    assert chart.table().rows == (("Few", "too few to show"),)


def test_a_gap_breaks_the_line():
    assert CHARTS[7].svg().count("chart__line") == 2


@given(st.floats(0.001, 1e7))
def test_ticks_are_few_round_and_within(end):
    ticks = nice_ticks(end)
    assert ticks[0] == 0
    assert ticks[-1] <= end * (1 + 1e-9)
    assert len(ticks) <= 8
