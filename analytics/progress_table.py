"""How far each learner of a cohort is with each activity: a page at a time, or all as a stream of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrollment
from courses.models import Activity
from lib.keyset import Page, page_by_key
from lib.templatetags.colloquy import icon

PAGE = 50
CHUNK = 250
ORDER = ("person__name", "id")
FIELDS = ("enrolled_at", "started_at", "completed_at", "withdrawn_at")

# One row a learner: the database lines the steps up under their activities, which is what a table costs most.
STEPS = """
SELECT e.id, array_agg({cell} ORDER BY a.place)
FROM unnest(%(enrollments)s::bigint[]) AS e(id)
CROSS JOIN unnest(%(activities)s::uuid[]) WITH ORDINALITY AS a(id, place)
LEFT JOIN cohorts_activityprogress p ON p.enrollment_id = e.id AND p.activity_id = a.id
GROUP BY e.id
"""
MARK = "CASE WHEN p.done_at IS NOT NULL THEN 'done' WHEN p.id IS NOT NULL THEN 'begun' ELSE '' END"
DAY = "COALESCE(to_char(p.done_at AT TIME ZONE %(zone)s, 'YYYY-MM-DD'), '')"


@dataclass(frozen=True, slots=True)
class Row:
    """A learner, and a cell for each activity."""

    enrollment: Enrollment
    cells: SafeString


@dataclass(frozen=True, slots=True)
class Progress:
    """One page of learners × activities."""

    activities: list[Activity]
    rows: list[Row]
    next_key: str | None


def progress_page(cohort: Cohort, *, after: str | None = None) -> Progress:
    """One page, in three queries whatever the cohort's size."""
    activities = activities_of(cohort)
    learners = cohort.enrollments.counted().select_related("person__photo")
    page: Page[Enrollment] = page_by_key(learners, order=ORDER, after=after, size=PAGE)
    marks, cells = _steps(cohort, activities, [one.pk for one in page.items], MARK), _cells()
    rows = [Row(one, mark_safe("".join(cells[mark] for mark in marks.get(one.pk, ())))) for one in page.items]
    return Progress(activities, rows, page.next_key)


def activities_of(cohort: Cohort) -> list[Activity]:
    rows = Activity.objects.filter(module__version=cohort.version_id).in_outline_order()
    return list(rows.only("stable_id", "title", "kind", "is_required", "module_id"))


def header(activities: list[Activity], *, with_email: bool) -> list[str]:
    """The columns; who runs a cohort knows its learners by name, and only L&D by their addresses."""
    return [
        _("Name"),
        *([_("E-mail")] if with_email else []),
        _("Enrolled"),
        _("Started"),
        _("Finished"),
        _("Withdrew"),
        _("Steps done"),
        *(activity.title for activity in activities),
    ]


def csv_rows(cohort: Cohort, activities: list[Activity], *, with_email: bool) -> Iterator[list]:
    """A row a learner, read some hundred at a time; each cell is the day on which the step was done."""
    people = cohort.enrollments.counted().order_by("person__name", "id")
    about = ["person__name", *(["person__email"] if with_email else [])]
    rows = people.values_list("id", "done_count", *FIELDS, *about)
    chunk: list[tuple] = []
    for row in rows.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _filled(cohort, chunk, activities)
            chunk = []
    yield from _filled(cohort, chunk, activities)


def _filled(cohort: Cohort, chunk: list[tuple], activities: list[Activity]) -> Iterator[list]:
    done, zone = _steps(cohort, activities, [row[0] for row in chunk], DAY), cohort.zone
    for pk, count, *rest in chunk:
        times, about = rest[: len(FIELDS)], rest[len(FIELDS) :]
        days = [at.astimezone(zone).date().isoformat() if at else "" for at in times]
        yield [*about, *days, count, *done.get(pk, ())]


def _steps(cohort: Cohort, activities: list, enrollments: list[int], cell: str) -> dict[int, list[str]]:
    values: dict[str, list | str] = {
        "enrollments": enrollments,
        "activities": [str(activity.stable_id) for activity in activities],
        "zone": cohort.time_zone,
    }
    with connection.cursor() as cursor:
        cursor.execute(STEPS.format(cell=cell), values)
        return dict(cursor.fetchall())


def _cells() -> dict[str, SafeString]:
    cell = "<td>{}</td>"
    return {
        "done": format_html(cell, icon("check", _("done"))),
        "begun": format_html(cell, icon("circle", _("begun"))),
        "": format_html(cell, ""),
    }
