"""What the team's room, a part, a hand-in, reviews and the promises show their viewer, in few queries."""

from teams.pages.boards import board_context, choice_context
from teams.pages.drafts import draft_of, part_context, task_context
from teams.pages.galleries import cohorts_with_gallery, gallery_context, gallery_url
from teams.pages.handins import frozen_parts, hand_in_context
from teams.pages.history import part_history_context
from teams.pages.ideas import idea_page, ideas_page
from teams.pages.late import late_comers
from teams.pages.meetings import rhythm_context
from teams.pages.promises import (
    commitment_context,
    commitment_page,
    initial_commitment,
    next_thursday,
    promises_of,
)
from teams.pages.pulse import pulse_of
from teams.pages.results import look_context, work_context
from teams.pages.reviews import blind_parts, review_context, reviews_waiting_for, round_context
from teams.pages.room import rooms_of, team_context
from teams.pages.rounds import rounds_context, run_context
from teams.pages.talks import talk_context, talk_page

__all__ = [
    "blind_parts",
    "board_context",
    "choice_context",
    "cohorts_with_gallery",
    "commitment_context",
    "commitment_page",
    "draft_of",
    "frozen_parts",
    "gallery_context",
    "gallery_url",
    "hand_in_context",
    "idea_page",
    "ideas_page",
    "initial_commitment",
    "late_comers",
    "look_context",
    "next_thursday",
    "part_context",
    "part_history_context",
    "promises_of",
    "pulse_of",
    "review_context",
    "reviews_waiting_for",
    "rhythm_context",
    "rooms_of",
    "round_context",
    "rounds_context",
    "run_context",
    "talk_context",
    "talk_page",
    "task_context",
    "team_context",
    "work_context",
]
