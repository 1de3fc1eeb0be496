"""Drafts as pages show them: in the field where they were typed, with a sentence on when."""

from __future__ import annotations

from django.utils.dateparse import parse_datetime

from discussions.models import Draft, Thread
from spaces.models import Space


def draft_at(viewer, kind: str, number: int) -> dict | None:
    """What somebody has left unsent at a place."""
    draft = Draft.objects.visible_to(viewer).at(kind, number).first()
    return _shown(draft.kind, draft.number, vars(draft)) if draft else None


def draft_at_hand(kind: str, place: Thread | Space) -> dict | None:
    """The same, from what was read with the thread to reply to or the space of the board."""
    kept = place.my_draft
    if not kept:
        return None
    moments = {name: parse_datetime(kept[name]) if kept[name] else None for name in ("saved_at", "other_at")}
    return _shown(kind, place.pk, {**kept, **moments})


def _shown(kind: str, number: int, kept: dict) -> dict:
    names = ("body", "body_format", "title", "in_reply_to", "poll", "saved_at", "other", "other_at")
    return {"kind": kind, "number": number, **{name: kept[name] for name in names}}
