"""Teams: their shared drafts and hand-ins, mentors' feedback, commitments at work and what came of them."""

from teams.models.answers import AuthorLook, SecondLook, Usefulness
from teams.models.going_on import LearningSet, SetMeeting, SetNote
from teams.models.handins import Feedback, HandIn
from teams.models.mentoring import Mentor, MentorNote, OfficeHour
from teams.models.promises import Commitment, Outcome
from teams.models.reviews import Review, ReviewMark, SignOff, quorum
from teams.models.rhythm import Rhythm
from teams.models.rounds import ReviewedWork, ReviewRound, Volunteer
from teams.models.sets import LARGEST, TeamSet
from teams.models.submissions import Part, Submission
from teams.models.teams import Seat, Team

__all__ = [
    "LARGEST",
    "AuthorLook",
    "Commitment",
    "Feedback",
    "HandIn",
    "LearningSet",
    "Mentor",
    "MentorNote",
    "OfficeHour",
    "Outcome",
    "Part",
    "Review",
    "ReviewMark",
    "ReviewRound",
    "ReviewedWork",
    "Rhythm",
    "Seat",
    "SecondLook",
    "SetMeeting",
    "SetNote",
    "SignOff",
    "Submission",
    "Team",
    "TeamSet",
    "Usefulness",
    "Volunteer",
    "quorum",
]
