"""The Open University's module AAA as it really ran, written through the bulk side of our own actions.

Days are counted from a presentation's start, which the data set leaves unnamed: "2013J" is taken to begin on
1 October 2013, and every deed stands at noon UTC. Opening any page of the module's site is an act; completed is the
recorded outcome Pass or Distinction, as a facilitator's word. Kuzilek et al., Sci Data 4:170171 (2017), CC BY 4.0.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction

from cohorts.actions import complete_many, create_cohort, enroll_many, start_cohort, withdraw_many
from cohorts.models import Cohort
from courses.actions import add_activity, add_module, create_course, edit_activity, publish_course
from courses.models import Activity, Version
from people.actions import create_person
from people.models import User
from spaces.actions import Deed, record_many

MODULE = "AAA"
SITE = "The module's site"
FINISHED = ("Pass", "Distinction")
MONTHS = {"B": 2, "J": 10}


@dataclass
class Presentation:
    """One run of the module, read from the files."""

    name: str
    length: int
    registrations: list[dict] = field(default_factory=list)
    handed_in: list[tuple[str, str, int]] = field(default_factory=list)
    visits: set[tuple[str, str, int]] = field(default_factory=set)

    @property
    def starts_on(self) -> date:
        return date(int(self.name[:4]), MONTHS[self.name[4]], 1)

    def noon(self, day: str | int) -> datetime:
        """Noon of a day counted from the start."""
        return datetime.combine(self.starts_on + timedelta(days=int(day)), time(12), UTC)


def read(folder: Path, *, every_place: bool = False) -> dict[str, Presentation]:
    """Both presentations from the data folder; hand-ins carried over from an earlier run are left out.

    A learner's day on the site is one visit, or with `every_place` one for each kind of place that was visited.
    """
    runs = {
        row["code_presentation"]: Presentation(
            row["code_presentation"], int(row["module_presentation_length"])
        )
        for row in _rows(folder / "courses.csv")
        if row["code_module"] == MODULE
    }
    for row in _rows(folder / "registrations_outcomes.csv.gz"):
        if row["code_module"] == MODULE:
            runs[row["code_presentation"]].registrations.append(row)
    for row in _rows(folder / "vle_daily_AAA.csv.gz"):
        place = row["activity_type"] if every_place else SITE
        runs[row["code_presentation"]].visits.add((row["id_student"], place, int(row["date"])))
    tasks = _assignments(folder)
    for row in _rows(folder / "student_assessment.csv.gz"):
        if row["id_assessment"] in tasks and row["is_banked"] == "0":
            run, name = tasks[row["id_assessment"]]
            runs[run].handed_in.append((row["id_student"], name, int(row["date_submitted"])))
    return runs


@transaction.atomic
def replay(runs: dict[str, Presentation]) -> list[Cohort]:
    """Write people, registrations, daily activity, hand-ins and outcomes of these presentations."""
    by = User.objects.system()
    version, steps = _course(runs, by)
    people = _people(runs, by)
    return [_run(run, version, steps, people, by) for run in runs.values()]


def _run(run: Presentation, version: Version, steps: dict[str, Activity], people, by) -> Cohort:
    cohort = create_cohort(
        version,
        by=by,
        title=f"{MODULE} {run.name}",
        starts_on=run.starts_on,
        ends_on=run.starts_on + timedelta(days=run.length),
        time_zone="UTC",
        seats=len(run.registrations),
    )
    registered = {people[row["id_student"]]: row for row in run.registrations}
    moments = {person.pk: run.noon(row["date_registration"]) for person, row in registered.items()}
    enroll_many(cohort, people=registered, by=by, occurred_at=moments)
    start_cohort(cohort, by=by, occurred_at=run.noon(0))
    record_many(cohort.space, _deeds(run, steps, people))
    _outcomes(cohort, run, registered, by)
    return cohort


def _deeds(run: Presentation, steps: dict[str, Activity], people: dict[str, User]) -> Iterator[Deed]:
    """Learner by learner, so that a batch of the journal touches few of them."""
    visits = [(who, day, steps[kind], "activity.opened") for who, kind, day in run.visits]
    tasks = [(who, day, steps[name], "activity.finished") for who, name, day in run.handed_in]
    for who, day, step, verb in sorted([*visits, *tasks], key=lambda deed: (deed[0], deed[1], deed[2].pk)):
        yield Deed(verb, people[who], step, run.noon(day), {"activity": str(step.stable_id)})


def _outcomes(cohort: Cohort, run: Presentation, registered: dict[User, dict], by) -> None:
    left = {
        p.pk: run.noon(row["date_unregistration"])
        for p, row in registered.items()
        if row["date_unregistration"]
    }
    withdraw_many(cohort, people=[p for p in registered if p.pk in left], by=by, occurred_at=left)
    finished = [person for person, row in registered.items() if row["final_result"] in FINISHED]
    complete_many(cohort, people=finished, by=by, occurred_at=run.noon(run.length))


def _course(runs: dict[str, Presentation], by) -> tuple[Version, dict[str, Activity]]:
    """One course: a page for each kind of place on the module's site, and the assignments, which are required."""
    course = create_course(by=by, title=f"Open University, module {MODULE}")
    kinds = sorted({kind for run in runs.values() for _who, kind, _day in run.visits})
    tasks = sorted({name for run in runs.values() for _who, name, _day in run.handed_in})
    for title, names, required in (("Study", kinds, False), ("Assignments", [*tasks, "Exam"], True)):
        module = add_module(course, by=by, title=title)
        for name in names:
            page = add_activity(module, by=by, kind=Activity.Kind.LESSON)
            edit_activity(page, by=by, title=name, is_required=required)
    version = publish_course(course, by=by)
    return version, {page.title: page for page in Activity.objects.filter(module__version=version)}


def _people(runs: dict[str, Presentation], by) -> dict[str, User]:
    regions = {row["id_student"]: row["region"] for run in runs.values() for row in run.registrations}
    return {
        who: create_person(email=f"learner-{who}@oulad.invalid", name=f"Learner {who}", by=by, region=region)
        for who, region in regions.items()
    }


def _assignments(folder: Path) -> dict[str, tuple[str, str]]:
    """By assessment id, its presentation and its name: the same five assignments each time."""
    names: dict[str, tuple[str, str]] = {}
    counts: dict[str, int] = {}
    for row in _rows(folder / "assessments.csv"):
        run = row["code_presentation"]
        if row["code_module"] == MODULE and row["assessment_type"] == "TMA":
            counts[run] = counts.get(run, 0) + 1
            names[row["id_assessment"]] = (run, f"Assignment {counts[run]}")
    return names


def _rows(path: Path) -> Iterator[dict]:
    unpack = gzip.open if path.suffix == ".gz" else open
    with unpack(path, "rt", newline="") as lines:
        yield from csv.DictReader(lines)
