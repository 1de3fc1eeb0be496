"""Publishing: the draft as it stands becomes a version that nothing changes any more."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model, Prefetch
from django.utils import timezone

from courses.actions.drafts import hold_draft_of
from courses.models import Activity, Choice, Course, Module, Question, Version
from spaces.actions import record

# What tells two versions apart, besides the order in which things stand.
COMPARED: dict[type[Model], tuple[str, ...]] = {
    Module: ("stable_id", "title"),
    Activity: (
        *("stable_id", "kind", "title", "body", "minutes", "is_required", "replies_needed"),
        *("responses_needed", "is_sealed", "pass_mark", "video_url", "video_id", "captions_id"),
        *("parts", "rubric", "late_policy", "late_days", "opens_gallery"),
    ),
    Question: ("prompt", "is_multiple"),
    Choice: ("text", "feedback", "is_correct"),
}


@transaction.atomic
def publish_course(course: Course, *, by) -> Version:
    """The draft, copied and frozen under the next number; a draft that nobody changed since is quietly the last version.

    Refuses whoever does not write the course.
    """
    draft = hold_draft_of(course, by)
    last = course.versions.published().order_by("-number").first()
    modules = with_everything(draft)
    if last and _content(modules) == _content(with_everything(last)):
        return last
    version = Version.objects.create(
        course=course, number=(last.number if last else 0) + 1, published_at=timezone.now(), published_by=by
    )
    _copy(modules, version)
    record(draft.course.space, by=by, verb="course.published", target=course, data={"version": version.pk})
    return version


def with_everything(version: Version) -> list[Module]:
    """A version's modules with activities, questions and choices, all in order, in four queries."""
    questions = Question.objects.order_by("position").prefetch_related(
        Prefetch("choices", Choice.objects.order_by("position"))
    )
    activities = Activity.objects.order_by("position").prefetch_related(Prefetch("questions", questions))
    return list(version.modules.order_by("position").prefetch_related(Prefetch("activities", activities)))


def _content(modules: list[Module]) -> list:
    return [
        (
            _values(module),
            [
                (
                    _values(activity),
                    [(_values(q), [*map(_values, q.choices.all())]) for q in activity.questions.all()],
                )
                for activity in module.activities.all()
            ],
        )
        for module in modules
    ]


def _values(row: Model) -> tuple:
    return tuple(getattr(row, name) for name in COMPARED[type(row)])


def _copy(modules: list[Module], version: Version) -> None:
    copies = _copies(modules, "version_id", lambda module: version.pk)
    activities = [activity for module in modules for activity in module.activities.all()]
    copies |= _copies(activities, "module_id", lambda activity: copies[Module, activity.module_id])
    questions = [question for activity in activities for question in activity.questions.all()]
    copies |= _copies(questions, "activity_id", lambda question: copies[Activity, question.activity_id])
    choices = [choice for question in questions for choice in question.choices.all()]
    _copies(choices, "question_id", lambda choice: copies[Question, choice.question_id])


def _copies(rows: list, parent: str, parent_of) -> dict[tuple[type, int], int]:
    """Write a copy of each row below its new parent; the copies' ids by model and old id."""
    if not rows:
        return {}
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    made = model.objects.bulk_create(
        model(**{name: getattr(row, name) for name in names} | {parent: parent_of(row)}) for row in rows
    )
    return {(model, row.pk): copy.pk for row, copy in zip(rows, made, strict=True)}
