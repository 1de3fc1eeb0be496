"""A cohort's results as sentences: what is shown, what is still too few to show, and how each figure is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.models import Figure, Wave
from analytics.registry import Metric, metric
from cohorts.models import Cohort
from lib.charts import Bar, Bars, Chart, Part, PartsBar, Point, StepCurve, number, percent
from people.models import User

LOW_RESPONSE = 0.4


@dataclass(frozen=True)
class Said:
    """One figure: its sentence, the figure itself, and what stands behind "how is this counted?"."""

    about: Metric
    words: str
    shown: str = ""
    interval: str = ""
    counted: str = ""
    others: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    as_of: datetime | None = None
    through: int = 0
    chart: Chart | None = None


def results_of(cohort: Cohort) -> dict:
    """What `analytics/cohort_results.html` shows, in two queries."""
    figures = {figure.metric: figure for figure in Figure.objects.filter(cohort=cohort)}
    wave = Wave.objects.filter(cohort=cohort).first()
    if "completion" not in figures or not figures["completion"].denominator:
        return {"cohort": cohort, "said": [], "charts": [], "wave": wave, "is_empty": bool(figures)}
    said = [
        completion(figures),
        on_time(figures["on_time"]),
        half_finished(figures["time_to_complete"]),
        satisfaction(figures, wave),
        *applied(figures),
        *ideas(figures),
    ]
    charts = [one for one in (drop_off(figures), by_module(figures["drop_off_modules"])) if one]
    return {
        "cohort": cohort,
        "headline": headline(figures),
        "said": said,
        "charts": charts,
        "wave": wave,
        "comments": comments_of(wave),
    }


def headline(figures: dict[str, Figure]) -> str:
    """The answer in one line, such as "41 of 48 finished; NPS 45 (31 of 41 answered)"."""
    return "; ".join(
        words for words in (finished_words(figures["completion"]), nps_line(figures.get("nps"))) if words
    )


def finished_words(figure: Figure) -> str:
    if not figure.denominator:
        return _("Nobody has come in yet")
    counts = {"done": number(figure.numerator or 0), "all": number(figure.denominator)}
    return _("%(done)s of %(all)s finished") % counts


def nps_words(figure: Figure) -> str:
    """The score with its response, such as "NPS 45 (31 of 41 answered)"."""
    counts = {
        "score": _points(figure.value or 0),
        "answered": number(figure.detail["answered"]),
        "asked": number(figure.detail["asked"]),
    }
    return _("NPS %(score)s (%(answered)s of %(asked)s answered)") % counts


def nps_line(figure: Figure | None) -> str:
    """The score in words, or nothing where fewer than the smallest group answered."""
    if figure is None or figure.value is None or figure.detail["answered"] < settings.SMALLEST_GROUP:
        return ""
    return nps_words(figure)


def too_few() -> str:
    return _("Too few answers to show")


def completion(figures: dict[str, Figure]) -> Said:
    """C/E in front; C/S and C/A one click away and always together."""
    others = [
        f"{metric(key).title}: {_share(figures[key])}" for key in ("completion_started", "completion_active")
    ]
    withdrawn = figures["completion"].detail.get("withdrawn", 0)
    if withdrawn:
        words = ngettext("%(n)d of them withdrew.", "%(n)d of them withdrew.", withdrawn)
        others.append(words % {"n": withdrawn})
    return _said(figures["completion"], finished_words(figures["completion"]), others=others)


def on_time(figure: Figure) -> Said:
    counts = {"done": number(figure.numerator or 0), "all": number(figure.denominator or 0)}
    return _said(figure, _("%(done)s of %(all)s finished on time") % counts)


def half_finished(figure: Figure) -> Said:
    if figure.value is None:
        return Said(metric(figure.metric), _("Half have not finished yet"), as_of=figure.as_of)
    day = int(figure.value) + 1
    return Said(
        metric(figure.metric), _("Half had finished by day %(day)d") % {"day": day}, as_of=figure.as_of
    )


def satisfaction(figures: dict[str, Figure], wave: Wave | None) -> Said:
    """NPS with its three parts, or that nobody was asked, or that too few have answered."""
    figure = figures.get("nps")
    if wave is None:
        return Said(metric("nps"), _("The closing question has not been asked yet"))
    if figure is None or not (words := nps_line(figure)):
        return Said(metric("nps"), too_few())
    return _said(
        figure,
        words,
        shown=_points(figure.value),
        interval=f"{_points(figure.low or 0)} – {_points(figure.high or 0)}",
        warnings=list(_warnings(figures["nps_response"])),
        chart=_parts(figure),
    )


def applied(figures: dict[str, Figure]) -> Iterable[Said]:
    """What was tried at work within 30 days, and one click away within 60 and 90; nothing before anything is that old."""
    found = [figures[f"applied_{days}"] for days in (30, 60, 90) if f"applied_{days}" in figures]
    shown = [figure for figure in found if figure.denominator]
    if not shown:
        if any(figure.detail.get("is_few") for figure in found):
            yield Said(metric(found[0].metric), too_few())
        return
    first, *later = shown
    counts = {"done": number(first.numerator or 0), "all": number(first.denominator or 0)}
    others = [f"{metric(figure.metric).title}: {_share(figure)}" for figure in later]
    yield _said(first, _("%(done)s of %(all)s commitments were tried within 30 days") % counts, others=others)


def ideas(figures: dict[str, Figure]) -> Iterable[Said]:
    """What became of ideas; nothing before there is one."""
    figure = figures.get("ideas_adopted")
    if figure and figure.denominator:
        words = ngettext("%(done)s of %(all)s idea was adopted by somebody outside the team",
                         "%(done)s of %(all)s ideas were adopted by somebody outside the team", figure.denominator)  # fmt: skip
        counts = {"done": number(figure.numerator or 0), "all": number(figure.denominator)}
        yield _said(figure, words % counts)


def drop_off(figures: dict[str, Figure]) -> Said | None:
    """Who is still in by day, where silence is leaving too; what withdrawal alone says stands beside it."""
    figure, strict = figures["drop_off_silent"], figures["drop_off_withdrawal"]
    if not figure.denominator:
        return None
    gone = {"left": number(strict.numerator or 0), "all": number(strict.denominator or 0)}
    others = [_("%(left)s of %(all)s withdrew.") % gone]
    counts = {"left": number(figure.numerator or 0), "all": number(figure.denominator)}
    words = _("%(left)s of %(all)s left on the way") % counts
    return _said(figure, words, others=others, chart=_curve(figure, words))


def by_module(figure: Figure) -> Said | None:
    """Where people stopped: of those who reached a part, how many are gone from it."""
    modules = figure.detail.get("modules", [])
    if not any(row["reached"] for row in modules):
        return None
    worst = max(modules, key=lambda row: row["gone"])
    words = _("Nobody stopped for good in any part")
    if worst["gone"]:
        words = _("Most of those who left did so in “%(module)s”") % {"module": worst["title"]}
    return _said(figure, words, chart=_module_bars(figure, words, modules))


def _curve(figure: Figure, title: str) -> StepCurve:
    return StepCurve(
        key=f"drop-off-{figure.cohort_id}",
        title=title,
        description=str(metric(figure.metric).sentence),
        points=[
            Point(t, s, low, high, (number(n), number(d)))
            for t, s, low, high, n, d, _c in figure.detail["steps"]
        ],
        x_label=_("Day of the run"),
        y_label=_("Still in"),
        extra_headers=(_("Were in"), _("Left that day")),
    )


def _module_bars(figure: Figure, title: str, modules: list[dict]) -> Bars:
    return Bars(
        key=f"by-module-{figure.cohort_id}",
        title=title,
        description=str(metric(figure.metric).sentence),
        bars=[_module(row) for row in modules],
        headers=(_("Part"), _("Stopped here, of those who reached it")),
        most=1,
    )


def comments_of(wave: Wave | None) -> list[dict]:
    """Published comments in their drawn order; a name stands only beside words that were signed."""
    comments = wave.published.get("comments", []) if wave else []
    names = {p.pk: p for p in User.objects.filter(pk__in=[c["by"] for c in comments if c["by"]])}
    return [{"words": one["words"], "by": names.get(one["by"])} for one in comments]


def _module(row: dict) -> Bar:
    gone, reached = row["gone"], row["reached"]
    shown = _("%(gone)s of %(reached)s") % {"gone": number(gone), "reached": number(reached)}
    return Bar(row["title"], gone / reached if reached else 0.0, shown=shown)


def _said(figure: Figure, words: str, **more) -> Said:
    given = {
        "shown": percent(figure.value) if figure.value is not None else "",
        "interval": _range(figure),
        "counted": f"{number(figure.numerator or 0)} / {number(figure.denominator or 0)}",
        "as_of": figure.as_of,
        "through": figure.through_number,
    }
    return Said(metric(figure.metric), words, **{**given, **more})


def _share(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    counts = {"done": number(figure.numerator or 0), "all": number(figure.denominator or 0)}
    return f"{_('%(done)s of %(all)s') % counts} ({percent(figure.value)}; {_range(figure)})"


def _range(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"{percent(figure.low)} – {percent(figure.high)}"


def _points(value: float) -> str:
    """A score in whole points, with the minus sign that readers expect."""
    return number(round(value)).replace("-", "−")


def _warnings(response: Figure) -> Iterable[str]:
    if response.value is not None and response.value < LOW_RESPONSE:
        yield _("Fewer than 40 % answered: those who did may not speak for the others.")


def _parts(figure: Figure) -> PartsBar:
    detail = figure.detail
    return PartsBar(
        key=f"nps-{figure.cohort_id}",
        title=_("Who would recommend it"),
        description=str(metric("nps").sentence),
        parts=[
            Part(_("0–6 would not"), detail["detractors"], "voice"),
            Part(_("7–8 are in between"), detail["passives"], "soft"),
            Part(_("9–10 would"), detail["promoters"]),
        ],
    )
