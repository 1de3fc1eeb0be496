"""The tags of threads: how they are read from what somebody writes, and which a board has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from lib.text import clean_line
from spaces.models import Space

MOST, LONGEST = 5, 30
MOST_SHOWN = 24
OF_BOARD = """
SELECT tag FROM discussions_thread, unnest(tags) AS tag
WHERE space_id = %s AND deleted_at IS NULL GROUP BY tag ORDER BY count(*) DESC, tag LIMIT %s
"""


def read(words: str | Iterable[str]) -> list[str]:
    """Tags as people write them, between commas: one spelling each, in order, once; at most five of thirty letters."""
    parts = words.split(",") if isinstance(words, str) else words
    tags = list(dict.fromkeys(filter(None, map(normal, parts))))
    if len(tags) > MOST:
        raise ValidationError(_("At most five tags: fewer are found more easily."))
    if any(len(tag) > LONGEST for tag in tags):
        raise ValidationError(_("A tag has at most thirty letters."))
    return tags


def normal(word: str) -> str:
    """One spelling: small letters, a hyphen between words, no sign before it."""
    word = unicodedata.normalize("NFKC", clean_line(word)).casefold().lstrip("#")
    return "-".join(word.replace("/", " ").replace("?", " ").replace("&", " ").split())


def of_board(space: Space) -> list[str]:
    """The tags of a space's threads, the most used first."""
    with connection.cursor() as cursor:
        cursor.execute(OF_BOARD, [space.pk, MOST_SHOWN])
        return [row[0] for row in cursor.fetchall()]
