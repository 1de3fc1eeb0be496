"""The bell and the mails that go with it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from notifications import mails
from notifications.actions import queue_mails, send_waiting, set_mute
from notifications.models import Kind, Mail, Mute, Notification
from spaces import readers, verbs
from spaces.actions import leave_space, record
from spaces.models import Membership


@pytest.fixture
def waves(cohort_space, mara, monkeypatch):
    """A verb by which somebody waves to Mara."""
    verb = verbs.Verb(
        "hand.waved",
        "membership",
        lambda viewer: Membership.objects.visible_to(viewer),
        told=lambda entries: [(entry, mara.pk, Kind.REPLY) for entry in entries],
        sentence="%(by)s waved to you",
    )
    monkeypatch.setitem(verbs._verbs, verb.name, verb)

    def wave(by):
        return record(cohort_space, by=by, verb="hand.waved", target=Membership.objects.of(by).first())

    return wave


@pytest.fixture
def later():
    return timezone.now() + timedelta(hours=1)


def test_somebody_named_is_told_once_however_often_the_journal_is_read(waves, cohort_space, mara, aiko):
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    readers.run_everywhere()
    assert Notification.objects.filter(person=mara).count() == 1
    assert Mail.objects.filter(person=mara).count() == 1


def test_nobody_is_told_of_their_own_deed(waves, cohort_space, mara):
    waves(mara)
    readers.run("bell", cohort_space.pk)
    assert not Notification.objects.exists()


def test_the_page_shows_the_sentence_and_reading_clears_the_count(waves, signed_in, cohort_space, mara, aiko):
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    client = signed_in(mara)
    page = client.get(reverse("bell"))
    assert "Aiko Test waved to you" in page.text
    client.post(reverse("read_bell"), {"upto": Notification.objects.get().pk})
    assert not Notification.objects.visible_to(mara).unread().exists()


def test_following_a_line_leads_there_and_counts_as_read(waves, signed_in, cohort_space, mara, aiko):
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    line = Notification.objects.get()
    assert signed_in(mara).get(reverse("notification", args=[line.pk])).status_code == 302
    assert not Notification.objects.unread().exists()


def test_somebody_elses_line_is_unknown(waves, signed_in, cohort_space, aiko):
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    line = Notification.objects.get()
    assert signed_in(aiko).get(reverse("notification", args=[line.pk])).status_code == 404


def test_the_page_costs_the_same_for_many_lines(
    waves, signed_in, cohort_space, mara, aiko, django_assert_max_num_queries
):
    for _ in range(60):
        waves(aiko)
    readers.run("bell", cohort_space.pk)
    client = signed_in(mara)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("bell"))
    assert page.text.count("waved to you") == 40


def test_a_mail_goes_once(waves, cohort_space, mara, aiko, later):
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    assert send_waiting(now=later) == 1
    assert send_waiting(now=later) == 0
    assert [message.to for message in mail.outbox] == [[mara.email]]
    assert "Aiko Test waved to you" in mail.outbox[0].subject


def test_what_was_read_in_the_bell_is_not_mailed(waves, cohort_space, mara, aiko, later):
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    Notification.objects.update(read_at=later)
    assert send_waiting(now=later) == 0
    assert Mail.objects.get().dropped_at


def test_who_left_meanwhile_gets_no_mail(waves, cohort_space, mara, aiko, priya, later):
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    leave_space(cohort_space, person=mara, by=priya)
    assert send_waiting(now=later) == 0
    assert not mail.outbox


def test_who_muted_the_kind_gets_no_mail_but_the_bell(waves, cohort_space, mara, aiko, later):
    set_mute(mara, kind=Kind.REPLY, muted=True)
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    assert send_waiting(now=later) == 0
    assert Notification.objects.filter(person=mara).exists()


def test_the_same_cause_is_queued_once(mara):
    for _ in range(2):
        queue_mails([Mail(person=mara, kind=Kind.DUE, cause="due-7")])
    assert Mail.objects.count() == 1


def test_a_mail_server_that_is_away_costs_no_mail(waves, cohort_space, aiko, later, settings):
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    assert send_waiting(now=later) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting(now=later) == 0
    assert send_waiting(now=later + timedelta(minutes=1)) == 1


def test_a_letter_that_cannot_be_written_holds_up_no_other(waves, cohort_space, mara, aiko, later):
    queue_mails([Mail(person=mara, kind=Kind.DUE, cause="broken")])
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    assert send_waiting(now=later) == 1
    assert Mail.objects.get(cause="broken").tries == 1


def test_who_has_left_is_not_told(waves, cohort_space, mara, aiko, priya):
    leave_space(cohort_space, person=mara, by=priya)
    waves(aiko)
    readers.run("bell", cohort_space.pk)
    assert not Notification.objects.filter(person=mara).exists()


def test_one_click_in_a_mail_mutes_its_kind(client, mara):
    address = reverse("mute", args=[mails.mute_ticket(mara.pk, Kind.DUE)])
    assert client.get(address).status_code == 200
    assert not Mute.objects.exists()
    client.post(address)
    assert Mute.objects.filter(person=mara, kind=Kind.DUE).exists()


@pytest.mark.django_db
def test_a_mute_link_that_is_not_ours_is_unknown(client):
    assert client.get(reverse("mute", args=["forged"])).status_code == 404
