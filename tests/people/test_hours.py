"""The page of hours, asking there, taking back, and that both are told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from notifications.actions import send_waiting
from notifications.models import Notification
from people.actions import ask_for_hour, give_hour, withdraw_hour
from people.models import Hour
from spaces import catch_up, readers
from spaces.actions import commons
from spaces.models import Entry


@pytest.fixture
def tomorrow():
    return (timezone.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)


def lines_of(person) -> list[str]:
    readers.run_all(commons().pk)
    return list(
        Notification.objects.filter(person=person).order_by("pk").values_list("entry__verb", flat=True)
    )


def test_a_learner_asks_and_the_manager_is_told(signed_in, mara, tom):
    client = signed_in(mara)
    assert "Ask Tom for an hour" in client.get("/hours/").text
    for _twice in range(2):
        client.post("/hours/ask/", {"what_for": "To ring two customers", "next": "/hours/"})
    page = client.get("/hours/").text
    assert "You asked Tom for an hour" in page
    assert "Ask Tom for an hour" not in page
    assert (lines_of(tom), lines_of(mara)) == (["hour.asked"], [])
    assert "Mara asks you for an hour" in signed_in(tom).get("/hours/").text


def test_who_has_nobody_to_ask_finds_no_form(signed_in, aiko):
    assert "/hours/ask/" not in signed_in(aiko).get("/hours/").text


def test_what_was_given_is_told_once(mara, tom, tomorrow):
    for _twice in range(2):
        give_hour(mara, by=tom, begins_at=tomorrow)
    assert lines_of(mara) == ["hour.given"]
    send_waiting(now=timezone.now() + timedelta(minutes=5))
    [letter] = [one for one in mail.outbox if one.to == [mara.email]]
    assert letter.subject == "Tom Test gives you an hour"


@pytest.mark.parametrize(("who", "other"), [("mara", "tom"), ("tom", "mara")])
def test_either_takes_it_back_and_the_other_is_told(
    signed_in, request, client, mara, tom, tomorrow, who, other
):
    hour = give_hour(mara, by=tom, begins_at=tomorrow)
    for _twice in range(2):
        answer = signed_in(request.getfixturevalue(who)).post(
            f"/hours/{hour.pk}/withdraw/", {"next": "/hours/"}
        )
        assert answer["Location"] == "/hours/"
    told = lines_of(request.getfixturevalue(other))
    assert told.count("hour.withdrawn") == 1
    assert f"hour-{hour.pk}" not in client.get(f"/calendar/{mara.calendar_key}.ics").text


def test_an_ask_taken_back_is_no_ask(signed_in, mara, tom):
    hour = ask_for_hour(mara, by=mara)
    withdraw_hour(hour, by=mara)
    assert not Hour.objects.asked().exists()
    assert "Ask Tom for an hour" in signed_in(mara).get("/hours/").text


def test_nobody_else_learns_that_there_was_an_hour(mara, tom, aiko, tomorrow):
    give_hour(mara, by=tom, begins_at=tomorrow)
    entry = Entry.objects.get(verb="hour.given")
    assert catch_up.after(commons(), entry.number - 1, aiko).lines == []
    assert len(catch_up.after(commons(), entry.number - 1, mara).lines) == 1


def test_what_has_passed_stands_no_more_on_the_page(signed_in, mara, tom, tomorrow):
    hour = give_hour(mara, by=tom, begins_at=tomorrow)
    Hour.objects.filter(pk=hour.pk).update(
        begins_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=2)
    )
    assert f'id="hour-{hour.pk}"' not in signed_in(mara).get("/hours/").text
