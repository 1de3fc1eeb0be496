"""Recording in a space's journal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from spaces import tasks
from spaces.actions import Deed, open_space, record, record_many
from spaces.models import Entry, Space


@pytest.fixture
def space(db):
    return open_space(Space.Kind.COHORT, title="Feedback")


def test_numbers_go_up_by_one(space, mara):
    numbers = [record(space, by=mara, verb="space.closed", target=space).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert Space.objects.get(pk=space.pk).last_number == 3


def test_many_take_consecutive_numbers_at_once(space, mara, django_assert_num_queries):
    record(space, by=mara, verb="space.closed", target=space)
    with django_assert_num_queries(2):  # UPDATE, INSERT
        entries = record_many(space, [Deed("space.closed", mara, space) for _ in range(50)])
    assert [entry.number for entry in entries] == list(range(2, 52))


def test_a_rolled_back_write_takes_no_number(space, mara):
    with transaction.atomic():
        record(space, by=mara, verb="space.closed", target=space)
        transaction.set_rollback(True)
    assert record(space, by=mara, verb="space.closed", target=space).number == 1


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_no_gap_and_appear_in_order(tom):
    space = open_space(Space.Kind.COHORT, title="Busy")
    seen: list[list[int]] = []

    def write(_):
        try:
            record(space, by=tom, verb="space.closed", target=space)
            seen.append(
                list(Entry.objects.filter(space=space).order_by("number").values_list("number", flat=True))
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(80)))
    assert list(Entry.objects.filter(space=space).after(0).values_list("number", flat=True)) == list(
        range(1, 81)
    )
    # Whoever reads while others write never sees a number whose predecessor is missing.
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen)


def test_readers_are_nudged_once_a_transaction(space, mara, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for _ in range(5):
            record(space, by=mara, verb="space.closed", target=space)
    nudges = [callback for callback in callbacks if getattr(callback, "func", None) is tasks._nudge]
    assert len(nudges) == 1


def test_of_what_is_long_past_watchers_are_not_told(space, mara, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        past = timezone.now() - timedelta(days=3)
        record(space, by=mara, verb="space.closed", target=space, occurred_at=past)
    assert [callback.func for callback in callbacks] == [tasks._nudge]
