"""The reader that seats people as they come and go."""

from __future__ import annotations

from cohorts.models import Enrollment
from spaces.models import Entry, Space
from teams import actions

LEAVING = {"enrollment.withdrawn", "enrollment.removed", "enrollment.moved"}


def follow(space: Space, entries: list[Entry]) -> None:
    """The reader `seats`: who comes into a cohort joins their teams' rooms, who leaves frees their parts."""
    came = [e.target_id for e in entries if e.verb == "enrollment.began"]
    left = [e.target_id for e in entries if e.verb in LEAVING]
    for enrollment in _enrollments(came).filter(seats__isnull=False).distinct():
        actions.take_seats(enrollment, by=enrollment.person)
    for enrollment in _enrollments(came):
        actions.enter_practice_room(enrollment, by=enrollment.person)
    for enrollment in _enrollments(left):
        if not enrollment.is_enrolled or enrollment.moved_at:
            actions.give_up_seat(enrollment)


def _enrollments(ids: list[str]):
    return Enrollment.objects.filter(pk__in=ids).select_related("cohort__space", "person").order_by("id")
