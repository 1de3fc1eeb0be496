"""Asking whether people tried it, once at each age of a commitment, and what they answer."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.actions import queue_mails
from people.models import User
from spaces.actions import record
from teams import checkins
from teams.models import CheckIn, Commitment
from teams.permissions import can_answer_check_in


def ask_check_ins(*, by: User, now: datetime | None = None) -> None:
    """Whoever promised something thirty, sixty or ninety days ago is asked about it, once each, in their morning."""
    now = now or timezone.now()
    for commitment, days in checkins.due(now):
        ask_check_in(commitment, days=days, by=by, now=now)


@transaction.atomic
def ask_check_in(commitment: Commitment, *, days: int, by: User, now: datetime | None = None) -> CheckIn:
    """Ask the owner of a commitment whether they tried it, in the bell and by mail; a second time is quiet."""
    if not by.is_system:
        raise PermissionDenied(_("Nobody asks this by hand."))
    held = _hold_commitment(commitment)
    asked, is_new = CheckIn.objects.get_or_create(
        commitment=held, days=days, defaults={"asked_at": now or timezone.now()}
    )
    if is_new:
        queue_mails([checkins.mail_of(asked)])
        _record("check_in.asked", asked, by, now)
    return asked


@transaction.atomic
def answer_check_in(check_in: CheckIn, *, by, answer: str, occurred_at: datetime | None = None) -> CheckIn:
    """The owner says whether they tried it; the first answer stands, and every later one is quiet.

    Who has left the cohort may still answer what they were asked. Refuses others.
    """
    if not can_answer_check_in(by, check_in):
        raise PermissionDenied(_("Only who made this commitment says whether they tried it."))
    if answer not in CheckIn.Answer.values:
        raise ValidationError(_("Choose one of the answers."), code="invalid")
    rows = CheckIn.objects.select_related("commitment__enrollment__cohort__space", "commitment__person")
    held = rows.select_for_update(no_key=True, of=("self",)).get(pk=check_in.pk)
    if held.is_answered:
        return held
    held.answer, held.answered_at = answer, occurred_at or timezone.now()
    held.save(update_fields=["answer", "answered_at"])
    _record("check_in.answered", held, by, occurred_at, answer=answer)
    return held


def _hold_commitment(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_related("enrollment__cohort__space", "person")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=commitment.pk)


def _record(verb: str, check_in: CheckIn, by, occurred_at, **more) -> None:
    data = {"commitment": check_in.commitment_id, "days": check_in.days, **more}
    space = check_in.commitment.enrollment.cohort.space
    record(space, by=by, verb=verb, target=check_in, occurred_at=occurred_at, data=data)
