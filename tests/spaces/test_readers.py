"""Readers follow the journal with a cursor each."""

import pytest

from spaces import readers
from spaces.actions import Deed, record_many
from spaces.models import Cursor


@pytest.fixture
def heard(monkeypatch):
    """A reader that notes the numbers it was given."""
    numbers: list[int] = []
    monkeypatch.setitem(
        readers._readers, "listener", lambda space, entries: numbers.extend(entry.number for entry in entries)
    )
    return numbers


def write(space, by, count: int) -> None:
    record_many(space, [Deed("space.closed", by, space) for _ in range(count)])


def test_each_entry_is_read_once_in_order(cohort_space, mara, heard):
    write(cohort_space, mara, 2500)
    readers.run("listener", cohort_space.pk)
    readers.run("listener", cohort_space.pk)
    cohort_space.refresh_from_db()
    assert heard == list(range(1, cohort_space.last_number + 1))


def test_a_reader_killed_half_way_goes_on_where_it_stopped(cohort_space, mara, heard, monkeypatch):
    readers.run("listener", cohort_space.pk)
    told = len(heard)
    write(cohort_space, mara, 3)

    def dies(space, entries):
        heard.extend(entry.number for entry in entries)
        raise KeyboardInterrupt

    alive = readers._readers["listener"]
    monkeypatch.setitem(readers._readers, "listener", dies)
    with pytest.raises(KeyboardInterrupt):
        readers.run("listener", cohort_space.pk)
    del heard[told:]
    monkeypatch.setitem(readers._readers, "listener", alive)
    readers.run("listener", cohort_space.pk)
    assert len(heard) == told + 3


def test_a_failing_reader_does_not_hold_up_the_others(cohort_space, mara, heard, monkeypatch):
    def fails(space, entries):
        raise ValueError("broken")

    monkeypatch.setattr(readers, "_readers", {"broken": fails, "listener": readers._readers["listener"]})
    readers.run_everywhere()
    assert heard
    assert not Cursor.objects.filter(reader="broken").exists()


def test_a_journal_that_was_read_to_its_end_costs_one_query(cohort_space, django_assert_num_queries):
    readers.run_all(cohort_space.pk)
    with django_assert_num_queries(1):
        readers.run_all(cohort_space.pk)


def test_what_came_while_others_were_read_to_is_read_too(cohort_space, mara, heard, monkeypatch):
    def late(space, entries):
        if len(entries) == 1:
            return
        write(space, mara, 1)

    monkeypatch.setattr(readers, "_readers", {**readers._readers, "late": late})
    write(cohort_space, mara, 2)
    readers.run_all(cohort_space.pk)
    cohort_space.refresh_from_db()
    assert heard[-1] == cohort_space.last_number
