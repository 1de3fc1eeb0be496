"""Teams over REST: teams, their meetings, office hours, drafts and hand-ins, through the pages' fetches and actions."""

from teams.api.meetings import TeamRhythm
from teams.api.mentoring import Booking, OfficeHours
from teams.api.reviews import OneMark, OneReview, OneWork, RateReview, Reviews, SignReview
from teams.api.sets import MemberSeat, MySeat, Seats, TeamSets
from teams.api.submissions import HandIn, OnePart, OneSubmission, ReadyPart, Submissions, TakePart
from teams.api.teams import OneTeam, Teams

__all__ = [
    "Booking",
    "HandIn",
    "MemberSeat",
    "MySeat",
    "OfficeHours",
    "OneMark",
    "OnePart",
    "OneReview",
    "OneSubmission",
    "OneTeam",
    "OneWork",
    "RateReview",
    "ReadyPart",
    "Reviews",
    "Seats",
    "SignReview",
    "Submissions",
    "TakePart",
    "TeamRhythm",
    "TeamSets",
    "Teams",
]
