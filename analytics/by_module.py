"""Drop-off by module: who reached a part of the course, finished it, is still in it, or is gone from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from analytics.metrics import Learner, Run, Value, in_at_start, share, withdrawal_or_silent_21
from cohorts.models import ActivityProgress, Cohort
from courses.models import Activity


@dataclass(frozen=True, slots=True)
class Places:
    """By enrolment: the furthest module that it touched, and which modules it finished, both by their place."""

    furthest: dict[int, int]
    finished: set[tuple[int, int]]


def drop_off_modules(cohort: Cohort, learners: Sequence[Learner], run: Run) -> Value:
    """Gone in j / reached j for each module j; the figure itself is the module where most stopped.

    Who is still in j is not gone, and neither is who finished j and came no further.
    """
    modules = list(
        cohort.version.modules.annotate(
            required=Count("activities", filter=Q(activities__is_required=True))
        ).order_by("position", "id")
    )
    places = _places(cohort, modules)
    seen = [one for one in in_at_start(learners) if one.started]
    rows = [_row(place, module.title, seen, places, run) for place, module in enumerate(modules)]
    if not rows:
        return Value("drop_off_modules")
    worst = max(rows, key=lambda row: row["gone"])
    return share("drop_off_modules", worst["gone"], worst["reached"], detail={"modules": rows})


def _row(place: int, title: str, seen: list[Learner], places: Places, run: Run) -> dict:
    reached = [one for one in seen if places.furthest.get(one.pk, 0) >= place]
    done = sum((one.pk, place) in places.finished for one in reached)
    stopped = [
        one
        for one in reached
        if places.furthest.get(one.pk, 0) == place and (one.pk, place) not in places.finished
    ]
    gone = sum(withdrawal_or_silent_21(one, run) is not None for one in stopped)
    return {"title": title, "reached": len(reached), "finished": done, "gone": gone}


def _places(cohort: Cohort, modules: list) -> Places:
    place = {module.pk: index for index, module in enumerate(modules)}
    home = {
        activity.stable_id: (place[activity.module_id], activity.is_required)
        for activity in Activity.objects.filter(module__in=modules).only(
            "stable_id", "module_id", "is_required"
        )
    }
    furthest: dict[int, int] = {}
    done: Counter = Counter()
    steps = ActivityProgress.objects.filter(enrollment__cohort=cohort)
    for enrollment_id, activity_id, done_at in steps.values_list("enrollment_id", "activity_id", "done_at"):
        at, is_required = home.get(activity_id, (0, False))
        furthest[enrollment_id] = max(furthest.get(enrollment_id, 0), at)
        done[enrollment_id, at] += bool(done_at and is_required)
    needed = {index: module.required for index, module in enumerate(modules)}
    return Places(furthest, {key for key, count in done.items() if count >= needed[key[1]] > 0})
