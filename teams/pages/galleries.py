"""Finished work as the cohort finds it, and what whoever runs the cohort decides about a task."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from cohorts.models import Cohort
from cohorts.schedule import schedule_of
from courses.models import Activity
from lib import html
from lib.keyset import page_by_key
from spaces.models import Membership, Role
from teams.models import Gallery, HandIn, Team, TeamSet

SIZE, WORDS = 24, 40


@dataclass(frozen=True)
class Work:
    """A finished work on its wall: what it begins with, and how much was said to it."""

    hand_in: HandIn
    excerpt: str
    comment_count: int


@dataclass(frozen=True)
class Missing:
    """A team that has not handed in, and until when it may."""

    team: Team
    due_at: datetime | None


def cohorts_with_gallery(viewer, activity_id: uuid.UUID) -> QuerySet[Cohort]:
    """The cohorts that a viewer sees, each with when its gallery of this task opened and whether they run it."""
    opened = Gallery.objects.open().filter(cohort=OuterRef("pk"), activity_id=activity_id).values("opened_at")
    runs = Exists(Cohort.objects.run_by(viewer).filter(pk=OuterRef("pk")))
    return Cohort.objects.visible_to(viewer).annotate(gallery_at=Subquery(opened), runs=runs)


def gallery_context(cohort: Cohort, task: Activity, viewer, after: str | None = None) -> dict:
    """The works of one task in one of the cohorts above; who runs it also sees which teams are missing."""
    works = HandIn.objects.visible_to(viewer).last_of_each().of_task(task.stable_id)
    works = works.filter(submission__team__cohort=cohort).for_page()
    works = works.annotate(comment_count=Count("comments", filter=Q(comments__deleted_at=None)))
    page = page_by_key(works, order=("-handed_in_at", "-id"), after=after, size=SIZE)
    return {
        "cohort": cohort,
        "task": task,
        "gallery": cohort.gallery_at,
        "runs": cohort.runs,
        "page": page,
        "works": [_work(one) for one in page.items] if cohort.gallery_at or cohort.runs else [],
        "missing": _missing(cohort, task) if cohort.runs else [],
    }


def gallery_url(cohort: Cohort, activity_id: uuid.UUID, viewer, *, team: Team | None, runs: bool) -> str:
    """Where the viewer sees what teams made for a task; empty while that is for whoever runs the cohort alone.

    The team of `task_context` says without another query whether it is open.
    """
    if runs or getattr(team, "is_shown", False):
        return reverse("gallery", args=[cohort.pk, activity_id])
    if team:
        return ""
    shown = Gallery.objects.visible_to(viewer).filter(cohort=cohort, activity_id=activity_id)
    return reverse("gallery", args=[cohort.pk, activity_id]) if shown.exists() else ""


def _work(hand_in: HandIn) -> Work:
    words = " ".join(html.to_text(part["body"]) for part in hand_in.parts)
    shown = words.split()
    excerpt = " ".join(shown[:WORDS]) + ("…" if len(shown) > WORDS else "")
    return Work(hand_in, excerpt, hand_in.comment_count)


def _missing(cohort: Cohort, task: Activity) -> list[Missing]:
    """Teams of the task without a hand-in that stands, each with the latest of its learners' dates."""
    sets = TeamSet.objects.used_for(task.stable_id, cohort)
    teams = Team.objects.filter(cohort=cohort, team_set__in=sets)
    teams = list(
        teams.exclude(
            submissions__activity_id=task.stable_id, submissions__handed_in_at__isnull=False
        ).in_order()
    )
    here = Membership.objects.open().filter(space__in=[t.space_id for t in teams], role=Role.LEARNER)
    people: dict[int, list[int]] = {}
    for space_id, person_id in here.values_list("space", "person"):
        people.setdefault(space_id, []).append(person_id)
    schedule = schedule_of(cohort)
    dates = lambda team: [schedule.due_at(task.stable_id, pk) for pk in people.get(team.space_id, [None])]  # noqa: E731
    return [Missing(team, max(filter(None, dates(team)), default=None)) for team in teams]
