"""What the studio's pages show of courses, in a fixed number of queries."""

from __future__ import annotations

from django.db.models import Count, Max, OuterRef, Prefetch, Q, Subquery

from courses.models import Activity, Course, Module
from courses.pages import ICONS
from courses.rules import what_completes
from lib.text import whole_number
from spaces.models import Membership, Role

PAGE = 24
Kind = Activity.Kind
FIRST_FOUR = (Kind.LESSON, Kind.DISCUSSION, Kind.TEAM_TASK, Kind.QUIZ)
MORE = (Kind.VIDEO, Kind.COMMITMENT, Kind.TALK, Kind.SURVEY)


def shelf_of(viewer, after: str | None = None) -> dict:
    """The courses that a person writes, newest first, a page by key."""
    drafts = Activity.objects.filter(
        module__version__course=OuterRef("pk"), module__version__published_at=None
    )
    counted = drafts.order_by().values("module__version__course").annotate(n=Count("pk")).values("n")
    rows = (
        Course.objects.written_by(viewer)
        .select_related("cover")
        .annotate(activity_count=Subquery(counted), last_number=Max("versions__number"))
        .order_by("-pk")
    )
    if (last := whole_number(after or "")) is not None:
        rows = rows.filter(pk__lt=last)
    courses = list(rows[: PAGE + 1])
    following = courses[PAGE - 1].pk if len(courses) > PAGE else None
    return {"courses": courses[:PAGE], "after": following}


def outline_of(course: Course) -> dict:
    """The draft's modules with activities, each with its icon and what completes it, and the last version."""
    versions = list(course.versions.filter(Q(published_at=None) | Q(number__gt=0)).order_by("published_at"))
    draft = next(version for version in versions if not version.is_published)
    activities = Activity.objects.order_by("position").defer("body")
    modules = list(
        Module.objects.filter(version=draft)
        .order_by("position")
        .prefetch_related(Prefetch("activities", activities))
    )
    published = [version for version in versions if version.is_published]
    return {
        "course": course,
        "modules": [
            (module, [_unit(activity) for activity in module.activities.all()]) for module in modules
        ],
        "last": max(published, key=lambda version: version.number, default=None),
        "first_four": [_offer(kind) for kind in FIRST_FOUR],
        "more": [_offer(kind) for kind in MORE],
    }


def authors_of(course: Course):
    """The open memberships by which people write a course."""
    return Membership.objects.for_roster().filter(space=course.space_id, role=Role.AUTHOR)


def neighbors(activity: Activity) -> tuple[Activity | None, Activity | None]:
    """What stands before and after an activity in its version."""
    rows = list(
        Activity.objects.filter(module__version=activity.module.version_id).in_outline_order().defer("body")
    )
    place = [row.pk for row in rows].index(activity.pk)
    return (rows[place - 1] if place else None), (rows[place + 1] if place + 1 < len(rows) else None)


def _unit(activity: Activity) -> dict:
    return {"activity": activity, "icon": ICONS[Kind(activity.kind)], "rule": what_completes(activity)}


def _offer(kind: Activity.Kind) -> dict:
    return {"kind": kind, "icon": ICONS[kind], "rule": what_completes(Activity(kind=kind))}
