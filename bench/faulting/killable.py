"""The product with places to die: whoever finds a marker file removes it and is killed there and then.

gunicorn serves `application`, Celery runs `celery`; apart from the markers and one task they are the product's own.
"""

import functools
import os
import signal
from pathlib import Path

from bench.faulting.killing import AFTER_COMMIT, MID_TASK_CHILD, MID_TASK_WORKER
from config.celery import app as celery
from config.wsgi import application  # noqa: F401 - imported first of all: it sets Django up
from spaces import live, readers

MARKERS = Path(os.environ["FAULTS_MARKERS"])


def die_at(marker: str, pid) -> None:
    """Removing the file is what decides who dies: of many processes one succeeds."""
    try:
        (MARKERS / marker).unlink()
    except FileNotFoundError:
        return
    os.kill(pid(), signal.SIGKILL)
    signal.pause()


def dying_between_commit_and_push(tell):
    @functools.wraps(tell)
    def told(*args):
        die_at(AFTER_COMMIT, os.getpid)
        return tell(*args)

    return told


def dying_mid_task(follow):
    """After a reader wrote and before its cursor and its writes are committed."""

    @functools.wraps(follow)
    def followed(space, entries):
        follow(space, entries)
        die_at(MID_TASK_CHILD, os.getpid)
        die_at(MID_TASK_WORKER, os.getppid)

    return followed


live._tell_recorded = dying_between_commit_and_push(live._tell_recorded)
readers._readers["bell"] = dying_mid_task(readers._readers["bell"])


@celery.task(name="bench.poison")
def poison() -> None:
    """Always kills its worker."""
    os.kill(os.getpid(), signal.SIGKILL)
