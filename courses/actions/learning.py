"""What learners do with an activity in the space where its course runs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Activity, Attempt, VersionRun
from lib.composed import composed
from spaces.actions import hold_membership, record
from spaces.models import Entry, Space

FINISHED_BY_HAND = (Activity.Kind.LESSON, Activity.Kind.VIDEO)


@transaction.atomic
def open_activity(
    activity: Activity, *, space: Space, by, occurred_at: datetime | None = None
) -> Entry | None:
    """A person looks at an activity: recorded once an hour, otherwise quiet.

    Refuses non-members, closed spaces, and activities that do not run there.
    """
    at = occurred_at or timezone.now()
    _enter(activity, space, by)
    this_hour = at.replace(minute=0, second=0, microsecond=0)
    opened = _deeds(space, by, "activity.opened", str(activity.stable_id), this_hour, at)
    return None if opened else _record(activity, space, by, "activity.opened", at)


@transaction.atomic
def finish_activity(
    activity: Activity, *, space: Space, by, occurred_at: datetime | None = None
) -> Entry | None:
    """ "I have read this": recorded once; refused for what is finished by doing and not by saying so."""
    _enter(activity, space, by)
    if activity.kind not in FINISHED_BY_HAND:
        raise ValidationError(_("This is finished by doing it."), code="not_by_hand")
    if _deeds(space, by, "activity.finished", str(activity.stable_id)):
        return None
    return _record(activity, space, by, "activity.finished", occurred_at)


@transaction.atomic
def submit_attempt(
    activity: Activity, *, space: Space, by, answers: Mapping, key, occurred_at: datetime | None = None
) -> Attempt:
    """One try at a quiz: {question id: [choice ids]}; a question is right when exactly its right choices are chosen.

    The same key again is the same attempt. Refuses what is no quiz.
    """
    _enter(activity, space, by)
    if activity.kind != Activity.Kind.QUIZ:
        raise ValidationError(_("Only a quiz is answered so."), code="not_a_quiz")
    if sent := Attempt.objects.filter(person=by, key=_key(key)).first():
        return sent
    questions = list(activity.questions.prefetch_related("choices"))
    chosen = {str(question.pk): _chosen(question, answers) for question in questions}
    right = sum(chosen[str(question.pk)] == _right(question) for question in questions)
    attempt = Attempt.objects.create(
        activity=activity,
        space=space,
        person=by,
        key=_key(key),
        answers=chosen,
        right=right,
        questions=len(questions),
        is_passed=right * 100 >= activity.pass_mark * len(questions),
        sent_at=occurred_at or timezone.now(),
    )
    verb = "quiz.passed" if attempt.is_passed else "quiz.tried"
    _record(activity, space, by, verb, occurred_at, attempt=attempt.pk)
    return attempt


def _enter(activity: Activity, space: Space, by) -> None:
    """Hold the membership, see that the activity runs here, and let one person's deeds at it follow one another."""
    hold_membership(space, by)
    if not _runs(space, activity.module_id):
        raise PermissionDenied(_("This activity does not run here."))
    with connection.cursor() as cursor:
        name = f"activity:{space.pk}:{by.pk}:{activity.stable_id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


@composed
def _runs(space: Space, module_id: int) -> QuerySet:
    return VersionRun.objects.filter(space=space, version__modules=module_id).values_list("pk")[:1]


@composed
def _deeds(space: Space, by, verb: str, activity_id: str, *between: datetime) -> QuerySet:
    """Whether a person has done this at the activity, if it matters between two moments."""
    done = Entry.objects.alias(activity=KT("data__activity")).filter(space=space, by=by, verb=verb)
    if between:
        done = done.filter(occurred_at__gte=between[0], occurred_at__lte=between[1])
    return done.filter(activity=activity_id).values_list("pk")[:1]


def _record(activity: Activity, space: Space, by, verb: str, occurred_at: datetime | None, **data) -> Entry:
    data = {"activity": str(activity.stable_id), **data}
    return record(space, by=by, verb=verb, target=activity, data=data, occurred_at=occurred_at)


def _key(key) -> uuid.UUID:
    try:
        return key if isinstance(key, uuid.UUID) else uuid.UUID(str(key))
    except ValueError as error:
        raise ValidationError(_("This form is out of date. Load the page anew."), code="key") from error


def _chosen(question, answers: Mapping) -> list[int]:
    """What was chosen among the choices that the question has; a single choice takes no two."""
    given = answers.get(str(question.pk), answers.get(question.pk, []))
    given = {str(item) for item in (given if isinstance(given, list | tuple | set) else [given])}
    chosen = sorted(choice.pk for choice in question.choices.all() if str(choice.pk) in given)
    if len(chosen) > 1 and not question.is_multiple:
        raise ValidationError(_("Choose one answer to “%(question)s”.") % {"question": question}, code="one")
    return chosen


def _right(question) -> list[int]:
    return sorted(choice.pk for choice in question.choices.all() if choice.is_correct)
