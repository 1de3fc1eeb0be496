"""What a run says: a line as it goes, one JSON object at its end."""

from __future__ import annotations

import time
from pathlib import Path

from bench.faulting.ledger import p95_ms


def say(words: str) -> None:
    print(f"  {time.strftime('%H:%M:%S')} {words}", flush=True)


def told(run, verdict, scenarios: dict) -> dict:
    for line in [*verdict.lines[:40], *run.ledger.wrong[:40]]:
        say(line)
    say(f"answers: {dict(run.ledger.answers)}")
    say(f"faults: {dict(run.ledger.faults)}")
    figures = {
        "posts": len(run.ledger.acknowledged()),
        "faults": sum(run.ledger.faults.values()),
        "lost": verdict.lost,
        "doubled": verdict.doubled,
        "out_of_order": verdict.out_of_order,
        "late_ms_p95": p95_ms(run.ledger.lateness(run.all_pages)),
        "wrong": len(run.ledger.wrong),
    }
    return {"figures": figures, "scenarios": scenarios, "holds": verdict.holds, "run": run}


def write(file: Path, told: dict, size) -> None:
    raise NotImplementedError
