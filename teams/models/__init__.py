"""Teams: their shared drafts and hand-ins, mentors' feedback, commitments at work and what came of them."""

from teams.models.checkins import CheckIn
from teams.models.ideas import Addition, Idea
from teams.models.promises import Commitment, Outcome
from teams.models.submissions import Feedback, Part, Submission
from teams.models.teams import Seat, Team
from teams.models.trying import Evidence, Response

__all__ = [
    "Addition",
    "CheckIn",
    "Commitment",
    "Evidence",
    "Feedback",
    "Idea",
    "Outcome",
    "Part",
    "Response",
    "Seat",
    "Submission",
    "Team",
]
