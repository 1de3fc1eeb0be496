"""Following: who watches is told of everything, who muted of nothing, and a thread's level counts more than its space's."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from discussions import actions, following
from discussions.models import Follow, Level, Thread
from home.frame import unread_threads
from notifications.models import Notification
from spaces import live, readers


def told(space, person) -> list[str]:
    readers.run_all(space.pk)
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_who_watches_a_space_is_told_of_threads_and_replies(thread, cohort_space, lena, aiko, jon):
    told(cohort_space, lena)
    actions.follow_space(cohort_space, by=lena, level=Level.WATCH)
    actions.post_reply(thread, by=aiko, body="<p>One</p>")
    actions.start_thread(cohort_space, by=aiko, title="New", body="<p>New</p>")
    assert told(cohort_space, lena) == ["watched", "watched"]
    assert told(cohort_space, jon) == []
    assert told(cohort_space, aiko) == []


def test_a_threads_level_counts_more_than_its_spaces(thread, cohort_space, lena, aiko):
    actions.follow_space(cohort_space, by=lena, level=Level.WATCH)
    actions.follow_thread(thread, by=lena, level=Level.NORMAL)
    actions.post_reply(thread, by=aiko, body="<p>One</p>")
    assert told(cohort_space, lena) == []
    actions.follow_thread(thread, by=lena, level="")
    actions.post_reply(thread, by=aiko, body="<p>Two</p>")
    assert told(cohort_space, lena) == ["watched"]


def test_who_muted_is_told_of_nothing_not_even_of_an_answer(thread, cohort_space, mara, aiko, priya):
    actions.follow_thread(thread, by=mara, level=Level.MUTE)
    actions.post_reply(thread, by=aiko, body="<p>One</p>", in_reply_to=thread.posts.get())
    assert told(cohort_space, mara) == []
    actions.follow_space(cohort_space, by=mara, level=Level.MUTE)
    actions.start_thread(
        cohort_space, by=priya, title="All", body="<p>All</p>", kind=Thread.Kind.ANNOUNCEMENT
    )
    assert told(cohort_space, mara) == []


def test_who_is_answered_is_told_once_even_if_they_watch(thread, cohort_space, mara, aiko):
    actions.follow_thread(thread, by=mara, level=Level.WATCH)
    actions.post_reply(thread, by=aiko, body="<p>One</p>")
    assert told(cohort_space, mara) == ["reply"]


def test_only_what_is_tracked_is_counted(thread, cohort_space, lena, aiko):
    actions.post_reply(thread, by=aiko, body="<p>One</p>")
    assert unread_threads(lena)[cohort_space.pk] == [thread.pk]
    actions.follow_space(cohort_space, by=lena, level=Level.NORMAL)
    assert unread_threads(lena)[cohort_space.pk] == []
    actions.follow_thread(thread, by=lena, level=Level.TRACK)
    assert unread_threads(lena)[cohort_space.pk] == [thread.pk]


def test_the_page_says_and_changes_it(thread, lena, signed_in):
    client = signed_in(lena)
    for _ in range(2):
        client.post(reverse("follow_thread", args=[thread.pk]), {"level": "watch"})
    assert Follow.objects.visible_to(lena).get().level == Level.WATCH
    assert "Watching" in client.get(thread.get_absolute_url()).text
    client.post(reverse("follow_thread", args=[thread.pk]), {"level": "loudly"})
    assert Follow.objects.get().level == Level.WATCH
    client.post(reverse("follow_thread", args=[thread.pk]), {"level": ""})
    assert not Follow.objects.exists()


def test_a_level_that_is_none_is_refused(cohort_space, lena):
    with pytest.raises(ValidationError):
        actions.follow_space(cohort_space, by=lena, level="loudly")


def test_one_click_in_a_mail_mutes_the_thread(thread, lena):
    client = Client(enforce_csrf_checks=True)
    address = reverse("mute_thread", args=[following.mute_ticket(thread.pk, lena.pk)])
    assert client.get(address).status_code == 200
    assert not Follow.objects.exists()
    assert "no more" in client.post(address, {"List-Unsubscribe": "One-Click"}).text
    assert Follow.objects.get(person=lena).level == Level.MUTE
    assert client.post(reverse("mute_thread", args=["forged"])).status_code == 404


def test_who_muted_is_not_told_of_being_named_by_a_change(thread, cohort_space, jon, lena, aiko):
    actions.follow_thread(thread, by=jon, level=Level.MUTE)
    post = actions.post_reply(thread, by=aiko, body="<p>One</p>")
    told(cohort_space, jon)
    both = "".join(
        f'<a class="mention" data-person="{one.pk}" href="/people/{one.pk}/">@{one.name}</a> '
        for one in (jon, lena)
    )
    actions.edit_post(post, by=aiko, body=f"<p>{both}</p>")
    assert told(cohort_space, jon) == []
    assert told(cohort_space, lena) == ["reply"]


def test_a_program_asks_and_chooses(thread, cohort_space, lena, stranger, signed_in):
    client = signed_in(lena)
    for address in (f"/api/threads/{thread.pk}/follow/", f"/api/spaces/{cohort_space.pk}/follow/"):
        assert client.get(address).json() == {"level": ""}
        for _ in range(2):
            answer = client.put(address, {"level": "mute"}, content_type="application/json")
            assert answer.json() == {"level": "mute"}
        assert client.put(address, {"level": "loudly"}, content_type="application/json").status_code == 400
        assert signed_in(stranger).get(address).status_code == 404
    back = client.put(f"/api/threads/{thread.pk}/follow/", {"level": ""}, content_type="application/json")
    assert back.json() == {"level": ""}


def test_open_pages_learn_at_once_what_is_counted(
    signed_in, thread, mara, monkeypatch, django_capture_on_commit_callbacks
):
    frames = []
    monkeypatch.setattr(live, "_publish", lambda group, message: frames.append((group, message.get("frame"))))
    client, page = signed_in(mara), f"/threads/{thread.pk}/"
    assert 'data-follows=""' in client.get(page).text
    for level, counts in (("mute", False), ("track", True), ("", None)):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/threads/{thread.pk}/follow/", {"level": level})
        told = {"told": "follow", "place": f"t{thread.pk}", "counts": counts}
        assert frames[-1] == (f"person-{mara.pk}", told)
        kept = "" if counts is None else f"t{thread.pk}:{int(counts)}"
        assert f'data-follows="{kept}"' in client.get(page).text
    actions.follow_space(thread.space, by=mara, level="normal")
    assert f'data-follows="s{thread.space_id}:0"' in client.get(page).text
