"""The markup of a page's posts and of a board's lines, the same for every viewer: made once and kept ready for all.

What is kept is found by everything that shows in it; whoever asks has been let into the thread before.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
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
from discussions.models.threads import SHOWN_ON_BOARD
from people.models import User

log = structlog.get_logger(__name__)
KEPT_SECONDS = 3600
# Raised when the template changes, so that what an older release kept is not shown.
EDITION = 11
# So many a process: some megabytes.
MOST_HERE = 1000
_here: dict[tuple, str] = {}
# Where a line says how much is unread.
PLACE = "<!--unread-->"
# All that a post shows, and nothing of its text: words do not change without `edited_at`.
STAMPS = """
SELECT p.id, p.number, p.by_id, p.edited_at, p.deleted_at, p.deleted_by_id, p.reacted_by, p.removed_for,
       u.name, u.called, u.photo_id, to_user.name, to_user.called, away.name, away.called,
       (SELECT poll.id FROM discussions_poll poll WHERE poll.post_id = p.id),
       (SELECT string_agg(m.role, ' ' ORDER BY m.id) FROM spaces_membership m
        WHERE m.space_id = %s AND m.person_id = p.by_id AND m.ended_at IS NULL)
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
    accepted, asks = thread.accepted_id, thread.is_question
    html = _ready("post", {row[0]: (*row, accepted == row[0], asks) for row in rows}, _made)
    return [Shown(row[0], row[1], _as_seen(html[row[0]], row, viewer)) for row in rows]


@dataclass(frozen=True, slots=True)
class Line:
    """A thread on its way to a board."""

    pk: int
    title: str
    html: str


def of_threads(rows: list) -> list[Line]:
    """A board's lines, of rows as `for_board` gives them, each saying how much of it its viewer has not read."""
    known = {row.id: row for row in rows}
    shown = {pk: _words_of(row) for pk, row in known.items()}
    html = _ready("line", shown, lambda missing: {pk: _line(known[pk]) for pk in missing})
    return [Line(pk, row.title, _with_unread(html[pk], pk, row.unread)) for pk, row in known.items()]


def _words_of(row) -> tuple:
    """What of a row shows in its line, as something that can be a key: its tags one by one."""
    place = SHOWN_ON_BOARD.index("tags")
    return *row[:place], *row.tags, *row[place + 1 : len(SHOWN_ON_BOARD)]


def _line(row) -> str:
    thread = Thread(**{name: getattr(row, name) for name in SHOWN_ON_BOARD if "__" not in name})
    thread.by, thread.last_post_by = _person(row, "by"), _person(row, "last_post_by")
    return get_template("discussions/_thread_line.html").render({"thread": thread})


def _person(row, role: str) -> User | None:
    fields = ("id", "name", "called", "email", "photo_id")
    words = {name: getattr(row, f"{role}__{name}") for name in fields}
    return User(**words) if words["id"] else None


def _with_unread(html: str, pk: int, unread: int) -> str:
    """A line with something new says how much, and leads to where it begins."""
    if not unread:
        return html
    count = _count(unread, get_language())
    html = html.replace('class="thread"', 'class="thread thread--unread"', 1).replace(PLACE, count, 1)
    return html.replace(f'href="/threads/{pk}/"', f'href="/threads/{pk}/#thread-{pk}-new"', 1)


@functools.lru_cache(maxsize=1000)
def _count(unread: int, _language: str | None) -> str:
    return format_html(
        '<span class="count">{}<span class="visually-hidden"> {}</span></span>', unread, _("unread")
    )


def _ready(what: str, shown: dict[int, tuple], make: Callable[[list[int]], dict[int, str]]) -> dict[int, str]:
    """Markup by id, under all that shows in it: as this process has it, or Redis, or made now and kept for all."""
    language = get_language()
    keys = {pk: (what, words, language) for pk, words in shown.items()}
    found = {pk: html for pk, key in keys.items() if (html := _here.get(key))}
    names = {pk: _named(what, pk, keys[pk]) for pk in keys.keys() - found.keys()}
    if not names:
        return found
    kept = _kept(list(names.values()))
    made = make([pk for pk, name in names.items() if name not in kept])
    _keep({names[pk]: html for pk, html in made.items()})
    if len(_here) + len(names) > MOST_HERE:
        _here.clear()
    for pk, name in names.items():
        found[pk] = _here[keys[pk]] = kept.get(name) or made[pk]
    return found


def _named(what: str, pk: int, key: tuple) -> str:
    digest = hashlib.blake2b(repr((key, EDITION)).encode(), digest_size=16)
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


def _as_seen(html: str, row: tuple, viewer) -> str:
    """One's own posts and reactions are marked on the page; in what is kept they are not."""
    for kind, people in json.loads(row[6]).items() if row[6] != "{}" else ():
        if viewer.pk in people:
            chip = f'/react/" name="kind" value="{kind}" data-people'
            html = html.replace(chip, f'/react/back/" aria-pressed="true" {chip[9:]}', 1)
    return html.replace('class="post', 'class="post post--mine', 1) if row[2] == viewer.pk else html


def _made(missing: list[int]) -> dict[int, str]:
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
