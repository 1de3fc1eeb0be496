"""The markup of a page's posts and of a board's lines, the same for every viewer: made once and kept ready for all.

What is kept is found by everything that shows in it; whoever asks has been let into the thread before.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import redis
import structlog
from django.core.cache import cache
from django.db import connection
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from discussions.models import Post, Thread

log = structlog.get_logger(__name__)
KEPT_SECONDS = 3600
# Raised when the template changes, so that what an older release kept is not shown.
EDITION = 10
# Where a line says how much is unread.
PLACE = "<!--unread-->"
# All that a post shows, and nothing of its text: words do not change without `edited_at`.
STAMPS = """
SELECT p.id, p.number, p.by_id, p.edited_at, p.deleted_at, p.deleted_by_id, p.reacted_by, p.removed_for,
       u.name, u.called, u.photo_id, to_user.name, to_user.called, away.name, away.called,
       (SELECT poll.id FROM discussions_poll poll WHERE poll.post_id = p.id),
       ARRAY(SELECT m.role FROM spaces_membership m
             WHERE m.space_id = %s AND m.person_id = p.by_id AND m.ended_at IS NULL ORDER BY m.id)
FROM discussions_post p
JOIN people_user u ON u.id = p.by_id
LEFT JOIN people_user away ON away.id = p.deleted_by_id
LEFT JOIN discussions_post answered ON answered.id = p.in_reply_to_id
LEFT JOIN people_user to_user ON to_user.id = answered.by_id
WHERE p.thread_id = %s AND (p.number = 1 OR p.number BETWEEN %s AND %s)
ORDER BY p.number
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A post on its way to a page."""

    pk: int
    number: int
    html: str


def of_posts(thread: Thread, first: int, last: int, viewer) -> list[Shown]:
    """The posts from one number to another, and the one that opens the thread, ready to be put on a page."""
    rows = _readable(thread, _stamps(thread, first, last), viewer)
    keys = {row[0]: _key(thread, row) for row in rows}
    kept = _kept(list(keys.values()))
    missing = [pk for pk, key in keys.items() if key not in kept]
    made = _made(thread, missing)
    _keep({keys[pk]: html for pk, html in made.items()})
    return [
        Shown(row[0], row[1], _as_seen(kept.get(keys[row[0]]) or made[row[0]], row, viewer)) for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """A thread on its way to a board."""

    pk: int
    title: str
    html: str


def of_threads(threads: list[Thread]) -> list[Line]:
    """A board's lines, each saying how much of it its viewer has not read."""
    keys = {thread.pk: _line_key(thread) for thread in threads}
    kept = _kept(list(keys.values()))
    template = get_template("discussions/_thread_line.html")
    made = {
        thread.pk: template.render({"thread": thread}) for thread in threads if keys[thread.pk] not in kept
    }
    _keep({keys[pk]: html for pk, html in made.items()})
    return [
        Line(one.pk, one.title, _with_unread(kept.get(keys[one.pk]) or made[one.pk], one.pk, one.unread))
        for one in threads
    ]


def _line_key(thread: Thread) -> str:
    people = [(one.pk, one.name, one.called, one.photo_id) for one in (thread.by, thread.last_post_by) if one]
    words = (
        thread.kind,
        thread.title,
        thread.tags,
        thread.excerpt,
        thread.accepted_id,
        thread.reply_count,
        thread.pinned_at,
        thread.locked_at,
    )
    return _named("line", thread.pk, (*words, thread.last_post_at, people))


def _with_unread(html: str, pk: int, unread: int) -> str:
    """A line with something new says how much, and leads to where it begins."""
    if not unread:
        return html
    count = format_html(
        '<span class="count">{}<span class="visually-hidden"> {}</span></span>', unread, _("unread")
    )
    html = html.replace('class="thread"', 'class="thread thread--unread"', 1).replace(PLACE, count, 1)
    return html.replace(f'href="/threads/{pk}/"', f'href="/threads/{pk}/#thread-{pk}-new"', 1)


def _named(what: str, pk: int, shown: tuple) -> str:
    digest = hashlib.blake2b(repr((shown, get_language(), EDITION)).encode(), digest_size=16)
    return f"{what}:{pk}:{digest.hexdigest()}"


def _stamps(thread: Thread, first: int, last: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(STAMPS, [thread.space_id, thread.pk, first, last])
        return cursor.fetchall()


def _readable(thread: Thread, rows: list[tuple], viewer) -> list[tuple]:
    """In a sealed thread only what the viewer may see of it."""
    if not thread.is_sealed:
        return rows
    seen = Post.objects.visible_to(viewer).filter(pk__in=[row[0] for row in rows])
    seen = set(seen.values_list("pk", flat=True))
    return [row for row in rows if row[0] in seen]


def _key(thread: Thread, row: tuple) -> str:
    return _named("post", row[0], (*row, thread.accepted_id == row[0], thread.is_question))


def _as_seen(html: str, row: tuple, viewer) -> str:
    """One's own posts and reactions are marked on the page; in what is kept they are not."""
    for kind, people in json.loads(row[6]).items():
        if viewer.pk in people:
            chip = f'/react/" name="kind" value="{kind}" data-people'
            html = html.replace(chip, f'/react/back/" aria-pressed="true" {chip[9:]}', 1)
    return html.replace('class="post', 'class="post post--mine', 1) if row[2] == viewer.pk else html


def _made(thread: Thread, missing: list[int]) -> dict[int, str]:
    if not missing:
        return {}
    template = get_template("discussions/_post.html")
    posts = Post.objects.filter(pk__in=missing).for_fragment()
    return {post.pk: template.render({"post": post}) for post in posts}


def _kept(keys: list[str]) -> dict[str, str]:
    """What is kept; nothing where Redis is away, which costs time and no page."""
    try:
        return cache.get_many(keys) if keys else {}
    except redis.RedisError as error:
        log.warning("markup_not_read", error=type(error).__name__)
        return {}


def _keep(made: dict[str, str]) -> None:
    try:
        if made:
            cache.set_many(made, KEPT_SECONDS)
    except redis.RedisError as error:
        log.warning("markup_not_kept", error=type(error).__name__)
