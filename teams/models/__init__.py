"""Teams: their shared drafts and hand-ins, mentors' feedback, commitments at work and what came of them."""

from teams.models.answers import AuthorLook, SecondLook, Usefulness
from teams.models.checkins import CheckIn
from teams.models.galleries import Gallery, PassageComment
from teams.models.going_on import LearningSet, SetMeeting, SetNote
from teams.models.handins import Feedback, HandIn, Reopening
from teams.models.ideas import Addition, Idea
from teams.models.mentoring import Mentor, MentorNote, OfficeHour
from teams.models.practice import PracticeRoom
from teams.models.promises import Commitment, Outcome
from teams.models.reviews import Review, ReviewMark, SignOff, quorum
from teams.models.rhythm import Rhythm
from teams.models.rounds import ReviewedWork, ReviewRound, Volunteer
from teams.models.sets import LARGEST, TeamSet
from teams.models.submissions import Part, Submission
from teams.models.talks import Talk, TalkWords, manager_of
from teams.models.teams import Seat, Team
from teams.models.trying import Evidence, Response
from teams.models.versions import PartVersion
from teams.models.waiting import Reminder

__all__ = [
    "LARGEST",
    "Addition",
    "AuthorLook",
    "CheckIn",
    "Commitment",
    "Evidence",
    "Feedback",
    "Gallery",
    "HandIn",
    "Idea",
    "LearningSet",
    "Mentor",
    "MentorNote",
    "OfficeHour",
    "Outcome",
    "Part",
    "PartVersion",
    "PassageComment",
    "PracticeRoom",
    "Reminder",
    "Reopening",
    "Response",
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
    "Talk",
    "TalkWords",
    "Team",
    "TeamSet",
    "Usefulness",
    "Volunteer",
    "manager_of",
    "quorum",
]
