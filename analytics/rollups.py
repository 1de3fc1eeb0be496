"""The learner-day rollup: touched (learner, day) keys, recomputed from the journal in bulk.

The reader `figures` marks what a batch of entries may have changed and counts those days anew, so that late entries,
repeats and any order come to the same as a recount of everything. Days are cut in the cohort's zone, half-open.
"""

from __future__ import annotations

from django.db import connection, transaction

from analytics.models import LearnerDay
from cohorts.completion import cohort_of
from cohorts.completion_sql import HOLD_LEARNERS
from cohorts.models import Cohort, spaces_of
from spaces import verbs
from spaces.models import Entry, Space

READER = "figures"

# All of a person's days count again when their enrolment changes: entries may be older than the enrolment's row.
WRITE_DAYS = """
WITH deeds AS (
    SELECT n.id AS enrollment_id, e.by_id, e.verb, e.space_id, e.number,
           (e.occurred_at AT TIME ZONE %(zone)s)::date AS day
    FROM spaces_entry e JOIN cohorts_enrollment n ON n.cohort_id = %(cohort)s AND n.person_id = e.by_id
    WHERE e.space_id = ANY(%(spaces)s) AND e.by_id = ANY(%(people)s) AND e.verb = ANY(%(acts)s)
)
INSERT INTO analytics_learnerday (enrollment_id, day, opened, contributed)
SELECT enrollment_id, day,
       count(*) FILTER (WHERE verb <> ALL(%(contributions)s)),
       count(*) FILTER (WHERE verb = ANY(%(contributions)s))
FROM deeds
GROUP BY enrollment_id, day, by_id
HAVING by_id = ANY(%(whole)s) OR bool_or(space_id = %(space)s AND number = ANY(%(numbers)s))
ON CONFLICT (enrollment_id, day) DO UPDATE
SET opened = EXCLUDED.opened, contributed = EXCLUDED.contributed
"""


def follow(space: Space, entries: list[Entry]) -> None:
    """The reader `figures`: what learners did in a cohort's space or its teams' counts on its day."""
    cohort = cohort_of(space)
    if cohort:
        acts = counted_verbs()
        numbers = [e.number for e in entries if e.verb in acts]
        whole = {e.data["person"] for e in entries if e.verb.startswith("enrollment.")}
        people = {e.by_id for e in entries if e.verb in acts} | whole
        _count(cohort, space, numbers, people, whole)


@transaction.atomic
def recount(cohort: Cohort) -> None:
    """Count all days of a cohort anew, as nothing had been counted before."""
    LearnerDay.objects.filter(enrollment__cohort=cohort).delete()
    people = set(cohort.enrollments.values_list("person_id", flat=True))
    _count(cohort, cohort.space, [], people, people)


def counted_verbs() -> frozenset[str]:
    """What counts as an intentional act: opening content or more, and whatever others can see."""
    return verbs.acts() | verbs.contributions()


def _count(cohort: Cohort, space: Space, numbers: list[int], people: set[int], whole: set[int]) -> None:
    if not people:
        return
    values: dict = {
        "cohort": cohort.pk,
        "zone": cohort.time_zone,
        "space": space.pk,
        "spaces": spaces_of(cohort),
        "numbers": numbers,
        "people": sorted(people),
        "whole": sorted(whole),
        "acts": sorted(counted_verbs()),
        "contributions": sorted(verbs.contributions()),
    }
    with connection.cursor() as cursor:
        # Held first, so that two readers of one learner (the cohort's space, the team's) count one after the other.
        cursor.execute(HOLD_LEARNERS, values)
        cursor.execute(WRITE_DAYS, values)
