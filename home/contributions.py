"""What somebody said and wrote: their own words, and of others not even where it was once they are no longer there."""

from __future__ import annotations

from discussions.models import Post
from lib.keyset import page_by_key
from spaces.models import Space
from teams.models import Part

PARTS = 50


def contributions_of(person, *, after: str | None = None) -> dict:
    """A page of their posts, before it their parts of drafts, and which of these they may still read where they stand."""
    posts = Post.objects.written_by(person).select_related("space")
    page = page_by_key(posts, order=("-posted_at", "-id"), after=after)
    parts = [] if after else list(Part.objects.written_by(person)[:PARTS])
    spaces = Space.objects.visible_to(person).filter(pk__in=[post.space_id for post in page.items])
    here = Part.objects.visible_to(person).filter(pk__in=[part.pk for part in parts])
    return {
        "page": page,
        "parts": parts,
        "readable": set(spaces.values_list("pk", flat=True)),
        "open_parts": set(here.values_list("pk", flat=True)),
    }
