"""Handing in a team's draft with the people who made it, frozen each time, and the answer it gets."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from files.actions import attach, hand_over
from lib import html
from people.models import User
from spaces.actions import hold_membership, record
from spaces.models import Membership, Role
from teams.actions.drafting import LONGEST_BODY, hold_draft
from teams.lateness import minutes_late
from teams.models import Feedback, HandIn, Part, Submission
from teams.permissions import can_give_feedback


@transaction.atomic
def hand_in(submission: Submission, *, by, occurred_at: datetime | None = None) -> Submission:
    """A member hands in the draft as it stands, for everyone who is in the team now; twice is quiet.

    Refuses a draft of which no part is ready.
    """
    held = hold_draft(submission, by)
    if held.is_handed_in:
        return held
    if not held.parts.exclude(ready_at=None).exists():
        raise ValidationError(_("No part is ready yet. Say so in at least one, then hand in."))
    held.handed_in_at, held.handed_in_by = occurred_at or timezone.now(), by
    held.save(update_fields=["handed_in_at", "handed_in_by"])
    roster = _roster(held)
    held.roster.set(roster)
    frozen = _freeze(held, roster)
    data = {
        "activity": str(held.activity_id),
        "people": [person.pk for person in roster],
        "hand_in": frozen.pk,
        "number": frozen.number,
    }
    record(
        held.team.space, by=by, verb="submission.handed_in", target=held, occurred_at=occurred_at, data=data
    )
    return held


def _roster(submission: Submission) -> list[User]:
    """Who is in the team now."""
    here = Membership.objects.open().filter(space=submission.team.space_id, role=Role.LEARNER)
    return list(User.objects.filter(pk__in=here.values("person")).order_by("pk"))


def _freeze(submission: Submission, roster: list[User]) -> HandIn:
    """The next number of this submission: its words, its people and its moment, as they are."""
    parts = list(submission.parts.in_order())
    frozen = HandIn.objects.create(
        submission=submission,
        number=submission.hand_ins.count() + 1,
        handed_in_at=submission.handed_in_at,
        handed_in_by=submission.handed_in_by,
        parts=[_as_frozen(part) for part in parts],
        late_by=minutes_late(submission, roster),
    )
    frozen.roster.set(roster)
    shown = [file_id for part in parts for file_id in html.file_ids(part.body)]
    hand_over(shown, of=parts, to=submission)
    return frozen


def _as_frozen(part: Part) -> dict:
    return {
        "id": part.pk,
        "title": part.title,
        "body": part.body,
        "owner": part.owner_id,
        "is_ready": part.is_ready,
    }


@transaction.atomic
def give_feedback(submission: Submission, *, by, body: str, occurred_at: datetime | None = None) -> Feedback:
    """A mentor or facilitator answers what was handed in last, and may mend the answer; the same words are quiet."""
    if not can_give_feedback(by, submission):
        raise PermissionDenied(_("The team's mentors and the cohort's facilitators answer hand-ins."))
    _hold_staff(submission, by)
    last = submission.hand_ins.latest("number")
    if len(body) > LONGEST_BODY:
        raise ValidationError(_("This text is too long. Split it into several."), code="too_long")
    body = html.clean(body)
    if html.is_empty(body):
        raise ValidationError(_("Write something first."), code="empty")
    at = occurred_at or timezone.now()
    feedback, given = Feedback.objects.get_or_create(
        hand_in=last, defaults={"by": by, "body": body, "given_at": at}
    )
    if given:
        _record(feedback, by, occurred_at)
    else:
        _mend(feedback, by, body, at)
    attach(html.file_ids(feedback.body), parent=feedback, by=by)
    return feedback


def _mend(feedback: Feedback, by, body: str, at: datetime) -> None:
    if feedback.body == body:
        return
    if feedback.by_id != by.pk:
        raise ValidationError(_("%(name)s has answered already.") % {"name": feedback.by.name})
    feedback.body, feedback.given_at = body, at
    feedback.save(update_fields=["body", "given_at"])
    _record(feedback, by, at)


def _hold_staff(submission: Submission, by) -> None:
    """The ground on which somebody answers: the team's room for its mentors, the cohort's for facilitators."""
    team = submission.team
    mentors = Membership.objects.of(by, Role.MENTOR).filter(space=team.space_id)
    hold_membership(team.space if mentors.exists() else team.cohort.space, by)


def _record(feedback: Feedback, by, occurred_at) -> None:
    submission = feedback.hand_in.submission
    data = {"activity": str(submission.activity_id), "submission": submission.pk}
    record(
        submission.team.space,
        by=by,
        verb="feedback.given",
        target=feedback,
        occurred_at=occurred_at,
        data=data,
    )
