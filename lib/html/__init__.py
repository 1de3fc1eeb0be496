"""Rich text: HTML and Markdown from people made safe to store and show, and what can be read out of it."""

from lib.html.cleaning import clean, from_markdown
from lib.html.reading import (
    MAX_MENTIONS,
    addresses,
    excerpt,
    file_ids,
    is_empty,
    mention_count,
    mentioned_people,
    mentioned_roles,
    mentioned_teams,
    to_text,
)

__all__ = [
    "MAX_MENTIONS",
    "addresses",
    "clean",
    "excerpt",
    "file_ids",
    "from_markdown",
    "is_empty",
    "mention_count",
    "mentioned_people",
    "mentioned_roles",
    "mentioned_teams",
    "to_text",
]
