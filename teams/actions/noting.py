"""A mentor's own notes on a team: written, deleted, and handed over only on purpose.

No journal holds them: what somebody notes for themselves is no news of the team's.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.text import clean_text
from spaces.actions import hold_membership
from spaces.models import Membership, Role
from teams.models import MentorNote, Team

LONGEST_NOTE = 5000


@transaction.atomic
def write_note(
    team: Team, *, by, body: str, key: uuid.UUID | None = None, occurred_at: datetime | None = None
) -> MentorNote:
    """A mentor notes something about the team, for themselves; sending it twice notes it once.

    Refuses who does not mentor the team, and empty words.
    """
    if Role.MENTOR not in hold_membership(team.space, by):
        raise PermissionDenied(_("Only the team's mentors keep notes on it."))
    body = clean_text(body)[:LONGEST_NOTE]
    if not body:
        raise ValidationError(_("Write something first."))
    note, _made = MentorNote.objects.get_or_create(
        by=by,
        key=key or uuid.uuid4(),
        defaults={"team": team, "body": body, "written_at": occurred_at or timezone.now()},
    )
    return note


@transaction.atomic
def delete_note(note: MentorNote, *, by) -> None:
    """Its writer deletes a note, also after they mentor the team no more; whom it was handed to loses it, too."""
    if note.by_id != by.pk:
        raise PermissionDenied(_("Only who wrote this note deletes it."))
    MentorNote.objects.filter(pk=note.pk).delete()


@transaction.atomic
def hand_over_note(note: MentorNote, *, to, by) -> MentorNote:
    """Its writer lets another mentor of the team read a note, or with nobody takes it back; twice is quiet."""
    if note.by_id != by.pk:
        raise PermissionDenied(_("Only who wrote this note hands it over."))
    if to is not None and (to.pk == by.pk or not _mentors(to, note.team)):
        raise ValidationError(_("%(name)s does not mentor this team.") % {"name": to.name})
    MentorNote.objects.filter(pk=note.pk).update(handed_to=to)
    note.handed_to = to
    return note


def _mentors(person, team: Team) -> bool:
    return Membership.objects.of(person, Role.MENTOR).filter(space=team.space_id).exists()
