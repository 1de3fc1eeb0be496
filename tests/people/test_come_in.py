"""Coming in by a link from a mail."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people import signin
from people.actions import make_sign_in_link, use_sign_in_link
from people.models import SignInLink


def test_looking_spends_nothing_and_sending_signs_in_once(client, mara):
    address = reverse("come_in", args=[make_sign_in_link(mara, leads_to="/me/")])
    assert "Welcome, Mara" in client.get(address).text
    answer = client.post(address, {"ask_me_about": "service blueprints"})
    assert answer.headers["Location"] == "/me/"
    mara.refresh_from_db()
    assert mara.ask_me_about == "service blueprints"
    assert client.get("/me/").status_code == 200
    assert client.post(address).status_code == 410


def test_a_late_link_is_spent(client, mara):
    token = make_sign_in_link(mara, leads_to="/", now=timezone.now() - timedelta(days=31))
    assert client.get(reverse("come_in", args=[token])).status_code == 410


@pytest.mark.django_db
def test_an_unknown_link_is_answered_like_a_spent_one(client):
    assert client.get(reverse("come_in", args=["nothing"])).status_code == 410


def test_only_a_digest_is_kept(mara):
    token = make_sign_in_link(mara, leads_to="/")
    assert token not in SignInLink.objects.get().digest
    assert use_sign_in_link(token).person == mara
    assert use_sign_in_link(token) is None


def test_what_the_link_is_for_is_done(client, mara, monkeypatch):
    done = []
    monkeypatch.setitem(
        signin._follow_ups, "wave", lambda person, identity: done.append((person.pk, identity))
    )
    client.post(reverse("come_in", args=[make_sign_in_link(mara, leads_to="/me/", purpose="wave:7")]))
    assert done == [(mara.pk, 7)]


def test_a_file_that_is_no_photo_is_refused_and_the_link_kept(client, mara, tmp_path):
    address = reverse("come_in", args=[make_sign_in_link(mara, leads_to="/")])
    (tmp_path / "photo.png").write_text("not a picture")
    with (tmp_path / "photo.png").open("rb") as photo:
        answer = client.post(address, {"photo": photo, "ask_me_about": "maps"})
    assert answer.status_code == 422
    assert SignInLink.objects.usable().exists()
