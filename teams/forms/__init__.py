"""What people send to teams: sizes, when they meet, parts of a draft, feedback, promises and outcomes."""

from teams.forms.drafting import AgainForm, CommentForm, FeedbackForm, MoreTimeForm, PartForm, RemindForm
from teams.forms.forming import LARGEST_SEED, DrawForm, MentorForm, TableForm, TeamSetForm
from teams.forms.going_on import ProblemForm, SetNoteForm, SwapForm
from teams.forms.ideas import AdditionForm, AdoptionForm, DropForm, IdeaForm, TrialForm
from teams.forms.meeting import RhythmForm
from teams.forms.mentoring import HandOverForm, LimitForm, NoteForm, OfferForm
from teams.forms.naming import TeamNameForm
from teams.forms.practice import PrepareForm, StoryForm
from teams.forms.promising import (
    CommitmentForm,
    EvidenceForm,
    OutcomeForm,
    ReflectionForm,
    ResponseForm,
)
from teams.forms.reviewing import MarkForm, RatingForm, RoundForm, SecondLookForm, WhyForm
from teams.forms.talking import TalkWordsForm

__all__ = [
    "LARGEST_SEED",
    "AdditionForm",
    "AdoptionForm",
    "AgainForm",
    "CommentForm",
    "CommitmentForm",
    "DrawForm",
    "DropForm",
    "EvidenceForm",
    "FeedbackForm",
    "HandOverForm",
    "IdeaForm",
    "LimitForm",
    "MarkForm",
    "MentorForm",
    "MoreTimeForm",
    "NoteForm",
    "OfferForm",
    "OutcomeForm",
    "PartForm",
    "PrepareForm",
    "ProblemForm",
    "RatingForm",
    "ReflectionForm",
    "RemindForm",
    "ResponseForm",
    "RhythmForm",
    "RoundForm",
    "SecondLookForm",
    "SetNoteForm",
    "StoryForm",
    "SwapForm",
    "TableForm",
    "TalkWordsForm",
    "TeamNameForm",
    "TeamSetForm",
    "TrialForm",
    "WhyForm",
]
