"""Drop-off by module: who reached a part of the course, finished it, is still in it, or is gone from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from analytics.metrics import Learner, Run, Value, in_at_start, share, withdrawal_or_silent_21
from cohorts.models import Cohort

TOUCHED = """
SELECT p.enrollment_id, a.module_id, count(*) FILTER (WHERE p.done_at IS NOT NULL AND a.is_required)
FROM cohorts_activityprogress p
JOIN courses_activity a ON a.stable_id = p.activity_id
JOIN courses_module m ON m.id = a.module_id AND m.version_id = %(version)s
WHERE p.enrollment_id IN (SELECT id FROM cohorts_enrollment WHERE cohort_id = %(cohort)s)
GROUP BY p.enrollment_id, a.module_id
"""


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
    needed = {module.pk: module.required for module in modules}
    furthest: dict[int, int] = {}
    finished: set[tuple[int, int]] = set()
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"cohort": cohort.pk, "version": cohort.version_id})
        for enrollment_id, module_id, done in cursor.fetchall():
            at = place[module_id]
            furthest[enrollment_id] = max(furthest.get(enrollment_id, 0), at)
            if done >= needed[module_id] > 0:
                finished.add((enrollment_id, at))
    return Places(furthest, finished)
