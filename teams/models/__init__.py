"""Teams: their shared drafts and hand-ins, mentors' feedback, commitments at work and what came of them."""

from teams.models.checkins import CheckIn
from teams.models.handins import Feedback, HandIn
from teams.models.ideas import Addition, Idea
from teams.models.promises import Commitment, Outcome
from teams.models.rhythm import Rhythm
from teams.models.sets import LARGEST, TeamSet
from teams.models.submissions import Part, Submission
from teams.models.teams import Seat, Team
from teams.models.trying import Evidence, Response

__all__ = [
    "LARGEST",
    "Addition",
    "CheckIn",
    "Commitment",
    "Evidence",
    "Feedback",
    "HandIn",
    "Idea",
    "Outcome",
    "Part",
    "Response",
    "Rhythm",
    "Seat",
    "Submission",
    "Team",
    "TeamSet",
]
