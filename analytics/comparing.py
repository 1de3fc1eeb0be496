"""Our figures of the Open University's module AAA beside the published ones: where they differ, and by what."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from analytics.models import Figure
from cohorts.models import Cohort

DIGITS = 6


def published(folder: Path) -> dict:
    return json.loads((folder / "expected.json").read_text())


def differences(cohorts: Iterable[Cohort], expected: dict) -> list[str]:
    """Each published figure that ours does not equal to the last of its six digits, in words; empty is equal."""
    found = []
    for cohort in cohorts:
        module, run = cohort.title.split()
        ours = {figure.metric: figure for figure in Figure.objects.filter(cohort=cohort)}
        rows = [
            row
            for row in expected["completion_by_presentation"]
            if (row["code_module"], row["code_presentation"]) == (module, run)
        ]
        pairs = [*_completion(ours, rows[0]), *_curve(ours, expected[f"km_{module}_{run}"])]
        found += [f"{run} {name}: {our} is not {their}" for name, our, their in pairs if our != their]
    return found


def survival_at(steps: list[list], day: float) -> float:
    """S on a day, from a stored curve: the last step up to it."""
    return next((step[1] for step in reversed(steps) if step[0] <= day), 1.0)


def _completion(ours: dict[str, Figure], theirs: dict) -> Iterable[tuple]:
    counts = ours["completion"].detail
    names = {"enrolled": "E", "started": "S", "completed": "C", "withdrawn": "withdrawn"}
    for name, key in names.items():
        yield name, counts[key], int(theirs[name])
    yield "rate_enrolled", round(ours["completion"].value, DIGITS), float(theirs["rate_enrolled"])
    yield "rate_started", round(ours["completion_started"].value, DIGITS), float(theirs["rate_started"])


def _curve(ours: dict[str, Figure], theirs: dict) -> Iterable[tuple]:
    curve = ours["drop_off_withdrawal"]
    yield "n_started", curve.denominator, theirs["n_started"]
    yield "events", curve.numerator, theirs["events"]
    for day, survival in theirs["S"].items():
        yield f"S({day})", round(survival_at(curve.detail["steps"], int(day)), DIGITS), survival
