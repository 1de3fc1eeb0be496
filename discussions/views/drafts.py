"""Drafts, as a page saves them while somebody types."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from discussions import actions
from discussions.models import Draft, Post, Thread
from lib.rates import limited
from lib.text import whole_number
from spaces.models import Space

PLACES = {
    Draft.Kind.REPLY: Thread.objects.visible_to,
    Draft.Kind.START: Space.objects.visible_to,
    Draft.Kind.EDIT: lambda viewer: Post.objects.visible_to(viewer).filter(by=viewer),
}
POLL = ("question", "options", "is_multiple", "is_anonymous", "closes_at")


@require_POST
@limited("save_draft")
def save_draft(request, kind: str, number: int):
    """Keep what was typed; the answer says when that was, and whether another device's words were written over."""
    if kind not in PLACES or not PLACES[Draft.Kind(kind)](request.user).filter(pk=number).exists():
        raise Http404
    if "let_go" in request.POST:
        actions.let_other_go(kind, number, by=request.user)
        return JsonResponse({})
    try:
        draft = actions.save_draft(kind, number, by=request.user, **_words(request.POST))
    except ValidationError as error:
        return JsonResponse({"errors": error.messages}, status=422)
    return JsonResponse(_said(draft))


def _words(sent) -> dict:
    return {
        "body": sent.get("body", ""),
        "body_format": "html" if sent.get("body_format") == "html" else "markdown",
        "title": sent.get("title", ""),
        "in_reply_to": whole_number(sent.get("in_reply_to", "")),
        "poll": {name: sent.get(f"poll-{name}", "") for name in POLL},
        "read_at": _moment(sent.get("read_at", "")),
    }


def _moment(word: str):
    try:
        return parse_datetime(word)
    except ValueError:
        return None


def _said(draft: Draft | None) -> dict:
    if draft is None:
        return {"saved_at": ""}
    return {"saved_at": draft.saved_at.isoformat(), "has_other": bool(draft.other)}
