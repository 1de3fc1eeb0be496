"""The tags of threads: how they are read from what somebody writes, and which a board has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from lib.text import clean_line

MOST, LONGEST = 5, 30
MOST_SHOWN = 24
OF_BOARD = """
ARRAY(SELECT tag::text FROM discussions_thread t, unnest(t.tags) AS tag
      WHERE t.space_id = {} AND t.deleted_at IS NULL AND t.hidden_at IS NULL GROUP BY tag ORDER BY count(*) DESC, tag LIMIT %s)
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


def of_board(space_column: str) -> RawSQL:
    """The tags of the threads of the space that this column names, the most used first."""
    return RawSQL(OF_BOARD.format(space_column), [MOST_SHOWN], output_field=ArrayField(TextField()))
