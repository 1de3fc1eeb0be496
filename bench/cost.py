"""What processes have cost: CPU with all their children, reaped ones included, and memory by its fair share."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
UTIME, CSTIME = 11, 15


def tree(pid: int) -> list[int]:
    """A process and all that it has started."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(word) for word in task.read_text().split()]
    return found


def cpu_seconds(pids: list[int]) -> float:
    """User and system seconds of processes with all their children, living or reaped."""
    while True:
        family = [pid for first in pids for pid in tree(first)]
        ticks = sum(map(_ticks, family))
        # Who ends meanwhile is counted twice or not at all: count again.
        if family == [pid for first in pids for pid in tree(first)]:
            return ticks / TICKS


def _ticks(pid: int) -> int:
    try:
        # The name in parentheses may hold spaces.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(int(word) for word in fields[UTIME : CSTIME + 1])


def pss_mb(pid: int) -> float:
    """A process's memory, where what it shares with others counts by its share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
