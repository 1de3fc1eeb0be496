"""Teams: their shared drafts and hand-ins, mentors' feedback, commitments at work and what came of them."""

from teams.models.going_on import LearningSet, SetMeeting, SetNote
from teams.models.handins import Feedback, HandIn
from teams.models.mentoring import Mentor, MentorNote, OfficeHour
from teams.models.practice import PracticeRoom
from teams.models.promises import Commitment, Outcome
from teams.models.rhythm import Rhythm
from teams.models.sets import LARGEST, TeamSet
from teams.models.submissions import Part, Submission
from teams.models.teams import Seat, Team

__all__ = [
    "LARGEST",
    "Commitment",
    "Feedback",
    "HandIn",
    "LearningSet",
    "Mentor",
    "MentorNote",
    "OfficeHour",
    "Outcome",
    "Part",
    "PracticeRoom",
    "Rhythm",
    "Seat",
    "SetMeeting",
    "SetNote",
    "Submission",
    "Team",
    "TeamSet",
]
