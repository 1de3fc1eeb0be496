"""What every change of a draft begins with: the draft held, and the right to write in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from courses.models import Activity, Course, Module, Version
from courses.permissions import can_edit_course
from lib import text


class EditConflict(ValidationError):
    """Somebody else has changed this since it was read; nothing was written over. `theirs` is what stands there now."""

    def __init__(self, theirs) -> None:
        self.theirs = theirs
        super().__init__(_("Somebody else has changed this meanwhile."), code="edited_meanwhile")


def refuse_if_changed(current: Activity | Course, edited_at: datetime | None) -> None:
    """Refuse to write over what came after the moment at which the writer read; without a moment nothing is refused."""
    if edited_at is not None and edited_at != current.edited_at:
        raise EditConflict(current)


def hold_draft(version_id: int, by) -> Version:
    """The draft, held until the end of the transaction so that two authors' changes follow one another.

    Refuses whoever does not write the course, and a version that is published.
    """
    version = (
        Version.objects.select_for_update(of=("self",), no_key=True)
        .select_related("course__space")
        .get(pk=version_id)
    )
    if not can_edit_course(by, version.course):
        raise PermissionDenied(_("Only its authors change this course."))
    if version.is_published:
        raise ValidationError(_("This version is published and stays as it is."), code="frozen")
    return version


def hold_draft_of(course: Course, by) -> Version:
    return hold_draft(Version.objects.drafts().values_list("pk", flat=True).get(course=course), by)


def title_of(words: str, *, otherwise: str = "") -> str:
    """A title fit for storing; refused where nothing is left of it."""
    title = text.clean_line(words)[:160] or otherwise
    if not title:
        raise ValidationError(_("A title is needed."), code="no_title")
    return title


def put_in_order(rows: Iterable[Module] | Iterable[Activity]) -> None:
    """Number rows as they come; the constraint on positions is checked at the end of the transaction."""
    changed = []
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            changed.append(row)
    if changed:
        type(changed[0]).objects.bulk_update(changed, ["position"])


def placed(rows: list, row, position: int) -> list:
    """The rows with this one at a position, counted from 0 and brought within the list."""
    others = [other for other in rows if other.pk != row.pk]
    others.insert(max(0, min(position, len(others))), row)
    return others
