"""What a space's board shows its viewer."""

from __future__ import annotations

import uuid

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet
from django.http import Http404

from discussions.models import Thread, readers_of
from discussions.pages import audience
from lib.keyset import page_by_key
from spaces.models import Membership, Role, Space

ORDER = ("-last_post_at", "-id")
UNANSWERED = "unanswered"
KINDS = [kind for kind in Thread.Kind if kind != Thread.Kind.STREAM]


def spaces_for(viewer) -> QuerySet[Space]:
    """Spaces that the viewer may see, each with their roles in it and how many people are there."""
    mine = Membership.objects.of(viewer).filter(space=OuterRef("pk")).order_by("id")
    return Space.objects.visible_to(viewer).annotate(
        my_roles=ArraySubquery(mine.values("role")), reader_count=readers_of(OuterRef("pk"))
    )


def board_context(space: Space, viewer, kind: str | None = None, after: str | None = None) -> dict:
    """One page of a board: threads of a kind, or unanswered questions, by last post."""
    runs = not {Role.FACILITATOR, Role.ADMIN}.isdisjoint(space.my_roles)
    return {
        "space": space,
        "page": _page(space, viewer, kind, after),
        "kind": kind or "",
        "kinds": [(choice.value, choice.label) for choice in KINDS],
        "after": after,
        "me": viewer,
        "can_run": runs,
        "can_write": not space.is_closed and (bool(space.my_roles) or space.kind == Space.Kind.COMMONS),
        "key": uuid.uuid4(),
        **audience(space, space.reader_count),
    }


def _page(space: Space, viewer, kind: str | None, after: str | None):
    threads = Thread.objects.filter(space=space).for_board(viewer)
    if kind == UNANSWERED:
        threads = threads.unanswered()
    elif kind in KINDS:
        threads = threads.filter(kind=kind)
    try:
        return page_by_key(threads, order=ORDER, after=after)
    except ValidationError as error:
        raise Http404 from error
