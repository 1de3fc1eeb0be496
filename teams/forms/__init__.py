"""What people send to teams: sizes, parts of a draft, feedback, promises and outcomes."""

from teams.forms.drafting import FeedbackForm, PartForm
from teams.forms.forming import LARGEST_SEED, DrawForm, MentorForm
from teams.forms.promising import (
    CommitmentForm,
    EvidenceForm,
    OutcomeForm,
    ReflectionForm,
    ResponseForm,
)

__all__ = [
    "LARGEST_SEED",
    "CommitmentForm",
    "DrawForm",
    "EvidenceForm",
    "FeedbackForm",
    "MentorForm",
    "OutcomeForm",
    "PartForm",
    "ReflectionForm",
    "ResponseForm",
]
