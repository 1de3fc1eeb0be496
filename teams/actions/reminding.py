"""A team that waits for a part: a private word, a card from the team, the mentor, and a proposal to whoever runs the cohort."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.text import clean_text
from spaces.actions import record
from spaces.models import Membership, Role
from teams.actions.drafting import hold_draft
from teams.models import Part, Reminder

Step = Reminder.Step


@transaction.atomic
def remind(part: Part, *, by, step: str, words: str, occurred_at: datetime | None = None) -> Reminder:
    """A member takes one step for a part that the team waits for; the same step twice on a day is quiet.

    A nudge is told to the part's owner alone, a card to them before the team, the mentor and who runs the cohort are
    asked by the further steps. Refuses parts that are ready or handed in, words to oneself or to nobody, and a mentor
    where there is none.
    """
    held = _hold(part, by)
    _refuse_step(held, by, step)
    words = clean_text(words)[:500]
    if not words:
        raise ValidationError(_("Say something kind."))
    at = occurred_at or timezone.now()
    reminder, is_new = Reminder.objects.get_or_create(
        part=held,
        step=step,
        person=held.owner if step in (Step.NUDGE, Step.CARD) else None,
        on=at.astimezone(held.submission.team.cohort.zone).date(),
        defaults={"by": by, "words": words, "sent_at": at},
    )
    if is_new:
        _record(reminder, by, occurred_at)
    return reminder


def _hold(part: Part, by) -> Part:
    submission = hold_draft(part.submission, by)
    held = Part.objects.select_related("owner").get(pk=part.pk)
    held.submission = submission
    if submission.is_handed_in or held.is_ready:
        raise ValidationError(_("Nobody waits for this part any more."), code="ready")
    return held


def _refuse_step(part: Part, by, step: str) -> None:
    if step not in Step.values:
        raise ValidationError(_("There is no such step."), code="step")
    if step in (Step.NUDGE, Step.CARD) and part.owner_id in (None, by.pk):
        raise ValidationError(_("This part waits for nobody else."), code="nobody")
    mentors = Membership.objects.open().filter(space=part.submission.team.space_id, role=Role.MENTOR)
    if step == Step.MENTOR and not mentors.exists():
        raise ValidationError(_("Your team has no mentor yet."), code="no_mentor")


def _record(reminder: Reminder, by, occurred_at) -> None:
    """In the team's journal; a proposal to put teams together in the cohort's, where who runs it is told."""
    team = reminder.part.submission.team
    space = team.cohort.space if reminder.step == Step.MERGE else team.space
    data = {"part": reminder.part_id, "person": reminder.person_id}
    record(
        space, by=by, verb=f"part.{VERBS[reminder.step]}", target=reminder, occurred_at=occurred_at, data=data
    )


VERBS = {
    Step.NUDGE: "nudged",
    Step.CARD: "waited_for",
    Step.MENTOR: "mentor_asked",
    Step.MERGE: "merge_proposed",
}
