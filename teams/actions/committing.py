"""What learners will try at work, how it went, what came of it, and their manager's thanks."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Enrollment
from lib.saying import said_in_a_line
from lib.text import clean_line, clean_text
from spaces.actions import hold_membership, record
from teams.models import Commitment, Outcome
from teams.permissions import can_thank

LONGEST_REFLECTION = 5000
Promise = TypeVar("Promise", Commitment, Outcome)


def make_commitment(
    enrollment: Enrollment,
    *,
    by,
    key: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
    **said,
) -> Commitment:
    """A learner says `what` they will try at work, `with_whom`, `by_on` which day, and for which `activity_id`.

    Sending it twice says it once. Nobody above them sees it unless `is_shared`. Refuses others, whoever has left
    the cohort, and empty words.
    """
    new = _promised(enrollment, **said)
    new.made_at = occurred_at or timezone.now()
    return _write_once(new, enrollment, "commitment.made", by, key, occurred_at)


def _promised(
    enrollment: Enrollment,
    *,
    what: str,
    with_whom: str = "",
    by_on: date,
    is_shared: bool = False,
    activity_id: uuid.UUID | None = None,
) -> Commitment:
    return Commitment(
        enrollment=enrollment,
        what=said_in_a_line(what, most=300),
        with_whom=clean_line(with_whom)[:160],
        by_on=by_on,
        is_shared=is_shared,
        activity_id=activity_id,
    )


def note_outcome(
    enrollment: Enrollment,
    *,
    by,
    commitment: Commitment | None = None,
    is_shared: bool = False,
    key: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
    **measured: str,
) -> Outcome:
    """A learner notes what came of trying: a `title`, a `measure`, how it was `before` and `after`.

    Sending it twice notes it once. Refuses others, whoever has left the cohort, and empty words.
    """
    if commitment and commitment.person_id != by.pk:
        raise PermissionDenied(_("Only who made this commitment says what came of it."))
    new = _measured(**measured)
    new.cohort, new.commitment, new.is_shared = enrollment.cohort, commitment, is_shared
    new.noted_at = occurred_at or timezone.now()
    return _write_once(new, enrollment, "outcome.noted", by, key, occurred_at)


def _measured(*, title: str, measure: str, before: str, after: str) -> Outcome:
    return Outcome(
        title=said_in_a_line(title, most=200),
        measure=said_in_a_line(measure, most=120),
        before=said_in_a_line(before, most=60),
        after=said_in_a_line(after, most=60),
    )


@transaction.atomic
def reflect(
    commitment: Commitment, *, by, result: str, reflection: str = "", occurred_at: datetime | None = None
) -> Commitment:
    """The owner says how it went, and may mend that later; the team reads it. The same words are quiet.

    Refuses others, and whoever has left the cohort.
    """
    _refuse_others(commitment, by)
    hold_membership(commitment.enrollment.cohort.space, by)
    if result not in Commitment.Result.values:
        raise ValidationError({"result": _("Say how it went.")})
    held = Commitment.objects.select_for_update(no_key=True, of=("self",)).get(pk=commitment.pk)
    words = clean_text(reflection)[:LONGEST_REFLECTION]
    if (held.result, held.reflection) == (result, words):
        return held
    held.result, held.reflection = result, words
    held.reflected_at = occurred_at or timezone.now()
    held.save(update_fields=["result", "reflection", "reflected_at"])
    _record("commitment.reflected", held, held.enrollment.cohort.space, by, held.activity_id, occurred_at)
    return held


@transaction.atomic
def share_commitment(commitment: Commitment, *, by, is_shared: bool) -> Commitment:
    """The owner lets their managers read it, or no longer; a private choice that no journal keeps."""
    _refuse_others(commitment, by)
    commitment.is_shared = is_shared
    commitment.save(update_fields=["is_shared"])
    return commitment


@transaction.atomic
def share_outcome(outcome: Outcome, *, by, is_shared: bool) -> Outcome:
    """The owner lets their managers read it, or no longer; a private choice that no journal keeps."""
    _refuse_others(outcome, by)
    outcome.is_shared = is_shared
    outcome.save(update_fields=["is_shared"])
    return outcome


@transaction.atomic
def thank(outcome: Outcome, *, by, occurred_at: datetime | None = None) -> Outcome:
    """A manager thanks for an outcome that was shared; once, and its owner is told. Refuses everybody else."""
    held = Outcome.objects.select_for_update(no_key=True, of=("self",)).get(pk=outcome.pk)
    if not can_thank(by, held):
        raise PermissionDenied(_("Managers thank for what was shared with them."))
    if held.is_thanked:
        return held
    held.thanked_at, held.thanked_by = occurred_at or timezone.now(), by
    held.save(update_fields=["thanked_at", "thanked_by"])
    data = {"person": held.person_id}
    record(held.cohort.space, by=by, verb="outcome.thanked", target=held, occurred_at=occurred_at, data=data)
    return held


def _write_once(new: Promise, enrollment: Enrollment, verb: str, by, key, occurred_at) -> Promise:
    try:
        return _write(new, enrollment, verb, by, key, occurred_at)
    except IntegrityError:
        if sent := _sent(type(new), by, key):
            return sent
        raise


@transaction.atomic
def _write(new: Promise, enrollment: Enrollment, verb: str, by, key, occurred_at) -> Promise:
    hold_membership(enrollment.cohort.space, by)
    if enrollment.person_id != by.pk:
        raise PermissionDenied(_("Only the learner says this of themselves."))
    if sent := _sent(type(new), by, key):
        return sent
    new.person, new.key = by, key or uuid.uuid4()
    new.save(force_insert=True)
    _record(verb, new, enrollment.cohort.space, by, getattr(new, "activity_id", None), occurred_at)
    return new


def _sent(noun: type[Promise], by, key) -> Promise | None:
    return noun.objects.filter(person=by, key=key).first() if key else None


def _refuse_others(noun, by) -> None:
    if noun.person_id != by.pk:
        raise PermissionDenied(_("Only its owner may do this."))


def _record(verb: str, target, space, by, activity_id, occurred_at) -> None:
    data = {"activity": str(activity_id)} if activity_id else {}
    record(space, by=by, verb=verb, target=target, occurred_at=occurred_at, data=data)
