"""What a run says: a line as it goes, one JSON object at its end, and a page for the operators' shelf."""

from __future__ import annotations

import json
import os
import time

from bench.faulting.ledger import p95_ms

PAGE = """# Reliability

`bench/faults` starts the real stack (gunicorn, uvicorn, Celery, PostgreSQL, Redis), lets people write and read through
it over HTTP and sockets, and breaks its parts meanwhile. The load keeps a journal of its own: what was sent under which
key, what was acknowledged, which page showed what when. At the end that journal is held against the database.

What must hold, whatever was broken:

- what was acknowledged is stored; nothing is stored twice; nobody is signed out; no answer but 200, or 503 with
  `Retry-After` while PostgreSQL is away
- numbers of journals and threads go 1…n without a gap, and follow the order in which people spoke
- every open page ends with the database's list, in its order
- whoever was named has one notification and one mail for it

`bench/faults --short` takes two minutes and belongs to `bin/test`; all of it belongs to `bin/test --deep`, which writes
this page. In a short or scaled-down run figures of speed are said and not held, for such a run shares its machine.

## The last long run

{when}, {size}: {people} people of whom every fifth is away and only named, {rooms} rooms, {pages} open pages,
{pace:g} posts a second, on {cores} cores that the load shares{load}.

```json
{figures}
```

| fault | what came of it |
| --- | --- |
{rows}

Answers to those who wrote: {answers}. A broken answer is one whose server was killed; its post was sent again with the
same key.

Lateness runs from a post's acknowledgement to the moment a page shows it, over all pages and the whole run, outages
included.
{lines}"""


def say(words: str) -> None:
    print(f"  {time.strftime('%H:%M:%S')} {words}", flush=True)


def told(run, verdict, scenarios: dict) -> dict:
    lines = [*verdict.lines[:40], *run.ledger.wrong[:40]]
    for line in lines:
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
    answers = dict(run.ledger.answers)
    return {
        "figures": figures,
        "scenarios": scenarios,
        "holds": verdict.holds,
        "answers": answers,
        "lines": lines,
    }


def page(told: dict, size) -> str:
    """The run as docs/reliability.md keeps it."""
    rows = [f"| {name} | {_words(figures)} |" for name, figures in told["scenarios"].items()]
    return PAGE.format(
        when=time.strftime("%Y-%m-%d"),
        size=f"size “{size.name}”",
        people=size.people,
        rooms=size.rooms,
        pages=size.pages,
        pace=size.pace,
        cores=os.cpu_count(),
        load=f" (load average {os.getloadavg()[2]:.0f} in the last quarter of an hour)",
        figures=json.dumps(told["figures"]),
        rows="\n".join(rows),
        answers=", ".join(f"{count} × {what}" for what, count in sorted(told["answers"].items())),
        lines="\n".join(["", "What did not hold:", "", *(f"- {line}" for line in told["lines"]), ""])
        if told["lines"]
        else "",
    )


def _words(figures: dict) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
