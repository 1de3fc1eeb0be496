"""Faults that are only many at once: a thousand sockets that return together, ten thousand posts, readers that never read."""

from __future__ import annotations

import asyncio
import socket
import time

from bench.cost import pss_mb
from bench.faulting.asking import Broken, ask
from bench.faulting.ledger import p95_ms
from bench.faulting.reader import Page
from bench.faulting.run import Run, TooLong
from bench.faulting.writer import judge

BACK_WITHIN = 30
CLOSED_WITHIN = 60
PAGE_P95_MS = 1000
WORSE = 1.2
ESTABLISHED = 1


async def at_once(run: Run, pages: int, strict: bool) -> dict:
    """After a deploy all sockets return together, and pages are still served meanwhile."""
    extra = run.open_pages(max(0, pages - len(run.pages)))
    await run.until("all sockets are open", lambda: all(page.is_open for page in run.pages), 180)
    await run.caught_up(60)
    opened = sum(page.opened for page in run.pages)
    visits: list[float] = []
    visiting = asyncio.create_task(_visit(run, visits))
    run.stack.kill("sockets")
    run.ledger.fault("sockets killed under all pages")
    began = time.monotonic()
    await run.until(
        "all sockets are back", lambda: sum(page.opened for page in run.pages) >= opened + len(run.pages), 120
    )
    back = round(time.monotonic() - began, 2)
    await run.caught_up(60)
    told = {"pages": len(run.pages), "back_s": back, "caught_up_s": round(time.monotonic() - began, 2)}
    visiting.cancel()
    told |= {"visits": len(visits), "visits_p95_ms": p95_ms(visits)}
    await run.close_pages(extra)
    if strict and (told["caught_up_s"] > BACK_WITHIN or not told["visits_p95_ms"] <= PAGE_P95_MS):
        raise TooLong(f"a thousand sockets at once: {told}")
    return told


async def _visit(run: Run, seconds: list[float]) -> None:
    """Somebody opens a thread twice a second."""
    while True:
        for person in run.world.people:
            began = time.monotonic()
            try:
                path, limit = f"/threads/{person.rooms[0].thread}/", 30 * run.patience
                answer = await ask(run.stack.web, path, person.session, limit=limit)
            except Broken:
                run.ledger.went_wrong("a page was broken off")
            else:
                seconds.append(time.monotonic() - began)
                if answer.status != 200:
                    judge(run.ledger, answer, "a page")
            await asyncio.sleep(0.5)


async def burst(run: Run, posts: int) -> dict:
    """This many posts as fast as they are accepted, over all rooms."""
    await run.stop_writing()
    took = await run.write_all(posts)
    told = {"posts": posts, "rooms": len(run.world.rooms), "per_s": round(posts / took, 1)}
    told["caught_up_s"] = await run.caught_up(60)
    told["read_s"] = await run.readers_done(300)
    run.ledger.fault("burst of posts")
    run.start_writing()
    return told


async def never_read(run: Run, count: int, strict: bool, watch: float) -> dict:
    """Sockets that take nothing: the others hardly notice, memory stays, they are closed and can go on later."""
    before = await _late(run, watch) if watch else None
    memory = _memory(run)
    state = await asyncio.to_thread(run.state)
    people = [run.world.people[place % len(run.world.people)] for place in range(count)]
    deaf = [await asyncio.to_thread(_deaf, run, person) for person in people]
    run.ledger.fault("sockets that never read", count)
    during = await _late(run, watch) if watch else None
    told = {
        "sockets": count,
        "closed_s": await run.until("deaf sockets are closed", lambda: _closed(deaf), 90),
    }
    told["closed_s"] = round(told["closed_s"] + watch, 1)
    told |= {"p95_ms_before": before, "p95_ms_during": during, "mb": [memory, _memory(run)]}
    again = [Page(run.stack, run.ledger, person, run.shown(person.rooms[:1], state)) for person in people]
    run.adopt(again)
    told["caught_up_s"] = await run.caught_up(60)
    await run.close_pages(again)
    if told["closed_s"] > CLOSED_WITHIN or (strict and during > max(before * WORSE, before + 20)):
        raise TooLong(f"sockets that never read: {told}")
    return told


def _deaf(run: Run, person) -> socket.socket:
    """A socket that is opened like a page's and then left alone."""
    host, port = run.stack.sockets.split(":")
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect((host, int(port)))
    lines = [
        f"GET /live/?spaces={person.rooms[0].space}&lang=en HTTP/1.1", f"Host: {run.stack.sockets}",
        f"Origin: http://{run.stack.web}", f"Cookie: colloquy_session={person.session}", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", "", "",
    ]  # fmt: skip
    client.sendall("\r\n".join(lines).encode())
    return client


def _closed(clients: list[socket.socket]) -> bool:
    """The kernel knows, without anybody reading."""
    return not any(
        client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == ESTABLISHED for client in clients
    )


async def _late(run: Run, seconds: float) -> float:
    """The 95th percentile of lateness of what is said in the next seconds."""
    began = time.monotonic()
    await asyncio.sleep(seconds)
    ended = time.monotonic()
    await run.caught_up(30)
    return p95_ms(run.ledger.lateness(run.pages, began, ended))


def _memory(run: Run) -> float:
    return round(pss_mb(run.stack.pid("sockets")), 1)
