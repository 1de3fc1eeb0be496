"""When mails come: at once, in one's own morning, after quiet hours; several things in one; never an empty one."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from discussions import actions as talk
from discussions.models import Level
from notifications import timing
from notifications.actions import read_bell, send_waiting, set_mute, set_preference
from notifications.models import Kind, Mail, Mute, Notification
from spaces import readers
from spaces.actions import join_space, open_space
from spaces.models import Role, Space

EVERYONE = '<a class="mention" data-role="everyone">@everyone</a>'
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def thread(cohort_space, mara):
    return talk.start_thread(cohort_space, by=mara, title="First lines", body="<p>How do you begin?</p>")


def answer(thread, by, words: str = "So.") -> None:
    talk.post_reply(thread, by=by, body=f"<p>{words}</p>")
    readers.run_all(thread.space_id)


def soon() -> datetime:
    return timezone.now() + timedelta(minutes=3)


def test_what_happens_within_minutes_comes_in_one_mail(thread, mara, aiko, jon):
    for person in (aiko, jon, aiko):
        answer(thread, person)
    assert send_waiting(now=soon()) == 1
    assert send_waiting(now=soon() + timedelta(days=2)) == 0
    (letter,) = mail.outbox
    assert letter.to == [mara.email]
    assert letter.subject == "Aiko Test answered in First lines, and 2 things more"
    assert letter.body.count("answered in First lines") == 3
    assert set(Mail.objects.values_list("dropped_at", flat=True)) == {None}


def test_after_a_mail_the_next_keeps_its_distance(thread, aiko):
    answer(thread, aiko)
    now = soon()
    send_waiting(now=now)
    Mail.objects.update(sent_at=timezone.now())
    answer(thread, aiko)
    assert Mail.objects.get(sent_at=None).due_at >= timezone.now() + timedelta(minutes=9)


def test_a_mails_link_leads_to_the_post_with_the_reply_box(thread, mara, aiko, signed_in):
    answer(thread, aiko, "Ask for one example")
    send_waiting(now=soon())
    (letter,) = mail.outbox
    post = thread.posts.last()
    assert f"reply_to={post.pk}#post-{post.pk}" in letter.body
    assert "> Ask for one example" in letter.body
    page = signed_in(mara).get(post.answer_url).text
    assert f'name="in_reply_to" value="{post.pk}"' in page


def test_once_a_day_means_ones_own_morning(thread, mara, aiko, jon):
    set_preference(mara, rhythm="daily")
    answer(thread, aiko)
    answer(thread, jon)
    (due,) = set(Mail.objects.values_list("due_at", flat=True))
    assert due.astimezone(STOCKHOLM).time() == time(7)
    assert send_waiting(now=due - timedelta(minutes=11)) == 0
    assert send_waiting(now=due) == 1
    assert len(mail.outbox) == 1


def test_an_empty_digest_is_not_sent(thread, mara, aiko):
    set_preference(mara, rhythm="weekly")
    answer(thread, aiko)
    read_bell(mara, upto=Notification.objects.latest("pk").pk)
    assert send_waiting(now=timezone.now() + timedelta(days=8)) == 0
    assert not mail.outbox
    assert Mail.objects.get().dropped_at


def test_what_was_taken_away_or_muted_meanwhile_is_not_in_it(thread, cohort_space, mara, aiko, jon, lena):
    set_preference(mara, rhythm="daily")
    other = talk.start_thread(cohort_space, by=mara, title="Another", body="<p>And?</p>")
    answer(thread, aiko, "Stays")
    answer(thread, jon, "Goes")
    talk.delete_post(thread.posts.last(), by=jon)
    answer(other, lena, "Muted")
    talk.follow_thread(other, by=mara, level=Level.MUTE)
    assert send_waiting(now=timezone.now() + timedelta(days=1)) == 1
    assert "Stays" in mail.outbox[0].body
    assert "Goes" not in mail.outbox[0].body
    assert "Muted" not in mail.outbox[0].body


def queries_of_a_digest(thread, mara, aiko, priya, posts: int) -> int:
    """Of a weekly mail with so many answers, a few of them to everyone."""
    Mail.objects.all().delete()
    set_preference(mara, rhythm="weekly")
    for number in range(posts):
        words = EVERYONE if number % 3 == 0 else "So."
        answer(thread, priya if words == EVERYONE else aiko, words)
    Mail.objects.exclude(person=mara).delete()
    with CaptureQueriesContext(connection) as asked:
        assert send_waiting(now=timezone.now() + timedelta(days=8)) == 1
    return len(asked)


def test_a_weekly_digest_costs_the_same_however_much_it_tells(thread, mara, aiko, priya):
    few = queries_of_a_digest(thread, mara, aiko, priya, 3)
    many = queries_of_a_digest(thread, mara, aiko, priya, 24)
    assert many <= few


def test_a_kind_muted_in_one_space_still_comes_from_others(thread, cohort_space, mara, aiko):
    set_mute(mara, kind=Kind.REPLY, muted=True, space=cohort_space)
    answer(thread, aiko)
    assert not Mail.objects.exists()
    other = open_space(Space.Kind.COHORT, title="Feedback, spring")
    for learner in (mara, aiko):
        join_space(other, person=learner, role=Role.LEARNER, by=mara)
    room = talk.start_thread(other, by=mara, title="Ours", body="<p>And?</p>")
    answer(room, aiko)
    assert Mail.objects.count() == 1


def test_choosing_another_rhythm_plans_anew_what_waits(thread, mara, aiko):
    set_preference(mara, rhythm="weekly")
    answer(thread, aiko)
    set_preference(mara, rhythm="at_once")
    assert send_waiting(now=soon()) == 1


def test_quiet_hours_hold_a_mail_back(thread, mara, aiko):
    night = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    set_preference(mara, rhythm="at_once", quiet_from=time(22), quiet_until=time(6, 30))
    answer(thread, aiko)
    Mail.objects.update(due_at=night)
    assert send_waiting(now=night) == 0
    assert Mail.objects.get().due_at == datetime(2026, 3, 3, 5, 30, tzinfo=UTC)
    assert send_waiting(now=datetime(2026, 3, 3, 5, 30, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-03-28T05:59", "2026-03-28T06:00"),  # 07:00 in winter
        ("2026-03-28T06:00", "2026-03-29T05:00"),  # the clocks go forward in between
        ("2026-10-24T20:00", "2026-10-25T06:00"),
    ],
)
def test_the_morning_follows_the_clocks(moment, morning):
    at, expected = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (moment, morning))
    assert timing.next_morning(at, STOCKHOLM) == expected


def test_the_week_begins_on_monday():
    wednesday = datetime(2026, 3, 4, 12, tzinfo=UTC)
    monday = timing.next_morning(wednesday, STOCKHOLM, weekday=timing.MONDAY)
    assert monday == datetime(2026, 3, 9, 6, tzinfo=UTC)


@pytest.mark.parametrize(("clock", "until"), [(21, None), (22, 30), (3, 6), (6, None), (12, None)])
def test_quiet_hours_reach_over_midnight(clock, until):
    at = datetime(2026, 3, 4, clock, tzinfo=UTC)
    after = timing.after_quiet(at, ZoneInfo("UTC"), time(22), time(6))
    assert after == (at if until is None else datetime(2026, 3, 4, tzinfo=UTC) + timedelta(hours=until))


def test_a_mail_program_mutes_by_one_click(thread, mara, aiko):
    answer(thread, aiko)
    send_waiting(now=soon())
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert address.startswith("/mails/mute/")
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    assert not Mute.objects.exists()
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Mute.objects.filter(person=mara, kind=Kind.REPLY, space=None).exists()


def test_a_server_that_is_away_loses_none_of_several(thread, aiko, jon, settings):
    answer(thread, aiko)
    answer(thread, jon)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    now = soon()
    assert send_waiting(now=now) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    later = now + timedelta(minutes=1)
    assert send_waiting(now=later) == 2
    assert sum(letter.body.count("answered in") for letter in mail.outbox) == 2
