"""Asking for an hour, and giving one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from people.actions import ask_for_hour, give_hour
from people.models import Hour


@pytest.fixture
def tomorrow():
    return (timezone.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)


def test_both_calendars_have_the_hour(client, mara, tom, tomorrow):
    ask_for_hour(mara, by=mara)
    give_hour(mara, by=tom, begins_at=tomorrow)
    stamp = f"DTSTART:{tomorrow:%Y%m%dT%H%M%SZ}"
    for person in (mara, tom):
        feed = client.get(reverse("calendar_feed", args=[person.calendar_key]))
        assert feed.headers["Content-Type"].startswith("text/calendar")
        assert stamp in feed.text
    assert Hour.objects.count() == 1


def test_giving_twice_is_one_hour(mara, tom, tomorrow):
    assert give_hour(mara, by=tom, begins_at=tomorrow) == give_hour(mara, by=tom, begins_at=tomorrow)


def test_asking_twice_is_one_ask(mara):
    assert ask_for_hour(mara, by=mara) == ask_for_hour(mara, by=mara)


def test_only_a_manager_of_theirs_gives(mara, stranger, tomorrow):
    with pytest.raises(PermissionDenied):
        give_hour(mara, by=stranger, begins_at=tomorrow)


def test_somebody_without_a_manager_is_told_so(aiko):
    with pytest.raises(ValidationError, match="nobody to ask"):
        ask_for_hour(aiko, by=aiko)


def test_a_past_hour_is_refused(mara, tom):
    with pytest.raises(ValidationError, match="passed"):
        give_hour(mara, by=tom, begins_at=timezone.now() - timedelta(hours=1))


def test_the_hour_is_on_the_managers_clock(signed_in, mara, tom, tomorrow):
    tom.time_zone = "Asia/Tokyo"
    tom.save()
    signed_in(tom).post(reverse("give_hour", args=[mara.pk]), {"begins_at": f"{tomorrow:%Y-%m-%d}T10:00"})
    assert Hour.objects.get().begins_at.hour == 1


def test_giving_an_hour_to_a_stranger_is_as_if_they_did_not_exist(signed_in, stranger, tom):
    assert signed_in(tom).post(reverse("give_hour", args=[stranger.pk])).status_code == 404


@pytest.mark.django_db
def test_an_unknown_feed_is_unknown(client):
    assert client.get("/calendar/00000000-0000-0000-0000-000000000000.ics").status_code == 404
