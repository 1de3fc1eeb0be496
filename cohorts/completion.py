"""How far each learner is: touched (learner, activity) keys, recomputed from the journal in bulk.

Done means: a page or video finished, a quiz passed, a prompt answered with the replies it asks for, the team's work
handed in with the learner on its roster, a commitment made with the answers to colleagues that it asks for, a talk
that the learner or their manager says was held. A survey's step comes by `actions.mark_done` and is left alone here,
because no entry may tie an answer to a person.
C, completed, is when every required step is done, or when a facilitator says so. Late entries, deleted posts and
repeats are only more touched keys.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import connection, transaction

from cohorts.completion_sql import HOLD_LEARNERS, TOTALS, WRITE_STEPS
from cohorts.models import Cohort, spaces_of
from cohorts.schedule import start_of_run
from discussions.models import Post
from spaces import verbs
from spaces.models import Entry, Space

Touched = tuple[set[int], set[uuid.UUID] | None]


def follow(space: Space, entries: list[Entry]) -> None:
    """The reader `progress`: entries of a cohort's space or of its teams' move their learners' progress."""
    cohort = cohort_of(space)
    if cohort:
        people, activities = touched(cohort, entries)
        recompute(cohort, people, activities)


def cohort_of(space: Space) -> Cohort | None:
    """The cohort that a space belongs to, as its own or as a team's."""
    spaces = [pk for pk in (space.pk, space.parent_id) if pk]
    return Cohort.objects.select_related("space").filter(space__in=spaces).first()


def touched(cohort: Cohort, entries: Iterable[Entry]) -> Touched:
    """Whose progress with which activities these entries may change; None stands for all activities."""
    people: set[int] = set()
    activities: set[uuid.UUID] = set()
    everything, posts = False, []
    for entry in entries:
        people.add(entry.by_id)
        people.update(entry.data.get("people", ()))
        if "activity" in entry.data:
            activities.add(uuid.UUID(entry.data["activity"]))
        if entry.verb.startswith("post."):
            posts.append(entry.target_id)
        if entry.verb.startswith("enrollment."):
            people.add(entry.data["person"])
            everything = True
    for author, activity in _said_in_prompts(cohort, posts):
        people.add(author)
        activities.add(activity)
    return people, None if everything else activities


def _said_in_prompts(cohort: Cohort, posts: list[str]):
    if not posts:
        return []
    said = Post.objects.filter(pk__in=posts, thread__prompt__cohort=cohort)
    return said.values_list("by_id", "thread__prompt__activity_id")


@transaction.atomic
def recompute(cohort: Cohort, people: set[int], activities: set[uuid.UUID] | None) -> None:
    """Recompute these people's progress with these activities (None: all) and their totals, in three statements."""
    if not people:
        return
    values: dict = {
        "cohort": cohort.pk,
        "version": cohort.version_id,
        "spaces": spaces_of(cohort),
        "people": sorted(people),
        "activities": None if activities is None else sorted(map(str, activities)),
        "start": start_of_run(cohort),
        "acts": sorted(verbs.acts()),
    }
    with connection.cursor() as cursor:
        # Held first, so that two readers of one learner (the cohort's space, the team's) count one after the other.
        cursor.execute(HOLD_LEARNERS, values)
        if activities is None or activities:
            cursor.execute(WRITE_STEPS, values)
        cursor.execute(TOTALS, values)
