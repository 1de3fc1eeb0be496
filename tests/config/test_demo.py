"""The whole demo as a newcomer starts it: killed in every part, stopped by Ctrl-C, started again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from config.demo import ports

pytestmark = pytest.mark.skipif(
    not os.environ.get("COLLOQUY_DEEP"), reason="starts the whole demo several times: bin/test --deep"
)
ROOT = Path(__file__).resolve().parents[2]
OF_THE_TESTS = {
    "DATABASE_URL",
    "REDIS_URL",
    "REDIS_PREFIX",
    "STATICFILES_BACKEND",
    "PYTEST_XDIST_WORKER",
    "ROOT_URLCONF",
}


@pytest.fixture
def port():
    return next(port for port in range(22000, 23000, 10) if ports.trio_is_free(port))


@pytest.fixture
def start(open_folder, port):
    started = []

    def start():
        environment = {key: value for key, value in os.environ.items() if key not in OF_THE_TESTS}
        environment["COLLOQUY_DEMO_FOLDER"] = str(open_folder)
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "config.demo.run", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(supervisor)
        said = []
        for line in supervisor.stdout:
            said.append(line)
            if "Open http" in line:
                return supervisor
        pytest.fail("".join(said))

    yield start
    for supervisor in started:
        supervisor.kill()
        supervisor.stdout.close()
        supervisor.wait()


def children(pid: int) -> list[int]:
    return [
        int(word)
        for word in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    ]


def descendants(pid: int) -> list[int]:
    own = children(pid)
    return own + [pid for child in own for pid in descendants(child)]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def answers(port: int) -> bool:
    addresses = (f"{port}/readyz", f"{port + 1}/healthz", f"{port + 2}/healthz")
    try:
        return all(urlopen(f"http://127.0.0.1:{address}", timeout=5).status == 200 for address in addresses)
    except (URLError, OSError):
        return False


def until(condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen"
        time.sleep(0.1)


def test_demo_survives_the_death_of_every_part_and_ends_without_a_trace(start, port):
    supervisor = start()
    parts = children(supervisor.pid)
    assert len(parts) >= 7
    for part in parts:
        os.kill(part, signal.SIGKILL)
        until(lambda: len(children(supervisor.pid)) == len(parts) and answers(port), 40)
    everything = descendants(supervisor.pid)
    assert len(everything) > len(parts)
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(15) == 0
    until(lambda: alive(everything) == [], 5)
    again = time.monotonic()
    start()
    assert time.monotonic() - again < 20


def test_nothing_outlives_a_supervisor_that_is_killed(start):
    supervisor = start()
    everything = descendants(supervisor.pid)
    assert len(everything) > 7
    supervisor.kill()
    supervisor.wait()
    until(lambda: alive(everything) == [], 15)
