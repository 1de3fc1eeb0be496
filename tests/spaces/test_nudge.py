"""After a commit the readers of a journal are woken, and not more often than they need."""

import pytest
from django.core.cache import cache

from spaces import tasks
from spaces.actions import record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queued(monkeypatch):
    """What reaches the queue."""
    spaces: list[int] = []
    monkeypatch.setattr(tasks.read_journal, "apply_async", lambda args, **_options: spaces.append(*args))
    cache.clear()
    return spaces


def write(space, by):
    record(space, by=by, verb="space.closed", target=space)


def test_one_that_waits_in_the_queue_is_enough(cohort_space, mara, queued):
    write(cohort_space, mara)
    write(cohort_space, mara)
    assert queued == [cohort_space.pk]


def test_what_is_committed_after_it_began_nudges_again(cohort_space, mara, queued):
    write(cohort_space, mara)
    tasks.read_journal(cohort_space.pk)
    write(cohort_space, mara)
    assert queued == [cohort_space.pk] * 2
