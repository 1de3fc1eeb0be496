"""Whom a text names, and which of them may read it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from discussions.models import Post
from lib.html import mentioned_people
from lib.text import clean_line
from people.models import User
from spaces.models import Membership, Space


def within_reach(html: str, space: Space) -> list[int]:
    """Ids of the people named in clean HTML who may see the space."""
    ids = mentioned_people(html)
    if not ids:
        return []
    return list(_readers(space).filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def out_of_reach(post: Post) -> QuerySet[User]:
    """The people whom a post names and who cannot read it, so that its writer can be warned."""
    ids = mentioned_people(post.body)
    if not ids:
        return User.objects.none()
    told = within_reach(post.body, post.thread.space)
    return User.objects.filter(pk__in=ids, is_active=True).exclude(pk__in=told).in_name_order()


def completions(space: Space, start: str, most: int = 8) -> QuerySet[User]:
    """People of the space whose name, or a later word of it, begins so."""
    people = _readers(space)
    start = clean_line(start)[:60]
    if start:
        people = people.filter(Q(name__istartswith=start) | Q(name__icontains=f" {start}"))
    return people.in_name_order()[:most]


def _readers(space: Space) -> QuerySet[User]:
    people = User.objects.filter(is_active=True, is_system=False)
    if space.readable_by == Space.ReadableBy.ORGANISATION:
        return people
    return people.filter(pk__in=Membership.objects.open().filter(space=space).values("person"))
