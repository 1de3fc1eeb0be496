"""What a space's board shows its viewer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from discussions import markup, permissions, tags
from discussions.models import Draft, Report, Thread, ThreadQuerySet
from discussions.models.drafts import draft_of
from discussions.models.present import reader_count_of, roles_of
from discussions.pages import audience
from lib.composed import composed
from lib.keyset import Page, page_by_key, page_of
from spaces.models import MODERATORS, Role, Space

SPACE = "spaces_space.id"
ORDER = ("-is_first", "-last_post_at", "-id")
UNANSWERED = "unanswered"
SIZE = 30
MOST_OFFERED = 100
KINDS = [kind for kind in Thread.Kind if kind != Thread.Kind.STREAM]


def spaces_for(viewer) -> QuerySet[Space]:
    """Spaces that the viewer may see, each with their roles in it and how many people are there."""
    return Space.objects.visible_to(viewer).annotate(
        my_roles=roles_of(viewer, SPACE),
        reader_count=reader_count_of(SPACE),
        board_tags=tags.of_board(SPACE),
        my_draft=draft_of(viewer, Draft.Kind.START, SPACE),
    )


@composed
def space_for(viewer, space_id: int) -> QuerySet[Space]:
    """One of these spaces, by its id."""
    return spaces_for(viewer).filter(pk=space_id)


def boards_to_move_to(mover, thread: Thread) -> QuerySet[Space]:
    """Other open boards that this person keeps in order."""
    kept = Space.objects.joined_by(mover, *MODERATORS).filter(kind__in=permissions.BOARDS, closed_at=None)
    return kept.exclude(pk=thread.space_id).order_by("title", "id")


def threads_to_merge_into(thread: Thread) -> QuerySet[Thread]:
    """Other threads of its board, the one that moved last first; as many as one can look through."""
    others = (
        Thread.objects.on_board()
        .unbound()
        .filter(space=thread.space_id, sealed_at=None)
        .exclude(pk=thread.pk)
    )
    newest = others.order_by("-last_post_at", "-id").values_list("pk", flat=True)[:MOST_OFFERED]
    return Thread.objects.filter(pk__in=list(newest)).order_by("-last_post_at", "-id")


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
    page = _page(space, viewer, wanted, after)
    runs = not {Role.FACILITATOR, Role.ADMIN}.isdisjoint(space.my_roles)
    return {
        "space": space,
        "page": page,
        "threads": markup.of_threads(page.items),
        "kind": wanted.kind,
        "tag": wanted.tag,
        "tags": space.board_tags,
        "kinds": [(choice.value, choice.label) for choice in KINDS],
        "after": after,
        "me": viewer,
        "can_run": runs,
        **_kept_in_order(space, viewer),
        "can_write": not space.is_closed and (bool(space.my_roles) or space.kind == Space.Kind.COMMONS),
        "key": uuid.uuid4(),
        **audience(space, space.reader_count),
    }


def _page(space: Space, viewer, wanted: Wanted, after: str | None) -> Page[Thread]:
    if wanted == Wanted() and not after:
        return page_of(_newest(space, viewer), order=ORDER, size=SIZE)
    threads = wanted.among(Thread.objects.filter(space=space).for_board(viewer))
    return page_by_key(threads, order=ORDER, after=after, size=SIZE)


@composed
def _newest(space: Space, viewer) -> QuerySet[Thread]:
    """What everybody comes for: the board as it is, and one thread more."""
    return Thread.objects.filter(space=space).for_board(viewer).order_by(*ORDER)[: SIZE + 1]


def _kept_in_order(space: Space, viewer) -> dict:
    """Whether the viewer keeps the space in order, and how many reports wait for them."""
    if set(MODERATORS).isdisjoint(space.my_roles):
        return {"can_moderate": False}
    return {
        "can_moderate": True,
        "reports_waiting": Report.objects.visible_to(viewer).within(space).waiting().count(),
    }
