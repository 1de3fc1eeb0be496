"""Handing in a team's draft with the people who made it, frozen each time, and opening it again."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from files.actions import hand_over
from files.models import StoredFile
from files.nameless import names_its_maker
from files.tasks import make_nameless
from lib import html
from people.models import User
from spaces.actions import record
from spaces.models import Membership, Role
from teams import lateness
from teams.actions.drafting import hold_draft
from teams.blinding import blinded
from teams.models import HandIn, Part, Reopening, Submission

PARENT = Submission._meta.label_lower
PROPOSAL = ["proposed_at", "proposed_by", "agreed_at"]


@transaction.atomic
def hand_in(submission: Submission, *, by, occurred_at: datetime | None = None) -> Submission:
    """A member hands in the draft as it stands, for everyone who is in the team now; twice is quiet.

    Every part is ready, or it is the team's word: another member proposed it, whoever had the missing parts let go, or
    the team is one or two. Refuses a draft of which no part is ready, one that is too late for its task, and one that
    is as it was when somebody asked for another go.
    """
    held = hold_draft(submission, by)
    if held.is_handed_in:
        return held
    at, roster = occurred_at or timezone.now(), _roster(held)
    _refuse_unready(held, by, roster)
    lateness.refuse_late(held, roster, at)
    _refuse_unchanged(held)
    held.handed_in_at, held.handed_in_by = at, by
    held.proposed_at = held.proposed_by = held.agreed_at = None
    held.save(update_fields=["handed_in_at", "handed_in_by", *PROPOSAL])
    held.roster.set(roster)
    frozen = held.last_hand_in = _freeze(held, roster)
    held.save(update_fields=["last_hand_in"])
    data = {"people": [person.pk for person in roster], "hand_in": frozen.pk, "number": frozen.number}
    _tell("submission.handed_in", held, by, occurred_at, **data)
    return held


@transaction.atomic
def propose_hand_in(submission: Submission, *, by, occurred_at: datetime | None = None) -> Submission:
    """A member proposes to hand in without the parts that are missing; the team is asked. Twice is quiet.

    Who proposes what a colleague has proposed already agrees with them, and hands in.
    """
    held = hold_draft(submission, by)
    if held.is_handed_in or (held.is_proposed and held.proposed_by_id == by.pk):
        return held
    if held.is_proposed or _is_teams_word(held, by, _roster(held)):
        return hand_in(held, by=by, occurred_at=occurred_at)
    if not held.parts.exclude(ready_at=None).exists():
        raise ValidationError(_("No part is ready yet. Say so in at least one, then hand in."))
    held.proposed_at, held.proposed_by, held.agreed_at = occurred_at or timezone.now(), by, None
    held.save(update_fields=PROPOSAL)
    _tell("hand_in.proposed", held, by, occurred_at)
    return held


@transaction.atomic
def drop_proposal(submission: Submission, *, by, occurred_at: datetime | None = None) -> Submission:
    """The team goes on writing: whoever is in it may say so. Twice is quiet."""
    held = hold_draft(submission, by)
    if not held.is_proposed:
        return held
    held.proposed_at = held.proposed_by = held.agreed_at = None
    held.save(update_fields=PROPOSAL)
    _tell("hand_in.dropped", held, by, occurred_at)
    return held


@transaction.atomic
def take_back(submission: Submission, *, by, occurred_at: datetime | None = None) -> Submission:
    """The team goes on writing what it handed in, while it may: before it is due, and before anybody has answered.

    Twice is quiet.
    """
    hold_draft(submission, by)
    held = hold_handed_in(submission)
    if not held.is_handed_in:
        return held
    if why := lateness.why_not_back(held, _roster(held), occurred_at or timezone.now()):
        raise ValidationError(why)
    return reopen(held, by=by, occurred_at=occurred_at)


def _is_teams_word(submission: Submission, by, roster: list[User]) -> bool:
    is_all_ready = not submission.parts.filter(ready_at=None).exists()
    return submission.is_teams_word(by, people=len(roster), is_all_ready=is_all_ready)


def _refuse_unready(submission: Submission, by, roster: list[User]) -> None:
    if not submission.parts.exclude(ready_at=None).exists():
        raise ValidationError(_("No part is ready yet. Say so in at least one, then hand in."))
    if not _is_teams_word(submission, by, roster):
        raise ValidationError(
            _(
                "Not every part is ready. Propose to hand in without the rest; once a colleague agrees, it goes."
            )
        )


def _refuse_unchanged(submission: Submission) -> None:
    last = submission.hand_ins.filter(reopening__is_asked=True, pk=submission.last_hand_in_id).first()
    if last and last.parts == [_as_frozen(part) for part in submission.parts.in_order()]:
        raise ValidationError(_("Nothing has changed since you handed it in. Write on in a part first."))


def hold_handed_in(submission: Submission) -> Submission:
    """What was handed in, held for this transaction, whoever holds it."""
    rows = Submission.objects.select_related("team__space", "team__cohort__space")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=submission.pk)


def reopen(
    held: Submission, *, by, words: str = "", is_asked: bool = False, occurred_at: datetime | None = None
) -> Submission:
    """The draft of what was handed in last is the team's again; the hand-in stays to be read."""
    at, last = occurred_at or timezone.now(), held.last_hand_in
    reopening = Reopening.objects.create(hand_in=last, by=by, words=words, is_asked=is_asked, reopened_at=at)
    held.handed_in_at = held.handed_in_by = None
    held.save(update_fields=["handed_in_at", "handed_in_by"])
    held.roster.clear()
    verb = "submission.asked_again" if is_asked else "submission.taken_back"
    data = {"activity": str(held.activity_id), "submission": held.pk}
    record(held.team.space, by=by, verb=verb, target=reopening, occurred_at=occurred_at, data=data)
    return held


def _tell(verb: str, submission: Submission, by, occurred_at, **data) -> None:
    data = {"activity": str(submission.activity_id), **data}
    record(submission.team.space, by=by, verb=verb, target=submission, occurred_at=occurred_at, data=data)


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
        late_by=lateness.minutes_late(submission, roster),
    )
    frozen.roster.set(roster)
    frozen.blinded = blinded(frozen.parts, frozen.makers, submission.team.name)
    frozen.save(update_fields=["blinded"])
    shown = [file_id for part in parts for file_id in html.file_ids(part.body)]
    hand_over(shown, of=parts, to=submission)
    make_nameless_later(frozen.blinded["files"], submission.pk)
    return frozen


def make_nameless_later(file_ids: list[str], submission_id: int) -> None:
    """What of a hand-in's files tells who made them is soon there without it."""
    for file in StoredFile.objects.of_parent(PARENT, submission_id).filter(pk__in=file_ids, nameless_at=None):
        if names_its_maker(file.content_type):
            make_nameless.delay_on_commit(str(file.pk))


def _as_frozen(part: Part) -> dict:
    return {
        "id": part.pk,
        "title": part.title,
        "body": part.body,
        "owner": part.owner_id,
        "is_ready": part.is_ready,
    }
