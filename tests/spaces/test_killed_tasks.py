"""A task that kills its worker comes back, five times."""

import pytest

from config.celery import app
from spaces import killed
from spaces.models import KilledTask


@pytest.fixture
def count(db):
    return lambda: killed.is_put_aside("one", "spaces.tasks.read_journal", (7,), {})


def test_it_is_tried_again_four_times_and_then_put_aside(count):
    assert [count() for _ in range(5)] == [False, False, False, False, True]
    row = KilledTask.objects.get(task="one")
    assert (row.tries, row.arguments) == (5, [[7], {}])
    assert row.put_aside_at


def test_what_ends_after_all_is_forgotten(count):
    count()
    killed.forget("one")
    assert not KilledTask.objects.exists()


def test_every_task_of_ours_is_counted_when_it_comes_back(db):
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert ours
    assert all(isinstance(task, killed.Recoverable) for task in ours)


def test_one_that_came_back_runs_and_is_forgotten(db):
    ran = []

    @app.task(name="tests.came_back", bind=True)
    def come_back(self):
        ran.append(KilledTask.objects.get(task="two").tries)

    come_back.push_request(id="two", delivery_info={"redelivered": True})
    come_back()
    assert ran == [1]
    assert not KilledTask.objects.exists()
