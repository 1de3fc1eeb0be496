"""What the demo's people have said to each other, in the order in which they said it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cohorts.actions import prompt_thread
from cohorts.models import Cohort, PromptThread
from config.demo.seed.world import World, read, rich
from courses.models import Activity
from discussions.actions import (
    accept_answer,
    hide_thread,
    mark_read,
    merge_thread,
    open_stream,
    post_reply,
    put_reaction,
    start_thread,
)
from discussions.models import Post, Thread

KINDS = {"thumbs": "agree", "thanks": "thanks", "idea": "idea", "heart": "heart"}


@dataclass
class Said:
    """The posts of one thread so far, by their place in the content."""

    thread: Thread
    replies: list[Post] = field(default_factory=list)


def seed_talk(world: World) -> None:
    """Threads and replies by time over all spaces, so that the journal reads as it was."""
    said: dict[str, Said] = {}
    threads = read("conversations.yml")
    for at, _place, step in sorted(_steps(world, threads), key=lambda row: row[:2]):
        step(said, at)
    for content in threads:
        world.threads[content["key"]] = said[content["key"]].thread
        _finish(world, content, said[content["key"]])
        _keep_order(world, content, said[content["key"]].thread)


def _steps(world: World, threads: list[dict]):
    place = 0
    for content in threads:
        opened = world.moment(content["at"], world.people[content["by"]])
        yield opened, place, _opening(world, content)
        for reply in content["replies"]:
            place += 1
            yield world.moment(reply["at"], world.people[reply["by"]]), place, _reply(world, content, reply)
        place += 1


def _opening(world: World, content: dict):
    def open_thread(said: dict, at: datetime) -> None:
        said[content["key"]] = Said(_open(world, content, at))

    return open_thread


def _open(world: World, content: dict, at: datetime) -> Thread:
    space, by = world.space(content["space"]), world.people[content["by"]]
    if content["space"].startswith("team:"):
        thread = open_stream(space, by=by, title=content["title"])
        post_reply(thread, by=by, body=rich(content["body"]), occurred_at=at)
        return thread
    if "prompt_activity" in content:
        return _prompt(world, content, at)
    if "beside_activity" in content:
        return _beside(world, content, at)
    title, kind = content["title"], content["kind"]
    return start_thread(space, by=by, title=title, body=rich(content["body"]), kind=kind, occurred_at=at)


def _prompt(world: World, content: dict, at: datetime) -> Thread:
    cohort, activity = _place(world, content, "prompt_activity")
    known = (
        PromptThread.objects.filter(cohort=cohort, activity_id=activity.stable_id)
        .select_related("thread")
        .first()
    )
    return known.thread if known else prompt_thread(cohort, activity, occurred_at=at)


def _beside(world: World, content: dict, at: datetime) -> Thread:
    """The cohort's thread beside a lesson, opened by whoever says the first thing."""
    cohort, activity = _place(world, content, "beside_activity")
    by = world.people[content["by"]]
    return prompt_thread(cohort, activity, by=by, body=rich(content["body"]), occurred_at=at)


def _place(world: World, content: dict, name: str) -> tuple[Cohort, Activity]:
    course = "feedback" if content["space"] == "running" else "interviews"
    return world.cohorts[content["space"]], world.activities[course][content[name]]


def _reply(world: World, content: dict, reply: dict):
    def answer(said: dict, at: datetime) -> None:
        here = said[content["key"]]
        quoted = here.replies[reply["quotes"]] if "quotes" in reply else None
        by, body = world.people[reply["by"]], rich(reply["body"])
        post = post_reply(here.thread, by=by, body=body, in_reply_to=quoted, occurred_at=at)
        here.replies.append(post)
        for kind, names in reply.get("reactions", {}).items():
            for name in names:
                later = min(at + timedelta(minutes=25), world.now)
                put_reaction(post, by=world.people[name], kind=KINDS[kind], occurred_at=later)

    return answer


def _finish(world: World, content: dict, said: Said) -> None:
    """What is accepted, and that those who spoke have read what was said before."""
    if content.get("accepted") is not None:
        asker = world.people[content["by"]]
        accept_answer(said.replies[content["accepted"]], by=asker)
    readers = {content["by"], *(reply["by"] for reply in content["replies"])}
    said.thread.refresh_from_db()
    for name in readers:
        mark_read(said.thread, by=world.people[name], number=said.thread.post_count)


def _keep_order(world: World, content: dict, thread: Thread) -> None:
    """What a facilitator did with the conversation: hid it, or put it into another."""
    if hidden := content.get("hidden"):
        hide_thread(thread, by=world.people[hidden["by"]], reason=hidden["reason"])
    if merged := content.get("merged"):
        merge_thread(thread, by=world.people[merged["by"]], into=world.threads[merged["into"]])
