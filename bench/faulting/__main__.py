"""bench/faults: starts the real stack, lets people write and read while it is broken, and says what held."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from pathlib import Path

from bench.faulting import plan, report, world
from bench.faulting.run import Run, TooLong
from bench.faulting.stack import FaultyStack
from bench.faulting.verdict import Verdict
from bench.stack import ROOT
from config.demo.ports import STEP, trio_is_free

WAITS = "sent_at IS NULL AND dropped_at IS NULL"


def main() -> int:
    options = arguments()
    folder = (Path(os.environ.get("COLLOQUY_DEV") or ROOT / ".dev") / "faults").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    stack = FaultyStack(folder, options.port or free_port())
    size = plan.SHORT if options.short else plan.scaled(plan.LONG, options.scale)
    try:
        report.say("an empty database with its tables")
        stack.prepare()
        report.say(f"{size.people} people in {size.rooms} rooms")
        made = world.build(
            stack.environment(), people=size.people, rooms=size.rooms, in_a_room=size.in_a_room
        )
        report.say("web, sockets, worker and beat")
        stack.start()
        told = asyncio.run(faults(Run(stack, made, size.pace, size.patience), size, options))
    finally:
        stack.stop()
    if options.write:
        Path(options.write).write_text(report.page(told, size))
    print(json.dumps(told["figures"]))
    return 0 if told["holds"] else 1


async def faults(run: Run, size: plan.Size, options: argparse.Namespace) -> dict:
    run.open_pages(size.pages)
    await run.until("all sockets are open", lambda: all(page.is_open for page in run.pages), 60)
    run.start_writing()
    scenarios = {}
    for name, scenario in plan.scenarios(size, options.only):
        scenarios[name] = await go_through(run, name, scenario)
    await end(run, scenarios)
    verdict = await asyncio.to_thread(Verdict(run.stack, run.ledger, run.pages).reach)
    return report.told(run, verdict, scenarios)


async def go_through(run: Run, name: str, scenario) -> dict:
    began = time.monotonic()
    try:
        told = await scenario(run)
    except TooLong as words:
        run.ledger.went_wrong(f"{name}: {words}")
        told = {"failed": str(words)}
    report.say(f"{name}: {time.monotonic() - began:.1f} s {json.dumps(told)}")
    return told


async def end(run: Run, scenarios: dict) -> None:
    """Let everything come to rest: what was sent is acknowledged, pages are even, mails have gone."""

    async def beside(_run: Run) -> dict:
        return {"told": [await task for task in run.beside]}

    async def rest(_run: Run) -> dict:
        await run.stop_writing()
        told = {"caught_up_s": await run.caught_up(30), "read_s": await run.readers_done(90)}
        await run.rows(f"UPDATE notifications_mail SET due_at = now() - interval '1 second' WHERE {WAITS}")
        told["mailed_s"] = await run.until("all mails went", lambda: not mails_wait(run), 900)
        return told

    if run.beside:
        scenarios["beside"] = await go_through(run, "beside", beside)
    scenarios["rest"] = await go_through(run, "rest", rest)


def mails_wait(run: Run) -> int:
    """How many; beat sends some every ten seconds, which is too seldom for a run that waits for them."""
    from config.celery import app

    waiting = run.stack.rows(f"SELECT count(*) FROM notifications_mail WHERE {WAITS}")[0][0]
    if waiting:
        app.send_task("notifications.tasks.send_mail", expires=2)
        time.sleep(2)
    return waiting


def free_port() -> int:
    return next(first for first in range(8750, 9750, STEP) if trio_is_free(first))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/faults", description="Break the real stack under load.")
    parser.add_argument(
        "--short", action="store_true", help="two minutes and small sizes; otherwise all of it"
    )
    parser.add_argument(
        "--only", action="append", help="only scenarios whose name begins so; may be repeated"
    )
    parser.add_argument("--scale", type=float, default=1, help="a part of the long run's crowds, such as 0.3")
    parser.add_argument("--port", type=int, help="the first of three ports (default: free ones)")
    parser.add_argument("--write", help="a file for the result in words, such as docs/reliability.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
