"""Choosing when a team meets, and what calendars hear of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from cohorts.actions import end_cohort
from notifications.models import Notification
from spaces import readers
from teams.actions import accept_rhythm, choose_rhythm, move_member, object_to_rhythm
from teams.models import Rhythm
from teams.rhythm import Slot
from tests.teams.conftest import entries

TUESDAY, THURSDAY = Slot(1, time(9)), Slot(3, time(17, 30))


def page(team) -> str:
    return reverse("rhythm", args=[team.pk])


def events(data: bytes) -> list:
    return list(Calendar.from_ical(data).walk("VEVENT"))


@pytest.fixture
def tuesdays(harbor, mara) -> Rhythm:
    return choose_rhythm(harbor, slots=[TUESDAY], by=mara)


def test_a_member_chooses_a_proposal_on_its_page(signed_in, harbor, mara):
    client = signed_in(mara)
    shown = client.get(page(harbor)).content.decode()
    code = shown.split('name="times" value="')[1].split('"')[0]
    assert client.post(page(harbor), {"times": code}).status_code == 302
    assert Rhythm.objects.get().team == harbor
    room = client.get(harbor.get_absolute_url()).content.decode()
    assert "Mara chose it" in room
    assert "Into my calendar" in room


def test_each_member_stands_there_with_their_own_clock(signed_in, harbor, mara):
    """Whoever looks: Aiko is in Tokyo, Jon in UTC."""
    shown = signed_in(mara).get(page(harbor)).content.decode().split("</article>")[0]
    names = re.findall(r'seat__name">([^<]+)<', shown)
    assert names[0] == "You"
    assert sorted(names[1:]) == ["Aiko", "Jon"]
    clocks = re.findall(r'seat__time">\w{3} (\d\d):\d\d', shown)
    assert len(set(clocks)) == 3


def test_what_is_chosen_is_proposed_no_more(signed_in, tuesdays, harbor, mara):
    assert 'value="1-0900"' not in signed_in(mara).get(page(harbor)).content.decode()


def test_a_member_chooses_a_time_of_their_own(signed_in, harbor, mara):
    signed_in(mara).post(page(harbor), {"weekday": "3", "at": "17:30"})
    assert Rhythm.objects.get().slots == (THURSDAY,)


@pytest.mark.parametrize("times", ["", "7-0900", "1-2500", "1-0900+2-0900+3-0900", "x", "1-09000"])
def test_what_is_no_time_is_answered_with_a_sentence(signed_in, harbor, mara, times):
    answer = signed_in(mara).post(page(harbor), {"times": times})
    assert (answer.status_code, "Choose a day and a time." in answer.content.decode()) == (422, True)


def test_the_last_choice_stands_and_is_the_same_series(tuesdays, harbor, aiko):
    again = choose_rhythm(harbor, slots=[THURSDAY], by=aiko)
    assert (Rhythm.objects.get(), again.sequence, again.slots) == (tuesdays, 1, (THURSDAY,))


def test_the_same_once_more_is_quiet(tuesdays, harbor, aiko):
    choose_rhythm(harbor, slots=[TUESDAY], by=aiko)
    assert len(entries(harbor.space, "rhythm.chosen")) == 1
    assert Rhythm.objects.get().sequence == 0


def test_the_team_is_told_once_and_its_mentor_not(tuesdays, harbor, mara, aiko, jon, grace):
    choose_rhythm(harbor, slots=[THURSDAY], by=mara)
    readers.run("bell", harbor.space_id)
    told = Notification.objects.filter(entry__verb="rhythm.chosen")
    assert sorted(one.person.first_name for one in told) == ["Aiko", "Jon"]


def test_a_mentor_sees_and_does_not_choose(signed_in, harbor, tuesdays, grace):
    client = signed_in(grace)
    assert 'name="times"' not in client.get(page(harbor)).content.decode()
    assert client.post(page(harbor), {"times": "3-1000"}).status_code == 403


@pytest.mark.parametrize("who", ["lena", "priya", "tom", "ines", "stranger"])
def test_nobody_else_learns_of_it(signed_in, request, harbor, lantern, tuesdays, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(page(harbor)).status_code == 404
    assert client.post(page(harbor), {"times": "3-1000"}).status_code == 404
    assert client.get(reverse("rhythm_file", args=[harbor.pk])).status_code == 404


def test_whoever_cannot_come_says_so_until_another_time_is_chosen(signed_in, tuesdays, harbor, jon, mara):
    client = signed_in(jon)
    for _twice in range(2):
        client.post(reverse("object_to_rhythm", args=[harbor.pk]))
    assert "Jon cannot come then" in client.get(harbor.get_absolute_url()).content.decode()
    assert len(entries(harbor.space, "rhythm.objected")) == 1
    choose_rhythm(harbor, slots=[THURSDAY], by=mara)
    assert not tuesdays.objectors.exists()


def test_one_can_come_after_all(signed_in, tuesdays, harbor, jon):
    object_to_rhythm(harbor, by=jon)
    signed_in(jon).post(reverse("accept_rhythm", args=[harbor.pk]))
    assert not tuesdays.objectors.exists()
    accept_rhythm(harbor, by=jon)
    assert len(entries(harbor.space, "rhythm.accepted")) == 1


def test_there_must_be_a_time_to_object_to(harbor, jon, grace):
    with pytest.raises(ValidationError, match="not chosen"):
        object_to_rhythm(harbor, by=jon)
    with pytest.raises(PermissionDenied):
        object_to_rhythm(harbor, by=grace)


def test_an_ended_cohort_chooses_no_more(harbor, cohort, priya, mara):
    end_cohort(cohort, by=priya)
    with pytest.raises(ValidationError, match="ended"):
        choose_rhythm(harbor, slots=[TUESDAY], by=mara)


def test_members_calendars_have_the_series_and_no_others(client, tuesdays, harbor, mara, jon, grace, lena):
    for person, count in ((mara, 1), (jon, 1), (grace, 0), (lena, 0)):
        feed = client.get(reverse("calendar_feed", args=[person.calendar_key]))
        assert len(events(feed.content)) == count
    [event] = events(client.get(reverse("calendar_feed", args=[mara.calendar_key])).content)
    assert event["rrule"]["FREQ"] == ["WEEKLY"]
    assert event["dtstart"].dt.strftime("%H:%M") == "09:00"
    assert event["dtstart"].params["TZID"] == harbor.space.time_zone


def test_chosen_again_it_has_the_same_name_and_a_higher_number(signed_in, tuesdays, harbor, mara):
    client, address = signed_in(mara), reverse("rhythm_file", args=[harbor.pk])
    [before] = events(client.get(address).content)
    choose_rhythm(harbor, slots=[TUESDAY, THURSDAY], by=mara)
    first, second = events(client.get(address).content)
    assert first["uid"] == before["uid"] != second["uid"]
    assert first["sequence"] > before["sequence"]
    assert first["rrule"]["INTERVAL"] == second["rrule"]["INTERVAL"] == [2]
    choose_rhythm(harbor, slots=[THURSDAY], by=mara)
    _one, gone = events(client.get(address).content)
    assert (gone["uid"], gone["status"]) == (second["uid"], "CANCELLED")


def test_the_series_ends_with_the_cohort(harbor, cohort, mara):
    cohort.ends_on = timezone.localdate() + timedelta(days=20)
    cohort.save()
    tuesdays = choose_rhythm(harbor, slots=[TUESDAY], by=mara)
    assert tuesdays.until_on == cohort.ends_on
    last = datetime.combine(cohort.ends_on, time(23), UTC)
    assert tuesdays.meetings_after(last, 3) == []


def test_who_moves_to_another_team_loses_the_meeting(client, tuesdays, harbor, lantern, mara, priya):
    move_member(harbor, lantern, person=mara, by=priya)
    assert events(client.get(reverse("calendar_feed", args=[mara.calendar_key])).content) == []


def test_home_shows_the_next_meeting(signed_in, tuesdays, mara):
    assert "You meet next" in signed_in(mara).get("/").content.decode()


def test_a_program_reads_and_chooses(signed_in, harbor, mara, grace, lena):
    client, address = signed_in(mara), reverse("api_rhythm", args=[harbor.pk])
    assert client.get(address).json()["chosen"] is None
    slots = client.get(address).json()["proposals"][0]["slots"]
    put = lambda c, words: c.put(address, words, content_type="application/json")  # noqa: E731
    answer = put(client, {"slots": slots}).json()
    assert answer["chosen"]["slots"] == slots
    assert put(client, {"slots": []}).status_code == 400
    assert put(signed_in(grace), {"slots": slots}).status_code == 403
    assert put(signed_in(lena), {"slots": slots}).status_code == 404


def test_hours_of_ones_own_move_the_proposals(signed_in, harbor, mara, aiko, jon):
    said = {"name": "Mara", "time_zone": "Europe/Stockholm", "works_from": "10:00", "works_until": "12:00",
            "works_on": ["2"]}  # fmt: skip
    assert signed_in(mara).post("/me/", said).status_code == 302
    for person in (aiko, jon):
        person.time_zone = "Europe/Stockholm"
        person.save()
    shown = signed_in(mara).get(page(harbor)).content.decode()
    assert shown.count("Wednesday at") >= 3
    assert "Monday at" not in shown


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({"works_until": "08:00"}, "ends after it begins"),
        ({"works_on": []}, "at least one day"),
        ({"works_on": ["9"]}, "not one of the available choices"),
    ],
)
def test_hours_that_are_none_are_refused(signed_in, mara, hours, words):
    said = {
        "name": "Mara",
        "time_zone": "UTC",
        "works_from": "09:00",
        "works_until": "17:00",
        "works_on": ["0"],
    }
    answer = signed_in(mara).post("/me/", {**said, **hours})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_a_meeting_to_come_is_at_most_a_fortnight_away(tuesdays):
    assert tuesdays.next_meeting - timezone.now() < timedelta(days=14)
