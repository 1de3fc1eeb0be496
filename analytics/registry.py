"""Every metric once: what it counts, over whom, by which clock, and in one plain sentence; pages and the API read this."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's definition. A changed formula is a new version, and rewrites no figure of the old one."""

    key: str
    title: Words
    sentence: Words
    formula: str
    unit: str
    population: Words
    time_rule: Words
    interval: Words
    smallest_group: int = 0
    version: int = 1


ENROLLED = _("Everyone ever enrolled, less those removed by mistake or moved to another cohort.")
STARTED = _("Of those enrolled, whoever did something on or after the first day; signing in is no start.")
ACTIVE = _("Of those enrolled, whoever did a required step or said something that others can see.")
IN_AT_START = _("Everyone enrolled, less those who had left by the end of the first day.")
BY_RULES = _("Under the rules in force when each finished; days are cut in the cohort's own time zone.")
WILSON = _("95% by Wilson's score method.")
GREENWOOD = _("95% by Greenwood's formula on the log(−log) scale.")
ASKED = _("The active members who were asked; one answer each, final once sent.")
STEPS = _("Counted when the question closes; before that five answers at a time, one step behind.")

_AGES = {
    30: (_("Tried within 30 days"), _("Of the commitments made at least 30 days ago, how many their owners had tried by then.")),
    60: (_("Tried within 60 days"), _("Of the commitments made at least 60 days ago, how many their owners had tried by then.")),
    90: (_("Tried within 90 days"), _("Of the commitments made at least 90 days ago, how many their owners had tried by then.")),
}  # fmt: skip
_APPLIED = tuple(
    Metric(
        key=f"applied_{days}",
        title=title,
        sentence=sentence,
        formula=f"tried within {days} days / made at least {days} days ago",
        unit="share",
        population=_("Commitments of everyone ever enrolled; who was asked and did not answer stays in."),
        time_rule=_(
            "Asked at 30, 60 and 90 days; told the team before is tried, too. Worked or not: both are tried."
        ),
        interval=WILSON,
        smallest_group=5,
    )
    for days, (title, sentence) in _AGES.items()
)
_METRICS = (
    Metric(
        key="completion",
        title=_("Finished"),
        sentence=_("How many of those enrolled did all required steps."),
        formula="C / E",
        unit="share",
        population=ENROLLED,
        time_rule=BY_RULES,
        interval=WILSON,
    ),
    Metric(
        key="completion_started",
        title=_("Finished, of those who started"),
        sentence=_("How many of those who started did all required steps."),
        formula="C / S",
        unit="share",
        population=STARTED,
        time_rule=BY_RULES,
        interval=WILSON,
    ),
    Metric(
        key="completion_active",
        title=_("Finished, of those who took part"),
        sentence=_("How many of those who took part did all required steps."),
        formula="C / A",
        unit="share",
        population=ACTIVE,
        time_rule=BY_RULES,
        interval=WILSON,
    ),
    Metric(
        key="on_time",
        title=_("Finished on time"),
        sentence=_("How many of those enrolled finished by the cohort's last day and a day of grace."),
        formula="C by due + 1 day / E",
        unit="share",
        population=ENROLLED,
        time_rule=_("The last day ends at midnight in the cohort's own time zone."),
        interval=WILSON,
    ),
    Metric(
        key="time_to_complete",
        title=_("Days until half had finished"),
        sentence=_("The first day of the run by which no more than half had still to finish."),
        formula="min t: KM(not yet completed)(t) ≤ 0.5",
        unit="days",
        population=IN_AT_START,
        time_rule=_(
            "Days since the cohort's first day; who left or has not finished yet counts as long as seen."
        ),
        interval=GREENWOOD,
    ),
    Metric(
        key="drop_off_withdrawal",
        title=_("Still in, until they withdrew"),
        sentence=_("The share still in on each day of the run, where leaving means to withdraw."),
        formula="S(t) = Π(1 − d/n)",
        unit="share",
        population=IN_AT_START,
        time_rule=_("Days since the cohort's first day, up to its last or today."),
        interval=GREENWOOD,
    ),
    Metric(
        key="drop_off_silent",
        title=_("Still in, until they withdrew or fell silent"),
        sentence=_(
            "The share still in on each day of the run, where leaving means to withdraw, or to do nothing for 21 days."
        ),
        formula="S(t) = Π(1 − d/n)",
        unit="share",
        population=IN_AT_START,
        time_rule=_("Days since the cohort's first day; who fell silent left on the day of their last act."),
        interval=GREENWOOD,
    ),
    Metric(
        key="drop_off_modules",
        title=_("Where people stopped"),
        sentence=_("Of those who reached a part of the course, how many went no further and are gone."),
        formula="gone in j / reached j",
        unit="share",
        population=IN_AT_START,
        time_rule=_(
            "Gone is withdrawn, or silent for 21 days without having finished; still there is not gone."
        ),
        interval=WILSON,
    ),
    Metric(
        key="nps",
        title=_("Net Promoter Score"),
        sentence=_("The share of scores 9 and 10 less the share of scores 0 to 6, in points."),
        formula="100 · (promoters − detractors) / answers",
        unit="points",
        population=ASKED,
        time_rule=STEPS,
        interval=_("95% by the adjusted Wald method, with the finite-population factor."),
        smallest_group=5,
    ),
    Metric(
        key="nps_response",
        title=_("Answered"),
        sentence=_("How many of those asked gave an answer."),
        formula="answers / asked",
        unit="share",
        population=ASKED,
        time_rule=STEPS,
        interval=WILSON,
        smallest_group=5,
    ),
    *_APPLIED,
    Metric(
        key="ideas_adopted",
        title=_("Ideas adopted elsewhere"),
        sentence=_("Of the ideas born here, how many somebody outside their author's team tried and kept."),
        formula="adopted by an owner outside the team / born",
        unit="share",
        population=_("Ideas that live in the cohort or in one of its teams."),
        time_rule=_("Counted as it stands; what is still being tried is not adopted."),
        interval=WILSON,
    ),
)
_by_key = {metric.key: metric for metric in _METRICS}


def all_metrics() -> tuple[Metric, ...]:
    return _METRICS


def metric(key: str) -> Metric:
    return _by_key[key]
