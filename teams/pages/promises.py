"""What learners promise, and what came of it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.utils import timezone

from cohorts.models import Enrollment
from courses.models import Activity
from lib.times import local_day, zone
from spaces.models import Space
from teams.forms import CommitmentForm
from teams.models import CheckIn, Commitment, Evidence, Outcome, Response, Team
from teams.permissions import can_respond

THURSDAY = 3
TOLD = 12
MOST_SAID = 200


def commitment_context(activity: Activity, enrollment: Enrollment) -> dict:
    """What `teams/_commitment_form.html` needs: an empty promise for next Thursday, or the one made already."""
    person = enrollment.person
    made = Commitment.objects.filter(enrollment=enrollment, activity_id=activity.stable_id)
    told = Commitment.objects.of_colleagues(enrollment).filter(activity_id=activity.stable_id).reflected()
    return {
        "commitment": made.newest_first().first(),
        "colleagues": list(told.with_responses().newest_first()[:TOLD]),
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


def commitment_page(commitment: Commitment, viewer) -> dict:
    """One commitment as its viewer may read it: what happened, how it went, and what colleagues answer."""
    is_mine = commitment.person_id == viewer.pk
    evidence = Evidence.objects.visible_to(viewer).filter(commitment=commitment)
    responses = Response.objects.visible_to(viewer).filter(commitment=commitment)
    outcomes = Outcome.objects.visible_to(viewer).filter(commitment=commitment)
    return {
        "me": viewer,
        "room": _room_with(commitment, viewer),
        **(_asked_of(commitment) if is_mine else {}),
        "commitment": commitment,
        "is_mine": is_mine,
        "is_told": is_mine or Commitment.objects.told_to(viewer).filter(pk=commitment.pk).exists(),
        "may_respond": commitment.is_reflected and can_respond(viewer, commitment),
        "evidence": list(evidence.in_order()[:MOST_SAID]),
        "responses": list(responses.in_order()[:MOST_SAID]),
        "outcomes": list(outcomes.newest_first()[:MOST_SAID]),
        "manager": viewer.manager if is_mine else None,
        "results": Commitment.Result.choices,
    }


def _asked_of(commitment: Commitment) -> dict:
    """The question that waits for its owner, and what they answered last where it says how it went."""
    asked = list(
        CheckIn.objects.filter(commitment=commitment).select_related("commitment").newest_first()[:3]
    )
    return {
        "check_in": asked[0] if asked and not asked[0].is_answered else None,
        "answers": CheckIn.Answer.choices,
        "suggested": commitment.result or next((one.result for one in asked if one.result), ""),
    }


def _room_with(commitment: Commitment, viewer) -> Space | None:
    """The room that tells a viewer of new answers."""
    team = Team.objects.around(commitment.enrollment).visible_to(viewer).select_related("space").first()
    return team.space if team else None


def promises_of(person) -> dict:
    """One's own commitments with what came of them."""
    commitments = (
        Commitment.objects.filter(person=person).select_related("enrollment__cohort").with_responses()
    )
    outcomes = Outcome.objects.filter(person=person).newest_first()
    return {
        "commitments": list(commitments.newest_first()[:100]),
        "outcomes": list(outcomes[:100]),
        "manager": person.manager,
        "results": Commitment.Result.choices,
    }
