"""Taking one's words beside a commitment or an idea away, and bringing them back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.actions import hold_membership, record
from spaces.models import Space
from teams.actions.trying import about, room_of
from teams.models import Addition, Evidence, Idea, Response
from teams.permissions import can_delete_idea, can_delete_words

Words = Evidence | Response | Addition | Idea


@transaction.atomic
def delete_words(said: Words, *, by) -> Words:
    """Take one's own evidence, answer, addition or idea away, leaving a trace where it stood. Twice is quiet.

    Refuses others' words, and an idea that colleagues have built on or stand behind.
    """
    space, data = _told(said, by)
    held = _hold(said, by)
    if held.is_deleted:
        return held
    if isinstance(held, Idea) and not can_delete_idea(by, held):
        raise ValidationError(_("Colleagues have taken this idea further; it stays."), code="built_on")
    return _stand(held, by, "deleted", timezone.now(), space, data)


@transaction.atomic
def restore_words(said: Words, *, by) -> Words:
    """Bring back what one had taken away. Twice is quiet; refuses others' words."""
    space, data = _told(said, by)
    held = _hold(said, by)
    return _stand(held, by, "restored", None, space, data) if held.is_deleted else held


def _told(said: Words, by) -> tuple[Space, dict]:
    """The space that was told of it, held for this transaction, and what its journal keeps of it."""
    if isinstance(said, Response):
        return room_of(said.commitment, by), {**about(said.commitment), "to": said.commitment.person_id}
    if isinstance(said, Evidence):
        space, data = said.commitment.enrollment.cohort.space, about(said.commitment)
    else:
        idea = said.idea if isinstance(said, Addition) else said
        space, data = idea.space, {"idea": idea.pk}
    hold_membership(space, by)
    return space, data


def _hold(said: Words, by) -> Words:
    if not can_delete_words(by, said):
        raise PermissionDenied(_("Only who wrote this can delete it."))
    rows: QuerySet = type(said).objects.select_for_update(no_key=True)
    changing = ["deleted_at", "sponsored_at"] if isinstance(said, Idea) else ["deleted_at"]
    said.refresh_from_db(fields=changing, from_queryset=rows)
    return said


def _stand(said: Words, by, state: str, deleted_at, space: Space, data: dict) -> Words:
    said.deleted_at = deleted_at
    said.save(update_fields=["deleted_at"])
    record(space, by=by, verb=f"{said._meta.model_name}.{state}", target=said, data=data)
    return said
