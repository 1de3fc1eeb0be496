"""What a round does by itself: reminders, volunteers, the second wave, mentors, release; twice does nothing more."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifications.models import Notification
from people.models import User
from spaces import readers
from teams import actions, waiting
from teams.models import Review, ReviewedWork, ReviewRound
from teams.tasks import tend_reviews
from tests.teams.conftest import entries
from tests.teams.reviewing import more_teams, work_of, write, write_all


@pytest.fixture
def system(db) -> User:
    return User.objects.system()


@pytest.fixture
def lease_end(round):
    return Review.objects.filter(work__round=round)[0].lease_until


def state() -> list:
    return list(Review.objects.order_by("id").values_list("pk", "lease_until", "reminded_at", "given_up_at"))


def test_before_the_lease_ends_nothing_happens(round, system, lease_end):
    before = state()
    actions.tend_round(round, by=system, now=lease_end - timedelta(minutes=1))
    assert state() == before


def test_what_nobody_began_is_reminded_of_once(round, harbor, system, lease_end, mara):
    for _turn in range(2):
        actions.tend_round(round, by=system, now=lease_end)
    assert len(entries(harbor.space, "review.reminded")) == 2  # of each of its two reviews
    readers.run_all(harbor.space_id)
    assert (
        Notification.objects.filter(entry__verb="review.reminded", person=mara, kind="team_waits").count()
        == 2
    )


def test_what_is_begun_is_not(round, harbor, mara, system, lease_end):
    for review in Review.objects.filter(by_team=harbor):
        actions.take_mark(review.marks.in_order()[0], by=mara)
    actions.tend_round(round, by=system, now=lease_end)
    assert not entries(harbor.space, "review.reminded")


def test_a_day_later_it_goes_to_a_volunteer(round, works, harbor, lantern, lena, system, lease_end):
    write_all(round, but=[harbor])
    actions.offer_more(round, by=lena)
    actions.tend_round(round, by=system, now=lease_end)
    actions.tend_round(round, by=system, now=lease_end + timedelta(days=1))
    taken = Review.objects.filter(wave=Review.Wave.SECOND)
    given_up = Review.objects.exclude(given_up_at=None)
    possible = Review.objects.filter(by_team=harbor).exclude(
        work__in=Review.objects.filter(by_team=lantern, wave=1).values("work")
    )
    if possible.exclude(work__team=lantern).exists():
        assert [(r.by_team, r.work) for r in taken] == [(lantern, given_up.get().work)]
        assert len(entries(lantern.space, "review.given")) == 1
    else:
        assert not taken.exists()
        assert not given_up.exists()


def test_without_volunteers_it_stays(round, harbor, system, lease_end):
    write_all(round, but=[harbor])
    actions.tend_round(round, by=system, now=lease_end)
    actions.tend_round(round, by=system, now=lease_end + timedelta(days=1))
    assert not Review.objects.exclude(given_up_at=None).exists()


def test_only_who_has_sent_theirs_offers_more(round, mara):
    with pytest.raises(ValidationError, match="Send your own"):
        actions.offer_more(round, by=mara)


def test_an_offer_works_as_a_plain_form_and_can_be_taken_back(signed_in, round, lena):
    write_all(round)
    client, address = signed_in(lena), f"/rounds/{round.pk}/offer/"
    assert "You would take one more." in client.post(address, follow=True).content.decode()
    client.post(address)
    assert round.volunteers.count() == 1
    client.post(address, {"withdraw": "1"})
    assert round.volunteers.count() == 0


def test_who_hands_in_late_is_in_the_second_wave(round, cohort, task, priya, system):
    write_all(round)
    [late] = more_teams(cohort, 1, priya, name="Late")
    work_of(late, task)
    actions.tend_round(round, by=system, now=round.second_wave_due)
    work = ReviewedWork.objects.get(team=late)
    assert work.round == round
    assert not Review.objects.filter(by_team=late, work=work).exists()


def test_late_submitters_review_what_has_too_few(round, works, harbor, cohort, task, priya, system):
    write_all(round, but=[harbor])
    [late] = more_teams(cohort, 1, priya, name="Late")
    work_of(late, task)
    for _turn in range(2):
        actions.tend_round(round, by=system, now=round.second_wave_due)
    given = Review.objects.filter(by_team=late)
    assert 1 <= given.count() <= round.k
    assert {review.work.team for review in given} <= set(works)


def test_at_the_end_a_mentor_reviews_what_has_too_few(round, harbor, grace, priya, system):
    actions.tend_round(round, by=system, now=round.ends_at)
    by_staff = Review.objects.filter(wave=Review.Wave.STAFF)
    assert by_staff.count() == 4
    assert by_staff.get(work__team=harbor).by_person == grace
    assert set(by_staff.exclude(work__team=harbor).values_list("by_person", flat=True)) == {priya.pk}
    actions.tend_round(round, by=system, now=round.ends_at + timedelta(hours=1))
    assert by_staff.count() == 4


def test_mentors_write_alone_and_read_the_work_without_names(signed_in, round, harbor, grace, system):
    actions.tend_round(round, by=system, now=round.ends_at)
    review = Review.objects.get(by_person=grace)
    assert signed_in(grace).get(review.get_absolute_url()).status_code == 200
    assert write(review).is_sent


def test_three_days_later_what_is_there_is_released(round, system, cohort):
    actions.tend_round(round, by=system, now=round.releases_at)
    assert ReviewRound.objects.get().is_released
    assert [entry.by for entry in entries(cohort.space, "round.released")] == [system]


def test_the_task_tends_every_open_round(round):
    tend_reviews()
    tend_reviews()
    assert not ReviewRound.objects.get().is_released


def test_each_state_says_until_when_and_what_then(round, priya):
    moments = [round.opened_at, round.second_wave_due, round.ends_at]
    said = [waiting.of_work(round, moment) for moment in moments]
    assert [one.until for one in said] == [round.second_wave_due, round.ends_at, round.releases_at]
    assert all(one.words and one.then for one in said)
    released = actions.release_round(round, by=priya)
    assert waiting.of_work(released, released.released_at).until == released.released_at + timedelta(days=7)
    assert waiting.of_work(released, released.released_at + timedelta(days=8)).until is None


@given(
    st.sets(st.integers(0, 3)),
    st.sets(st.integers(0, 3)),
    st.lists(st.integers(0, 11 * 24), min_size=3, max_size=8),
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_comes_and_whenever_it_is_tended_nobody_gets_their_own_or_one_twice(
    round, works, system, writing, offering, hours
):
    from django.db import transaction

    with transaction.atomic():
        for place in writing:
            for review in Review.objects.filter(by_team=works[place], sent_at=None):
                write(review)
        for place in writing & offering:
            first = works[place].space.memberships.filter(role="learner")[0].person
            actions.offer_more(round, by=first)
        for hour in sorted(hours):
            actions.tend_round(round, by=system, now=round.opened_at + timedelta(hours=hour))
        pairs = list(Review.objects.exclude(by_team=None).values_list("by_team", "work", "work__team"))
        assert len({(giver, work) for giver, work, _of in pairs}) == len(pairs)
        assert all(giver != of for giver, _work, of in pairs)
        transaction.set_rollback(True)


def test_journals_are_written_once_in_one_order(round, works, harbor, lantern, lena, system, lease_end):
    """Two rounds that are tended at once would wait for each other's journal if one went through them twice."""
    write_all(round, but=[harbor, works[2]])
    actions.offer_more(round, by=lena)
    actions.tend_round(round, by=system, now=lease_end)
    Review.objects.filter(by_team=works[2], sent_at=None).update(reminded_at=None)
    with CaptureQueriesContext(connection) as asked:
        actions.tend_round(round, by=system, now=lease_end + timedelta(days=1))
    numbered = [q["sql"] for q in asked if "UPDATE spaces_space SET last_number" in q["sql"]]
    spaces = [int(re.search(r"WHERE id = (\d+)", sql)[1]) for sql in numbered]
    assert len(set(spaces)) > 1
    assert spaces == sorted(spaces)


def test_words_of_works_are_not_fetched_to_tend(round, system):
    actions.tend_round(round, by=system, now=round.second_wave_due)
    with CaptureQueriesContext(connection) as asked:
        actions.tend_round(round, by=system, now=round.second_wave_due + timedelta(minutes=10))
    assert not [q["sql"] for q in asked if '"teams_reviewedwork"."parts"' in q["sql"]]
