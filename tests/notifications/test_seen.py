"""What somebody has read on an open page leaves no number on the bell, and sends no mail."""

import pytest

from discussions.actions import mark_read, post_reply, start_thread
from notifications.models import Mail, Notification
from spaces import readers


@pytest.fixture
def thread(cohort_space, mara):
    return start_thread(cohort_space, by=mara, title="First lines", body="<p>How do you begin?</p>")


def unread(person) -> int:
    return Notification.objects.visible_to(person).unread().count()


def test_a_reply_read_live_before_the_bell_heard_of_it_is_no_news(thread, cohort_space, mara, aiko):
    post_reply(thread, by=aiko, body="<p>With a question.</p>")
    mark_read(thread, by=mara, number=2)
    readers.run("bell", cohort_space.pk)
    assert Notification.objects.visible_to(mara).count() == 1
    assert unread(mara) == 0
    assert not Mail.objects.filter(person=mara).exists()


def test_reading_on_clears_what_the_bell_has_counted(signed_in, thread, cohort_space, mara, aiko, jon):
    post_reply(thread, by=aiko, body="<p>With a question.</p>")
    post_reply(thread, by=jon, body="<p>With silence.</p>")
    readers.run("bell", cohort_space.pk)
    assert unread(mara) == 2
    signed_in(mara).post(f"/threads/{thread.pk}/read/", {"number": "2"})
    assert unread(mara) == 1
    signed_in(mara).get(f"/threads/{thread.pk}/read/?number=3")
    assert unread(mara) == 0


def test_reading_one_conversation_leaves_the_others_unread(thread, cohort_space, mara, aiko):
    other = start_thread(cohort_space, by=mara, title="Another", body="<p>And this?</p>")
    for one in (thread, other):
        post_reply(one, by=aiko, body="<p>Yes.</p>")
    readers.run("bell", cohort_space.pk)
    mark_read(other, by=mara, number=2)
    assert unread(mara) == 1


def test_an_announcement_is_read_with_its_first_post(cohort_space, mara, priya):
    told = start_thread(
        cohort_space, by=priya, title="Room moved", body="<p>Next door.</p>", kind="announcement"
    )
    readers.run("bell", cohort_space.pk)
    assert unread(mara) == 1
    mark_read(told, by=mara, number=1)
    assert unread(mara) == 0
