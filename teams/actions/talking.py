"""A learner's talk with their manager: the card that asks for it, that it was held, and words that each keeps."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Enrollment
from courses.models import Activity
from lib.text import clean_text
from spaces.actions import hold_membership, record
from teams.models import Talk, TalkWords, manager_of
from teams.permissions import can_hold_talk

LONGEST = 600


@transaction.atomic
def send_card(enrollment: Enrollment, activity: Activity, *, by, occurred_at: datetime | None = None) -> Talk:
    """The learner sends their manager the two questions; twice is quiet, and a new manager gets a card of their own.

    What the manager before wrote goes, and the learner's words are closed again. Refuses others, whoever has left
    the cohort, and who has no manager.
    """
    hold_membership(enrollment.cohort.space, by)
    _refuse_others(enrollment, by)
    if (manager := manager_of(by)) is None:
        raise ValidationError(_("Nobody is named as your manager here."))
    talk = _held(enrollment, activity)
    if talk.is_held or talk.manager_id == manager.pk:
        return talk
    talk.manager, talk.asked_at = manager, occurred_at or timezone.now()
    talk.save(update_fields=["manager", "asked_at"])
    talk.words.exclude(by=by).delete()
    talk.words.update(is_shared=False)
    data = {"activity": str(talk.activity_id), "to": manager.pk}
    record(enrollment.cohort.space, by=by, verb="talk.asked", target=talk, occurred_at=occurred_at, data=data)
    return talk


@transaction.atomic
def hold_talk(talk: Talk, *, by, occurred_at: datetime | None = None) -> Talk:
    """Either of the two says that they have talked, which completes the learner's step; twice is quiet.

    Refuses everybody else, a manager who is it no more, and a learner who has left the cohort.
    """
    space = talk.enrollment.cohort.space
    if not can_hold_talk(by, talk):
        raise PermissionDenied(_("Only the two of you say this."))
    if not talk.enrollment.is_enrolled:
        raise ValidationError(_("%(name)s has left this course.") % {"name": talk.person.first_name})
    hold_membership(space, talk.person)
    held = Talk.objects.select_for_update(no_key=True, of=("self",)).get(pk=talk.pk)
    return held if held.is_held else _hold(held, space, by, occurred_at)


@transaction.atomic
def tell_of_talk(
    enrollment: Enrollment, activity: Activity, *, by, occurred_at: datetime | None = None
) -> Talk:
    """Who has no manager here says that they talked with somebody; twice is quiet.

    Refuses others, whoever has left the cohort, and who has a manager: they send the card.
    """
    hold_membership(enrollment.cohort.space, by)
    _refuse_others(enrollment, by)
    if manager := manager_of(by):
        raise ValidationError(_("Send %(name)s the card first.") % {"name": manager.first_name})
    talk = _held(enrollment, activity)
    return talk if talk.is_held else _hold(talk, enrollment.cohort.space, by, occurred_at)


@transaction.atomic
def write_talk_words(
    talk: Talk, *, by, will_try: str = "", needs: str = "", is_shared: bool = False
) -> TalkWords:
    """One of the two keeps two short answers, and lets the other read them or not; no journal keeps that.

    Refuses everybody else, and empty or endless words.
    """
    held = Talk.objects.select_for_update(no_key=True, of=("self",)).get(pk=talk.pk)
    if not can_hold_talk(by, held):
        raise PermissionDenied(_("Only the two of you keep words of this talk."))
    said = {"will_try": clean_text(will_try), "needs": clean_text(needs)}
    if not any(said.values()):
        raise ValidationError(_("Write something first."), code="empty")
    if any(len(words) > LONGEST for words in said.values()):
        raise ValidationError(_("Say it in at most %(most)d letters.") % {"most": LONGEST}, code="too_long")
    return TalkWords.objects.update_or_create(talk=held, by=by, defaults={**said, "is_shared": is_shared})[0]


@transaction.atomic
def delete_talk_words(talk: Talk, *, by) -> None:
    """One's own words of a talk go for good; twice is quiet."""
    TalkWords.objects.filter(talk=talk, by=by).delete()


def _held(enrollment: Enrollment, activity: Activity) -> Talk:
    """The talk of a step, made where there is none yet, and held for the length of this transaction."""
    named = {"enrollment": enrollment, "activity_id": activity.stable_id}
    made, _is_new = Talk.objects.get_or_create(**named, defaults={"person": enrollment.person})
    return Talk.objects.select_for_update(no_key=True, of=("self",)).get(pk=made.pk)


def _hold(talk: Talk, space, by, occurred_at: datetime | None) -> Talk:
    talk.held_at, talk.held_by = occurred_at or timezone.now(), by
    talk.save(update_fields=["held_at", "held_by"])
    still = talk.manager_id if talk.manager_id == by.manager_id else None
    other = still if by.pk == talk.person_id else talk.person_id
    data = {"activity": str(talk.activity_id), "people": [talk.person_id], "to": other}
    record(space, by=by, verb="talk.held", target=talk, occurred_at=occurred_at, data=data)
    return talk


def _refuse_others(enrollment: Enrollment, by) -> None:
    if enrollment.person_id != by.pk:
        raise PermissionDenied(_("Only the learner does this."))
