"""Teams over REST: teams, their meetings, office hours, drafts and hand-ins, through the pages' fetches and actions."""

from teams.api.handins import HandIns, OneHandIn, PartVersions, ProposeHandIn, RestoreVersion, TakeBack
from teams.api.ideas import Additions, Ideas, OneIdea
from teams.api.meetings import TeamRhythm
from teams.api.mentoring import Booking, OfficeHours
from teams.api.promises import (
    CommitmentEvidence,
    CommitmentReflection,
    CommitmentResponses,
    Commitments,
    OneCommitment,
)
from teams.api.reviews import OneMark, OneReview, OneWork, RateReview, Reviews, SignReview
from teams.api.sets import MemberSeat, MySeat, Seats, TeamSets
from teams.api.submissions import HandIn, OnePart, OneSubmission, ReadyPart, Submissions, TakePart
from teams.api.teams import OneTeam, Teams

__all__ = [
    "Additions",
    "Booking",
    "CommitmentEvidence",
    "CommitmentReflection",
    "CommitmentResponses",
    "Commitments",
    "HandIn",
    "HandIns",
    "Ideas",
    "MemberSeat",
    "MySeat",
    "OfficeHours",
    "OneCommitment",
    "OneHandIn",
    "OneIdea",
    "OneMark",
    "OnePart",
    "OneReview",
    "OneSubmission",
    "OneTeam",
    "OneWork",
    "PartVersions",
    "ProposeHandIn",
    "RateReview",
    "ReadyPart",
    "RestoreVersion",
    "Reviews",
    "Seats",
    "SignReview",
    "Submissions",
    "TakeBack",
    "TakePart",
    "TeamRhythm",
    "TeamSets",
    "Teams",
]
