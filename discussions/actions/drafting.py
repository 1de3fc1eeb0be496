"""Writes of drafts: keeping what somebody types, and letting it go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from discussions.actions.keeping import LONGEST_BODY
from discussions.models import Draft
from lib import html
from lib.text import clean_line, clean_text


@transaction.atomic
def save_draft(
    kind: str, number: int, *, by, body: str, body_format: str = "markdown", title: str = "",
    in_reply_to: int | None = None, poll: dict | None = None, read_at: datetime | None = None,
) -> Draft | None:  # fmt: skip
    """Keep what was typed at a place; the newest counts, and what it writes over unseen stays beside it.

    `read_at` says which state its writer had before them. Nothing typed is no draft.
    """
    body, title, poll = _cleaned(body, body_format), clean_line(title)[:200], _cleaned_poll(poll or {})
    if body or title or poll:  # two devices may begin at once
        Draft.objects.bulk_create([Draft(person=by, kind=kind, number=number)], ignore_conflicts=True)
    draft = Draft.objects.select_for_update().visible_to(by).at(kind, number).first()
    if draft is None or not (body or title or poll or draft.other):
        drop_draft(kind, number, by=by)
        return None
    if draft.saved_at != read_at and draft.body not in ("", body):
        draft.other, draft.other_at = draft.body, draft.saved_at
    draft.body, draft.body_format, draft.title = body, body_format, title
    draft.in_reply_to, draft.poll, draft.saved_at = in_reply_to, poll, timezone.now()
    draft.save()
    return draft


def drop_draft(kind: str, number: int, *, by) -> None:
    """What was sent, or is not wanted any more, is no draft. Twice is quiet."""
    Draft.objects.visible_to(by).at(kind, number).delete()


def let_other_go(kind: str, number: int, *, by) -> None:
    """What another device had written is not wanted any more."""
    Draft.objects.visible_to(by).at(kind, number).update(other="", other_at=None)


def drop_expired_drafts(now: datetime | None = None) -> int:
    """Drafts that nobody has touched for thirty days go."""
    return Draft.objects.expired(now or timezone.now()).delete()[0]


def _cleaned(body: str, body_format: str) -> str:
    body = body[:LONGEST_BODY]
    if body_format != "html":
        return clean_text(body)
    body = html.clean(body, is_draft=True)
    return "" if html.is_empty(body) else body


def _cleaned_poll(poll: dict) -> dict:
    """A poll as far as it was typed; nothing where neither a question nor an answer stands there."""
    words = {
        "question": clean_line(poll.get("question", ""))[:200],
        "options": clean_text(poll.get("options", ""))[:2000],
    }
    if not any(words.values()):
        return {}
    marks = {name: bool(poll.get(name)) for name in ("is_multiple", "is_anonymous")}
    return words | marks | {"closes_at": clean_line(poll.get("closes_at", ""))[:30]}
