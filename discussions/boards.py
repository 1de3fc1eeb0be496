"""What a space's board shows its viewer."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db.models import IntegerField, QuerySet, TextField
from django.db.models.expressions import RawSQL

from discussions import markup
from discussions.models import Thread
from discussions.pages import audience
from lib.keyset import page_by_key
from spaces.models import Role, Space

ROLES = """
ARRAY(SELECT role::text FROM spaces_membership
      WHERE space_id = spaces_space.id AND person_id = %s AND ended_at IS NULL)
"""
READERS = """
SELECT count(DISTINCT person_id) FROM spaces_membership WHERE space_id = spaces_space.id AND ended_at IS NULL
"""
ORDER = ("-last_post_at", "-id")
UNANSWERED = "unanswered"
KINDS = [kind for kind in Thread.Kind if kind != Thread.Kind.STREAM]


def spaces_for(viewer) -> QuerySet[Space]:
    """Spaces that the viewer may see, each with their roles in it and how many people are there."""
    return Space.objects.visible_to(viewer).annotate(
        my_roles=RawSQL(ROLES, [viewer.pk], output_field=ArrayField(TextField())),
        reader_count=RawSQL(READERS, [], output_field=IntegerField()),
    )


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
    return page_by_key(threads, order=ORDER, after=after)
