"""What people show of their trying, and what colleagues answer to how it went."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from files.actions import attach
from lib import html
from lib.saying import said_in_html, said_in_words
from spaces.actions import hold_membership, record
from spaces.models import Role
from teams.models import Commitment, Evidence, Response, Team
from teams.permissions import can_add_evidence, can_respond

LONGEST_EVIDENCE = 100_000
LONGEST_RESPONSE = 2000


@transaction.atomic
def add_evidence(
    commitment: Commitment,
    *,
    by,
    body: str,
    key: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
) -> Evidence:
    """The owner shows what happened: a note, a photo, a voice. Sending it twice shows it once.

    Refuses others, whoever has left the cohort, and what is empty.
    """
    space = commitment.enrollment.cohort.space
    hold_membership(space, by)
    if not can_add_evidence(by, commitment):
        raise PermissionDenied(_("Only who made this commitment shows what happened."))
    body = said_in_html(body, most=LONGEST_EVIDENCE)
    held = _hold(commitment)
    if key and (sent := held.evidence.filter(key=key).first()):
        return sent
    added = Evidence.objects.create(
        commitment=held, key=key or uuid.uuid4(), body=body, added_at=occurred_at or timezone.now()
    )
    if shown := html.file_ids(body):
        attach(shown, parent=added, by=by)
    data = about(held)
    record(space, by=by, verb="evidence.added", target=added, occurred_at=occurred_at, data=data)
    return added


@transaction.atomic
def respond(
    commitment: Commitment,
    *,
    by,
    body: str,
    key: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
) -> Response:
    """A colleague of the team, or its mentor, answers to how it went; sending it twice says it once.

    Refuses its owner, everybody outside the team, what nobody has told yet, and empty words.
    """
    room = room_of(commitment, by)
    if not can_respond(by, commitment):
        raise PermissionDenied(_("Somebody else says how this reads to them."))
    held = _hold(commitment)
    if not held.is_reflected:
        raise ValidationError(_("Nobody has told yet how this went."), code="too_early")
    words = said_in_words(body, most=LONGEST_RESPONSE)
    if key and (sent := held.responses.filter(by=by, key=key).first()):
        return sent
    sent = Response.objects.create(
        commitment=held, by=by, key=key or uuid.uuid4(), body=words, sent_at=occurred_at or timezone.now()
    )
    data = {**about(held), "to": held.person_id}
    record(room, by=by, verb="response.sent", target=sent, occurred_at=occurred_at, data=data)
    return sent


def room_of(commitment: Commitment, by):
    """The room of the team in which both are, held for this transaction."""
    team = Team.objects.around(commitment.enrollment).visible_to(by).select_related("space").first()
    roles = hold_membership(team.space, by) if team else []
    if not {Role.LEARNER, Role.MENTOR} & set(roles):
        raise PermissionDenied(_("Only their team answers."))
    return team.space


def _hold(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_related("person", "enrollment__cohort__space")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=commitment.pk)


def about(commitment: Commitment) -> dict:
    data: dict = {"commitment": commitment.pk}
    return data | ({"activity": str(commitment.activity_id)} if commitment.activity_id else {})
