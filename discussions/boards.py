"""What a space's board shows its viewer."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from discussions import markup, permissions
from discussions.models import Report, Thread
from discussions.models.present import reader_count_of, roles_of
from discussions.pages import audience
from lib.keyset import page_by_key
from spaces.models import MODERATORS, Role, Space

SPACE = "spaces_space.id"
ORDER = ("-is_first", "-last_post_at", "-id")
UNANSWERED = "unanswered"
KINDS = [kind for kind in Thread.Kind if kind != Thread.Kind.STREAM]


def spaces_for(viewer) -> QuerySet[Space]:
    """Spaces that the viewer may see, each with their roles in it and how many people are there."""
    return Space.objects.visible_to(viewer).annotate(
        my_roles=roles_of(viewer, SPACE), reader_count=reader_count_of(SPACE)
    )


def boards_to_move_to(mover, thread: Thread) -> QuerySet[Space]:
    """Other open boards that this person keeps in order."""
    kept = Space.objects.joined_by(mover, *MODERATORS).filter(kind__in=permissions.BOARDS, closed_at=None)
    return kept.exclude(pk=thread.space_id).order_by("title", "id")


def board_context(space: Space, viewer, kind: str | None = None, after: str | None = None) -> dict:
    """One page of a board: threads of a kind, or unanswered questions, by last post."""
    page = _page(space, viewer, kind, after)
    runs = not {Role.FACILITATOR, Role.ADMIN}.isdisjoint(space.my_roles)
    return {
        "space": space,
        "page": page,
        "threads": markup.of_threads(page.items),
        "kind": kind or "",
        "kinds": [(choice.value, choice.label) for choice in KINDS],
        "after": after,
        "me": viewer,
        "can_run": runs,
        **_kept_in_order(space, viewer),
        "can_write": not space.is_closed and (bool(space.my_roles) or space.kind == Space.Kind.COMMONS),
        "key": uuid.uuid4(),
        **audience(space, space.reader_count),
    }


def _kept_in_order(space: Space, viewer) -> dict:
    """Whether the viewer keeps the space in order, and how many reports wait for them."""
    if set(MODERATORS).isdisjoint(space.my_roles):
        return {"can_moderate": False}
    return {
        "can_moderate": True,
        "reports_waiting": Report.objects.visible_to(viewer).within(space).waiting().count(),
    }


def _page(space: Space, viewer, kind: str | None, after: str | None):
    threads = Thread.objects.filter(space=space).for_board(viewer)
    if kind == UNANSWERED:
        threads = threads.unanswered()
    elif kind in KINDS:
        threads = threads.filter(kind=kind)
    return page_by_key(threads, order=ORDER, after=after)
