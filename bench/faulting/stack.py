"""The real stack with its keeper: what dies is started again, unless a fault holds it down for a while."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import redis

from bench.cost import tree
from bench.stack import Stack
from config.demo.processes import Process
from config.demo.run import fingerprint
from config.services import DATABASE

KILLABLE = {
    "config.wsgi:application": "bench.faulting.killable:application",
    "config.celery": "bench.faulting.killable:celery",
}
EMPTY = "empty"


class FaultyStack(Stack):
    """The bench's stack, whose web and worker have places to die, and whose mails land in a folder."""

    def __init__(self, folder: Path, first_port: int):
        super().__init__(folder, first_port)
        self.markers, self.outbox = folder / "markers", folder / "outbox"
        self.stopping, self.services_held = threading.Event(), threading.Event()
        self.revived: list[str] = []

    def environment(self, **extra: str) -> dict[str, str]:
        own = {
            "FAULTS_MARKERS": str(self.markers),
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(self.outbox),
            "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
        }
        return super().environment(**{**own, **extra})

    def prepare(self) -> None:
        """An empty database, copied from one that is made again only when a migration changed."""
        for place in (self.markers, self.outbox, self.folder / "log"):
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
        self.services.lock()
        stamp, now = self.folder / "stamp", fingerprint("*/migrations/*.py", "requirements.lock")
        fresh = not stamp.exists() or stamp.read_text() != now
        if fresh:
            stamp.unlink(missing_ok=True)
            self.services.wipe()
        self.services.start()
        if fresh:
            self.manage("migrate", "--noinput", "-v0")
            self.services.run("createdb", "-T", DATABASE, EMPTY)
            stamp.write_text(now)
        else:
            self.services.run("dropdb", "--if-exists", "--force", DATABASE)
            self.services.run("createdb", "-T", EMPTY, DATABASE)

    def parts(self) -> list[Process]:
        parts = [part for part in super().parts() if part.name != "floor"]
        for part in parts:
            part.command = [KILLABLE.get(word, word) for word in part.command]
        return parts

    def health(self) -> list[str]:
        return super().health()[:2]

    def start(self) -> None:
        super().start()
        threading.Thread(target=self._keep, daemon=True).start()

    def stop(self) -> None:
        self.stopping.set()
        super().stop()

    def _keep(self) -> None:
        while not self.stopping.wait(0.1):
            held = self.services_held.is_set()
            self.revived += [*([] if held else self.services.revive()), *self.troupe.revive()]

    # Ways to fail

    def mark(self, marker: str) -> Path:
        """Whoever comes by this place next dies there, and the file is gone."""
        file = self.markers / marker
        file.touch()
        return file

    def pid(self, name: str) -> int | None:
        """Nothing while a part waits to be started again."""
        try:
            return super().pid(name)
        except AttributeError:
            return None

    def kill(self, name: str) -> None:
        os.kill(self.pid(name), signal.SIGKILL)

    def children(self, name: str) -> list[int]:
        return tree(self.pid(name))[1:]

    @contextmanager
    def away(self, name: str, sig: int = signal.SIGKILL):
        """Without PostgreSQL or Redis for as long as this lasts."""
        self.services_held.set()
        process = getattr(self.services, name)
        process.send_signal(sig)
        process.wait(30)
        try:
            yield
        finally:
            self.services_held.clear()

    # What is so

    def rows(self, sql: str, *values) -> list[tuple]:
        """Ask PostgreSQL itself, over a connection of one's own."""
        connection = psycopg2.connect(self.services.environment()["DATABASE_URL"], connect_timeout=3)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def postgres_answers(self) -> bool:
        try:
            return self.rows("SELECT 1") == [(1,)]
        except psycopg2.Error:
            return False

    def redis(self) -> redis.Redis:
        return redis.Redis.from_url(self.services.environment()["REDIS_URL"], socket_timeout=2)

    def redis_answers(self) -> bool:
        try:
            return self.redis().ping()
        except redis.RedisError:
            return False
