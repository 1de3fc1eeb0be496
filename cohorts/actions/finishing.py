"""That somebody finished: by a facilitator's word, and steps whose doing the journal does not hold."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts import completion
from cohorts.actions.enrolling import Moment, moment_of
from cohorts.models import ActivityProgress, Cohort, Enrollment
from cohorts.permissions import can_run_cohort
from people.models import User
from spaces.actions import Deed, record_many


def record_completion(enrollment: Enrollment, *, by, occurred_at: datetime | None = None) -> Enrollment:
    """A facilitator says that this learner finished, whatever the rules say; saying it twice is quiet."""
    complete_many(enrollment.cohort, people=[enrollment.person], by=by, occurred_at=occurred_at)
    enrollment.refresh_from_db()
    return enrollment


@transaction.atomic
def complete_many(cohort: Cohort, *, people: Iterable[User], by, occurred_at: Moment = None) -> int:
    """A facilitator says of many that they finished; says how many had not before."""
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort may say that somebody finished."))
    ids = {person.pk for person in people}
    rows = cohort.enrollments.counted().filter(person__in=ids, completed_at=None).order_by("id")
    finishing = list(rows.select_for_update(no_key=True))
    for enrollment in finishing:
        enrollment.completed_at = moment_of(occurred_at, enrollment.person_id) or timezone.now()
        enrollment.completed_by = by
    Enrollment.objects.bulk_update(finishing, ["completed_at", "completed_by"], batch_size=1000)
    record_many(
        cohort.space,
        [Deed("enrollment.completed", by, e, e.completed_at, {"person": e.person_id}) for e in finishing],
    )
    return len(finishing)


@transaction.atomic
def mark_done(enrollment: Enrollment, activity_id: uuid.UUID, *, by) -> ActivityProgress:
    """A survey is answered or declined: the step is done, and no entry ties an answer to a person.

    Only the day is kept, so that times of steps cannot be laid beside anything else's.
    """
    if by.pk != enrollment.person_id:
        raise PermissionDenied(_("Only the learner does this step."))
    if not enrollment.is_enrolled:
        raise ValidationError(_("This cohort is no longer yours."))
    today = timezone.now().astimezone(enrollment.cohort.zone).date()
    day = datetime.combine(today, time.min, enrollment.cohort.zone).astimezone(UTC)
    step, made = ActivityProgress.objects.get_or_create(
        enrollment=enrollment,
        activity_id=activity_id,
        defaults={"count": 1, "needed": 1, "done_at": day},
    )
    if not made and not step.is_done:
        step.count, step.done_at = step.needed, day
        step.save(update_fields=["count", "done_at"])
    completion.recompute(enrollment.cohort, {enrollment.person_id}, set())
    return step
