"""What a space's board shows its viewer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from discussions import markup, permissions, tags
from discussions.models import Report, Thread, ThreadQuerySet
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


@dataclass(frozen=True)
class Wanted:
    """What a board is narrowed to: a kind of thread, or unanswered questions, and a tag."""

    kind: str = ""
    tag: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> Wanted:
        return cls(query.get("kind", ""), tags.normal(query.get("tag", ""))[: tags.LONGEST])

    def among(self, threads: ThreadQuerySet) -> ThreadQuerySet:
        if self.kind == UNANSWERED:
            threads = threads.unanswered()
        elif self.kind in KINDS:
            threads = threads.filter(kind=self.kind)
        return threads.filter(tags__contains=[self.tag]) if self.tag else threads


def board_context(space: Space, viewer, wanted: Wanted = Wanted(), after: str | None = None) -> dict:
    """One page of a board: what is wanted of it, pinned threads first, by last post."""
    threads = wanted.among(Thread.objects.filter(space=space).for_board(viewer))
    page = page_by_key(threads, order=ORDER, after=after)
    runs = not {Role.FACILITATOR, Role.ADMIN}.isdisjoint(space.my_roles)
    return {
        "space": space,
        "page": page,
        "threads": markup.of_threads(page.items),
        "kind": wanted.kind,
        "tag": wanted.tag,
        "tags": tags.of_board(space),
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
