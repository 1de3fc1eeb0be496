"""Teams: their shared drafts and hand-ins, mentors' feedback, commitments at work and what came of them."""

from teams.models.galleries import Gallery, PassageComment
from teams.models.handins import Feedback, HandIn, Reopening
from teams.models.promises import Commitment, Outcome
from teams.models.rhythm import Rhythm
from teams.models.sets import LARGEST, TeamSet
from teams.models.submissions import Part, Submission
from teams.models.teams import Seat, Team
from teams.models.versions import PartVersion
from teams.models.waiting import Reminder

__all__ = [
    "LARGEST",
    "Commitment",
    "Feedback",
    "Gallery",
    "HandIn",
    "Outcome",
    "Part",
    "PartVersion",
    "PassageComment",
    "Reminder",
    "Reopening",
    "Rhythm",
    "Seat",
    "Submission",
    "Team",
    "TeamSet",
]
