"""The demo's supervisor on small programs: revival with pauses, and an end without leftovers."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from config.demo.processes import LONGEST_PAUSE, Process, Troupe

PATIENT = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"


@pytest.fixture
def troupe(tmp_path):
    made = []

    def make(program):
        process = Process("part", [sys.executable, "-c", program], dict(os.environ), tmp_path / "part.log")
        made.append(Troupe([process]))
        made[-1].start()
        return made[-1], process

    yield make
    for each in made:
        each.stop(patience=0)


def until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen"
        time.sleep(0.01)


def test_a_killed_part_starts_again(troupe):
    troupe, process = troupe(PATIENT)
    first = process.child.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: troupe.revive() == ["part"])
    assert process.is_up()
    assert process.child.pid != first


def test_a_part_that_keeps_dying_is_started_ever_more_rarely(troupe):
    troupe, process = troupe("raise SystemExit(1)")
    pauses = []
    for _ in range(12):
        process.child.wait()
        process.bury()
        pauses.append(process.pause)
        process.start()
    assert pauses[0] < 1
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_what_a_killed_part_left_is_gone_before_its_successor(troupe):
    troupe, process = troupe(PARENT)
    group = process.child.pid
    until(lambda: len(group_members(group)) == 2)
    os.kill(group, signal.SIGKILL)
    until(lambda: troupe.revive() == ["part"])
    until(lambda: group_members(group) == [])


def test_a_part_that_ignores_the_request_is_stopped_all_the_same(troupe):
    troupe, process = troupe(DEAF)
    until(lambda: process.log.read_text() == "up\n")
    troupe.stop(patience=0.2)
    assert process.child.returncode == -signal.SIGKILL


def group_members(group):
    members = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                state, _parent, its_group = (
                    Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()[:3]
                )
            except OSError:
                continue
            if int(its_group) == group and state != "Z":
                members.append(int(entry))
    return members
