"""A course read from elsewhere, written as a draft: all of it, or nothing."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from courses.actions.drafts import hold_draft_of, title_of
from courses.actions.outline import create_course
from courses.importing.outline import ImportedActivity, ImportedCourse, ImportReport, note, with_addresses
from courses.models import Activity, Course, Module, Version
from files import actions as files
from files.models import StoredFile
from lib import html

PICTURE = re.compile(r'<img\s[^<>]*src="image:([^"]*)"[^<>]*>')
MINUTES = 5


def import_course(parsed: ImportedCourse, *, by, course: Course | None = None) -> tuple[Course, ImportReport]:
    """A new course with all that was read, or its modules behind those of `course`; and the report.

    Refuses whoever does not write courses. Of what fails half-way nothing stays, in the database or the storage.
    """
    with files.keeping_nothing_on_failure(), transaction.atomic():
        course = course or create_course(by=by, title=parsed.title[:160], summary=parsed.summary)
        draft = hold_draft_of(course, by)
        pictures = _store_pictures(parsed, course, by)
        _write(parsed, draft, pictures)
        parsed.report.made["figure"] = len(pictures)
    return course, parsed.report


def _store_pictures(parsed: ImportedCourse, course: Course, by) -> dict[str, StoredFile]:
    """The pictures by their keys; one that cannot be read is left out and named in the report."""
    stored = {}
    for key, image in parsed.images.items():
        try:
            stored[key] = files.store(SimpleUploadedFile(image.name, image.data), by=by)
        except ValidationError:
            parsed.report.leave_out("unreadable figure", image.name)
    files.attach([file.pk for file in stored.values()], parent=course, by=by)
    return stored


def _write(parsed: ImportedCourse, draft: Version, pictures: dict[str, StoredFile]) -> None:
    last = draft.modules.order_by("-position").values_list("position", flat=True).first() or 0
    modules = Module.objects.bulk_create(
        Module(version=draft, title=title_of(module.title, otherwise=parsed.title[:160]), position=position)
        for position, module in enumerate(parsed.modules, start=last + 1)
    )
    rows = [
        (_activity(module, imported, position), imported)
        for module, read in zip(modules, parsed.modules, strict=True)
        for position, imported in enumerate(read.activities, start=1)
    ]
    lessons = {imported.source: reverse("find_activity", args=[row.stable_id]) for row, imported in rows}
    for row, imported in rows:
        row.body = html.clean(_led_here(imported.html, lessons, pictures))
    Activity.objects.bulk_create(row for row, _imported in rows)


def _activity(module: Module, imported: ImportedActivity, position: int) -> Activity:
    return Activity(
        module=module,
        kind=imported.kind,
        title=title_of(imported.title, otherwise=module.title),
        minutes=imported.minutes if imported.minutes is not None else MINUTES,
        position=position,
    )


def _led_here(page: str, lessons: dict[str, str], pictures: dict[str, StoredFile]) -> str:
    """The page with the addresses of this place for its pictures and for links between lessons."""

    def in_place(match: re.Match[str]) -> str:
        return match[0] if match[1] in pictures else note("unreadable figure")

    images = {key: picture.get_absolute_url() for key, picture in pictures.items()}
    return with_addresses(PICTURE.sub(in_place, page), images=images, lessons=lessons)
