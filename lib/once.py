"""One effect for what is sent twice: the key of a form, and the identity that it gives to what is made."""

from __future__ import annotations

import uuid

from django.db import connection


def sent_key(post) -> uuid.UUID | None:
    """The key that a form carries; none where it is missing or is no key."""
    try:
        return uuid.UUID(post.get("key", ""))
    except ValueError:
        return None


def hold_key(key: uuid.UUID | None, *about: object) -> uuid.UUID | None:
    """The identity of what this key makes about these things; who sends the same at this moment waits for the other.

    It is derived, so that nobody can choose an identity that somebody else's thing already has.
    """
    if key is None:
        return None
    own = uuid.uuid5(key, ":".join(map(str, about)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(own)])
    return own
