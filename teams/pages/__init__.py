"""What the team's room, a part, a hand-in and the promises show their viewer, in few queries."""

from teams.pages.drafts import draft_of, part_context, task_context
from teams.pages.galleries import cohorts_with_gallery, gallery_context, gallery_url
from teams.pages.handins import frozen_parts, hand_in_context
from teams.pages.history import part_history_context
from teams.pages.meetings import rhythm_context
from teams.pages.promises import commitment_context, initial_commitment, next_thursday, promises_of
from teams.pages.pulse import pulse_of
from teams.pages.room import rooms_for, team_context

__all__ = [
    "cohorts_with_gallery",
    "commitment_context",
    "draft_of",
    "frozen_parts",
    "gallery_context",
    "gallery_url",
    "hand_in_context",
    "initial_commitment",
    "next_thursday",
    "part_context",
    "part_history_context",
    "promises_of",
    "pulse_of",
    "rhythm_context",
    "rooms_for",
    "task_context",
    "team_context",
]
