"""How soon two hundred readers see a reply: real sockets in a process of their own, one clock."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid

from django.conf import settings

from bench import figures
from bench.load import Ask, Browser
from bench.stack import ROOT, Stack
from bench.world import World
from spaces.models import Entry

READERS = 200
PAUSE = 0.25


def measure(stack: Stack, world: World, *, replies: int) -> dict:
    """From sending a reply until the last of the readers has it; each reader must hear of each reply."""
    start = Entry.objects.filter(space=world.space).latest("number").number
    readers = _readers(stack, world)
    began = _reply(stack, world, replies)
    numbers = Entry.objects.filter(space=world.space, number__gt=start, verb="post.added").order_by("number")
    numbers = list(numbers.values_list("number", flat=True))
    if len(numbers) != replies:
        raise SystemExit(f"{replies} replies were accepted and {len(numbers)} recorded")
    out, _err = readers.communicate(json.dumps({"until": numbers[-1]}) + "\n", timeout=60)
    heard = [{int(number): at for number, at in one.items()} for one in json.loads(out)]
    lost = sum(number not in one for one in heard for number in numbers)
    last = [
        max(one.get(number, sent) for one in heard) - sent
        for number, sent in zip(numbers, began, strict=True)
    ]
    return {"readers": READERS, "replies": replies, **figures.in_ms(last), "lost": lost}


def _readers(stack: Stack, world: World) -> subprocess.Popen:
    """A process with all the sockets, which says when all of them are open."""
    given = {
        "address": f"ws://{stack.sockets}/live/?spaces={world.space.pk}&lang=en",
        "origin": settings.SITE_URL,
        "cookies": [f"{settings.SESSION_COOKIE_NAME}={session}" for session in world.sessions[:READERS]],
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.readers"],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdin.write(json.dumps(given) + "\n")
    process.stdin.flush()
    if process.stdout.readline() != "open\n":
        raise SystemExit("the readers' sockets did not open")
    return process


def _reply(stack: Stack, world: World, replies: int) -> list[float]:
    """When each reply was sent; one after the other, with a breath between."""
    browser, began = Browser(stack.web, settings.SESSION_COOKIE_NAME), []
    path = f"/threads/{world.threads['reply'].pk}/reply/"
    for n in range(replies):
        session = world.sessions[READERS + n % (len(world.sessions) - READERS)]
        form = {"body": f"<p>Reply {n}</p>", "body_format": "html", "key": str(uuid.uuid4())}
        began.append(time.monotonic())
        browser.ask(Ask(path, session, form, htmx=True))
        time.sleep(PAUSE)
    return began
