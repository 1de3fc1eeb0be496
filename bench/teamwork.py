"""bench/teams: allocating reviews, saving a draft, the team's room; its last line is one JSON object."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench import allocation, cost
from bench.main import say, settle
from bench.stack import ROOT, Stack

PARTS = ("allocation", "draft_save", "pulse")
CLIENTS = 4


def main() -> int:
    options = arguments()
    wanted, told = options.only.split(","), {}
    if "allocation" in wanted:
        say("ten thousand who review each other")
        told["allocation"] = allocation.measure(runs=3 if options.quick else 15)
    if set(wanted) - {"allocation"}:
        told |= on_the_stack(options, wanted)
    print(json.dumps(told))
    return 0


def on_the_stack(options: argparse.Namespace, wanted: list[str]) -> dict:
    folder = Path(os.environ.get("COLLOQUY_BENCH") or ROOT / ".bench").absolute()
    stack = Stack(folder, options.port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        say("a database with its tables")
        stack.prepare(again=options.again)
        os.environ.update(stack.environment(STATEMENT_TIMEOUT="300s"))
        import django

        django.setup()
        from bench import world

        say("a thousand learners, of whom forty sit in teams")
        loaded = world.find() if options.again else world.load()
        stack.start()
        settle()
        teams, seconds, rounds = Teams(stack, loaded), *((2, 1) if options.quick else (6, 3))
        asks = {"draft_save": teams.saves, "pulse": teams.looks}
        return {
            f"{name}_cpu_ms": teams.cpu_ms(asks[name], seconds, rounds) for name in asks if name in wanted
        }
    finally:
        stack.stop()


class Teams:
    """The teams of one world: each client is a member of another one."""

    def __init__(self, stack: Stack, world):
        from django.conf import settings

        from teams.models import Part

        self.stack, self.world, self.cookie = stack, world, settings.SESSION_COOKIE_NAME
        parts = (
            Part.objects.filter(position=0).select_related("submission__team").order_by("submission__team_id")
        )
        self.parts = list(parts[:CLIENTS])
        self.revisions = [part.revision for part in self.parts]

    def cpu_ms(self, asks, seconds: float, rounds: int) -> float:
        """CPU milliseconds a request of web workers, PostgreSQL and Redis; the median of rounds, after one to warm up."""
        from bench import load

        pids = [self.stack.pid(name) for name in ("web", "postgres", "redis")]
        took = []
        for turn in range(rounds + 1):
            before = cost.cpu_seconds(pids)
            ran = load.run(self.stack.web, self.cookie, asks, seconds=seconds if turn else 0, clients=CLIENTS)
            took.append((cost.cpu_seconds(pids) - before) * 1000 / len(ran.seconds))
        return round(median(took[1:]), 2)

    def saves(self, place: int) -> Iterator[list]:
        """A member writes on: each save brings a sentence more than the last, as the page does by itself."""
        from bench.load import Ask

        for n in itertools.count():
            form = {"body": f"<p>{'What we saw, and what it led to. ' * 20}{n}</p>", "body_format": "html"}
            path, revision = f"/parts/{self.parts[place].pk}/", self.revisions[place]
            yield [Ask(path, self._session(place), {**form, "revision": revision}, status=204, autosave=True)]
            self.revisions[place] += 1

    def looks(self, place: int) -> Iterator[list]:
        """The team's room, where each sees which parts are taken, begun and ready, with all it loads at once."""
        from bench.load import Ask, Browser, fragments_of

        page = Ask(f"/teams/{self.parts[place].submission.team_id}/", self._session(place))
        fragments = fragments_of(Browser(self.stack.web, self.cookie).ask(page), page)
        return itertools.repeat([page, *fragments])

    def _session(self, place: int) -> str:
        from bench.world import TEAM_SIZE

        return self.world.sessions[place * TEAM_SIZE]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/teams", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter; good for a first look only")
    parser.add_argument("--again", action="store_true", help="on what the last run has loaded")
    parser.add_argument("--only", default=",".join(PARTS), help="some of " + ", ".join(PARTS))
    parser.add_argument("--port", type=int, default=8300, help="the first of three ports (default 8300)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
