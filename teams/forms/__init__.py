"""What people send to teams: sizes, when they meet, parts of a draft, feedback, promises and outcomes."""

from teams.forms.drafting import FeedbackForm, PartForm
from teams.forms.forming import LARGEST_SEED, DrawForm, MentorForm
from teams.forms.ideas import AdditionForm, AdoptionForm, DropForm, IdeaForm, TrialForm
from teams.forms.meeting import RhythmForm
from teams.forms.promising import (
    CommitmentForm,
    EvidenceForm,
    OutcomeForm,
    ReflectionForm,
    ResponseForm,
)

__all__ = [
    "LARGEST_SEED",
    "AdditionForm",
    "AdoptionForm",
    "CommitmentForm",
    "DrawForm",
    "DropForm",
    "EvidenceForm",
    "FeedbackForm",
    "IdeaForm",
    "MentorForm",
    "OutcomeForm",
    "PartForm",
    "ReflectionForm",
    "ResponseForm",
    "RhythmForm",
    "TrialForm",
]
