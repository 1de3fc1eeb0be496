"""What the page of a post's history shows: each change, word by word, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from discussions.models import Post, PostEdit
from lib.changes import marked
from lib.keyset import page_by_key

SIZE = 10


@dataclass(frozen=True)
class Change:
    """One change: who made it, when, and the words with what came and went."""

    by: object
    at: datetime
    html: str


def history_context(post: Post, after: str | None = None) -> dict:
    """Changes of a post that its viewer may see, a page of them; the last page ends with the first words."""
    edits = PostEdit.objects.filter(post=post).select_related("by__photo")
    page = page_by_key(edits, order=("-id",), after=after, size=SIZE)
    later = [_after_first(post, page.items), *(edit.body for edit in page.items)]
    changes = [
        Change(edit.by, edit.edited_at, marked(edit.body, now))
        for edit, now in zip(page.items, later, strict=False)
    ]
    first = None if page.next_key else later[-1]
    return {"post": post, "thread": post.thread, "changes": changes, "page": page, "first": first}


def _after_first(post: Post, edits: list[PostEdit]) -> str:
    """What the newest change of this page made of the post."""
    later = PostEdit.objects.filter(post=post, pk__gt=edits[0].pk).order_by("pk") if edits else []
    return next((edit.body for edit in later[:1]), post.body)
