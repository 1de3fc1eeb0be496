"""Links from posts to threads: which a text has, what their cards say, and where a thread is spoken of."""

from __future__ import annotations

import re

from django.conf import settings
from django.db.models import QuerySet

from discussions.models import Post, Thread, ThreadLink
from lib.html import addresses

MOST, MOST_SHOWN = 20, 10
_THREAD = re.compile(r"/threads/([0-9]{1,18})/(?:[?#].*)?")


def threads_linked(html: str) -> list[int]:
    """Ids of the threads to which clean HTML leads: in order, once each, the first twenty."""
    paths = (address.removeprefix(settings.SITE_URL) for address in addresses(html))
    found = (int(match[1]) for match in map(_THREAD.fullmatch, paths) if match)
    return list(dict.fromkeys(found))[:MOST]


def keep(post: Post) -> None:
    """Remember to which threads a post leads, of those that its writer may see; forget those that it no longer does."""
    ids = [pk for pk in threads_linked(post.body) if pk != post.thread_id]
    if post.edited_at:
        ThreadLink.objects.filter(post=post).exclude(target__in=ids).delete()
    if ids:
        targets = Thread.objects.visible_to(post.by).filter(pk__in=ids)
        links = [ThreadLink(post=post, target=target) for target in targets]
        ThreadLink.objects.bulk_create(links, ignore_conflicts=True)


def leading_to(thread: Thread, viewer) -> QuerySet[ThreadLink]:
    """Where a thread is spoken of, as far as the viewer may read it, the newest first."""
    return ThreadLink.objects.visible_to(viewer).filter(target=thread).for_list()[:MOST_SHOWN]


def for_cards(ids: list[int], viewer) -> QuerySet[Thread]:
    """The threads among these that the viewer may see, with what their cards say."""
    threads = Thread.objects.visible_to(viewer).standing().filter(pk__in=ids[:MOST])
    return threads.select_related("space", "by__photo").order_by("pk")
