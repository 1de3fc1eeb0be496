"""The tests' databases: tables are migrated once and kept; each process works in a copy, new in every run."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

MIGRATED = "migrated"


def migrate_once() -> None:
    """The tables that all copies begin with, unless an earlier run, or another worker, has made them."""
    with one_at_a_time():
        if is_whole(MIGRATED):
            return
        make(MIGRATED)
        move_to(MIGRATED)
        call_command("migrate", interactive=False, verbosity=0)
        seal(MIGRATED)


def make(name: str, template: str = "template1") -> None:
    """A database with what the template holds; one of the same name goes."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')


def move_to(name: str) -> None:
    """From here on this process reads and writes there."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def seal(name: str) -> None:
    """Say that it is whole; nobody may be connected when it is copied."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" IS_TEMPLATE true')


def is_whole(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [name])
        return bool(cursor.fetchone())


@contextmanager
def one_at_a_time():
    """Workers wait here for each other."""
    with (Path(settings.MEDIA_ROOT).parent / ".databases").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
