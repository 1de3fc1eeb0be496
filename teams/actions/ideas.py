"""An idea's life: born of something, built on, sponsored, tried, adopted or dropped."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from files.actions import attach
from lib import html
from lib.once import hold_key
from lib.saying import said_in_a_line, said_in_html, said_in_words
from lib.text import clean_line
from spaces.actions import hold_membership, record
from spaces.models import Space
from teams.models import Addition, Idea, Seat
from teams.permissions import can_drop_idea, can_settle_idea, can_stand_behind_idea
from teams.sources import homes_of

BUILDING_DAYS = 7
MOST_DAYS = 30
LONGEST_BODY = 20_000
LONGEST_WORDS = 2000
SOURCES = {
    "post": Idea.Source.POST,
    "handin": Idea.Source.HAND_IN,
    "commitment": Idea.Source.COMMITMENT,
}


@transaction.atomic
def make_idea(
    source,
    *,
    by,
    space: Space,
    title: str,
    body: str,
    days: int = BUILDING_DAYS,
    key: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
) -> Idea:
    """Somebody makes a post, a hand-in or a reflection an idea, on which others build for some days.

    Sending it twice makes one. Refuses a space that has nothing to do with the source, and empty words.
    """
    hold_membership(space, by)
    if not homes_of(source, by).filter(pk=space.pk).exists():
        raise PermissionDenied(_("An idea lives where it was born, or one floor above."))
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError(_("Let others build on it for one to %(most)d days.") % {"most": MOST_DAYS})
    new = Idea(
        space=space, by=by, title=said_in_a_line(title, most=160), body=said_in_html(body, most=LONGEST_BODY)
    )
    own = hold_key(key, "idea", by.pk)
    if own and (sent := Idea.objects.filter(by=by, key=own).first()):
        return sent
    new.key, new.born_at = own or uuid.uuid4(), occurred_at or timezone.now()
    new.build_until = new.born_at + timedelta(days=days)
    new.source_type, new.source_id = SOURCES[source._meta.model_name], source.pk
    new.save(force_insert=True)
    _keep_files(new, new.body, by)
    return _record("idea.born", new, by, occurred_at)


@transaction.atomic
def build_on_idea(
    idea: Idea, *, by, body: str, key: uuid.UUID | None = None, occurred_at: datetime | None = None
) -> Addition:
    """Somebody adds to an idea; sending it twice adds it once. Refuses what is settled, and empty words."""
    held = _hold(idea, by)
    words = said_in_words(body, most=LONGEST_WORDS)
    if key and (sent := held.additions.filter(by=by, key=key).first()):
        return sent
    if held.is_settled:
        raise ValidationError(_("This idea is settled; it can be read."), code="settled")
    added = Addition.objects.create(
        idea=held, by=by, key=key or uuid.uuid4(), body=words, added_at=occurred_at or timezone.now()
    )
    data = {"idea": held.pk, "to": held.by_id}
    record(held.space, by=by, verb="idea.built_on", target=added, occurred_at=occurred_at, data=data)
    return added


@transaction.atomic
def stand_behind_idea(idea: Idea, *, by, occurred_at: datetime | None = None) -> Idea:
    """A colleague says that they stand behind it; twice is quiet.

    Refuses whose idea it is, a second sponsor, and everybody while it is being built on.
    """
    held = _hold(idea, by)
    if not can_stand_behind_idea(by, held):
        raise PermissionDenied(_("Somebody else stands behind an idea than who had it."))
    if held.sponsor_id == by.pk:
        return held
    _refuse_early(held)
    if held.is_sponsored:
        raise ValidationError(_("Somebody stands behind this idea already."))
    held.sponsor, held.sponsored_at = by, occurred_at or timezone.now()
    held.save(update_fields=["sponsor", "sponsored_at"])
    return _record("idea.sponsored", held, by, occurred_at)


@transaction.atomic
def try_idea(
    idea: Idea, *, by, measure: str, before: str, try_until: date, occurred_at: datetime | None = None
) -> Idea:
    """Somebody takes the idea to try it: they own it from now on, until a day, by a measure as it stands before.

    Twice by the same person is quiet. Refuses an idea behind which nobody stands, and one that somebody tries already.
    """
    held = _hold(idea, by)
    if held.is_tried and held.owner_id == by.pk:
        return held
    _refuse_early(held)
    if not held.is_sponsored:
        raise ValidationError(_("First somebody stands behind it; then it is tried."))
    if held.is_tried:
        raise ValidationError(_("Somebody tries this already."))
    held.owner, held.trial_at, held.try_until = by, occurred_at or timezone.now(), try_until
    held.measure, held.before = said_in_a_line(measure, most=120), said_in_a_line(before, most=60)
    held.save(update_fields=["owner", "trial_at", "try_until", "measure", "before"])
    return _record("idea.tried", held, by, occurred_at)


@transaction.atomic
def adopt_idea(
    idea: Idea, *, by, after: str, reason: str, evidence: str = "", occurred_at: datetime | None = None
) -> Idea:
    """Its owner adopts it, with the measure after and what shows it; twice is quiet. Refuses others, and what was not tried."""
    held = _hold(idea, by)
    if not can_settle_idea(by, held):
        raise PermissionDenied(_("Who tries it says what becomes of it."))
    if held.is_adopted:
        return held
    _refuse_settled(held)
    held.after, held.reason = said_in_a_line(after, most=60), said_in_words(reason, most=LONGEST_WORDS)
    held.evidence = "" if html.is_empty(html.clean(evidence)) else said_in_html(evidence, most=LONGEST_BODY)
    held.adopted_at = occurred_at or timezone.now()
    held.save(update_fields=["after", "reason", "evidence", "adopted_at"])
    _keep_files(held, held.evidence, by)
    return _record("idea.adopted", held, by, occurred_at, outside=_is_outside(held))


@transaction.atomic
def drop_idea(idea: Idea, *, by, reason: str, after: str = "", occurred_at: datetime | None = None) -> Idea:
    """Its owner, or before there is one whose idea it is, drops it for a reason; twice is quiet. Refuses others."""
    held = _hold(idea, by)
    if not can_drop_idea(by, held):
        raise PermissionDenied(_("Who tries it says what becomes of it."))
    if held.is_dropped:
        return held
    _refuse_settled(held)
    held.reason, held.after = said_in_words(reason, most=LONGEST_WORDS), clean_line(after)[:60]
    held.dropped_at = occurred_at or timezone.now()
    held.save(update_fields=["reason", "after", "dropped_at"])
    return _record("idea.dropped", held, by, occurred_at)


def _hold(idea: Idea, by) -> Idea:
    hold_membership(idea.space, by)
    rows = Idea.objects.select_related("space", "by")
    held = rows.select_for_update(no_key=True, of=("self",)).get(pk=idea.pk)
    if held.is_deleted:
        raise ValidationError(_("Deleted by its writer."), code="deleted")
    return held


def _refuse_early(idea: Idea) -> None:
    _refuse_settled(idea)
    if idea.is_building:
        until = formats.date_format(idea.build_until, "DATE_FORMAT")
        raise ValidationError(
            _("Until %(until)s colleagues only build on it; then it is judged.") % {"until": until},
            code="early",
        )


def _refuse_settled(idea: Idea) -> None:
    if idea.is_settled:
        raise ValidationError(_("This idea is settled; it can be read."), code="settled")


def _is_outside(idea: Idea) -> bool:
    """Whether its owner sits at no table with whoever had it."""
    tables = Seat.objects.filter(enrollment__person=idea.by_id).values("team")
    shared = Seat.objects.filter(team__in=tables, enrollment__person=idea.owner_id)
    return idea.owner_id != idea.by_id and not shared.exists()


def _keep_files(idea: Idea, body: str, by) -> None:
    if shown := html.file_ids(body):
        attach(shown, parent=idea, by=by)


def _record(verb: str, idea: Idea, by, occurred_at, **more) -> Idea:
    data = {"source": idea.source_type, **more}
    record(idea.space, by=by, verb=verb, target=idea, occurred_at=occurred_at, data=data)
    return idea
