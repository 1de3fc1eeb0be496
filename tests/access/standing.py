"""Worlds that stand: built once a run, by whichever worker comes first; whoever needs one works in a copy."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.test import override_settings

from tests import databases
from tests.access.world import World

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))


def keep_world(name: str, build: Callable[[], World]) -> None:
    """A database and files as `build` makes them, and where things are in them."""
    with databases.one_at_a_time():
        if (_place(name) / "world").exists():
            return
        if not _place(name).parent.exists():  # what stands there is another run's
            shutil.rmtree(databases.FOLDER / "worlds", ignore_errors=True)
        files = _place(name) / "media"
        files.mkdir(parents=True)
        with (
            databases.made(name, of=databases.MIGRATED),
            override_settings(MEDIA_ROOT=files),
            transaction.atomic(),
        ):
            world = build()
        (_place(name) / "world").write_bytes(pickle.dumps(world))


@contextmanager
def in_world(name: str, files: Path, *, called: str = "world") -> Iterator[World]:
    """This process lives in a copy of that world until the block ends."""
    place = _place(name)
    shutil.copytree(place / "media", files, dirs_exist_ok=True)
    mine = f"{connection.settings_dict['NAME']}_{called}"
    with databases.in_copy(name, called=mine), override_settings(MEDIA_ROOT=files):
        yield pickle.loads((place / "world").read_bytes())


def _place(name: str) -> Path:
    return databases.FOLDER / "worlds" / RUN / name
