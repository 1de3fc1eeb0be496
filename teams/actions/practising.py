"""A cohort's practice room: prepared by who runs it, opened by a guest, emptied as its words grow old."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrollment
from cohorts.permissions import can_run_cohort
from discussions.actions import expire_posts, start_thread
from discussions.models import Thread
from people.models import User
from spaces.actions import join_many, join_space, leave_space, open_space, record
from spaces.models import Membership, Role, Space
from teams.models import PracticeRoom

MOST_DAYS = 90


@transaction.atomic
def prepare_practice_room(
    cohort: Cohort, *, guest, days: int, by, occurred_at: datetime | None = None
) -> PracticeRoom:
    """Who runs the cohort asks somebody to open a practice room, whose words last so many days. Twice is quiet.

    Refuses a learner of the cohort as guest, and days other than 1 to 90.
    """
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort prepares its practice room."))
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError(_("Words last from 1 to %(most)d days.") % {"most": MOST_DAYS})
    Cohort.objects.select_for_update(no_key=True, of=("self",)).get(pk=cohort.pk)
    if known := PracticeRoom.objects.filter(cohort=cohort).first():
        return known
    if cohort.enrollments.active().filter(person=guest).exists():
        raise ValidationError(_("%(name)s learns here. Ask somebody from outside.") % {"name": guest.name})
    space = open_space(
        Space.Kind.PRACTICE, title=_("Practice room"), parent=cohort.space, time_zone=cohort.time_zone
    )
    room = PracticeRoom.objects.create(cohort=cohort, space=space, guest=guest, days=days, prepared_by=by)
    join_space(space, person=guest, role=Role.GUEST, by=by, occurred_at=occurred_at)
    record(space, by=by, verb="practice.prepared", target=room, occurred_at=occurred_at)
    return room


@transaction.atomic
def open_practice_room(
    room: PracticeRoom, *, by, title: str, body: str, occurred_at: datetime | None = None
) -> PracticeRoom:
    """The guest opens the room with what they got wrong, and the cohort's learners come in; twice is quiet.

    A guest who manages one of them, at whatever distance, leaves at that moment; another may stay a week to answer.
    """
    if by.pk != room.guest_id:
        raise PermissionDenied(_("%(name)s opens this room.") % {"name": room.guest.name})
    held = PracticeRoom.objects.select_for_update(no_key=True, of=("self",)).get(pk=room.pk)
    if held.is_open:
        return held
    held.opened_at = occurred_at or timezone.now()
    held.save(update_fields=["opened_at"])
    start_thread(room.space, by=by, title=title, body=body, kind=Thread.Kind.STORY, occurred_at=occurred_at)
    learners = [row.person for row in room.cohort.enrollments.active().select_related("person")]
    if User.objects.below(by).filter(pk__in=[person.pk for person in learners]).exists():
        leave_space(room.space, person=by, by=by, role=Role.GUEST, occurred_at=occurred_at)
    join_many(room.space, people=learners, role=Role.LEARNER, by=by, moments={})
    record(room.space, by=by, verb="practice.opened", target=room, occurred_at=occurred_at)
    return held


@transaction.atomic
def enter_practice_room(enrollment: Enrollment, *, by) -> None:
    """Who comes into the cohort late comes into its open practice room, too; twice is quiet."""
    room = PracticeRoom.objects.filter(cohort=enrollment.cohort_id).exclude(opened_at=None)
    if (found := room.select_related("space", "guest").first()) and enrollment.is_enrolled:
        join_space(found.space, person=enrollment.person, role=Role.LEARNER, by=by)
        _let_go_if_above(found)


def empty_practice_rooms(*, now: datetime | None = None) -> int:
    """Words whose days are over go, and guests whose week is over; says how many posts were emptied."""
    now = now or timezone.now()
    emptied = 0
    for room in PracticeRoom.objects.exclude(opened_at=None).with_people().order_by("pk"):
        emptied += expire_posts(room.space, before=now - timedelta(days=room.days))
        if room.guest_until < now:
            _let_go(room)
    return emptied


@transaction.atomic
def release_guests(*, by) -> None:
    """After reporting lines have changed: no guest stays in a practice room with somebody below them."""
    staying = Membership.objects.open().filter(
        space=OuterRef("space"), person=OuterRef("guest"), role=Role.GUEST
    )
    open_rooms = PracticeRoom.objects.exclude(opened_at=None).filter(Exists(staying))
    for room in open_rooms.select_related("space", "guest").order_by("space_id"):
        _let_go_if_above(room)


def _let_go_if_above(room: PracticeRoom) -> None:
    here = Membership.objects.open().filter(space=room.space_id, role=Role.LEARNER)
    if User.objects.below(room.guest).filter(pk__in=here.values("person")).exists():
        _let_go(room)


def _let_go(room: PracticeRoom) -> None:
    staying = Membership.objects.of(room.guest, Role.GUEST).filter(space=room.space_id)
    if staying.exists():
        leave_space(room.space, person=room.guest, by=User.objects.system(), role=Role.GUEST)
