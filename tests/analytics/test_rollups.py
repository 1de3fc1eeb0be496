"""Learner days counted as the journal grows equal days counted from nothing, whatever the order."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import rollups
from analytics.models import LearnerDay
from cohorts.actions import enroll_many
from courses.actions import finish_activity, open_activity
from lib.times import local_day
from spaces import readers, verbs
from spaces.actions import Deed, record_many
from spaces.models import Entry

# Both clock changes of 2026, midnights on either side of them, and the zones that are furthest from UTC.
ZONES = ("Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC")
DAYS = (
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 4, 5),
    date(2026, 11, 9),
)
VERBS = ("activity.opened", "activity.finished", "post.added", "membership.began")


@st.composite
def moments(draw, zone: str) -> datetime:
    """Around midnights and clock changes, on the very instant as often as beside it."""
    day = draw(st.sampled_from(DAYS)) + timedelta(days=draw(st.integers(-1, 1)))
    hour = draw(st.sampled_from((0, 1, 2, 3, 12, 23)))
    shift = draw(st.sampled_from((-1, 0, 1, 1_800_000_000)))
    local = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone), fold=draw(st.integers(0, 1)))
    return local.astimezone(UTC) + timedelta(microseconds=shift)


@st.composite
def histories(draw):
    zone = draw(st.sampled_from(ZONES))
    deed = st.tuples(st.integers(0, 3), st.sampled_from(VERBS), moments(zone))
    return zone, draw(st.lists(deed, max_size=30)), draw(st.randoms(use_true_random=False))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories())
def test_any_order_equals_a_recount(history, cohort, steps, mara, aiko, jon, lena, priya, db):
    zone, deeds, chance = history
    learners = (mara, aiko, jon, lena)
    begin_anew(cohort, zone)
    rows = [Deed(verb, learners[who], steps["lesson"], at) for who, verb, at in deeds]
    entries = record_many(cohort.space, rows)
    for batch in shuffled_batches(entries, chance):
        rollups.follow(cohort.space, batch)

    assert counted() == expected(cohort, deeds, learners)
    before = counted()
    rollups.recount(cohort)
    assert counted() == before


def begin_anew(cohort, zone):
    LearnerDay.objects.all().delete()
    Entry.objects.filter(space=cohort.space_id).delete()
    cohort.time_zone = zone
    cohort.save(update_fields=["time_zone"])


def shuffled_batches(entries, chance):
    """All entries in some order and some batches, a few of them twice."""
    rows = [*entries, *(entry for entry in entries if chance.random() < 0.3)]
    chance.shuffle(rows)
    while rows:
        size = chance.randint(1, len(rows))
        yield rows[:size]
        rows = rows[size:]


def counted():
    rows = LearnerDay.objects.values_list("enrollment__person", "day", "opened", "contributed")
    return {(person, day): (opened, said) for person, day, opened, said in rows}


def expected(cohort, deeds, learners):
    opened, said = Counter(), Counter()
    for who, verb, at in deeds:
        if verb in rollups.counted_verbs():
            key = (learners[who].pk, local_day(at, cohort.zone))
            (said if verb in verbs.contributions() else opened)[key] += 1
    return {key: (opened[key], said[key]) for key in opened | said}


def test_reader_follows_the_journal(cohort, steps, mara):
    open_activity(steps["lesson"], space=cohort.space, by=mara)
    finish_activity(steps["lesson"], space=cohort.space, by=mara)
    readers.run_all(cohort.space_id)

    assert LearnerDay.objects.get(enrollment__person=mara).opened == 2


def test_entry_of_a_team_counts_for_its_cohort(cohort, steps, mara, aiko, priya):
    from spaces.actions import join_space, open_space

    room = open_space("team", title="Harbor", parent=cohort.space)
    join_space(room, person=mara, role="learner", by=priya)
    record_many(room, [Deed("activity.opened", mara, steps["lesson"])])
    readers.run_all(room.pk)

    assert LearnerDay.objects.get().enrollment.person == mara


def test_staff_are_not_counted(cohort, steps, priya):
    open_activity(steps["lesson"], space=cohort.space, by=priya)
    readers.run_all(cohort.space_id)

    assert not LearnerDay.objects.exists()


def test_deeds_before_the_enrolment_count_once_enrolled(cohort, steps, stranger, priya):
    record_many(cohort.space, [Deed("activity.opened", stranger, steps["lesson"])])
    readers.run_all(cohort.space_id)
    assert not LearnerDay.objects.exists()

    enroll_many(cohort, people=[stranger], by=priya)
    readers.run_all(cohort.space_id)
    assert LearnerDay.objects.get().enrollment.person == stranger


@pytest.mark.parametrize("zone", ZONES)
def test_database_and_program_cut_days_alike(zone, cohort, mara, steps):
    begin_anew(cohort, zone)
    moments = list(around_clock_changes(ZoneInfo(zone)))
    record_many(cohort.space, [Deed("activity.opened", mara, steps["lesson"], at) for at in moments])
    rollups.recount(cohort)

    days = Counter(local_day(at, cohort.zone) for at in moments)
    assert dict(LearnerDay.objects.values_list("day", "opened")) == dict(days)


def around_clock_changes(zone):
    """Every half hour of the days on which a zone's clocks change, and of those beside them."""
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    noons = [start + timedelta(days=day) for day in range(365)]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    changes = [noons[i] for i in range(1, 365) if offsets[i] != offsets[i - 1]] or noons[:1]
    for change in changes:
        yield from (change + timedelta(minutes=30 * step) for step in range(-96, 48))
