"""Teams over REST: teams, drafts and hand-ins, through the same fetches and actions as the pages."""

from teams.api.sets import MemberSeat, MySeat, Seats, TeamSets
from teams.api.submissions import HandIn, OnePart, OneSubmission, ReadyPart, Submissions, TakePart
from teams.api.teams import OneTeam, Teams

__all__ = [
    "HandIn",
    "MemberSeat",
    "MySeat",
    "OnePart",
    "OneSubmission",
    "OneTeam",
    "ReadyPart",
    "Seats",
    "Submissions",
    "TakePart",
    "TeamSets",
    "Teams",
]
