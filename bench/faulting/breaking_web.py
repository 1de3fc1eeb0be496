"""Faults of our own processes: pages, sockets, worker."""

from __future__ import annotations

import asyncio
import time

from bench.faulting import killing
from bench.faulting.run import Run


async def web_killed(run: Run, times: int) -> dict:
    """A web worker dies after a commit and before anybody is told of it, again and again under load."""
    for _ in range(times):
        marker = run.stack.mark(killing.AFTER_COMMIT)
        await run.until("a web worker died", lambda file=marker: not file.exists(), 30)
        run.ledger.fault("web killed between commit and push")
        await run.writes_again(20)
    return {"killed": times, "caught_up_s": await run.caught_up(20)}


async def web_restarted(run: Run) -> dict:
    """All of web dies at once and is started again."""
    before = run.stack.pid("web")
    run.stack.kill("web")
    run.ledger.fault("web restarted")
    await run.until("web is started again", lambda: run.stack.pid("web") not in (before, None), 30)
    return {"writes_again_s": await run.writes_again(30), "caught_up_s": await run.caught_up(20)}


async def worker_killed(run: Run, times: int) -> dict:
    """A worker's child, and the worker itself, die after a reader wrote and before it committed."""
    for turn in range(times):
        marker = run.stack.mark((killing.MID_TASK_CHILD, killing.MID_TASK_WORKER)[turn % 2])
        await run.until("a worker died mid-task", lambda file=marker: not file.exists(), 60)
        run.ledger.fault("worker killed mid-task")
    return {"killed": times, "read_again_s": await run.readers_done(90)}


async def poison(run: Run) -> dict:
    """A task that always kills its worker is put aside after five tries, and the others go on."""
    from config.celery import app

    sent = await asyncio.to_thread(app.send_task, "bench.poison")
    run.ledger.fault("poison task")
    dead = "SELECT tries FROM spaces_killedtask WHERE task = %s AND put_aside_at IS NOT NULL"
    took = await run.until("the poison task is put aside", lambda: bool(run.stack.rows(dead, sent.id)), 90)
    [(tries,)] = await run.rows(dead, sent.id)
    if tries != 5:
        run.ledger.went_wrong(f"the poison task was tried {tries} times")
    return {"tries": tries, "put_aside_s": took, "read_again_s": await run.readers_done(60)}


async def sockets_cut(run: Run, pages: int, seconds: float, every: float = 5, pace: float = 20) -> dict:
    """Every socket is cut every few seconds while people write."""
    extra = run.open_pages(max(0, pages - len(run.pages)))
    await run.until("all sockets are open", lambda: all(page.is_open for page in run.pages), 60)
    before, run.pace = run.pace, pace
    began, cuts = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        await asyncio.sleep(every)
        for page in run.pages:
            page.cut()
        cuts += len(run.pages)
    run.ledger.fault("sockets cut", cuts)
    run.pace = before
    told = {"pages": len(run.pages), "cuts": cuts, **run.answers_since(began)}
    told["caught_up_s"] = await run.caught_up(30)
    await run.close_pages(extra)
    return told
