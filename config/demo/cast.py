"""The demo's living cast: they type, post, react and finish parts by themselves, through the ordinary actions."""

from __future__ import annotations

import functools
import heapq
import itertools
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, close_old_connections

from cohorts.models import Cohort, PromptThread
from config.demo import context
from config.demo.seed.talk import KINDS
from config.demo.seed.world import read, rich
from discussions.actions import post_reply, put_reaction
from discussions.models import Post, Thread
from people.models import User
from spaces import live
from teams.actions import ready_part, save_part, take_part
from teams.models import Part, Team

log = structlog.get_logger(__name__)
SAID = uuid.UUID("5f0c3d1e-4a7b-4a0e-9d3e-0c8f6a2b9d11")
TYPING_SECONDS = 3


@dataclass(order=True)
class Beat:
    """One thing to do at a moment of the cast's clock."""

    at: float
    place: int
    do: Callable[[], None] = field(compare=False)


class Cast:
    """Plays the scenes in order, and answers what visitors do."""

    def __init__(self, stop: Callable[[float], bool]):
        self.stop = stop
        self.script = read("cast.yml")
        self.beats: list[Beat] = []
        self.places = itertools.count()
        emails = {row["key"]: row["email"] for row in _people()}
        known = {person.email: person for person in User.objects.filter(email__in=emails.values())}
        self.people = {key: known[email] for key, email in emails.items()}
        self.threads = _threads()
        self.newest_seen = Post.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.ready_seen = set(Part.objects.exclude(ready_at=None).values_list("pk", flat=True))

    def play(self) -> None:
        """Until told to stop: what is due, and every second a look at what visitors did."""
        scenes = self._scenes()
        self._plan_scene(scenes)
        while not self.stop(1):
            close_old_connections()
            if context.is_paused():
                continue
            try:
                self._look_around()
                self._play_due(scenes)
            except DatabaseError as error:
                log.warning("cast_waits", error=type(error).__name__)

    def _play_due(self, scenes: Iterator[dict]) -> None:
        while self.beats and self.beats[0].at <= time.monotonic():
            beat = heapq.heappop(self.beats)
            try:
                beat.do()
            except (ValidationError, PermissionDenied, Post.DoesNotExist, Part.DoesNotExist) as error:
                log.info("beat_skipped", reason=type(error).__name__)
            if not any(other.place < 0 for other in self.beats):
                self._plan_scene(scenes)

    def _scenes(self) -> Iterator[dict]:
        return itertools.cycle(self.script["scenes"])

    def _plan_scene(self, scenes: Iterator[dict]) -> None:
        scene = next(scenes)
        self._plan(scene["after_seconds"], scene, place=-next(self.places) - 1)

    def _plan(
        self, seconds: float, scene: dict, *, place: int | None = None, answer: Post | None = None
    ) -> None:
        due = time.monotonic() + seconds
        beat = Beat(due, next(self.places) if place is None else place, lambda: self._do(scene, answer))
        heapq.heappush(self.beats, beat)

    def _do(self, scene: dict, answer: Post | None) -> None:
        by = self.people[scene["by"]]
        thread = self.threads.get(scene["thread"]) if "thread" in scene else None
        if thread is None and scene["does"] != "ready_part":
            return
        match scene["does"]:
            case "type":
                self._type(thread, by, scene.get("seconds", 6))
            case "post":
                self._post(thread, by, scene["text"], answer)
            case "react":
                self._react(thread, by, scene, answer)
            case "ready_part":
                self._ready_part(scene, by)

    def _type(self, thread: Thread, by: User, seconds: int) -> None:
        say = functools.partial(live.typing, thread.space_id, person=by, where=f"thread-{thread.pk}")
        for wait in range(0, seconds, TYPING_SECONDS):
            heapq.heappush(self.beats, Beat(time.monotonic() + wait, next(self.places), say))

    def _post(self, thread: Thread, by: User, text: str, answer: Post | None) -> None:
        """The key comes from the words, so that nothing is ever said twice, in whatever round."""
        key = uuid.uuid5(SAID, f"{thread.pk}:{by.pk}:{text}")
        post_reply(thread, by=by, body=rich(text), key=key, in_reply_to=answer)

    def _react(self, thread: Thread, by: User, scene: dict, answer: Post | None) -> None:
        post, kind = self._target(thread, scene["to"], answer), KINDS[scene["reaction"]]
        put_reaction(post, by=by, kind=kind)

    def _target(self, thread: Thread, to: str, answer: Post | None) -> Post:
        if answer is not None and to == "the_answer":
            return answer
        posts = Post.objects.standing().filter(thread=thread)
        if to == "root":
            return posts.get(number=1)
        if to.startswith("last_by:"):
            posts = posts.filter(by=self.people[to.removeprefix("last_by:")])
        return posts.select_related("thread__space").latest("number")

    def _ready_part(self, scene: dict, by: User) -> None:
        team = _team(scene["space"].removeprefix("team:"))
        part = Part.objects.get(submission__team=team, title=scene["part"], ready_at=None)
        if part.owner_id is None:
            part = take_part(part, by=by)
        part = save_part(part, by=by, body=rich(scene["text"]), revision=part.revision)
        ready_part(part, by=by)

    def _look_around(self) -> None:
        """Answer those who answered a prompt, and rejoice with a team whose last part is ready."""
        cast = {person.pk for key, person in self.people.items() if key not in {"mara"}}
        news = Post.objects.standing().filter(pk__gt=self.newest_seen).exclude(by__in=cast).order_by("pk")
        for post in news.select_related("by", "thread__space"):
            self.newest_seen = post.pk
            self._answer(post)
        self._see_ready_parts()

    def _answer(self, post: Post) -> None:
        for name, script in self.script["prompt_replies"].items():
            if self.threads.get(f"p-{name}") != post.thread or post.in_reply_to_id:
                continue
            text = self._unsaid(script["texts"], post)
            if text is None:
                return
            starts, types = script["starts_typing_after_seconds"], script["types_for_seconds"]
            scene = {"thread": f"p-{name}", "by": script["by"]}
            self._plan(starts, scene | {"does": "type", "seconds": types})
            self._plan(starts + types, scene | {"does": "post", "text": text}, answer=post)
            after = starts + types
            for follow in script.get("then", []):
                after += follow["after_seconds"]
                self._plan(after, {"thread": f"p-{name}", **follow}, answer=post)

    def _unsaid(self, texts: list[str], post: Post) -> str | None:
        by = self.people["aiko"]
        for template in texts:
            text = template.replace("{name}", post.by.first_name)
            if not Post.objects.filter(
                by=by, key=uuid.uuid5(SAID, f"{post.thread_id}:{by.pk}:{text}")
            ).exists():
                return text
        return None

    def _see_ready_parts(self) -> None:
        ready = Part.objects.exclude(ready_at=None).exclude(pk__in=self.ready_seen)
        for part in ready.select_related("submission__team"):
            self.ready_seen.add(part.pk)
            for key, scenes in self.script["part_ready"].items():
                if _team(key) == part.submission.team and part.owner == self.people["mara"]:
                    self._rejoice(key, scenes)

    def _rejoice(self, key: str, scenes: list[dict]) -> None:
        after = 0
        for scene in scenes:
            after += scene["after_seconds"]
            self._plan(after, {"thread": f"t-{key}", **scene})


def _people() -> list[dict]:
    import csv

    from config.demo.seed.world import CONTENT

    with (CONTENT / "people.csv").open() as file:
        return list(csv.DictReader(file))


def _team(key: str) -> Team | None:
    return Team.objects.filter(name=_team_names()[key]).order_by("pk").first()


def _team_names() -> dict[str, str]:
    return {team["key"]: team["name"] for cohort in read("cohorts.yml").values() for team in cohort["teams"]}


def _threads() -> dict[str, Thread]:
    """The threads of the conversations by their keys: prompts by their activity, streams by their team."""
    titles = {cohort["title"]: key for key, cohort in read("cohorts.yml").items()}
    cohorts = {titles[c.title]: c for c in Cohort.objects.filter(title__in=titles)}
    found = {}
    for content in read("conversations.yml"):
        thread = _thread(content, cohorts)
        if thread:
            found[content["key"]] = thread
    return found


def _thread(content: dict, cohorts: dict[str, Cohort]) -> Thread | None:
    where, threads = content["space"], Thread.objects.select_related("space")
    if where.startswith("team:"):
        team = _team(where.removeprefix("team:"))
        return threads.filter(space=team.space_id, kind=Thread.Kind.STREAM).first() if team else None
    if where == "commons":
        return threads.filter(space__kind="commons", title=content["title"]).first()
    if where not in cohorts:  # a demo written by an older script
        return None
    in_cohort = threads.filter(space=cohorts[where].space_id)
    if "prompt_activity" in content:
        prompts = PromptThread.objects.filter(cohort=cohorts[where], thread__title=content["title"])
        return in_cohort.filter(pk__in=prompts.values("thread")).first()
    return in_cohort.filter(title=content["title"]).first()
