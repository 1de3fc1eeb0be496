"""What people send to teams: sizes, when they meet, parts of a draft, feedback, promises and outcomes."""

from teams.forms.drafting import FeedbackForm, PartForm
from teams.forms.forming import LARGEST_SEED, DrawForm, MentorForm
from teams.forms.going_on import ProblemForm, SetNoteForm, SwapForm
from teams.forms.meeting import RhythmForm
from teams.forms.mentoring import HandOverForm, LimitForm, NoteForm, OfferForm
from teams.forms.promising import CommitmentForm, OutcomeForm, ReflectionForm
from teams.forms.reviewing import MarkForm, RatingForm, RoundForm, SecondLookForm, WhyForm

__all__ = [
    "LARGEST_SEED",
    "CommitmentForm",
    "DrawForm",
    "FeedbackForm",
    "HandOverForm",
    "LimitForm",
    "MarkForm",
    "MentorForm",
    "NoteForm",
    "OfferForm",
    "OutcomeForm",
    "PartForm",
    "ProblemForm",
    "RatingForm",
    "ReflectionForm",
    "RhythmForm",
    "RoundForm",
    "SecondLookForm",
    "SetNoteForm",
    "SwapForm",
    "WhyForm",
]
