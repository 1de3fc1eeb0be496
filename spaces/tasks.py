"""What happens later in spaces: readers follow the journals."""

import functools

import structlog
from celery import shared_task
from django.core.cache import cache
from django.db import transaction
from kombu.exceptions import OperationalError

# As long as beat would take to come by.
NUDGE_SECONDS = 10
# Who watches is told first, and what is said in one breath is read at once.
BREATH = 0.2
log = structlog.get_logger(__name__)


def nudge(space_id: int) -> None:
    """After commit, wake the readers of a space, once a transaction; beat makes a lost nudge good within ten seconds."""
    if not _is_planned(space_id):
        transaction.on_commit(functools.partial(_nudge, space_id), robust=True)


def _is_planned(space_id: int) -> bool:
    """Whether this transaction will nudge already: what a savepoint took back is no longer among its plans."""
    planned = (plan for _savepoints, plan, _robust in transaction.get_connection().run_on_commit)
    return any(getattr(plan, "func", None) is _nudge and plan.args == (space_id,) for plan in planned)


def _nudge(space_id: int) -> None:
    """One that waits in the queue will read what was committed now as well."""
    if not cache.add(_waits(space_id), True, NUDGE_SECONDS):
        return
    try:
        read_journal.apply_async((space_id,), countdown=BREATH, retry=False)
    except OperationalError:
        log.warning("nudge_lost", space=space_id)


def _waits(space_id: int) -> str:
    return f"nudged-{space_id}"


@shared_task
def read_journal(space_id: int) -> None:
    """Let every reader follow one space's journal to its end; what is committed from now on nudges again."""
    from spaces import readers

    cache.delete(_waits(space_id))
    readers.run_all(space_id)


@shared_task
def read_journals() -> None:
    """Let every reader follow every journal that has grown."""
    from spaces import readers

    readers.run_everywhere()
