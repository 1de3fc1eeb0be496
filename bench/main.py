"""bench/run: starts the real stack, loads a world, measures, and prints one JSON object as its last line."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from pathlib import Path

from bench import cost
from bench.stack import ROOT, Stack

# In this order: writers in their thousands come last.
PARTS = ("pages", "live", "search", "memory", "journal")


def main() -> int:
    options = arguments()
    folder = Path(os.environ.get("COLLOQUY_BENCH") or ROOT / ".bench").absolute()
    stack = Stack(folder, options.port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        told = measure(stack, options)
    finally:
        stack.stop()
    print(json.dumps(told))
    return 0


def measure(stack: Stack, options: argparse.Namespace) -> dict:
    say("a database with its tables")
    stack.prepare(again=options.again)
    os.environ.update(stack.environment(STATEMENT_TIMEOUT="300s"))
    import django

    django.setup()
    from bench import journal, live, pages, search, world

    say("a thousand learners and what they said")
    loaded = world.find() if options.again else world.load()
    say("web, sockets, floor, worker and beat")
    stack.start()
    settle()
    quick, told = options.quick, {}
    for part in options.only.split(","):
        say(part)
        if part == "pages":
            own, wall = time.process_time(), time.monotonic()
            seconds, rounds = (1.5, 1) if quick else (6, 3)
            told[part] = pages.Pages(stack, loaded).measure(seconds=seconds, rounds=rounds)
            told["generator_cpu_share"] = round((time.process_time() - own) / (time.monotonic() - wall), 2)
        elif part == "live":
            told[part] = live.measure(stack, loaded, replies=20 if quick else 120)
        elif part == "search":
            posts = options.posts or (10_000 if quick else 100_000)
            told[part] = search.measure(stack, loaded, posts=posts)
        elif part == "memory":
            told[part] = memory(stack)
        elif part == "journal":
            told[part] = journal.measure(stack, loaded, seconds=2 if quick else 6)
    return told


def settle(patience: float = 60) -> None:
    """Wait until the worker has nothing left to do of what loading left behind."""
    from config.celery import app

    end = time.monotonic() + patience
    with app.connection_for_read() as connection:
        while _waiting(connection) and time.monotonic() < end:
            time.sleep(0.2)


def _waiting(connection) -> int:
    from amqp.exceptions import ChannelError

    try:
        return connection.SimpleQueue("celery").qsize()
    except ChannelError:  # nothing was ever sent
        return 0


def memory(stack: Stack) -> dict:
    """Fair shares in MB: of one web worker, of the sockets' process, of all of Celery's worker."""
    workers = cost.tree(stack.pid("web"))[1:]
    return {
        "web_pss_mb": round(max(map(cost.pss_mb, workers)), 1),
        "sockets_pss_mb": round(cost.pss_mb(stack.pid("sockets")), 1),
        "worker_pss_mb": round(sum(map(cost.pss_mb, cost.tree(stack.pid("worker")))), 1),
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute instead of five; good for ratios only")
    parser.add_argument("--again", action="store_true", help="on what the last run has loaded")
    parser.add_argument("--only", default=",".join(PARTS), help="some of " + ", ".join(PARTS))
    parser.add_argument("--port", type=int, default=8300, help="the first of three ports (default 8300)")
    parser.add_argument("--posts", type=int, help="how many posts search looks through")
    return parser.parse_args()


began = time.monotonic()


def say(words: str) -> None:
    print(f"{time.monotonic() - began:6.1f} s  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
