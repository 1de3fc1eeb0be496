"""What learners promise, and what came of it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.utils import timezone

from cohorts.models import Enrollment
from courses.models import Activity
from lib.times import local_day, zone
from teams.forms import CommitmentForm
from teams.models import Commitment, Outcome

THURSDAY = 3


def commitment_context(activity: Activity, enrollment: Enrollment) -> dict:
    """What `teams/_commitment_form.html` needs: an empty promise for next Thursday, or the one made already."""
    person = enrollment.person
    made = Commitment.objects.filter(enrollment=enrollment, activity_id=activity.stable_id)
    return {
        "commitment": made.newest_first().first(),
        "commitment_form": CommitmentForm(initial=initial_commitment(enrollment, activity.stable_id)),
        "cohort_id": enrollment.cohort_id,
        "manager": person.manager,
    }


def initial_commitment(enrollment: Enrollment, activity_id: uuid.UUID | None = None) -> dict:
    today = local_day(timezone.now(), zone(enrollment.person.time_zone))
    return {"by_on": next_thursday(today), "activity_id": activity_id, "key": uuid.uuid4()}


def next_thursday(today: date) -> date:
    """The first Thursday after today."""
    return today + timedelta(days=(THURSDAY - today.weekday() - 1) % 7 + 1)


def promises_of(person) -> dict:
    """One's own commitments with what came of them."""
    commitments = Commitment.objects.filter(person=person).select_related("enrollment__cohort")
    outcomes = Outcome.objects.filter(person=person).newest_first()
    return {
        "commitments": list(commitments.newest_first()[:100]),
        "outcomes": list(outcomes[:100]),
        "manager": person.manager,
        "results": Commitment.Result.choices,
    }
