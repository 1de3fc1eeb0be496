"""Teams over REST: teams, drafts and hand-ins, through the same fetches and actions as the pages."""

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
    "CommitmentEvidence",
    "CommitmentReflection",
    "CommitmentResponses",
    "Commitments",
    "HandIn",
    "OneCommitment",
    "OnePart",
    "OneSubmission",
    "OneTeam",
    "ReadyPart",
    "Submissions",
    "TakePart",
    "Teams",
]
