"""How far each learner of a cohort is with each activity: a page at a time, or all as a stream of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cohorts.models import ActivityProgress, Cohort, Enrollment
from courses.models import Activity
from lib.keyset import Page, page_by_key

PAGE = 50
CHUNK = 250
ORDER = ("person__name", "id")


@dataclass(frozen=True, slots=True)
class Row:
    """A learner with a mark for each activity: "done", "begun" or nothing."""

    enrollment: Enrollment
    marks: list[str]


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
    marks = _marks([one.pk for one in page.items])
    rows = [Row(one, [marks.get((one.pk, a.stable_id), "") for a in activities]) for one in page.items]
    return Progress(activities, rows, page.next_key)


def activities_of(cohort: Cohort) -> list[Activity]:
    rows = Activity.objects.filter(module__version=cohort.version_id).in_outline_order()
    return list(rows.only("stable_id", "title", "kind", "is_required", "module_id"))


def header(activities: list[Activity], *, with_email: bool) -> list[str]:
    """E-mail addresses are for L&D: whoever runs a cohort sees none on the page either."""
    about = [
        _("Name"),
        *([_("E-mail")] if with_email else []),
        _("Enrolled"),
        _("Started"),
        _("Finished"),
        _("Withdrew"),
        _("Steps done"),
    ]
    return [*about, *(activity.title for activity in activities)]


def csv_rows(cohort: Cohort, activities: list[Activity], *, with_email: bool) -> Iterator[list]:
    """A row a learner, read some hundred at a time; each cell is the day on which the step was done."""
    places = {activity.stable_id: place for place, activity in enumerate(activities)}
    people = cohort.enrollments.counted().order_by("person__name", "id")
    fields = (
        "id",
        "person__name",
        "person__email",
        "enrolled_at",
        "started_at",
        "completed_at",
        "withdrawn_at",
        "done_count",
    )
    chunk: list[tuple] = []
    for person in people.values_list(*fields).iterator(chunk_size=CHUNK):
        chunk.append(person)
        if len(chunk) == CHUNK:
            yield from _filled(cohort, chunk, places, with_email)
            chunk = []
    yield from _filled(cohort, chunk, places, with_email)


def _filled(cohort: Cohort, chunk: list[tuple], places: dict, with_email: bool) -> Iterator[list]:
    done: dict[int, list[str]] = {row[0]: [""] * len(places) for row in chunk}
    steps = ActivityProgress.objects.done().filter(enrollment__in=list(done))
    zone = cohort.zone
    for enrollment_id, activity_id, at in steps.values_list("enrollment_id", "activity_id", "done_at"):
        if activity_id in places:
            done[enrollment_id][places[activity_id]] = at.astimezone(zone).date().isoformat()
    for pk, name, email, *times, count in chunk:
        days = [at.astimezone(zone).date().isoformat() if at else "" for at in times]
        yield [name, *([email] if with_email else []), *days, count, *done[pk]]


def _marks(enrollments: list[int]) -> dict[tuple, str]:
    steps = ActivityProgress.objects.filter(enrollment__in=enrollments)
    rows = steps.values_list("enrollment_id", "activity_id", "done_at", "count")
    return {(pk, activity): "done" if at else "begun" for pk, activity, at, _count in rows}
