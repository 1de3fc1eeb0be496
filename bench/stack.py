"""The real stack for a bench: PostgreSQL and Redis as the demo has them, gunicorn, uvicorn, Celery, and the floor."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from config.demo.processes import Process, Troupe
from config.services import Services

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


class Stack:
    """All processes of one bench: pages, sockets, worker and beat, and a floor that serves the same tables."""

    def __init__(self, folder: Path, first_port: int):
        self.folder = folder
        self.web, self.sockets, self.floor = (f"127.0.0.1:{first_port + place}" for place in range(3))
        self.services = Services(folder)
        self.troupe = Troupe([])

    def environment(self, **extra: str) -> dict[str, str]:
        own = {
            "SECRET_KEY": "for-benches-only-" * 4,
            "SITE_URL": f"http://{self.web}",
            "LIVE_ORIGIN": f"ws://{self.sockets}",
            "UPLOADS_ORIGIN": "http://uploads.localhost",
            "ALLOWED_HOSTS": "127.0.0.1",
            "MEDIA_ROOT": str(self.folder / "media"),
            "STATIC_ROOT": str(self.folder / "static"),
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "LOG_LEVEL": "WARNING",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        return {**os.environ, **self.services.environment(), **own, **extra}

    def prepare(self, *, again: bool) -> None:
        """A database with all its tables, empty unless an earlier run's is wanted, and the styles."""
        self.services.lock()
        if not again:
            self.services.wipe()
        for name in ("media", "log"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir(parents=True)
        self.services.start()
        self.manage("migrate", "--noinput", "-v0")
        self.manage("collectstatic", "--noinput", "-v0")

    def manage(self, *words: str) -> None:
        environment = self.environment(STATEMENT_TIMEOUT="300s")
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)

    def start(self) -> None:
        self.troupe.add(self.parts())
        for address in self.health():
            self._wait_for(f"http://{address}")

    def health(self) -> list[str]:
        return [f"{self.web}/readyz", f"{self.sockets}/healthz", f"{self.floor}/floor/healthz"]

    def parts(self) -> list[Process]:
        gunicorn = [str(BIN / "gunicorn"), "-c", "config/gunicorn.py", "config.wsgi:application"]
        celery = [str(BIN / "celery"), "-A", "config.celery"]
        host, port = self.sockets.split(":")
        uvicorn = [str(BIN / "uvicorn"), "config.asgi:application", "--host", host, "--port", port,
                   "--ws", "config.sockets:Impatient", "--ws-ping-interval", "25", "--ws-per-message-deflate", "false",
                   "--timeout-graceful-shutdown", "2", "--lifespan", "off", "--log-level", "warning"]  # fmt: skip
        worker = [*celery, "worker", "-c", "2", "--without-gossip", "--without-mingle", "-l", "WARNING"]
        beat = [*celery, "beat", "-l", "WARNING", "--pidfile=", "-s", str(self.folder / "beat")]
        floor = {"WEB_BIND": self.floor, "DJANGO_SETTINGS_MODULE": "bench.floor.settings"}
        bare = [*gunicorn[:-1], "bench.floor.wsgi:application"]
        return [
            self._process("web", gunicorn, WEB_BIND=self.web),
            self._process("sockets", uvicorn),
            self._process("floor", bare, **floor),
            self._process("worker", worker, STATEMENT_TIMEOUT="60s"),
            self._process("beat", beat, STATEMENT_TIMEOUT="60s"),
        ]

    def stop(self) -> None:
        self.troupe.stop()
        self.services.stop()

    def pid(self, name: str) -> int:
        """The first process of a part; its children belong to it."""
        if name in ("postgres", "redis"):
            return getattr(self.services, name).pid
        return next(part.child.pid for part in self.troupe.processes if part.name == name)

    def _process(self, name: str, command: list[str], **extra: str) -> Process:
        return Process(name, command, self.environment(**extra), self.folder / "log" / f"{name}.log")

    def _wait_for(self, url: str, patience: float = 60) -> None:
        end = time.monotonic() + patience
        while not _answers(url):
            if time.monotonic() > end:
                raise SystemExit(f"{url} does not answer; the logs in {self.folder / 'log'} say why")
            time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False
