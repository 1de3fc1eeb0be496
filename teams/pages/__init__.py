"""What the team's room, a part, a hand-in and the promises show their viewer, in few queries."""

from teams.pages.drafts import draft_of, part_context, task_context
from teams.pages.handins import frozen_parts, hand_in_context
from teams.pages.ideas import idea_page, ideas_page
from teams.pages.meetings import rhythm_context
from teams.pages.promises import (
    commitment_context,
    commitment_page,
    initial_commitment,
    next_thursday,
    promises_of,
)
from teams.pages.room import rooms_for, team_context

__all__ = [
    "commitment_context",
    "commitment_page",
    "draft_of",
    "frozen_parts",
    "hand_in_context",
    "idea_page",
    "ideas_page",
    "initial_commitment",
    "next_thursday",
    "part_context",
    "promises_of",
    "rhythm_context",
    "rooms_for",
    "task_context",
    "team_context",
]
