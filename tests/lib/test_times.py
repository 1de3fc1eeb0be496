"""Where days begin and end in real zones, through every change of their clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lib.times import day_bounds, local_clock, local_day, week_bounds, week_of, zone, zone_names

LISBON = "Europe/Lisbon"
zones = st.sampled_from(sorted(zone_names())).map(zone)
days = st.dates(date(2012, 1, 2), date(2037, 12, 30))


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "../../etc/passwd", "/etc/passwd", "Europe", "Europe/Lisbon\x00"]
)
def test_unknown_zones_are_refused(name):
    with pytest.raises(ValidationError):
        zone(name)


@pytest.mark.parametrize(
    ("name", "day", "start", "hours"),
    [
        (LISBON, date(2026, 3, 29), "2026-03-29T00:00", 23),
        (LISBON, date(2026, 10, 25), "2026-10-24T23:00", 25),
        (LISBON, date(2026, 7, 1), "2026-06-30T23:00", 24),
        # Clocks jump over midnight itself.
        ("America/Sao_Paulo", date(2018, 11, 4), "2018-11-04T03:00", 23),
        ("Asia/Beirut", date(2026, 3, 29), "2026-03-28T22:00", 23),
        # Midnight is struck twice.
        ("America/Havana", date(2026, 11, 1), "2026-11-01T04:00", 25),
        ("Australia/Lord_Howe", date(2026, 4, 5), "2026-04-04T13:00", 24.5),
        # From 23:30 clocks jumped to 00:30.
        ("America/Toronto", date(1919, 3, 31), "1919-03-31T04:30", 23.5),
        # A day that Samoa never had.
        ("Pacific/Apia", date(2011, 12, 30), "2011-12-30T10:00", 0),
    ],
)
def test_days_have_the_hours_they_have(name, day, start, hours):
    first, after = day_bounds(day, zone(name))
    assert first == datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert after - first == timedelta(hours=hours)


@given(zones, days)
def test_bounds_hold_exactly_the_instants_of_the_day(place, day):
    first, after = day_bounds(day, place)
    assert local_day(first, place) == day
    assert local_day(first - timedelta(microseconds=1), place) < day
    assert local_day(after - timedelta(microseconds=1), place) == day
    assert local_day(after, place) > day


@given(zones, days)
def test_days_touch_and_weeks_hold_seven(place, day):
    assert day_bounds(day, place)[1] == day_bounds(day + timedelta(days=1), place)[0]
    monday = week_of(day)
    assert monday.weekday() == 0
    assert monday.isocalendar()[:2] == day.isocalendar()[:2]
    assert week_bounds(monday, place)[0] == day_bounds(monday, place)[0]
    assert week_bounds(monday, place)[1] == day_bounds(monday + timedelta(days=6), place)[1]


def test_a_naive_instant_has_no_day():
    with pytest.raises(ValueError, match="zone"):
        local_day(datetime(2026, 1, 1), zone(LISBON))  # noqa: DTZ001


def test_clock_is_the_one_on_their_wall():
    now = datetime(2026, 7, 1, 13, 10, tzinfo=UTC)
    assert local_clock(zone("Asia/Tokyo"), now) == "22:10"
    assert local_clock(zone("America/New_York"), now) == "09:10"
