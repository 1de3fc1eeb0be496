"""What the demo's learners have done: lessons, quizzes, drafts, hand-ins, and hours they ask for."""

from __future__ import annotations

import uuid
from datetime import timedelta

from config.demo.seed.tries import COURSE, seed_tries
from config.demo.seed.world import World, read, rich
from courses.actions import finish_activity, open_activity, submit_attempt
from people.actions import ask_for_hour
from teams.actions import (
    comment_passage,
    give_feedback,
    hand_in,
    open_gallery,
    open_submission,
    ready_part,
    remind,
    save_part,
    take_part,
)
from teams.models import Submission


def seed_work(world: World) -> None:
    """Steps by person in the order of the outline, then what teams wrote and what people tried."""
    cohorts = read("cohorts.yml")
    for key in COURSE:
        for place, name in enumerate(cohorts[key]["learners"]):
            _seed_steps(world, key, cohorts[key], name, place)
    _seed_drafts(world, cohorts["running"])
    for content in cohorts["finished"]["submissions"]:
        _seed_submission(world, content)
    seed_tries(world)
    _seed_hour(world, cohorts["running"]["manager_page"])


def _seed_steps(world: World, key: str, content: dict, name: str, place: int) -> None:
    activities = world.activities[COURSE[key]]
    done = content["progress"].get(name, list(activities))
    person, cohort = world.people[name], world.cohorts[key]
    days = max(1, min(content["days"], -content["starts"]) - 2)
    for step, activity_name in enumerate(done):
        spread = content["starts"] + round(
            step * days / max(len(activities) // 2 if key == "running" else len(done), 1)
        )
        at = world.at(min(spread, -1), 8 + (place + step) % 10, person) + timedelta(minutes=7 * place % 60)
        _do(activities[activity_name], cohort.space, person, min(at, world.now))


def _do(activity, space, person, at) -> None:
    """One step, as the person would do it; prompts, team tasks and surveys are done elsewhere."""
    open_activity(activity, space=space, by=person, occurred_at=at)
    later = at + timedelta(minutes=activity.minutes)
    if activity.kind in ("lesson", "video"):
        finish_activity(activity, space=space, by=person, occurred_at=later)
    elif activity.kind == "quiz":
        key = uuid.uuid5(activity.stable_id, person.email)
        submit_attempt(activity, space=space, by=person, answers=_right(activity), key=key, occurred_at=later)


def _right(activity) -> dict:
    questions = activity.questions.prefetch_related("choices")
    return {str(q.pk): [str(choice.pk) for choice in q.choices.all() if choice.is_correct] for q in questions}


def _seed_drafts(world: World, content: dict) -> None:
    activity = world.activities["feedback"][content["team_task"]]
    for team_key, draft in content["drafts"].items():
        team = world.teams[team_key]
        by = world.people[next(t["members"][0] for t in content["teams"] if t["key"] == team_key)]
        opened = world.at(-4, 9, by)
        submission = open_submission(team, activity, by=by, occurred_at=opened)
        parts = {part.title: part for part in submission.parts.all()}
        for place, part in enumerate(draft["parts"]):
            _seed_part(world, parts[part["title"]], part, opened + timedelta(hours=9 * place + 3))
        for item in draft.get("reminders", ()):
            person = world.people[item["by"]]
            remind(
                parts[item["part"]],
                by=person,
                step=item["step"],
                words=item["words"],
                occurred_at=min(world.moment(item["at"], person), world.now),
            )


def _seed_part(world: World, part, content: dict, at) -> None:
    if not content["owner"]:
        return
    owner, at = world.people[content["owner"]], min(at, world.now - timedelta(hours=1))
    part = take_part(part, by=owner, occurred_at=at)
    for hours, earlier in enumerate(content.get("earlier", ()), -len(content.get("earlier", ()))):
        part = save_part(
            part,
            by=world.people[earlier["by"]],
            body=rich(earlier["text"]),
            revision=part.revision,
            occurred_at=at + timedelta(hours=hours),
        )
    if content["state"] in ("begun", "ready"):
        part = save_part(part, by=owner, body=rich(content["text"]), revision=part.revision, occurred_at=at)
    if content["state"] == "ready":
        ready_part(part, by=owner, occurred_at=at + timedelta(minutes=30))


def _seed_submission(world: World, content: dict) -> None:
    team, by = world.teams[content["team"]], world.people[content["by"]]
    at = world.moment(content["handed_in"], by)
    activity = next(a for a in world.activities["interviews"].values() if a.kind == "team_task")
    members = list(
        team.space.memberships.open().filter(role="learner").select_related("person").order_by("id")
    )
    submission = open_submission(team, activity, by=by, occurred_at=at - timedelta(days=3))
    for place, part in enumerate(submission.parts.in_order()):
        owner = members[place % len(members)].person
        begun = at - timedelta(days=2) + timedelta(hours=3 * place)
        part = take_part(part, by=owner, occurred_at=begun)
        part = save_part(
            part, by=owner, body=rich(content["parts"][part.title]), revision=part.revision, occurred_at=begun
        )
        ready_part(part, by=owner, occurred_at=begun + timedelta(hours=2))
    submission = hand_in(submission, by=by, occurred_at=at)
    feedback = content["feedback"]
    mentor = world.people[feedback["by"]]
    given = world.moment(feedback["at"], mentor)
    give_feedback(submission, by=mentor, body=rich(feedback["text"]), occurred_at=given)


def seed_gallery(world: World) -> None:
    """What the finished run's teams made, open to all of it since its reviews were released."""
    content = read("cohorts.yml")["finished"]
    cohort, priya = world.cohorts["finished"], world.people[content["facilitator"]]
    task = next(a for a in world.activities["interviews"].values() if a.kind == "team_task")
    open_gallery(cohort, task, by=priya, occurred_at=world.at(-15, 9, priya))
    for item in content["submissions"]:
        submission = Submission.objects.get(team=world.teams[item["team"]], activity_id=task.stable_id)
        frozen = submission.hand_ins.select_related("submission__team__cohort__space").latest("number")
        ids = {part["title"]: part["id"] for part in frozen.parts}
        for comment in item.get("comments", ()):
            person = world.people[comment["by"]]
            comment_passage(
                frozen,
                by=person,
                part_id=ids[comment["part"]],
                quote=comment["quote"],
                body=comment["text"],
                occurred_at=world.moment(comment["at"], person),
            )


def _seed_hour(world: World, content: dict) -> None:
    asked = content["hour_asked"]
    person = world.people[asked["by"]]
    now = world.moment(asked["at"], person)
    ask_for_hour(person, by=person, what_for=" ".join(asked["words"].split()), now=min(now, world.now))
