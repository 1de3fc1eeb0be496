"""The ideas of a space, and one of them with its life so far."""

from __future__ import annotations

from discussions.pages import audience_of
from lib.keyset import page_by_key
from spaces.models import Membership, Space
from teams.models import Addition, Idea
from teams.permissions import (
    can_delete_idea,
    can_delete_words,
    can_drop_idea,
    can_settle_idea,
    can_stand_behind_idea,
)
from teams.sources import source_of

PAGE = 30
MOST_ADDITIONS = 300


def ideas_page(space: Space, viewer, after: str | None) -> dict:
    """What `teams/ideas.html` shows, the newest first."""
    rows = Idea.objects.visible_to(viewer).standing().filter(space=space).for_page()
    page = page_by_key(rows, order=("-born_at", "-id"), after=after, size=PAGE)
    return {"space": space, "page": page, "ideas": page.items, **audience_of(space)}


def idea_page(idea: Idea, viewer) -> dict:
    """One idea: what it was born of where the viewer may see that, what was built on it, and what they can do."""
    is_here = Membership.objects.of(viewer).filter(space=idea.space).exists()
    is_open = is_here and not idea.is_settled and not idea.is_deleted
    may_judge = is_open and not idea.is_building
    return {
        "me": viewer,
        "idea": idea,
        "space": idea.space,
        "source": source_of(idea, viewer),
        "additions": list(Addition.objects.visible_to(viewer).filter(idea=idea).in_order()[:MOST_ADDITIONS]),
        "may_build": is_open,
        "may_sponsor": may_judge and not idea.is_sponsored and can_stand_behind_idea(viewer, idea),
        "may_try": may_judge and idea.is_sponsored and not idea.is_tried,
        "may_adopt": is_open and can_settle_idea(viewer, idea),
        "may_delete": is_here and not idea.is_deleted and can_delete_idea(viewer, idea),
        "may_restore": is_here and idea.is_deleted and can_delete_words(viewer, idea),
        "may_drop": is_open and can_drop_idea(viewer, idea),
        **audience_of(idea.space),
    }
