"""A practice room: opened by somebody senior, read by its members, and emptied as its words grow old."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from cohorts.actions import enroll_many, withdraw_many
from discussions.actions import (
    edit_post,
    make_poll,
    post_reply,
    report_post,
    save_draft,
    save_post,
    start_thread,
)
from discussions.models import Draft, Post, PostEdit, Thread
from files.actions import store
from files.models import StoredFile
from notifications.models import Notification
from people.reporting import moved
from spaces import readers
from spaces.models import Entry, Membership, Space
from teams.actions import empty_practice_rooms, open_practice_room, prepare_practice_room
from teams.models import PracticeRoom
from tests.access.world import picture
from tests.conftest import person

STORY = {"title": "The pump of Leiden", "body": "<p>I would not hear it.</p>"}


@pytest.fixture
def siv(db):
    """Somebody senior who manages nobody of the cohort."""
    return person("Siv")


@pytest.fixture
def prepared(cohort, siv, priya) -> PracticeRoom:
    return prepare_practice_room(cohort, guest=siv, days=14, by=priya)


@pytest.fixture
def room(prepared, siv) -> PracticeRoom:
    open_practice_room(prepared, by=siv, **STORY)
    return PracticeRoom.objects.with_people().get()


def at(room) -> str:
    return reverse("practice_room", args=[room.cohort_id])


def test_who_runs_the_cohort_asks_a_guest_who_is_told(signed_in, cohort, siv, priya):
    client, address = signed_in(priya), reverse("prepare_practice_room", args=[cohort.pk])
    for _twice in range(2):
        assert client.post(address, {"guest": siv.email, "days": "14"}).status_code == 302
    room = PracticeRoom.objects.get()
    assert "Siv Test is asked to open it" in client.get(at(room)).content.decode()
    readers.run("bell", room.space_id)
    assert Notification.objects.get(entry__verb="practice.prepared").person == siv


@pytest.mark.parametrize(
    "sent", [{"guest": "nobody@example.org"}, {"days": "91"}, {"days": "0"}, {"guest": "mara@example.org"}]
)
def test_what_cannot_be_prepared_is_answered(signed_in, cohort, siv, mara, priya, sent):
    words = {"guest": siv.email, "days": "14", **sent}
    address = reverse("prepare_practice_room", args=[cohort.pk])
    assert signed_in(priya).post(address, words).status_code == 422
    assert not PracticeRoom.objects.exists()


def test_learners_come_in_with_the_first_story(signed_in, prepared, siv, mara):
    assert signed_in(mara).get(at(prepared)).status_code == 404
    address = reverse("open_practice_room", args=[prepared.cohort_id])
    for _twice in range(2):
        assert signed_in(siv).post(address, STORY).status_code == 302
    assert Thread.objects.filter(space=prepared.space).count() == 1
    board = signed_in(mara).get(at(prepared), follow=True).content.decode()
    assert "The pump of Leiden" in board
    assert "What you write here goes 14 days after it was written" in board


@pytest.mark.parametrize("who", ["priya", "ines", "tom", "grace", "stranger"])
def test_nobody_but_its_members_reads_it(signed_in, request, room, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(reverse("board", args=[room.space_id])).status_code == 404
    thread = Thread.objects.get(space=room.space)
    assert client.get(thread.get_absolute_url()).status_code == 404
    assert client.get(reverse("api_thread", args=[thread.pk])).status_code == 404
    assert "Leiden" not in client.get("/search/?q=pump").content.decode()


def test_a_guest_who_manages_a_learner_leaves_as_they_come_in(signed_in, cohort, tom, mara, priya):
    room = prepare_practice_room(cohort, guest=tom, days=14, by=priya)
    open_practice_room(room, by=tom, **STORY)
    assert not Membership.objects.of(tom).filter(space=room.space).exists()
    assert Membership.objects.of(mara).filter(space=room.space).exists()


def test_a_guest_who_comes_to_manage_a_learner_leaves(room, siv, mara, ines):
    mara.manager = siv
    mara.save(update_fields=["manager"])
    moved(by=ines)
    assert not Membership.objects.of(siv).filter(space=room.space).exists()


def test_another_guest_stays_a_week(room, siv):
    empty_practice_rooms(now=room.guest_until - timedelta(minutes=1))
    assert Membership.objects.of(siv).filter(space=room.space).exists()
    empty_practice_rooms(now=room.guest_until + timedelta(minutes=1))
    assert not Membership.objects.of(siv).filter(space=room.space).exists()


def test_only_the_guest_opens_it(signed_in, prepared, priya, mara):
    for somebody in (priya, mara):
        address = reverse("open_practice_room", args=[prepared.cohort_id])
        assert signed_in(somebody).post(address, STORY).status_code == 404


def test_who_comes_late_is_let_in_and_who_leaves_is_out(cohort, room, mara, priya):
    late = person("Late")
    enroll_many(cohort, people=[late], by=priya)
    readers.run("seats", cohort.space_id)
    assert Membership.objects.of(late).filter(space=room.space).exists()
    withdraw_many(cohort, people=[mara], by=priya, occurred_at={mara.pk: timezone.now()})
    assert not Membership.objects.of(mara).filter(space=room.space).exists()


def test_words_go_after_their_days_wherever_they_were_kept(
    signed_in, room, mara, jon, django_capture_on_commit_callbacks
):
    file = store(picture("whiteboard.png"), by=mara, alt="the whiteboard")
    thread = start_thread(
        room.space, by=mara, title="Zanzibar", body=f'<p>Xylophone <img src="{file.get_absolute_url()}"></p>'
    )
    opener = thread.posts.get()
    edit_post(opener, by=mara, body=opener.body + "<p>Marimba</p>")
    reply = post_reply(thread, by=jon, body="<p>Glockenspiel</p>")
    make_poll(reply, by=jon, question="Kazoo?", options=["Yes", "No"])
    save_post(reply, by=mara, note="Vibraphone")
    report = report_post(reply, by=mara, reason="Theremin")
    save_draft("reply", thread.pk, by=mara, body="Celesta", body_format="markdown")
    before = Entry.objects.filter(space=room.space).count()
    name = file.content.name
    empty_practice_rooms(now=timezone.now() + timedelta(days=13))
    assert Post.objects.filter(pk=opener.pk).exclude(body="").exists()
    assert thread.get_absolute_url() in signed_in(mara).get("/search/?q=Glockenspiel").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        done = empty_practice_rooms(now=timezone.now() + timedelta(days=14, minutes=1))
    assert done == 3
    assert thread.get_absolute_url() not in signed_in(mara).get("/search/?q=Glockenspiel").content.decode()
    assert not Post.objects.filter(space=room.space).exclude(body="").exists()
    assert not Post.objects.filter(space=room.space, words__isnull=False).exists()
    assert not PostEdit.objects.filter(post__space=room.space).exists()
    assert not Draft.objects.exists()
    report.refresh_from_db()
    assert (report.body, report.reason) == ("", "The words have expired.")
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert not Thread.objects.filter(space=room.space, title="Zanzibar").exists()
    assert Entry.objects.filter(space=room.space).count() == before + 3 + 1  # and the guest's leaving
    assert not default_storage.exists(name)


def test_what_is_emptied_is_not_brought_back(signed_in, room, mara):
    thread = start_thread(room.space, by=mara, title="Mine", body="<p>Words.</p>")
    empty_practice_rooms(now=timezone.now() + timedelta(days=15))
    post = thread.posts.get()
    assert signed_in(mara).post(reverse("restore_post", args=[post.pk])).status_code == 403
    assert empty_practice_rooms(now=timezone.now() + timedelta(days=15)) == 0


def test_other_rooms_keep_their_words(cohort, room, mara):
    kept = start_thread(cohort.space, by=mara, title="Stays", body="<p>Stays.</p>")
    empty_practice_rooms(now=timezone.now() + timedelta(days=400))
    assert kept.posts.get().body == "<p>Stays.</p>"


def test_it_counts_for_nothing(cohort, room):
    from cohorts.models import spaces_of

    assert room.space_id not in spaces_of(cohort)
    assert Space.objects.get(pk=room.space_id).kind == Space.Kind.PRACTICE


def test_a_second_room_is_not_made(cohort, room, siv, priya):
    assert prepare_practice_room(cohort, guest=siv, days=3, by=priya) == room


def test_days_have_limits(cohort, siv, priya):
    with pytest.raises(ValidationError, match="1 to 90"):
        prepare_practice_room(cohort, guest=siv, days=0, by=priya)
