"""What the demo's learners try at work: commitments, what happened, how it went, what colleagues answer, what came of it."""

from __future__ import annotations

from datetime import timedelta

from cohorts.models import Enrollment
from config.demo.seed.world import World, read, rich
from people.models import User
from teams.actions import (
    add_evidence,
    answer_check_in,
    ask_check_in,
    make_commitment,
    note_outcome,
    reflect,
    respond,
)
from teams.models import Commitment

COURSE = {"running": "feedback", "finished": "interviews"}
ASKED_AFTER = 30


def seed_tries(world: World) -> None:
    content, made = read("commitments.yml"), {}
    enrollments = {
        (e.cohort_id, e.person_id): e for e in Enrollment.objects.select_related("cohort__space", "person")
    }
    for item in content["commitments"]:
        enrollment = enrollments[world.cohorts[item["cohort"]].pk, world.people[item["by"]].pk]
        made[item["by"]] = _seed_commitment(world, item, enrollment)
    for item in content["outcomes"]:
        _seed_outcome(world, item, made, enrollments)


def _seed_commitment(world: World, item: dict, enrollment: Enrollment) -> Commitment:
    person, activity = enrollment.person, world.activities[COURSE[item["cohort"]]][item["activity"]]
    commitment = make_commitment(
        enrollment,
        by=person,
        what=item["what"],
        with_whom=item.get("with_whom") or "",
        by_on=world.day(item["by_when"]),
        is_shared=item["shared"],
        activity_id=activity.stable_id,
        occurred_at=world.at(item["made"], 15, person),
    )
    for shown in item.get("evidence", ()):
        at = world.at(shown["at"], 17, person)
        add_evidence(commitment, by=person, body=rich(shown["text"]), occurred_at=at)
    if item.get("result"):
        at = world.at(item["answered"], 16, person)
        words = {"result": item["result"], "reflection": item["reflection"]}
        commitment = reflect(commitment, by=person, occurred_at=at, **words)
    _seed_answers(world, item, commitment)
    return commitment


def _seed_answers(world: World, item: dict, commitment: Commitment) -> None:
    """What colleagues answered, and what its owner did when asked after a month."""
    for said in item.get("responses", ()):
        colleague = world.people[said["by"]]
        respond(commitment, by=colleague, body=said["text"], occurred_at=world.at(said["at"], 12, colleague))
    if "check_in" in item:
        at = world.at(item["made"] + ASKED_AFTER, 8, commitment.person)
        asked = ask_check_in(commitment, days=ASKED_AFTER, by=User.objects.system(), now=at)
        if item["check_in"]:
            later = at + timedelta(hours=1)
            answer_check_in(asked, by=commitment.person, answer=item["check_in"], occurred_at=later)


def _seed_outcome(world: World, item: dict, made: dict, enrollments: dict) -> None:
    if item["after"] is None:  # still being tried: an outcome has a before and an after
        return
    owner = world.people[item["owner"]]
    commitment = made.get(item["born_of"].get("commitment_of"))
    cohort = world.cohorts["finished"]
    note_outcome(
        enrollments[cohort.pk, owner.pk],
        by=owner,
        title=item["title"],
        measure=item["measure"],
        before=str(item["before"]),
        after=str(item["after"]),
        commitment=commitment if commitment and commitment.person_id == owner.pk else None,
        is_shared=item["shared"],
        occurred_at=world.at(item["since"], 11, owner),
    )
