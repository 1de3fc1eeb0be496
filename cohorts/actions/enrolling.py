"""Who is in a cohort: coming in, one or ten thousand; leaving, being removed, being moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.actions.inviting import free_seats, hold_seats, no_seats
from cohorts.models import Cohort, Enrollment
from cohorts.permissions import can_enroll_person, can_run_cohort, can_withdraw_person
from people.models import User
from spaces.actions import Deed, join_many, join_space, leave_many, leave_space, record, record_many
from spaces.models import Role

Moment = datetime | Mapping[int, datetime] | None


@transaction.atomic
def enroll(enrollment: Enrollment, *, by, occurred_at: datetime | None = None) -> Enrollment:
    """An invitation is accepted: the person is a learner of the cohort now; accepting twice is quiet."""
    if not can_enroll_person(by, enrollment):
        raise PermissionDenied(_("This invitation is somebody else's."))
    held = _hold(enrollment)
    if held.removed_at or held.moved_at or held.withdrawn_at:
        raise ValidationError(_("This invitation is no longer open. Ask who runs the cohort for a new one."))
    if held.enrolled_at:
        return held
    if held.cohort.is_ended:
        raise ValidationError(_("This cohort has ended."))
    held.enrolled_at = occurred_at or timezone.now()
    held.save(update_fields=["enrolled_at"])
    space = held.cohort.space
    join_space(space, person=held.person, role=Role.LEARNER, by=by, occurred_at=occurred_at)
    _record("enrollment.began", held, by, occurred_at)
    return held


@transaction.atomic
def enroll_many(cohort: Cohort, *, people: Iterable[User], by, occurred_at: Moment = None) -> int:
    """Enrol many at once, without invitations; those in already are left alone. Says how many came in.

    `occurred_at` is one moment for all, or a moment for each person's id.
    """
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort enrols people."))
    hold_seats(cohort)
    new = _not_enrolled(cohort, people)
    asked = cohort.enrollments.invited().filter(person__in=[p.pk for p in new]).count()
    if len(new) - asked > (left := free_seats(cohort)):
        raise ValidationError(no_seats(left))
    moments = {person.pk: moment_of(occurred_at, person.pk) for person in new}
    Enrollment.objects.bulk_create(
        [Enrollment(cohort=cohort, person=p, enrolled_at=moments[p.pk] or timezone.now()) for p in new],
        update_conflicts=True,
        unique_fields=["cohort", "person"],
        update_fields=["enrolled_at", "withdrawn_at", "removed_at", "moved_at"],
        batch_size=2000,
    )
    join_many(cohort.space, people=new, role=Role.LEARNER, by=by, moments=moments)
    _record_each("enrollment.began", cohort, moments, by)
    return len(new)


def _not_enrolled(cohort: Cohort, people: Iterable[User]) -> list[User]:
    inside = set(cohort.enrollments.active().values_list("person_id", flat=True))
    return [person for pk, person in {p.pk: p for p in people}.items() if pk not in inside]


@transaction.atomic
def withdraw(enrollment: Enrollment, *, by, occurred_at: datetime | None = None) -> Enrollment:
    """The learner leaves the cohort; what they wrote stays. Never surveyed nor counted as active again."""
    if not can_withdraw_person(by, enrollment):
        raise PermissionDenied(_("Only the learner or who runs the cohort may do this."))
    return _leave(enrollment, "withdrawn_at", "enrollment.withdrawn", by, occurred_at)


@transaction.atomic
def withdraw_many(cohort: Cohort, *, people: Iterable[User], by, occurred_at: Moment = None) -> int:
    """Note that many have left, each at their moment; those who left already are left alone."""
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort may do this."))
    ids = {person.pk for person in people}
    rows = cohort.enrollments.active().filter(person__in=ids).order_by("id")
    leaving = list(rows.select_for_update(no_key=True))
    moments = {e.person_id: moment_of(occurred_at, e.person_id) for e in leaving}
    for enrollment in leaving:
        enrollment.withdrawn_at = moments[enrollment.person_id] or timezone.now()
    Enrollment.objects.bulk_update(leaving, ["withdrawn_at"], batch_size=1000)
    leave_many(cohort.space, moments=moments, by=by)
    _record_each("enrollment.withdrawn", cohort, moments, by)
    return len(leaving)


@transaction.atomic
def remove(enrollment: Enrollment, *, by, occurred_at: datetime | None = None) -> Enrollment:
    """Take back an enrolment or an invitation that should not have been; it counts in no figure."""
    if not can_run_cohort(by, enrollment.cohort):
        raise PermissionDenied(_("Only who runs this cohort removes people."))
    return _leave(enrollment, "removed_at", "enrollment.removed", by, occurred_at)


@transaction.atomic
def move(enrollment: Enrollment, *, to: Cohort, by, occurred_at: datetime | None = None) -> Enrollment:
    """The learner goes on in another cohort of the same course; their own words stay theirs to read."""
    if not can_run_cohort(by, enrollment.cohort) or not can_run_cohort(by, to):
        raise PermissionDenied(_("Only who runs both cohorts moves people between them."))
    if to.version.course_id != enrollment.cohort.version.course_id or to.pk == enrollment.cohort_id:
        raise ValidationError(_("Choose another cohort of the same course."))
    # Both before anything else: of two who move people across, one waits, whichever journal each would write first.
    hold_seats(enrollment.cohort, to)
    _leave(enrollment, "moved_at", "enrollment.moved", by, occurred_at)
    enroll_many(to, people=[enrollment.person], by=by, occurred_at=occurred_at)
    return to.enrollments.get(person=enrollment.person_id)


def _leave(enrollment: Enrollment, field: str, verb: str, by, occurred_at) -> Enrollment:
    held = _hold(enrollment)
    if getattr(held, field):
        return held
    setattr(held, field, occurred_at or timezone.now())
    held.save(update_fields=[field])
    leave_space(held.cohort.space, person=held.person, by=by, role=Role.LEARNER, occurred_at=occurred_at)
    _record(verb, held, by, occurred_at)
    return held


def _hold(enrollment: Enrollment) -> Enrollment:
    rows = Enrollment.objects.select_related("cohort__space", "person")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=enrollment.pk)


def _record(verb: str, enrollment: Enrollment, by, occurred_at) -> None:
    data = {"person": enrollment.person_id}
    record(enrollment.cohort.space, by=by, verb=verb, target=enrollment, occurred_at=occurred_at, data=data)


def _record_each(verb: str, cohort: Cohort, moments: dict[int, datetime | None], by) -> None:
    rows = cohort.enrollments.filter(person__in=list(moments)).order_by("id")
    deeds = [Deed(verb, by, row, moments[row.person_id], {"person": row.person_id}) for row in rows]
    record_many(cohort.space, deeds)


def moment_of(occurred_at: Moment, person_id: int) -> datetime | None:
    """The moment that is meant for one person."""
    return occurred_at.get(person_id) if isinstance(occurred_at, Mapping) else occurred_at
