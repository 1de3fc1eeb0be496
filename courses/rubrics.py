"""Rubrics: by which criteria a team's work is looked at, and what each level of each looks like.

A rubric is kept with its activity, so a published version freezes it: `{"levels": [label, …], "criteria": [{"title",
"anchors": [what this level looks like, …]}, …]}`, the lowest level first. An activity without one has the usual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.text import clean_line

FEWEST_CRITERIA, MOST_CRITERIA = 3, 6
FEWEST_LEVELS, MOST_LEVELS = 3, 5
LONGEST = {"label": 40, "title": 120, "anchor": 300}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a criterion, counted from 1; at the ends of the scale whoever chooses it says why."""

    number: int
    label: str
    anchor: str
    is_end: bool


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to look at, counted from 0, with its levels from the lowest."""

    number: int
    title: str
    levels: tuple[Level, ...]

    def level(self, number: int | None) -> Level | None:
        return next((level for level in self.levels if level.number == number), None)


def criteria_of(rubric: dict) -> list[Criterion]:
    """A kept rubric's criteria; the usual ones of one that says nothing."""
    rubric = rubric or usual_rubric()
    labels = rubric["levels"]
    return [
        Criterion(number, criterion["title"], _levels(labels, criterion["anchors"]))
        for number, criterion in enumerate(rubric["criteria"])
    ]


def _levels(labels: Sequence[str], anchors: Sequence[str]) -> tuple[Level, ...]:
    last = len(labels)
    return tuple(
        Level(n, label, anchor, n in (1, last))
        for n, (label, anchor) in enumerate(zip(labels, anchors, strict=True), start=1)
    )


def usual_rubric() -> dict:
    """What is offered until an author says something better: purpose, substance, use."""
    return {
        "levels": [_("Not yet"), _("Partly"), _("Well"), _("Outstanding")],
        "criteria": [
            {
                "title": _("It answers the task"),
                "anchors": [
                    _("What was asked is missing or is another question."),
                    _("Some of what was asked is there."),
                    _("All that was asked is there and hangs together."),
                    _("It answers what was asked, and what one would have asked next."),
                ],
            },
            {
                "title": _("It says why"),
                "anchors": [
                    _("Claims stand alone."),
                    _("Some claims have an example or a reason."),
                    _("What matters has an example or a reason that can be checked."),
                    _("It also says what speaks against it."),
                ],
            },
            {
                "title": _("It can be used at work"),
                "anchors": [
                    _("Nobody could act on it."),
                    _("One could act on it after asking the team."),
                    _("A colleague can act on it tomorrow."),
                    _("A colleague in another place can act on it tomorrow."),
                ],
            },
        ],
    }


def cleaned(raw: dict) -> dict:
    """A rubric fit for keeping; empty criteria and levels are left out, and of nothing comes nothing.

    Refused: fewer than three or more than six criteria, three to five levels, and a criterion without a word on what
    a level looks like.
    """
    labels = [clean_line(label)[: LONGEST["label"]] for label in raw.get("levels", [])]
    criteria = [_cleaned(criterion, len(labels)) for criterion in raw.get("criteria", [])]
    criteria = [criterion for criterion in criteria if criterion["title"] or any(criterion["anchors"])]
    if not criteria:
        return {}
    kept = [place for place, label in enumerate(labels) if label]
    rubric = {
        "levels": [labels[place] for place in kept],
        "criteria": [c | {"anchors": [c["anchors"][place] for place in kept]} for c in criteria],
    }
    _refuse_odd(rubric)
    return rubric


def _cleaned(criterion: dict, levels: int) -> dict:
    anchors = [clean_line(anchor)[: LONGEST["anchor"]] for anchor in criterion.get("anchors", [])]
    return {
        "title": clean_line(criterion.get("title", ""))[: LONGEST["title"]],
        "anchors": [*anchors, *[""] * levels][:levels],
    }


def _refuse_odd(rubric: dict) -> None:
    if not FEWEST_LEVELS <= len(rubric["levels"]) <= MOST_LEVELS:
        raise ValidationError(_("A rubric has from three to five levels."), code="levels")
    if not FEWEST_CRITERIA <= len(rubric["criteria"]) <= MOST_CRITERIA:
        raise ValidationError(_("A rubric has from three to six criteria."), code="criteria")
    for number, criterion in enumerate(rubric["criteria"], start=1):
        if not criterion["title"]:
            raise ValidationError(_("Give criterion %(n)d a name.") % {"n": number}, code="title")
        if not all(criterion["anchors"]):
            words = _("Say of “%(title)s” what each level looks like.") % {"title": criterion["title"]}
            raise ValidationError(words, code="anchor")
