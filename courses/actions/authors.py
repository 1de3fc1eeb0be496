"""Who writes a course together."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Course
from courses.permissions import can_edit_course
from spaces.actions import join_space, leave_space
from spaces.models import Membership, Role


@transaction.atomic
def add_author(course: Course, *, by, person) -> Membership:
    """One more person writes the course; adding twice is quiet. Refused to whoever does not write it."""
    if not can_edit_course(by, course):
        raise PermissionDenied(_("Only its authors change this course."))
    return join_space(course.space, person=person, role=Role.AUTHOR, by=by)


@transaction.atomic
def remove_author(course: Course, *, by, person) -> None:
    """A person stops writing the course; refused for the last one. Removing twice is quiet."""
    if not can_edit_course(by, course):
        raise PermissionDenied(_("Only its authors change this course."))
    authors = Membership.objects.open().filter(space=course.space, role=Role.AUTHOR)
    held = list(authors.select_for_update(of=("self",)).order_by("pk").values_list("person_id", flat=True))
    if held == [person.pk]:
        raise ValidationError(_("A course keeps at least one author."), code="last_author")
    leave_space(course.space, person=person, by=by, role=Role.AUTHOR)
