"""Proposals of when a team meets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from teams.rhythm import AWAKE, MINUTES, Slot, first_after, meetings, propose

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WEEKDAYS = [0, 1, 2, 3, 4]


@dataclass(frozen=True)
class Somebody:
    pk: int
    first_name: str
    time_zone: str = "Europe/London"
    works_from: time = time(9)
    works_until: time = time(17)
    works_on: list[int] = field(default_factory=lambda: WEEKDAYS)


def team(*zones: str, **hours) -> list[Somebody]:
    return [Somebody(n, f"P{n}", zone, **hours) for n, zone in enumerate(zones, 1)]


def proposed(people, zone="Europe/London", now=NOW, until=None):
    return propose(people, zone=ZoneInfo(zone), now=now, until=until)


def test_one_zone_meets_inside_everybodys_hours_on_three_days():
    found = proposed(team("Europe/London", "Europe/London", "Europe/London"))
    assert [str(one) for one in found] == ["Monday at 10:00", "Tuesday at 12:00", "Wednesday at 14:00"]
    assert {one.why for one in found} == {"Inside everybody's working hours."}


def test_who_sits_at_the_edge_changes():
    """In winter Tokyo is eight hours ahead of Stockholm: one of the two leaves their hours, in turn."""
    found = proposed(team("Europe/Stockholm", "Asia/Tokyo"), zone="Europe/Stockholm")
    assert [one.why for one in found[:2]] == [
        "17:00 for P2; inside working hours for everybody else.",
        "08:00 for P1; inside working hours for everybody else.",
    ]
    assert all(not one.is_in_turn for one in found)


def test_asking_somebody_again_weighs_as_much_as_asking_one_more():
    """Three in Stockholm and one in Tokyo: not three times the one, who is alone at the edge."""
    found = proposed(team("Europe/Stockholm", "Europe/Stockholm", "Asia/Tokyo"), zone="Europe/Stockholm")
    assert found[0].why.startswith("17:00 for P3")
    assert found[1].why.startswith("08:00 for P1 and 08:00 for P2")


def test_clocks_are_those_of_the_people():
    [first, *_others] = proposed(team("Europe/Stockholm", "Asia/Tokyo"), zone="Europe/Stockholm")
    assert [clock.shown for clock in first.times[0].clocks] == ["Mon 09:00", "Mon 17:00"]


def test_working_days_are_kept():
    """One works from Sunday to Thursday, the other from Monday to Friday."""
    riyadh = Somebody(1, "Noura", "Asia/Riyadh", works_on=[6, 0, 1, 2, 3])
    found = proposed([riyadh, Somebody(2, "Lena", "Europe/Berlin")], zone="Europe/Berlin")
    assert all(slot.weekday in (0, 1, 2, 3) for one in found for slot in one.slots)


def test_weeks_in_which_clocks_differ_count_both():
    """From 8 to 29 March New York is nearer to London: what suits must suit before, between and after."""
    people = team("Europe/London", "America/New_York")
    for one in proposed(people, until=date(2026, 5, 1)):
        for month, day in ((3, 2), (3, 9), (3, 30)):
            begins = one.slots[0].on(date(2026, month, day), ZoneInfo("Europe/London"))
            for person in people:
                clock = begins.astimezone(ZoneInfo(person.time_zone)).time()
                assert time(9) <= clock <= time(16, 15)


def test_words_say_where_clocks_change():
    people = [Somebody(1, "Mara", "Europe/London"), Somebody(2, "Aiko", "Asia/Tokyo")]
    found = proposed(people, until=date(2026, 5, 1))
    assert "for Aiko (" in found[0].why
    assert "from March 30)" in found[0].why


def test_no_common_hour_takes_turns():
    """Los Angeles, London and Shanghai lie a third of a day apart."""
    found = proposed(team("America/Los_Angeles", "Europe/London", "Asia/Shanghai"))
    assert found
    assert all(one.is_in_turn for one in found)
    for one in found:
        away = [{person.pk for person in each.away} for each in one.times]
        assert not away[0] & away[1]
        assert "without" in one.why


def test_nobody_gets_no_proposal():
    assert proposed([]) == []


people_anywhere = st.lists(
    st.builds(
        Somebody,
        pk=st.integers(1, 1000),
        first_name=st.just("P"),
        time_zone=st.sampled_from(
            ["Europe/London", "Asia/Tokyo", "America/Bogota", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
        ),
        works_from=st.sampled_from([time(6), time(9), time(13)]),
        works_until=st.sampled_from([time(14), time(17), time(22)]),
        works_on=st.sampled_from([WEEKDAYS, [6, 0, 1, 2, 3], [5, 6]]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda person: person.pk,
)


@given(people_anywhere, st.randoms(use_true_random=False))
def test_whoever_comes_is_awake_on_a_day_they_work_in_whatever_order_they_are_named(people, chance):
    found = proposed(people, until=date(2026, 6, 1))
    shuffled = chance.sample(people, len(people))
    assert [one.code for one in found] == [one.code for one in proposed(shuffled, until=date(2026, 6, 1))]
    assert len(found) <= 3
    for one in found:
        for each in one.times:
            for clock in each.clocks:
                person, at = clock.person, clock.begins.hour * 60 + clock.begins.minute
                earliest = min(AWAKE[0], person.works_from.hour * 60)
                latest = max(AWAKE[1], person.works_until.hour * 60)
                assert earliest <= at <= latest - MINUTES
                assert clock.begins.weekday() in person.works_on


def test_meetings_keep_their_hour_where_clocks_change():
    zone = ZoneInfo("Europe/London")
    found = islice(meetings([Slot(1, time(9))], first_on=date(2026, 3, 24), zone=zone, after=NOW), 2)
    assert [one.astimezone(UTC).hour for one in found] == [9, 8]


def test_two_times_take_turns():
    slots = [Slot(1, time(9)), Slot(3, time(17))]
    found = islice(meetings(slots, first_on=date(2026, 3, 3), zone=ZoneInfo("UTC"), after=NOW), 4)
    assert [one.day for one in found] == [3, 12, 17, 26]


def test_a_meeting_under_way_is_the_next():
    after = datetime(2026, 3, 3, 9, 44, tzinfo=UTC)
    slots, zone = [Slot(1, time(9))], ZoneInfo("UTC")
    assert next(meetings(slots, first_on=date(2026, 3, 3), zone=zone, after=after)).day == 3
    over = datetime(2026, 3, 3, 9, 45, tzinfo=UTC)
    assert next(meetings(slots, first_on=date(2026, 3, 3), zone=zone, after=over)).day == 10


def test_the_first_meeting_is_to_come():
    slots, zone = [Slot(0, time(9))], ZoneInfo("UTC")
    assert first_after(slots, zone=zone, now=NOW) == date(2026, 3, 9)
    assert first_after(slots, zone=zone, now=NOW.replace(hour=8)) == date(2026, 3, 2)
