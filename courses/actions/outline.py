"""The draft of a course: its modules and activities, written by several people at once."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.actions.drafts import (
    hold_draft,
    hold_draft_of,
    placed,
    put_in_order,
    refuse_if_changed,
    title_of,
)
from courses.models import Activity, Course, Module, Version
from courses.permissions import can_create_course, can_edit_course
from files import actions as files
from lib import html, text
from lib.once import hold_key
from spaces.actions import join_space, open_space, record
from spaces.models import Role, Space

FIELDS = frozenset(
    (
        "title",
        "body",
        "minutes",
        "is_required",
        "replies_needed",
        "responses_needed",
        "is_sealed",
        "pass_mark",
        "late_policy",
        "late_days",
        "opens_gallery",
        "video_url",
        "video",
        "captions",
        "parts",
    )
)
COURSE_FIELDS = {"summary": 2000, "behavior_change": 300, "judged_by": 300}
MOST_PARTS = 12
TITLES = {
    Activity.Kind.LESSON: gettext_lazy("New page"),
    Activity.Kind.VIDEO: gettext_lazy("New video"),
    Activity.Kind.QUIZ: gettext_lazy("New quiz"),
    Activity.Kind.DISCUSSION: gettext_lazy("New question"),
    Activity.Kind.TEAM_TASK: gettext_lazy("New team task"),
    Activity.Kind.COMMITMENT: gettext_lazy("Try it at work"),
    Activity.Kind.TALK: gettext_lazy("Talk to your manager"),
    Activity.Kind.SURVEY: gettext_lazy("How was it for you?"),
}


@transaction.atomic
def create_course(
    *,
    by,
    title: str,
    summary: str = "",
    behavior_change: str = "",
    judged_by: str = "",
    cover=None,
    key: uuid.UUID | None = None,
) -> Course:
    """A course with an empty draft, written by who began it; the same key again is the same course.

    Refused to those who write none.
    """
    if not can_create_course(by):
        raise PermissionDenied(_("Courses are begun by L&D and by authors."))
    own_key = hold_key(key, "course", by.pk)
    if own_key and (made := Course.objects.filter(key=own_key).first()):
        return made
    title = title_of(title)
    fields = {"summary": summary, "behavior_change": behavior_change, "judged_by": judged_by}
    space = open_space(Space.Kind.COURSE, title=title)
    course = Course.objects.create(title=title, space=space, cover=cover, key=own_key, **_plain(fields))
    Version.objects.create(course=course)
    if not by.is_system:
        join_space(space, person=by, role=Role.AUTHOR, by=by)
    _attach_cover(course, by)
    record(space, by=by, verb="course.made", target=course)
    return course


@transaction.atomic
def edit_course(course: Course, *, by, edited_at: datetime | None = None, **fields) -> Course:
    """What the course says about itself; this is not part of any version.

    With `edited_at`, the moment at which it was read, refuses with EditConflict what somebody else changed since.
    """
    if not can_edit_course(by, course):
        raise PermissionDenied(_("Only its authors change this course."))
    current = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    refuse_if_changed(current, edited_at)
    said = {name: fields.pop(name) for name in ("title", "cover") if name in fields} | _plain(fields)
    if "title" in said:
        said["title"] = title_of(said["title"])
    for name, value in said.items():
        setattr(current, name, value)
    current.edited_at = timezone.now()
    current.save(update_fields=[*said, "edited_at"])
    _attach_cover(current, by)
    return current


@transaction.atomic
def add_module(course: Course, *, by, title: str = "", key: uuid.UUID | None = None) -> Module:
    """A module at the end of the draft; the same title with the same key is the same module."""
    version = hold_draft_of(course, by)
    title = title_of(title, otherwise=_("New module"))
    stable_id = hold_key(key, "module", version.pk, title) or uuid.uuid4()
    if made := version.modules.filter(stable_id=stable_id).first():
        return made
    position = _next_position(version.modules)
    return Module.objects.create(version=version, stable_id=stable_id, title=title, position=position)


@transaction.atomic
def rename_module(module: Module, *, by, title: str) -> Module:
    hold_draft(module.version_id, by)
    module.title = title_of(title)
    module.save(update_fields=["title"])
    return module


@transaction.atomic
def move_module(module: Module, *, by, position: int) -> None:
    """The module stands at this position, counted from 0."""
    version = hold_draft(module.version_id, by)
    put_in_order(placed(list(version.modules.order_by("position")), module, position))


@transaction.atomic
def remove_module(module: Module, *, by) -> None:
    """The module and its activities leave the draft; published versions keep them. Twice is quiet."""
    hold_draft(module.version_id, by)
    Module.objects.filter(pk=module.pk).delete()


@transaction.atomic
def add_activity(
    module: Module, *, by, kind: str, title: str = "", body: str = "", key: uuid.UUID | None = None, **fields
) -> Activity:
    """An activity at the end of a module of the draft; what is not said has a default.

    The same key again is the same activity, as long as nobody has written in it.
    """
    version = hold_draft(module.version_id, by)
    if kind not in Activity.Kind.values:
        raise ValidationError(_("There is no such kind of activity."), code="kind")
    stable_id = hold_key(key, "activity", module.pk, kind) or uuid.uuid4()
    if made := module.activities.filter(stable_id=stable_id).first():
        if made.title == str(TITLES[kind]) and not made.body:
            return made
        stable_id = uuid.uuid4()
    activity = Activity(
        module=module, stable_id=stable_id, kind=kind, position=_next_position(module.activities)
    )
    _fill(activity, {"title": title or str(TITLES[kind]), "body": body, **fields})
    activity.save()
    _attach_files(activity, version.course, by)
    return activity


@transaction.atomic
def edit_activity(activity: Activity, *, by, edited_at: datetime | None = None, **fields) -> Activity:
    """The activity with these fields changed.

    With `edited_at`, the moment at which it was read, refuses with EditConflict what somebody else changed since.
    """
    version = hold_draft(activity.module.version_id, by)
    current = Activity.objects.select_related("module", "video").get(pk=activity.pk)
    refuse_if_changed(current, edited_at)
    before = _written(current)
    _fill(current, fields)
    if _written(current) == before:
        return current
    current.edited_at = timezone.now()
    current.save()
    _attach_files(current, version.course, by)
    return current


@transaction.atomic
def move_activity(activity: Activity, *, by, module: Module, position: int) -> None:
    """The activity stands in this module of the same draft at this position, counted from 0."""
    version = hold_draft(activity.module.version_id, by)
    if module.version_id != version.pk:
        raise ValidationError(_("An activity moves within its own course."), code="other_course")
    rows = placed(list(module.activities.order_by("position")), activity, position)
    if activity.module_id != module.pk:
        # Behind all others first: a position may be taken where it arrives, until it is numbered.
        Activity.objects.filter(pk=activity.pk).update(
            module=module, position=_next_position(module.activities)
        )
        activity.module, activity.position = module, 0
    put_in_order(rows)


@transaction.atomic
def remove_activity(activity: Activity, *, by) -> None:
    """The activity leaves the draft; published versions keep it. Twice is quiet."""
    hold_draft(activity.module.version_id, by)
    Activity.objects.filter(pk=activity.pk).delete()


def _next_position(rows) -> int:
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def _plain(fields: dict[str, str]) -> dict[str, str]:
    return {name: text.clean_text(value)[: COURSE_FIELDS[name]] for name, value in fields.items()}


def _fill(activity: Activity, fields: dict) -> None:
    if unknown := set(fields) - FIELDS:
        raise TypeError(f"an activity has no {sorted(unknown)}")
    if "title" in fields:
        fields["title"] = title_of(fields["title"])
    if "body" in fields:
        fields["body"] = html.clean(fields["body"])
    if "parts" in fields:
        fields["parts"] = _parts(fields["parts"])
    for name, value in fields.items():
        setattr(activity, name, value)
    if activity.pass_mark > 100:
        raise ValidationError(_("The pass mark is a percentage, from 0 to 100."), code="pass_mark")
    if activity.late_policy not in Activity.LatePolicy.values:
        raise ValidationError(_("Choose what happens after the due date."), code="late_policy")


def _written(activity: Activity) -> list:
    return [getattr(activity, activity._meta.get_field(name).attname) for name in sorted(FIELDS)]


def _parts(names: list[str]) -> list[str]:
    """The names of the draft's parts: each once, none empty."""
    parts = list(dict.fromkeys(filter(None, (text.clean_line(name)[:120] for name in names))))
    if len(parts) > MOST_PARTS:
        raise ValidationError(
            _("A team's draft has at most %(most)d parts.") % {"most": MOST_PARTS}, code="too_many_parts"
        )
    return parts


def _attach_files(activity: Activity, course: Course, by) -> None:
    shown = [*html.file_ids(activity.body), activity.video_id, activity.captions_id]
    files.attach(filter(None, shown), parent=course, by=by)


def _attach_cover(course: Course, by) -> None:
    """Covers are seen by all who see the catalogue, unlike the pictures of lessons."""
    if course.cover_id:
        files.attach([course.cover_id], parent=course, by=by, parent_type="courses.cover")
