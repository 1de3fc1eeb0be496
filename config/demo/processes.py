"""The demo's processes: started together, started again when one dies, stopped without leftovers."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from config.services import dies_with_parent

LONGEST_PAUSE = 15.0
SETTLED_AFTER = 30.0


@dataclass
class Process:
    """One program with its log, and how long to wait before starting it again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    child: subprocess.Popen | None = None
    started_at: float = 0.0
    pause: float = 0.0
    due_at: float = field(default=0.0)

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.child = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )
        self.started_at = time.monotonic()

    def is_up(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def bury(self) -> None:
        """What a killed parent left in its process group must not hold the port of its successor."""
        self.signal(signal.SIGKILL)
        lived = time.monotonic() - self.started_at
        self.pause = 0.2 if lived > SETTLED_AFTER else min(LONGEST_PAUSE, max(0.2, self.pause * 2))
        self.due_at = time.monotonic() + self.pause
        self.child = None

    def signal(self, sig: int) -> None:
        if self.child:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, sig)

    def ask_to_stop(self) -> None:
        if self.is_up():
            self.child.send_signal(signal.SIGTERM)


class Troupe:
    """All processes of one demo."""

    def __init__(self, processes: list[Process]):
        self.processes = processes

    def start(self) -> None:
        for process in self.processes:
            process.start()

    def add(self, processes: list[Process]) -> None:
        for process in processes:
            process.start()
        self.processes += processes

    def revive(self) -> list[str]:
        """Start again what has died, each after its own pause; the names of those just started."""
        revived = []
        for process in self.processes:
            if process.child and process.child.poll() is not None:
                process.bury()
            if process.child is None and time.monotonic() >= process.due_at:
                process.start()
                revived.append(process.name)
        return revived

    def stop(self, patience: float = 4.0) -> None:
        for process in self.processes:
            process.ask_to_stop()
        end = time.monotonic() + patience
        while any(process.is_up() for process in self.processes) and time.monotonic() < end:
            time.sleep(0.05)
        for process in self.processes:
            process.signal(signal.SIGKILL)
            if process.child:
                process.child.wait()
