"""A reader of the journal that learns the words people write, so that search can guess what a mistyped one meant."""

from __future__ import annotations

from django.db import connection

from spaces.models import Entry, Space

TEACHING = {"thread.started", "post.added", "post.edited", "post.restored"}
# In one order, so that two readers that learn the same words at once wait for each other and not in a circle.
LEARN = """
INSERT INTO discussions_word (text)
SELECT DISTINCT word FROM discussions_post, unnest(tsvector_to_array(words)) word
WHERE discussions_post.id = ANY(%s) AND length(word) BETWEEN 3 AND 40 AND word ~ '^[[:alpha:]]+$'
ORDER BY word
ON CONFLICT DO NOTHING
"""


def follow(space: Space, entries: list[Entry]) -> None:
    """Learn the words of what was written; knowing them already changes nothing."""
    posts = [post for entry in entries if entry.verb in TEACHING and (post := _post_of(entry))]
    if posts:
        with connection.cursor() as cursor:
            cursor.execute(LEARN, [posts])


def _post_of(entry: Entry) -> int | None:
    """A post's id; a stream begins without one."""
    return entry.data.get("post") if entry.verb == "thread.started" else int(entry.target_id)
