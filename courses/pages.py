"""What pages show of activities, gathered in a fixed number of queries."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse

from courses.actions.learning import FINISHED_BY_HAND
from courses.models import Activity, Attempt, VersionRun
from courses.rules import what_completes
from lib.text import clean_line
from spaces.models import Entry, Space

Kind = Activity.Kind
FRAGMENTS = {
    Kind.LESSON: "courses/_lesson.html",
    Kind.VIDEO: "courses/_video.html",
    Kind.QUIZ: "courses/_quiz.html",
}
ICONS = {
    Kind.LESSON: "file-text",
    Kind.VIDEO: "video",
    Kind.QUIZ: "list-checks",
    Kind.DISCUSSION: "message-circle-question-mark",
    Kind.TEAM_TASK: "users-round",
    Kind.COMMITMENT: "target",
    Kind.TALK: "handshake",
    Kind.SURVEY: "smile",
}


@dataclass(frozen=True)
class ChoiceShown:
    """A choice as a learner may see it: whether it is right, and why, only where `verdict` says so."""

    id: int
    text: str
    chosen: bool = False
    verdict: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class QuestionShown:
    id: int
    prompt: str
    is_multiple: bool
    choices: list[ChoiceShown]
    is_right: bool = False


def activity_context(activity: Activity, viewer, space: Space | None) -> dict:
    """All that templates/courses/_activity_body.html needs; without a space it is a preview that records nothing."""
    context = {
        "activity": activity,
        "space": space,
        "rule": what_completes(activity),
        "activity_icon": ICONS[Kind(activity.kind)],
        "fragment": FRAGMENTS.get(Kind(activity.kind), "courses/_words.html"),
    }
    if space:
        names = ("open_activity", "finish_activity", "submit_attempt")
        context |= {f"{name}_url": reverse(name, args=[space.pk, activity.stable_id]) for name in names}
    if activity.kind == Kind.QUIZ:
        return context | _quiz(activity, viewer, space)
    by_hand = bool(space) and activity.kind in FINISHED_BY_HAND
    return context | {"is_finished": by_hand and _is_finished(activity, viewer, space)}


def address_of_activity(stable_id: uuid.UUID, viewer) -> str | None:
    """The page on which a person meets an activity: in the newest space where it runs for them, else its preview."""
    joined = Space.objects.joined_by(viewer).filter(kind=Space.Kind.COHORT)
    run = (
        VersionRun.objects.filter(space__in=joined, version__modules__activities__stable_id=stable_id)
        .order_by("-id")
        .values_list("space__cohort", flat=True)
        .first()
    )
    if run:
        return reverse("activity", args=[run, stable_id])
    drafts = Activity.objects.visible_to(viewer).filter(
        stable_id=stable_id, module__version__published_at=None
    )
    draft = drafts.values_list("pk", flat=True).first()
    return reverse("preview_activity", args=[draft]) if draft else None


def answers_from(post) -> dict[str, list[str]]:
    """The answers in a sent quiz: fields named question-ID, each with the ids of what was chosen."""
    names = [name for name in post if name.startswith("question-")]
    return {
        name.removeprefix("question-"): [clean_line(value)[:20] for value in post.getlist(name)]
        for name in names
    }


def _is_finished(activity: Activity, viewer, space: Space) -> bool:
    deeds = Entry.objects.filter(space=space, by=viewer, verb="activity.finished")
    return deeds.filter(data__activity=str(activity.stable_id)).exists()


def _quiz(activity: Activity, viewer, space: Space | None) -> dict:
    attempts = Attempt.objects.visible_to(viewer).filter(space=space, activity__stable_id=activity.stable_id)
    last = attempts.order_by("-sent_at", "-id").first() if space else None
    questions = list(activity.questions.order_by("position").prefetch_related("choices"))
    answered = last if last and last.activity_id == activity.pk else None
    return {
        "attempt": last,
        "is_finished": bool(last) and (last.is_passed or attempts.filter(is_passed=True).exists()),
        "questions": [_asked(question) for question in questions],
        "results": [_judged(question, answered) for question in questions] if answered else [],
    }


def _asked(question) -> QuestionShown:
    choices = [ChoiceShown(choice.pk, choice.text) for choice in _in_order(question)]
    return QuestionShown(question.pk, question.prompt, question.is_multiple, choices)


def _judged(question, attempt: Attempt) -> QuestionShown:
    """What somebody chose, with the reasons; what would have been right stays hidden until they pass."""
    given = attempt.answers.get(str(question.pk), [])
    choices = []
    for choice in _in_order(question):
        chosen = choice.pk in given
        is_told = chosen or (attempt.is_passed and choice.is_correct)
        verdict = ("right" if choice.is_correct else "wrong") if is_told else ""
        choices.append(
            ChoiceShown(choice.pk, choice.text, chosen, verdict, choice.feedback if chosen else "")
        )
    right = {choice.pk for choice in question.choices.all() if choice.is_correct}
    return QuestionShown(question.pk, question.prompt, question.is_multiple, choices, set(given) == right)


def _in_order(question) -> list:
    return sorted(question.choices.all(), key=lambda choice: choice.position)
