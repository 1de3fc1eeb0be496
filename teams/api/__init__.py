"""Teams over REST: teams, when they meet, drafts and hand-ins, through the same fetches and actions as the pages."""

from teams.api.ideas import Additions, Ideas, OneIdea
from teams.api.meetings import TeamRhythm
from teams.api.promises import (
    CommitmentEvidence,
    CommitmentReflection,
    CommitmentResponses,
    Commitments,
    OneCommitment,
)
from teams.api.submissions import HandIn, OnePart, OneSubmission, ReadyPart, Submissions, TakePart
from teams.api.teams import OneTeam, Teams

__all__ = [
    "Additions",
    "CommitmentEvidence",
    "CommitmentReflection",
    "CommitmentResponses",
    "Commitments",
    "HandIn",
    "Ideas",
    "OneCommitment",
    "OneIdea",
    "OnePart",
    "OneSubmission",
    "OneTeam",
    "ReadyPart",
    "Submissions",
    "TakePart",
    "TeamRhythm",
    "Teams",
]
