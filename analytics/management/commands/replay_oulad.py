"""Replays the Open University's module AAA into this database and lays our figures beside the published ones."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from analytics import figures, oulad
from analytics.comparing import differences, published
from cohorts.models import Cohort
from spaces import readers


class Command(BaseCommand):
    help = "Write OULAD's module AAA through the bulk actions, compute its figures and compare them; JSON comes last."

    def add_arguments(self, parser) -> None:
        default = os.environ.get("COLLOQUY_DATA") or settings.BASE_DIR.parent / "shared" / "data"
        parser.add_argument("--data", type=Path, default=Path(default), help="the folder that holds oulad/")
        parser.add_argument(
            "--every-place", action="store_true", help="one entry a day for each kind of place, not one a day"
        )

    def handle(self, *args, data: Path, every_place: bool, **options) -> None:
        folder = data / "oulad"
        if not (folder / "courses.csv").exists():
            raise CommandError(f"{folder} is not there. COLLOQUY_DATA or --data names the data folder.")
        report = self._replay(folder, every_place)
        self.stdout.write(json.dumps(report))
        if report["differences"]:
            raise CommandError("The figures differ from the published ones.")

    def _replay(self, folder: Path, every_place: bool) -> dict:
        clock = _Clock()
        with connection.execute_wrapper(clock.count):
            runs = clock.time("read", partial(oulad.read, every_place=every_place), folder)
            cohorts = clock.time("written", oulad.replay, runs)
            clock.time("counted", count_all, cohorts)
        return {
            "bench": "replay_oulad",
            "entries": sum(cohort.space.last_number for cohort in cohorts),
            "queries": clock.queries,
            "seconds": clock.seconds,
            "cohorts": {cohort.title: cohort.pk for cohort in cohorts},
            "differences": differences(cohorts, published(folder)),
        }


def count_all(cohorts: list[Cohort]) -> None:
    """Let the readers follow the new journals, and compute the figures as the worker does."""
    with connection.cursor() as cursor:  # a database filled at one stroke has not looked at itself yet
        cursor.execute("ANALYZE spaces_entry, spaces_membership, cohorts_enrollment, people_user")
    for cohort in cohorts:
        readers.run_all(cohort.space_id)
        figures.compute(cohort)


class _Clock:
    """How long each part takes, and how many statements the database gets."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds: dict[str, float] = {}

    def time(self, name: str, step: Callable, given):
        began = time.monotonic()
        result = step(given)
        self.seconds[name] = round(time.monotonic() - began, 2)
        return result

    def count(self, execute, sql, params, many, context):
        self.queries += 1
        return execute(sql, params, many, context)
