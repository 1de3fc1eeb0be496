"""The tests' databases: tables are migrated once and kept; each process works in a copy, new in every run."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

MIGRATED = "migrated"
FOLDER = Path(os.environ["MEDIA_ROOT"]).parent  # of the services; settings may say otherwise for a while


def migrate_once() -> None:
    """The tables that all copies begin with, unless an earlier run, or another worker, has made them."""
    with one_at_a_time():
        if not exists(MIGRATED):
            with made(MIGRATED):
                call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def one_at_a_time():
    """Workers wait here for each other."""
    with (FOLDER / ".databases").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def made(name: str, *, of: str = "template1"):
    """A database to be copied: what the block writes to a copy of another; it has its name when that went well."""
    with in_copy(of, called=f"{name}_half"):
        yield
    connection.close()
    ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'ALTER DATABASE "{name}_half" RENAME TO "{name}"')


@contextmanager
def in_copy(of: str, *, called: str):
    """This process reads and writes there until the block ends; whatever else is connected then is cut off."""
    home = connection.settings_dict["NAME"]
    copy(of, called)
    move_to(called)
    try:
        yield
    finally:
        move_to(home)


def copy(of: str, called: str) -> None:
    """A database with what another one holds, to which nobody may be connected; one of the same name goes."""
    ask(
        f'DROP DATABASE IF EXISTS "{called}" WITH (FORCE)',
        f'CREATE DATABASE "{called}" TEMPLATE "{of}" STRATEGY file_copy',
    )


def move_to(name: str) -> None:
    """From here on this process reads and writes there; threads that it left behind come along."""
    left = connection.settings_dict["NAME"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{left}'")


def exists(name: str) -> bool:
    return bool(ask(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def ask(*sentences: str) -> list[tuple]:
    """What the last one answers, asked in none of the tests' databases."""
    with connection._nodb_cursor() as cursor:
        for sentence in sentences:
            cursor.execute(sentence)
        return cursor.fetchall() if cursor.description else []
