"""How many entries a second the journal takes from a hundred writers, beside bare commits of one row."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.stack import ROOT, Stack
from config.services import DATABASE

PROCESSES, THREADS = 4, 25
SLOW_COMMIT_US = 4000
TABLE = "CREATE TABLE IF NOT EXISTS bench_floor (id int PRIMARY KEY, n bigint NOT NULL)"


def measure(stack: Stack, world, *, seconds: float) -> dict:
    """Entries into one space, entries over many spaces, and one row that everybody counts up."""
    from django.db import connection

    from spaces.actions import open_space
    from spaces.models import Space

    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("INSERT INTO bench_floor VALUES (1, 0) ON CONFLICT DO NOTHING")
    one = [open_space(Space.Kind.COMMUNITY, title="One").pk]
    many = [open_space(Space.Kind.COMMUNITY, title=f"Of many {n}").pk for n in range(PROCESSES * THREADS)]
    # A hundred writers are a hundred people: their rows are held by each entry's commit.
    by = [person.pk for person in world.people[: PROCESSES * THREADS]]
    kinds = {"floor_per_s": [], "one_space_per_s": one, "many_spaces_per_s": many}
    told = {name: _run(stack, spaces, by, seconds) for name, spaces in kinds.items()}
    with _slow_disk():
        told["slow_disk"] = {name: _run(stack, spaces, by, seconds) for name, spaces in kinds.items()}
    return told


@contextmanager
def _slow_disk() -> Iterator[None]:
    """New connections' commits take as long as on the disk of the targets, which wrote a row some 200 times a second.

    On a disk that is much faster the processors are measured, not for how long the number is held.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {DATABASE} SET commit_delay = {SLOW_COMMIT_US}")
        cursor.execute(f"ALTER DATABASE {DATABASE} SET commit_siblings = 0")
        try:
            yield
        finally:
            cursor.execute(f"ALTER DATABASE {DATABASE} RESET ALL")


def _run(stack: Stack, spaces: list[int], by: list[int], seconds: float) -> float:
    """Writers in processes of their own, so that one interpreter's lock is not what is measured."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.journal"],
            cwd=ROOT,
            env=stack.environment(),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(PROCESSES)
    ]
    for place, writer in enumerate(writers):
        given = {"spaces": spaces, "by": by, "seconds": seconds, "place": place}
        writer.stdin.write(json.dumps(given) + "\n")
        writer.stdin.flush()
    for writer in writers:
        writer.stdout.readline()
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    return round(sum(float(writer.communicate(timeout=60)[0]) for writer in writers), 1)


# The writers' side


def write() -> None:
    """One process of writers: connect, wait for the word, write until the time is over, say how many a second."""
    given = json.loads(sys.stdin.readline())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    connected = threading.Barrier(THREADS + 1, timeout=60)
    begin = threading.Event()
    counts = [0] * THREADS

    def work(place: int) -> None:
        once = _writer(given, given["place"] * THREADS + place)
        connected.wait()
        begin.wait()
        end = time.monotonic() + given["seconds"]
        while time.monotonic() < end:
            once()
            counts[place] += 1

    threads = [threading.Thread(target=work, args=(place,)) for place in range(THREADS)]
    for thread in threads:
        thread.start()
    connected.wait()
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.monotonic()
    begin.set()
    for thread in threads:
        thread.join()
    print(sum(counts) / (time.monotonic() - began), flush=True)


def _writer(given: dict, place: int):
    """What one writer does once: an entry of the journal, or a bare commit of one row."""
    from django.db import connection

    from people.models import User
    from spaces.actions import record
    from spaces.models import Space

    connection.ensure_connection()
    if not given["spaces"]:
        raw = connection.connection
        raw.autocommit = False
        return lambda: _count_up(raw)
    by = User.objects.get(pk=given["by"][place])
    spaces = itertools.cycle([Space.objects.get(pk=given["spaces"][place % len(given["spaces"])])])
    return lambda: _record(record, next(spaces), by)


def _record(record, space, by) -> None:
    record(space, by=by, verb="bench.written", target=space)


def _count_up(raw) -> None:
    with raw.cursor() as cursor:
        cursor.execute("UPDATE bench_floor SET n = n + 1 WHERE id = 1 RETURNING n")
    raw.commit()


if __name__ == "__main__":
    write()
