"""What people find of their direct conversations: the list, who is in each, and whom they can write to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from discussions.models import Thread
from lib.keyset import Page, page_by_key
from people.models import User
from spaces.models import Membership, Space

FOUND = 30


@dataclass(frozen=True)
class Talk:
    """A direct conversation as one of its people sees it: by the others' names."""

    thread: Thread
    others: list[User]

    @property
    def names(self) -> str:
        names = [person.first_name for person in self.others]
        return get_text_list(names, _("and")) if names else _("Only you are left")


def talks_of(viewer, after: str | None = None) -> tuple[list[Talk], Page]:
    """One page of somebody's direct conversations, the one that moved last first; three queries."""
    mine = Thread.objects.visible_to(viewer).filter(space__kind=Space.Kind.DIRECT, kind=Thread.Kind.STREAM)
    mine = mine.with_unread(viewer).select_related("last_post_by", "space")
    page = page_by_key(mine, order=("-last_post_at", "-id"), after=after)
    people = _others([thread.space_id for thread in page.items], viewer)
    return [Talk(thread, people[thread.space_id]) for thread in page.items], page


def talk_of(thread: Thread, viewer) -> Talk:
    return Talk(thread, _others([thread.space_id], viewer)[thread.space_id])


def is_direct(thread: Thread) -> bool:
    return thread.space.kind == Space.Kind.DIRECT


def to_write_to(viewer, wanted: str, chosen: list[int]) -> list[User]:
    """Whom one has chosen already, and then whoever the words find."""
    others = User.objects.visible_to(viewer).exclude(pk=viewer.pk).select_related("photo", "org_unit")
    picked = list(others.filter(pk__in=chosen).in_name_order())
    found = others.exclude(pk__in=chosen).found_by(wanted).in_name_order()[:FOUND] if wanted else []
    return [*picked, *found]


def _others(space_ids: list[int], viewer) -> dict[int, list[User]]:
    people: dict[int, list[User]] = defaultdict(list)
    here = Membership.objects.open().filter(space__in=space_ids).exclude(person=viewer)
    for membership in here.select_related("person__photo").order_by("person__name", "id"):
        people[membership.space_id].append(membership.person)
    return people
