"""The demo as the journeys start it: web, sockets, uploads, worker and cast on ports of their own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from config.demo.run import Demo

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 400
OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "PGHOST",
    "PGUSER",
    "PGDATABASE",
    "REDIS_PREFIX",
    "STATICFILES_BACKEND",
)


# A line of stdin is a few lines of Python, one of stdout what they printed and what went wrong.
LISTEN = """
import contextlib, io, json, sys, traceback
from django.db import close_old_connections
for line in sys.stdin:
    printed, wrong = io.StringIO(), ""
    with contextlib.redirect_stdout(printed):
        try:
            exec(json.loads(line), {"__name__": "shell"})
        except Exception:
            wrong = traceback.format_exc()
    close_old_connections()
    print(json.dumps([printed.getvalue(), wrong]), flush=True)
"""


class Running:
    """A demo that answers: its address, and the folder with its data."""

    def __init__(self, address: str, folder: Path):
        self.address, self.folder = address, folder

    def shell(self, code: str) -> str:
        """What a few lines of Python print in the demo's own environment: what an operator could do, no back door."""
        self._shell.stdin.write(json.dumps(code) + "\n")
        self._shell.stdin.flush()
        answer = self._shell.stdout.readline()
        assert answer, "the shell has ended"
        printed, wrong = json.loads(answer)
        assert not wrong, wrong
        return printed.strip()

    @cached_property
    def _shell(self) -> subprocess.Popen:
        """Kept open: to start one takes longer than most of what is asked of it."""
        demo = Demo(self.folder, urlsplit(self.address).port)
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", LISTEN]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, env=demo.environment(), stdin=pipe, stdout=pipe, text=True)

    def close(self) -> None:
        if "_shell" in self.__dict__:
            self._shell.stdin.close()
            self._shell.wait(20)


@contextlib.contextmanager
def running_demo(folder: Path, log: Path) -> Iterator[Running]:
    """A demo of our own in this folder, until the block ends."""
    env = {**os.environ, "COLLOQUY_DEMO_FOLDER": str(folder), "PYTHONDONTWRITEBYTECODE": ""}
    for name in OURS:
        env.pop(name, None)
    command = [sys.executable, "-m", "config.demo.run", "--port", str(free_ports())]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True)
    try:
        with contextlib.closing(Running(_address(process, log), folder)) as running:
            yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _address(process: subprocess.Popen, log: Path) -> str:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        said = log.read_text(errors="replace")
        if found := re.search(r"Open (http://\S+)", said):
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the demo did not start:\n{log.read_text(errors='replace')}")


def free_ports() -> int:
    """The first of three neighboring ports that nobody holds, below those that the kernel gives away.

    Whoever looks begins elsewhere: a demo takes them only once it is built.
    """
    begin = os.getpid() % 200
    for first in (18400 + 10 * ((begin + step) % 200) for step in range(200)):
        if all(_is_free(first + offset) for offset in range(3)):
            return first
    raise RuntimeError("no three free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0
