"""The questions of a quiz in the draft."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.actions.drafts import hold_draft, refuse_if_changed
from courses.models import Activity, Choice, Question
from lib import text

MOST_QUESTIONS = 50
MOST_CHOICES = 12


@transaction.atomic
def set_quiz(activity: Activity, *, by, questions: list[dict], edited_at: datetime | None = None) -> Activity:
    """The quiz asks exactly these questions: {prompt, multiple, choices: [{text, correct, feedback}]}.

    Empty questions and choices are left out; refused for other kinds of activity, beyond fifty questions, and with
    EditConflict what somebody else changed since `edited_at`.
    """
    hold_draft(activity.module.version_id, by)
    activity = Activity.objects.select_related("module").get(pk=activity.pk)
    refuse_if_changed(activity, edited_at)
    if activity.kind != Activity.Kind.QUIZ:
        raise ValidationError(_("Only a quiz has questions."), code="not_a_quiz")
    asked = [question for question in map(_read, questions) if question[0]]
    if len(asked) > MOST_QUESTIONS or any(len(choices) > MOST_CHOICES for *_rest, choices in asked):
        raise ValidationError(
            _("A quiz has at most %(questions)d questions of %(choices)d choices.")
            % {"questions": MOST_QUESTIONS, "choices": MOST_CHOICES},
            code="too_many",
        )
    activity.questions.all().delete()
    _write(activity, asked)
    activity.edited_at = timezone.now()
    activity.save(update_fields=["edited_at"])
    return activity


def _write(activity: Activity, asked: list[tuple[str, bool, list[dict]]]) -> None:
    rows = Question.objects.bulk_create(
        Question(activity=activity, prompt=prompt, is_multiple=multiple, position=position)
        for position, (prompt, multiple, _choices) in enumerate(asked, start=1)
    )
    Choice.objects.bulk_create(
        Choice(question=row, position=position, **choice)
        for row, (*_rest, choices) in zip(rows, asked, strict=True)
        for position, choice in enumerate(choices, start=1)
    )


def _read(question: dict) -> tuple[str, bool, list[dict]]:
    """A question's words without what cannot be shown; several right answers make it a multiple choice."""
    choices = [
        {
            "text": text.clean_line(choice.get("text", ""))[:500],
            "feedback": text.clean_line(choice.get("feedback", ""))[:500],
            "is_correct": bool(choice.get("correct")),
        }
        for choice in question.get("choices", [])
    ]
    choices = [choice for choice in choices if choice["text"]]
    several = sum(choice["is_correct"] for choice in choices) > 1
    prompt = text.clean_text(question.get("prompt", ""))[:2000]
    return prompt, bool(question.get("multiple")) or several, choices
