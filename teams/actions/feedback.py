"""The answer of a mentor or facilitator to what was handed in: feedback, or another go."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from files.actions import attach
from lib import html
from lib.saying import said_in_html
from lib.text import clean_text
from spaces.actions import hold_membership, record
from spaces.models import Membership, Role
from teams.actions.drafting import LONGEST_BODY
from teams.actions.handing_in import hold_handed_in, reopen
from teams.models import Feedback, HandIn, Submission
from teams.permissions import can_ask_again, can_give_feedback


@transaction.atomic
def give_feedback(submission: Submission, *, by, body: str, occurred_at: datetime | None = None) -> Feedback:
    """A mentor or facilitator answers what was handed in last, and may mend the answer; the same words are quiet."""
    if not can_give_feedback(by, submission):
        raise PermissionDenied(_("The team's mentors and the cohort's facilitators answer hand-ins."))
    _hold_staff(submission, by)
    last = submission.hand_ins.latest("number")
    body = said_in_html(body, most=LONGEST_BODY)
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


@transaction.atomic
def ask_again(hand_in: HandIn, *, by, words: str, occurred_at: datetime | None = None) -> HandIn:
    """A mentor or facilitator asks the team for another go, and says why; the draft is open again. Twice is quiet."""
    submission = hand_in.submission
    if not can_ask_again(by, hand_in):
        raise PermissionDenied(_("The team's mentors and the cohort's facilitators answer hand-ins."))
    _hold_staff(submission, by)
    held = hold_handed_in(submission)
    if not held.is_handed_in or held.last_hand_in_id != hand_in.pk:
        return hand_in
    words = clean_text(words)[:500]
    if not words:
        raise ValidationError({"words": _("Say what to look at again.")})
    reopen(held, by=by, words=words, is_asked=True, occurred_at=occurred_at)
    return hand_in


def _mend(feedback: Feedback, by, body: str, at: datetime) -> None:
    if feedback.body == body:
        return
    if feedback.by_id != by.pk:
        raise ValidationError(_("%(name)s has answered already.") % {"name": feedback.by.name})
    feedback.body, feedback.given_at = body, at
    feedback.save(update_fields=["body", "given_at"])
    _record(feedback, by, at)


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


def _hold_staff(submission: Submission, by) -> None:
    """The ground on which somebody answers: the team's room for its mentors, the cohort's for facilitators."""
    team = submission.team
    mentors = Membership.objects.of(by, Role.MENTOR).filter(space=team.space_id)
    hold_membership(team.space if mentors.exists() else team.cohort.space, by)
