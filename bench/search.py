"""How long a search takes over many posts, for common and rare words alike; nothing while there is no such page."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.urls import NoReverseMatch, reverse

from bench import figures
from bench.load import Ask, Browser
from bench.stack import Stack
from bench.world import VIEWERS, WORDS, World

ASKED = ("feedback", "honest colleague", "zebrafish", '"agree try"', "xylophone")
SEARCHES = 200
FILL = """
INSERT INTO discussions_post
    (thread_id, space_id, number, by_id, key, body, reacted_by, removed_for, posted_at, words)
SELECT thread, space, number, writer, gen_random_uuid(), '<p>' || said || '</p>', '{}', '', moment,
       to_tsvector('colloquy', said)
FROM (
    SELECT %(thread)s AS thread, %(space)s AS space, %(first)s + n AS number, %(by)s AS writer,
           now() - n * interval '1 second' AS moment,
           (SELECT string_agg((%(words)s::text[])[1 + (hashint4(n * 31 + k) & 1023) %% %(count)s], ' ')
            FROM generate_series(1, 25) k)
           || CASE WHEN n %% 9973 = 0 THEN ' zebrafish' WHEN n %% 1009 = 0 THEN ' xylophone' ELSE '' END AS said
    FROM generate_series(1, %(posts)s) n
) made
"""


def measure(stack: Stack, world: World, *, posts: int) -> dict:
    """Times of the search page as viewers ask for it, over so many posts."""
    try:
        address = reverse("search")
    except NoReverseMatch:
        return {"posts": None, "p50_ms": None, "p95_ms": None}
    _fill(world, posts)
    browser, seconds = Browser(stack.web, settings.SESSION_COOKIE_NAME), []
    for n in range(SEARCHES):
        words = urlencode({"q": ASKED[n % len(ASKED)]})
        began = time.monotonic()
        browser.ask(Ask(f"{address}?{words}", world.sessions[n % VIEWERS]))
        seconds.append(time.monotonic() - began)
    told = figures.in_ms(seconds)
    return {"posts": posts, "p50_ms": told["p50_ms"], "p95_ms": told["p95_ms"]}


def _fill(world: World, posts: int) -> None:
    """Posts made by the database itself: what is measured is finding them."""
    thread = world.threads["first"]
    values = {
        "thread": thread.pk,
        "space": thread.space_id,
        "first": 10_000_000,
        "by": world.people[0].pk,
        "words": WORDS,
        "count": len(WORDS),
        "posts": posts,
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL, values)
        cursor.execute("VACUUM ANALYZE discussions_post")
