"""Teams over REST: teams, when they meet, drafts and hand-ins, through the same fetches and actions as the pages."""

from teams.api.handins import HandIns, OneHandIn, PartVersions, ProposeHandIn, RestoreVersion, TakeBack
from teams.api.meetings import TeamRhythm
from teams.api.submissions import HandIn, OnePart, OneSubmission, ReadyPart, Submissions, TakePart
from teams.api.teams import OneTeam, Teams

__all__ = [
    "HandIn",
    "HandIns",
    "OneHandIn",
    "OnePart",
    "OneSubmission",
    "OneTeam",
    "PartVersions",
    "ProposeHandIn",
    "ReadyPart",
    "RestoreVersion",
    "Submissions",
    "TakeBack",
    "TakePart",
    "TeamRhythm",
    "Teams",
]
