"""The demo's supervisor: prepares what is missing, starts every part, keeps it running, stops it all.

Started by bin/demo. Each step prints what it did and how long it took; a step whose input has not
changed since its last success is skipped.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from config.demo.ports import PortTaken, choose, trio
from config.demo.processes import Process, Troupe
from config.services import ServiceFailed, Services

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
LONGEST_LOG = 5_000_000
# Seconds of pause that a process reaches when it has died three times in a row.
KEEPS_DYING = 0.5
FRONT = ("web", "sockets", "uploads")


class StepFailed(Exception):
    """A sentence that says what to do."""


class Demo:
    """One checkout's demo: its folder, its services, its processes."""

    def __init__(self, folder: Path, first_port: int):
        self.folder = folder
        self.web, self.sockets, self.uploads = trio(first_port)
        self.services = Services(folder)
        self.stopping = threading.Event()
        self.troupe = Troupe([])

    @property
    def address(self) -> str:
        return f"http://localhost:{self.web}"

    # Environment

    def environment(self, **extra: str) -> dict[str, str]:
        own = {
            "COLLOQUY_DEMO": "1",
            "ORGANISATION_NAME": "Halden & Rowe",
            "DEBUG": "",
            "SECRET_KEY": self.secret(),
            "SITE_URL": self.address,
            "LIVE_ORIGIN": f"ws://{{host}}:{self.sockets}",
            # Each door has a host of its own, and so a session of its own.
            "ALLOWED_WS_ORIGINS": f"{self.address},http://.localhost:{self.web}",
            # Another name for this machine, so that the browser sends uploads no cookie.
            "UPLOADS_ORIGIN": f"http://127.0.0.1:{self.uploads}",
            "ALLOWED_HOSTS": "localhost,.localhost,127.0.0.1",
            # Cookies know no ports: two demos on one machine must not sign each other out.
            "SESSION_COOKIE_NAME": f"colloquy_{self.web}",
            "MEDIA_ROOT": str(self.folder / "media"),
            "STATIC_ROOT": str(self.folder / "static"),
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(self.folder / "outbox"),
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        return {**os.environ, **self.services.environment(), **own, **extra}

    def secret(self) -> str:
        path = self.folder / "secret"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        return path.read_text()

    # Steps

    def prepare(self) -> None:
        for name in ("log", "media", "outbox", "stamps"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        step("PostgreSQL and Redis", self.services.start)
        migrations = fingerprint("*/migrations/*.py", "requirements.lock")
        self.once("migrate", migrations, "database tables", self.migrate)
        self.once("static", fingerprint("static/**/*", "*/static/**/*", "requirements.lock"), "styles and scripts",
                  lambda: self.manage("collectstatic", "--noinput", "--clear", "-v0"))  # fmt: skip
        if has_command("seed_demo"):
            self.once("seed", "1", "the demo's organization", self.seed)

    def once(self, name: str, stamp: str, words: str, work: Callable[[], object]) -> None:
        file = self.folder / "stamps" / name
        if file.exists() and file.read_text() == stamp:
            return
        step(words, work)
        file.write_text(stamp)

    def migrate(self) -> None:
        self.manage("migrate", "--noinput", "-v0")

    def seed(self) -> None:
        """Reached only if no seeding ever ended: whatever half of one is there goes first."""
        half_done = self.folder / "stamps" / "seeding"
        if half_done.exists():
            self.services.recreate_database()
            self.migrate()
        half_done.touch()
        self.manage("seed_demo")
        half_done.unlink()

    def manage(self, *arguments: str) -> None:
        log = self.folder / "log" / f"{arguments[0]}.log"
        # The web's five seconds a statement are not meant for migrations and seeding.
        environment = self.environment(STATEMENT_TIMEOUT="300s", CONN_MAX_AGE="0")
        with log.open("wb") as out:
            child = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment,
                                     stdout=out, stderr=out)  # fmt: skip
            while child.poll() is None and not self.stopping.wait(0.02):
                pass
        if self.stopping.is_set():
            child.terminate()
            child.wait()
            raise KeyboardInterrupt
        if child.returncode:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
            raise StepFailed(
                f"{tail}\n\nmanage.py {arguments[0]} did not end well; all it said is in {log}.\n"
                "If you changed the code, mend it and start again. If the demo's data is to blame: bin/demo --fresh"
            )

    # Processes

    def cast(self) -> list[Process]:
        """Everything that runs while the demo is up, in the order of starting."""
        gunicorn = [str(BIN / "gunicorn"), "-c", "config/gunicorn.py", "--graceful-timeout", "2"]
        celery = [str(BIN / "celery"), "-A", "config.celery"]
        uvicorn = [str(BIN / "uvicorn"), "config.asgi:application", "--host", "127.0.0.1", "--port", str(self.sockets),
                   "--ws", "config.sockets:Impatient", "--ws-ping-interval", "25", "--ws-per-message-deflate", "false",
                   "--timeout-graceful-shutdown", "2", "--lifespan", "off", "--log-level", "warning"]  # fmt: skip
        worker_environment = {"STATEMENT_TIMEOUT": "60s"}
        parts = [
            self.process("web", [*gunicorn, "config.wsgi:application"], WEB_BIND=f"127.0.0.1:{self.web}"),
            self.process("sockets", uvicorn),
            self.process("uploads", [*gunicorn, "config.wsgi:application"], WEB_BIND=f"127.0.0.1:{self.uploads}",
                         WEB_WORKERS="1", ROOT_URLCONF="config.urls_uploads", COLLOQUY_SERVES="uploads",
                         ALLOWED_HOSTS="127.0.0.1"),
            self.process("worker", [*celery, "worker", "-c", "2", "--without-gossip", "--without-mingle",
                                    "-l", "WARNING"], **worker_environment),
            self.process("beat", [*celery, "beat", "-l", "WARNING", "--pidfile="],
                         **worker_environment),
        ]  # fmt: skip
        if has_command("run_cast"):
            parts.append(
                self.process("cast", [sys.executable, "manage.py", "run_cast"], **worker_environment)
            )
        return parts

    def process(self, name: str, command: list[str], **extra: str) -> Process:
        log = self.folder / "log" / f"{name}.log"
        if log.exists() and log.stat().st_size > LONGEST_LOG:
            log.unlink()
        return Process(name, command, self.environment(**extra), log)

    def start(self) -> None:
        """What people meet first; what works behind it starts when the pages answer, not beside them."""
        parts = self.cast()
        front = [part for part in parts if part.name in FRONT]
        self.troupe = Troupe(front)
        self.troupe.start()
        for port, path in ((self.web, "/readyz"), (self.sockets, "/healthz"), (self.uploads, "/healthz")):
            self.wait_for(f"http://127.0.0.1:{port}{path}")
        self.troupe.add([part for part in parts if part not in front])

    def wait_for(self, url: str, patience: float = 40) -> None:
        end = time.monotonic() + patience
        while not answers(url):
            if self.stopping.wait(0.05):
                raise KeyboardInterrupt
            self.troupe.revive()
            dying = next((part for part in self.troupe.processes if part.pause > KEEPS_DYING), None)
            if dying or time.monotonic() > end:
                raise StepFailed(self.why(dying, url))

    def why(self, dying: Process | None, url: str) -> str:
        if not dying:
            return f"{url} does not answer. The logs in {self.folder / 'log'} say why."
        tail = "\n".join(dying.log.read_text(errors="replace").splitlines()[-8:])
        return f"{tail}\n\n{dying.name} ends as soon as it starts; all it said is in {dying.log}. Mend it and start again."

    def watch(self) -> None:
        while not self.stopping.wait(0.2):
            for name in [*self.services.revive(), *self.troupe.revive()]:
                print(f"  {time.strftime('%H:%M:%S')} {name} had stopped; started again", flush=True)

    def stop(self) -> None:
        self.troupe.stop()
        self.services.stop()


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


def step(words: str, work: Callable[[], object]) -> None:
    began = time.monotonic()
    print(f"  {words} …", end="", flush=True)
    try:
        work()
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def fingerprint(*patterns: str) -> str:
    """Changes when a matching file is added, removed or rewritten."""
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            name = str(path.relative_to(ROOT))
            # A pattern's star also finds .venv and .demo.
            if path.is_file() and not name.startswith(".") and "__pycache__" not in name:
                digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()


def has_command(name: str) -> bool:
    return any(ROOT.glob(f"*/management/commands/{name}.py")) or any(
        ROOT.glob(f"config/demo/management/commands/{name}.py")
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/demo", description="Start Colloquy with a company to look at.")
    parser.add_argument("--port", type=int, help="the first of three ports (default 8000)")
    parser.add_argument("--fresh", action="store_true", help="forget the demo's data and begin anew")
    return parser.parse_args()


def main() -> int:
    began = time.monotonic()
    options = arguments()
    folder = Path(os.environ.get("COLLOQUY_DEMO_FOLDER") or ROOT / ".demo").absolute()
    demo = None
    try:
        holder = Services(folder)
        lock(holder, folder)
        port, words = choose(options.port)
        demo = Demo(folder, port)
        for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sig, lambda *_: demo.stopping.set())
        print(words or "Colloquy's demo", flush=True)
        if options.fresh:
            step("away with the old data", lambda: forget(demo))
        demo.prepare()
        step("web, sockets, uploads, worker, beat", demo.start)
        (folder / "address").write_text(demo.address)
        print(
            f"\n  Open {demo.address}   (ready after {time.monotonic() - began:.1f} s; Ctrl-C stops it)\n",
            flush=True,
        )
        demo.watch()
    except KeyboardInterrupt:
        pass
    except (PortTaken, ServiceFailed, StepFailed) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    finally:
        if demo:
            demo.stop()
    print("  stopped")
    return 0


def lock(services: Services, folder: Path) -> None:
    try:
        services.lock()
    except ServiceFailed:
        address = folder / "address"
        where = f" at {address.read_text()}" if address.exists() else ""
        raise ServiceFailed(
            f"This checkout's demo already runs{where}. Stop it with Ctrl-C where it runs."
        ) from None


def forget(demo: Demo) -> None:
    demo.services.wipe()
    for name in ("media", "outbox", "stamps", "log"):
        shutil.rmtree(demo.folder / name, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
