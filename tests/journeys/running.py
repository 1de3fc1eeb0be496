"""The demo as the journeys start it: web, sockets, uploads, worker and cast on ports of their own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
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


class Running(NamedTuple):
    """A demo that answers: its address, and the folder with its data."""

    address: str
    folder: Path

    def shell(self, code: str) -> str:
        """What a few lines of Python print in the demo's own environment: what an operator could do, no back door."""
        demo = Demo(self.folder, urlsplit(self.address).port)
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=demo.environment(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


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
        yield Running(_address(process, log), folder)
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
    """The first of three neighboring ports that nobody holds, below those that the kernel gives away."""
    for first in range(18400, 19400, 10):
        if all(_is_free(first + offset) for offset in range(3)):
            return first
    raise RuntimeError("no three free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0
