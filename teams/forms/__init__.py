"""What people send to teams: sizes, when they meet, parts of a draft, feedback, promises and outcomes."""

from teams.forms.drafting import AgainForm, CommentForm, FeedbackForm, MoreTimeForm, PartForm, RemindForm
from teams.forms.forming import LARGEST_SEED, DrawForm, MentorForm
from teams.forms.meeting import RhythmForm
from teams.forms.promising import CommitmentForm, OutcomeForm, ReflectionForm

__all__ = [
    "LARGEST_SEED",
    "AgainForm",
    "CommentForm",
    "CommitmentForm",
    "DrawForm",
    "FeedbackForm",
    "MentorForm",
    "MoreTimeForm",
    "OutcomeForm",
    "PartForm",
    "ReflectionForm",
    "RemindForm",
    "RhythmForm",
]
