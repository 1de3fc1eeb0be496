"""What happens later in spaces: readers follow the journals."""

import functools

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def nudge(space_id: int) -> None:
    """After commit, wake the readers of a space; a lost nudge is made good by beat within ten seconds."""
    transaction.on_commit(functools.partial(_nudge, space_id), robust=True)


def _nudge(space_id: int) -> None:
    try:
        read_journal.apply_async((space_id,), retry=False)
    except OperationalError:
        log.warning("nudge_lost", space=space_id)


@shared_task
def read_journal(space_id: int) -> None:
    """Let every reader follow one space's journal to its end."""
    from spaces import readers

    readers.run_all(space_id)


@shared_task
def read_journals() -> None:
    """Let every reader follow every journal that has grown."""
    from spaces import readers

    readers.run_everywhere()
