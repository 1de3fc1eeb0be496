"""Teams over REST: teams, their meetings, office hours, drafts and hand-ins, through the pages' fetches and actions."""

from teams.api.meetings import TeamRhythm
from teams.api.mentoring import Booking, OfficeHours
from teams.api.submissions import HandIn, OnePart, OneSubmission, ReadyPart, Submissions, TakePart
from teams.api.teams import OneTeam, Teams

__all__ = [
    "Booking",
    "HandIn",
    "OfficeHours",
    "OnePart",
    "OneSubmission",
    "OneTeam",
    "ReadyPart",
    "Submissions",
    "TakePart",
    "TeamRhythm",
    "Teams",
]
