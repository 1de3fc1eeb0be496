"""Faults of what we stand on: Redis and PostgreSQL are killed, restarted, emptied, and stay away."""

from __future__ import annotations

import asyncio
import os
import signal
import time

from bench.faulting.run import Run

BACK_WITHIN = 10
WRITES_WITHIN = 5
OTHERS = "FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"


async def redis_restarted(run: Run) -> dict:
    """Killed, and started again at once, empty."""
    began = time.monotonic()
    run.stack.kill("redis")
    run.ledger.fault("Redis restarted")
    await run.until("Redis is back", run.stack.redis_answers, 30)
    back = await run.caught_up(BACK_WITHIN)
    await _goes_on(run)
    return {"caught_up_s": back, **_all_accepted(run, began)}


async def redis_emptied(run: Run) -> dict:
    """Everything in Redis is forgotten."""
    began = time.monotonic()
    await asyncio.to_thread(run.stack.redis().flushall)
    run.ledger.fault("Redis emptied")
    await _goes_on(run)
    return {"caught_up_s": await run.caught_up(BACK_WITHIN), **_all_accepted(run, began)}


async def redis_gone(run: Run, seconds: float) -> dict:
    """Away for a while: posts are accepted all the same, and pages show them soon after it is back."""
    began = time.monotonic()
    with run.stack.away("redis"):
        run.ledger.fault("Redis gone")
        await asyncio.sleep(seconds)
        told = _all_accepted(run, began)
        if not told["accepted"]:
            run.ledger.went_wrong("nothing was accepted while Redis was away")
    await run.until("Redis is back", run.stack.redis_answers, 30)
    told["caught_up_s"] = await run.caught_up(BACK_WITHIN)
    await _goes_on(run)
    told["sockets_open_s"] = await run.until(
        "all sockets are open", lambda: all(page.is_open for page in run.pages), 60
    )
    return told


async def backend_killed(run: Run, times: int) -> dict:
    """PostgreSQL ends the connections of web in the middle of what they do, and at last one is killed outright."""
    began = time.monotonic()
    for _ in range(times):
        killed = await run.rows(f"SELECT pg_terminate_backend(pid) {OTHERS}")
        run.ledger.fault("PostgreSQL backend ended", len(killed))
        await run.writes_again(WRITES_WITHIN)
    return {**run.answers_since(began), "caught_up_s": await run.caught_up(20)}


async def backend_killed_outright(run: Run) -> dict:
    """One backend is killed with -9: PostgreSQL throws everybody out and recovers."""
    [(pid,)] = await run.rows(f"SELECT pid {OTHERS} LIMIT 1")
    os.kill(pid, signal.SIGKILL)
    run.ledger.fault("PostgreSQL backend killed")
    await run.until("PostgreSQL is back", run.stack.postgres_answers, 60)
    return {"writes_again_s": await run.writes_again(WRITES_WITHIN), "caught_up_s": await run.caught_up(20)}


async def postgres_gone(run: Run, seconds: float, sig: int = signal.SIGINT) -> dict:
    """Away for a while, or only restarted: whoever writes is told to come back, and can soon after it has."""
    with run.stack.away("postgres", sig):
        run.ledger.fault("PostgreSQL gone" if seconds else "PostgreSQL restarted")
        await asyncio.sleep(seconds)
    await run.until("PostgreSQL is back", run.stack.postgres_answers, 60)
    again = await run.writes_again(WRITES_WITHIN)
    return {"gone_s": seconds, "writes_again_s": again, "caught_up_s": await run.caught_up(30)}


async def _goes_on(run: Run) -> None:
    """What is said now reaches every page as well."""
    await run.writes_again(10)
    await run.caught_up(BACK_WITHIN)


def _all_accepted(run: Run, began: float) -> dict:
    """While Redis fails nobody's post may."""
    return run.answers_since(began)
