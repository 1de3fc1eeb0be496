"""Charts drawn on the server: small dataclasses that give an SVG fragment and, for whoever cannot see it, its table.

Looks come from the classes of `chart.css`; only geometry stands in attributes, as the page's policy allows no style.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lib.statistics import Survival

WIDTH = 480
_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The same figures to read: headers, and rows of as many texts, the first naming its row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a curve: from x on the share is y, between low and high; `extra` stands in the table only."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepCurve:
    """Shares 0–1 that fall (or rise) in steps, with the band of their intervals: drop-off by day."""

    key: str
    title: str
    description: str
    points: Sequence[Point]
    x_label: str
    y_label: str
    extra_headers: tuple[str, ...] = ()

    HEIGHT = 260
    LEFT, TOP, RIGHT, BOTTOM = 44, 12, WIDTH - 8, 214

    def svg(self) -> SafeString:
        end = max((point.x for point in self.points), default=0) or 1
        places = [self._place(point, end) for point in self.points]
        drawing = [self._grid(end)]
        if places and all(point.low is not None and point.high is not None for point in self.points):
            drawing.append(format_html('<path class="chart__area" d="{}"/>', self._band(places)))
        if places:
            drawing.append(
                format_html('<path class="chart__line" d="{}"/>', _steps([(x, y) for x, y, *_ in places]))
            )
        return _svg(self.key, self.title, self.description, self.HEIGHT, drawing)

    def table(self) -> ChartTable:
        headers = (self.x_label, self.y_label, _("95% interval"), *self.extra_headers)
        return ChartTable(headers, tuple(self._row(point) for point in self.points))

    def _row(self, point: Point) -> tuple[str, ...]:
        known = point.low is not None and point.high is not None
        interval = f"{percent(point.low or 0, 1)} – {percent(point.high or 0, 1)}" if known else "–"
        return (number(point.x), percent(point.y, 1), interval, *point.extra)

    def _place(self, point: Point, end: float) -> tuple[float, float, float, float]:
        x = self.LEFT + (self.RIGHT - self.LEFT) * point.x / end
        low, high = (
            point.low if point.low is not None else point.y,
            point.high if point.high is not None else point.y,
        )
        return x, self._height(point.y), self._height(low), self._height(high)

    def _height(self, share: float) -> float:
        return self.BOTTOM - (self.BOTTOM - self.TOP) * min(max(share, 0.0), 1.0)

    def _band(self, places: Sequence[tuple[float, float, float, float]]) -> str:
        above = _steps([(x, high) for x, _y, _low, high in places])
        below = [(x, low) for x, _y, low, _high in places]
        back = [f"L{_at(places[-1][0])} {_at(below[-1][1])}"]
        for (_x0, low0), (x1, _low1) in reversed(list(pairwise(below))):
            back.append(f"H{_at(x1)}V{_at(low0)}")
        return f"{above}{''.join(back)}H{_at(below[0][0])}Z"

    def _grid(self, end: float) -> SafeString:
        lines = _joined(self._level(share) for share in (0, 0.25, 0.5, 0.75, 1))
        across = (self.RIGHT - self.LEFT) / end
        ticks = _joined(
            _text(self.LEFT + across * tick, self.BOTTOM + 18, number(tick), "middle")
            for tick in nice_ticks(end)
        )
        return _joined([lines, ticks, _text(self.RIGHT, self.BOTTOM + 38, self.x_label, "end")])

    def _level(self, share: float) -> SafeString:
        name, y = "chart__grid" if share else "chart__axis", self._height(share)
        line = format_html('<path class="{}" d="M{} {}H{}"/>', name, self.LEFT, _at(y), self.RIGHT)
        return _joined([line, _text(self.LEFT - 6, y + 4, percent(share), "end")])


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole: its name, how many, and its tone in the stylesheet ("", "soft" or "voice")."""

    label: str
    count: int
    tone: str = ""


@dataclass(frozen=True)
class PartsBar:
    """One whole in two or three parts, each with its count: promoters, passives and detractors."""

    key: str
    title: str
    description: str
    parts: Sequence[Part]

    HEIGHT = 64
    GAP = 2

    def svg(self) -> SafeString:
        total = sum(part.count for part in self.parts)
        drawing = []
        x = 0.0
        for index, part in enumerate(self.parts):
            width = WIDTH * part.count / total if total else 0
            if width:
                drawing.append(_bar(x, 0, max(1.0, width - self.GAP), 28, part.tone))
            drawing.append(self._label(index, part))
            x += width
        return _svg(self.key, self.title, self.description, self.HEIGHT, drawing)

    def table(self) -> ChartTable:
        total = sum(part.count for part in self.parts)
        rows = tuple(
            (part.label, number(part.count), percent(part.count / total) if total else "–")
            for part in self.parts
        )
        return ChartTable((_("Answer"), _("People"), _("Share")), rows)

    def _label(self, index: int, part: Part) -> SafeString:
        # Under a thin part its words would run into the next ones: they keep to start, middle and end.
        last = len(self.parts) - 1
        anchor = "start" if index == 0 else "end" if index == last else "middle"
        x = WIDTH * index / last if last else 0
        words = '<text x="{}" y="50" text-anchor="{}"><tspan class="chart__value">{}</tspan> {}</text>'
        return format_html(words, _at(x), anchor, number(part.count), part.label)


@dataclass(frozen=True, slots=True)
class Bar:
    """A named figure, with its interval where it has one; None is "too few to show"."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    shown: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Bars:
    """Figures from 0 up, side by side, one a line: completion by team, drop-off by module."""

    key: str
    title: str
    description: str
    bars: Sequence[Bar]
    headers: tuple[str, str]
    most: float | None = field(default=None)

    LINE = 48

    def svg(self) -> SafeString:
        ends = [end for bar in self.bars for end in (bar.value, bar.high) if end is not None]
        most = self.most or max(ends, default=0) or 1
        drawing = [self._line(bar, index * self.LINE, most) for index, bar in enumerate(self.bars)]
        return _svg(self.key, self.title, self.description, max(1, len(self.bars)) * self.LINE, drawing)

    def table(self) -> ChartTable:
        return ChartTable(self.headers, tuple((bar.label, _shown(bar)) for bar in self.bars))

    def _line(self, bar: Bar, y: float, most: float) -> SafeString:
        value = '<text class="chart__value" x="{}" y="{}" text-anchor="end">{}</text>'
        shown = format_html(value, WIDTH, _at(y + 14), _shown(bar))
        words = _joined([_text(0, y + 14, bar.label, "start"), shown])
        if bar.value is None:
            return words

        def across(value: float) -> float:
            return WIDTH * min(max(value, 0.0), most) / most

        drawing = [
            words,
            _bar(0, y + 20, WIDTH, 12, "soft"),
            _bar(0, y + 20, across(bar.value), 12, bar.tone),
        ]
        if bar.low is not None and bar.high is not None:
            low, high, middle = _at(across(bar.low)), _at(across(bar.high)), _at(y + 35)
            path = f"M{low} {middle}H{high}M{low} {_at(y + 32)}v6M{high} {_at(y + 32)}v6"
            drawing.append(format_html('<path class="chart__range" d="{}"/>', path))
        return _joined(drawing)


@dataclass(frozen=True)
class Sparkline:
    """How a figure went, word-sized, without axes; None leaves a gap. `labels` name the values in the table."""

    key: str
    title: str
    description: str
    values: Sequence[float | None]
    labels: Sequence[str]
    headers: tuple[str, str]

    SIZE = (120, 32)
    EDGE = 4

    def svg(self) -> SafeString:
        width, height = self.SIZE
        known = [value for value in self.values if value is not None]
        low, high = min([0, *known]), max(known, default=0)
        run, rise = (width - 2 * self.EDGE) / max(1, len(self.values) - 1), (height - 2 * self.EDGE)

        def place(index: int, value: float) -> tuple[float, float]:
            return self.EDGE + run * index, height - self.EDGE - rise * ((value - low) / (high - low or 1))

        places = [(index, value) for index, value in enumerate(self.values) if value is not None]
        # Neighbours have the same distance to their place among the known: a gap changes it.
        runs = groupby(enumerate(places), key=lambda pair: pair[1][0] - pair[0])
        lines = [[place(*pair) for _order, pair in run] for _distance, run in runs]
        drawing = [format_html('<path class="chart__line" d="{}"/>', _polyline(line)) for line in lines]
        if places:
            x, y = place(*places[-1])
            drawing.append(format_html('<circle class="chart__bar" cx="{}" cy="{}" r="3"/>', _at(x), _at(y)))
        return _svg(self.key, self.title, self.description, height, drawing, width=width)

    def table(self) -> ChartTable:
        shown = (number(value, 1) if value is not None else _("too few to show") for value in self.values)
        return ChartTable(self.headers, tuple(zip(self.labels, shown, strict=True)))


Chart = StepCurve | PartsBar | Bars | Sparkline


def survival_points(survival: Survival) -> list[Point]:
    """Points of a Kaplan–Meier curve; extra columns: people at risk, left on this day."""
    return [
        Point(
            step.time,
            step.survival,
            step.interval.low,
            step.interval.high,
            (number(step.at_risk), number(step.events)),
        )
        for step in survival.steps
    ]


def number(value: float, digits: int = 0) -> str:
    """A number as the reader writes it; decimals only where there are some."""
    shown = round(value, digits)
    return number_format(shown, decimal_pos=0 if shown == int(shown) else digits, force_grouping=True)


def percent(share: float, digits: int = 0) -> str:
    """A share 0–1 as the reader writes percent."""
    return _("%(number)s%%") % {"number": number(share * 100, digits)}


def nice_ticks(end: float, most: int = 7) -> list[float]:
    """0 and round numbers up to `end`, `most` steps at the most."""
    rough = end / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
    step = max(step, 1.0) if end >= 1 else step
    return [step * index for index in range(math.floor(end / step + 1e-9) + 1)]


def _svg(
    key: str,
    title: str,
    description: str,
    height: float,
    drawing: Iterable[SafeString],
    *,
    width: float = WIDTH,
) -> SafeString:
    if not _NAME.fullmatch(key):
        raise ValueError(f"{key!r} is no id for a chart")
    return format_html(
        '<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" direction="ltr" role="img" '
        'aria-labelledby="{2}-title {2}-desc"><title id="{2}-title">{3}</title><desc id="{2}-desc">{4}</desc>{5}</svg>',
        *(width, height, key, title, description, _joined(drawing)),
    )


def _joined(drawing: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in drawing))


def _bar(x: float, y: float, width: float, height: float, tone: str) -> SafeString:
    name = f"chart__bar chart__bar--{tone}" if tone else "chart__bar"
    rectangle = '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
    return format_html(rectangle, name, _at(x), _at(y), _at(width), height)


def _text(x: float, y: float, words: str, anchor: str) -> SafeString:
    return format_html('<text x="{}" y="{}" text-anchor="{}">{}</text>', _at(x), _at(y), anchor, words)


def _shown(bar: Bar) -> str:
    return _("too few to show") if bar.value is None else bar.shown or number(bar.value, 1)


def _steps(places: Sequence[tuple[float, float]]) -> str:
    (x, y), *rest = places
    return f"M{_at(x)} {_at(y)}" + "".join(f"H{_at(x)}V{_at(y)}" for x, y in rest)


def _polyline(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_at(x)} {_at(y)}" for x, y in places)


def _at(value: float) -> str:
    """A coordinate: a tenth is finer than anyone sees, and the page's language must not put a comma into it."""
    return f"{value:.1f}".removesuffix(".0")
