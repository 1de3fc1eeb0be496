"""How the queue is reached and what runs on a clock."""

import socket
import time

import pytest
from kombu.exceptions import OperationalError

from config.celery import app, broker_from


@pytest.mark.parametrize(
    ("redis", "broker"),
    [
        ("unix:///run/redis.sock?db=4", "redis+socket:///run/redis.sock?virtual_host=5"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock?virtual_host=1"),
        ("redis://redis:6379/0", "redis://redis:6379/1"),
        ("redis://:secret@redis:6379", "redis://:secret@redis:6379/1"),
    ],
)
def test_broker_is_the_next_database_of_the_same_redis(redis, broker):
    assert broker_from(redis) == broker


def test_a_killed_task_comes_back():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_only_json_is_taken():
    assert app.conf.accept_content == ["json"]


def test_journals_are_read_every_ten_seconds():
    entry = app.conf.beat_schedule["spaces.tasks.read_journals"]
    assert entry["schedule"] == 10
    assert entry["options"]["expires"] <= 10


def test_every_clocked_task_exists():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_queue_reaches_the_tests_own_redis():
    with app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, timeout=2)


def test_a_queue_that_is_away_costs_a_page_no_time():
    with app.connection_for_write("redis+socket:///nowhere/redis.sock?virtual_host=1") as away:
        began = time.monotonic()
        with pytest.raises(OperationalError):
            app.send_task("spaces.tasks.read_journals", connection=away, retry=False)
    assert time.monotonic() - began < 1


def test_a_queue_that_hangs_holds_a_page_up_for_seconds_only():
    with socket.create_server(("127.0.0.1", 0)) as hung:
        address = f"redis://127.0.0.1:{hung.getsockname()[1]}/1"
        with app.connection_for_write(address) as connection:
            began = time.monotonic()
            with pytest.raises(OperationalError):
                app.send_task("spaces.tasks.read_journals", connection=connection, retry=False)
    assert time.monotonic() - began < 10
