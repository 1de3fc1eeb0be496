"""Many sockets that listen: the reading half of the live bench, in a process that does nothing else."""

from __future__ import annotations

import asyncio
import json
import sys
import time

from websockets.asyncio.client import connect

PATIENCE = 5


async def listen(given: dict, cookie: str, heard: dict[int, float], opened: asyncio.Event) -> None:
    """Note when each number arrived; a frame may stand for several."""
    headers = {"Cookie": cookie}
    async with connect(
        given["address"], origin=given["origin"], additional_headers=headers, compression=None
    ) as socket:
        async for message in socket:
            frame, now = json.loads(message), time.monotonic()
            if "hello" in frame:
                opened.set()
            for number in range(frame.get("first", 0), frame.get("number", -1) + 1):
                heard.setdefault(number, now)


async def main() -> None:
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    given = json.loads(await _line(lines))
    heard: list[dict[int, float]] = [{} for _ in given["cookies"]]
    opened = [asyncio.Event() for _ in heard]
    tasks = []
    for place, cookie in enumerate(given["cookies"]):
        tasks.append(asyncio.create_task(listen(given, cookie, heard[place], opened[place])))
        await asyncio.wait_for(opened[place].wait(), 20)
    print("open", flush=True)
    until = json.loads(await _line(lines))["until"]
    end = time.monotonic() + PATIENCE
    while any(until not in one for one in heard) and time.monotonic() < end:
        await asyncio.sleep(0.05)
    print(json.dumps(heard), flush=True)
    for task in tasks:
        task.cancel()


async def _line(lines: asyncio.StreamReader) -> bytes:
    # A line with two hundred cookies is longer than what a stream reader takes at once.
    line = b""
    while not line.endswith(b"\n"):
        got = await lines.read(65536)
        if not got:
            raise SystemExit("nobody speaks to the readers any more")
        line += got
    return line


if __name__ == "__main__":
    asyncio.run(main())
