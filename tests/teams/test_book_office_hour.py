"""Office hours: offered by a mentor, booked by a team, given back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from notifications.models import Notification
from spaces import readers
from teams.actions import (
    book_office_hour,
    cancel_office_hour,
    name_mentor,
    offer_office_hours,
    release_mentor,
    withdraw_office_hour,
)
from teams.models import OfficeHour
from tests.teams.conftest import entries


@pytest.fixture
def tomorrow():
    return (timezone.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def hours(harbor, grace, tomorrow) -> list[OfficeHour]:
    """Two of Grace's."""
    return offer_office_hours(grace, begins_at=tomorrow, in_a_row=2, by=grace)


def book(team, hour) -> str:
    return reverse("book_office_hour", args=[team.pk, hour.pk])


def events(client, person) -> list:
    feed = client.get(reverse("calendar_feed", args=[person.calendar_key]))
    return list(Calendar.from_ical(feed.content).walk("VEVENT"))


def test_a_mentor_offers_some_in_a_row_on_several_weeks(signed_in, harbor, grace, tomorrow):
    sent = {"begins_at": f"{tomorrow:%Y-%m-%dT%H:%M}", "in_a_row": "3", "weeks": "4"}
    for _twice in range(2):
        assert signed_in(grace).post(reverse("offer_office_hours"), sent).status_code == 302
    moments = list(OfficeHour.objects.soonest_first().values_list("begins_at", flat=True))
    assert len(moments) == 12
    assert moments[1] - moments[0] == timedelta(minutes=20)


def test_weeks_keep_the_mentors_clock(harbor, grace):
    """From winter to summer the hour stays the same in Berlin."""
    grace.time_zone = "Europe/Berlin"
    grace.save()
    now = timezone.datetime(2027, 3, 20, 12, tzinfo=timezone.get_fixed_timezone(0))
    begins = now.replace(day=22, hour=9)
    found = offer_office_hours(grace, begins_at=begins, weeks=2, by=grace, now=now)
    assert [hour.begins_at.hour for hour in found] == [9, 8]


@pytest.mark.parametrize(
    "sent", [{"in_a_row": "7"}, {"weeks": "13"}, {"begins_at": "2020-01-01T10:00"}, {"begins_at": ""}]
)
def test_what_cannot_be_offered_is_answered(signed_in, harbor, grace, tomorrow, sent):
    words = {"begins_at": f"{tomorrow:%Y-%m-%dT%H:%M}", "in_a_row": "1", "weeks": "1", **sent}
    assert signed_in(grace).post(reverse("offer_office_hours"), words).status_code == 422


def test_only_mentors_offer(signed_in, harbor, mara, tomorrow):
    sent = {"begins_at": f"{tomorrow:%Y-%m-%dT%H:%M}", "in_a_row": "1", "weeks": "1"}
    assert signed_in(mara).post(reverse("offer_office_hours"), sent).status_code == 403


def test_a_member_books_for_the_team_and_both_calendars_have_it(
    signed_in, client, harbor, hours, mara, jon, grace, lena
):
    signed_in(mara).post(book(harbor, hours[0]))
    assert hours[0].begins_at in [event["dtstart"].dt for event in events(client, jon)]
    assert len(events(client, grace)) == 1
    assert events(client, lena) == []
    file = signed_in(jon).get(reverse("office_hour_file", args=[hours[0].pk]))
    assert f"office-hour-{hours[0].pk}@colloquy" in file.content.decode()


def test_the_team_and_the_mentor_are_told(harbor, hours, mara):
    book_office_hour(hours[0], harbor, by=mara)
    readers.run("bell", harbor.space_id)
    told = Notification.objects.filter(entry__verb="office_hour.booked")
    assert sorted(one.person.first_name for one in told) == ["Aiko", "Grace", "Jon"]


def test_booking_again_is_quiet_and_a_second_is_refused(harbor, hours, mara, jon):
    book_office_hour(hours[0], harbor, by=mara)
    book_office_hour(hours[0], harbor, by=jon)
    assert len(entries(harbor.space, "office_hour.booked")) == 1
    with pytest.raises(ValidationError, match="has a time with this mentor"):
        book_office_hour(hours[1], harbor, by=jon)


def test_what_another_team_has_is_not_there(signed_in, harbor, lantern, hours, mara, lena, grace, priya):
    name_mentor(lantern, person=grace, by=priya)
    book_office_hour(hours[0], harbor, by=mara)
    client = signed_in(lena)
    assert client.post(book(lantern, hours[0])).status_code == 404
    assert client.get(reverse("office_hours", args=[lantern.pk])).content.decode().count("Book for us") == 1
    with pytest.raises(ValidationError, match="just been taken"):
        book_office_hour(hours[0], lantern, by=lena)


@pytest.mark.parametrize("who", ["lena", "priya", "tom", "ines", "stranger"])
def test_others_find_nothing(signed_in, request, harbor, lantern, hours, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(reverse("office_hours", args=[harbor.pk])).status_code == 404
    assert client.post(book(harbor, hours[0])).status_code == 404


def test_a_team_that_the_mentor_does_not_stand_by_finds_none(signed_in, lantern, hours, lena):
    assert signed_in(lena).post(book(lantern, hours[0])).status_code == 404
    with pytest.raises(PermissionDenied):
        book_office_hour(hours[0], lantern, by=lena)


def test_a_mentor_does_not_book(signed_in, harbor, hours, grace):
    assert signed_in(grace).post(book(harbor, hours[0])).status_code == 403


def test_either_gives_it_back(signed_in, client, harbor, hours, mara, grace):
    for who in (mara, grace):
        book_office_hour(hours[0], harbor, by=mara)
        address = reverse("cancel_office_hour", args=[harbor.pk, hours[0].pk])
        for _twice in range(2):
            assert signed_in(who).post(address).status_code == 302
        assert events(client, mara) == []
    assert len(entries(harbor.space, "office_hour.cancelled")) == 2


def test_what_its_mentor_takes_back_is_gone(signed_in, client, harbor, hours, mara, grace):
    book_office_hour(hours[0], harbor, by=mara)
    for _twice in range(2):
        signed_in(grace).post(reverse("withdraw_office_hour", args=[hours[0].pk]))
    assert len(entries(harbor.space, "office_hour.cancelled")) == 1
    assert events(client, mara) == events(client, grace) == []
    with pytest.raises(PermissionDenied):
        withdraw_office_hour(hours[1], by=mara)


def test_a_released_mentor_has_no_time_with_the_team(signed_in, client, harbor, hours, mara, grace, priya):
    book_office_hour(hours[0], harbor, by=mara)
    release_mentor(harbor, person=grace, by=priya)
    assert events(client, mara) == []
    assert signed_in(mara).post(book(harbor, hours[1])).status_code == 404


def test_what_is_over_is_not_booked(harbor, hours, mara):
    with pytest.raises(ValidationError, match="just been taken"):
        book_office_hour(hours[0], harbor, by=mara, occurred_at=hours[0].begins_at)
    cancel_office_hour(hours[0], harbor, by=mara)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_book_it_once(harbor, lantern, hours, grace, priya, mara, lena):
    name_mentor(lantern, person=grace, by=priya)

    def take(team_and_member) -> bool:
        try:
            book_office_hour(hours[0], team_and_member[0], by=team_and_member[1])
            return True
        except ValidationError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, [(harbor, mara), (lantern, lena)])) == [False, True]
    assert OfficeHour.objects.booked().count() == 1
