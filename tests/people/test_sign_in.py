"""Signing in by e-mail and password."""

import re

import pytest
from django.core import mail
from django.urls import reverse

PASSWORD = "a long enough sentence"


@pytest.fixture
def mara_with_password(mara):
    mara.set_password(PASSWORD)
    mara.save()
    return mara


def test_the_right_password_leads_home(client, mara_with_password):
    answer = client.post(reverse("account_login"), {"login": "MARA@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get(reverse("my_profile")).status_code == 200


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client, mara_with_password):
    said = [
        client.post(reverse("account_login"), {"login": login, "password": "not the right sentence"})
        .context["form"]
        .errors.as_text()
        for login in ("mara@example.org", "nobody@example.org")
    ]
    assert said[0] == said[1] != ""


def test_somebody_who_left_cannot_sign_in(client, mara_with_password):
    mara_with_password.is_active = False
    mara_with_password.save()
    client.post(reverse("account_login"), {"login": "mara@example.org", "password": PASSWORD})
    assert client.get(reverse("my_profile")).status_code == 302


def test_nobody_signs_up_by_themselves(client, db):
    assert "invitation" in client.get(reverse("account_signup")).text


def test_a_new_password_comes_by_mail_and_only_to_those_we_know(client, mara_with_password):
    for address in ("mara@example.org", "nobody@example.org"):
        assert client.post(reverse("account_reset_password"), {"email": address}).status_code == 302
    with_key = [message.to for message in mail.outbox if "/password/reset/key/" in message.body]
    assert with_key == [["mara@example.org"]]


def test_the_pages_for_a_forgotten_password_speak_as_the_others_do(client, mara_with_password):
    page = client.get(reverse("account_reset_password")).text
    assert "Send me the link" in page
    done = client.post(reverse("account_reset_password"), {"email": "mara@example.org"}, follow=True).text
    assert "Look into your mail" in done
    link = re.search(
        r"/accounts?/password/reset/key/\S+|/\S*password/reset/key/\S+", mail.outbox[-1].body
    ).group()
    assert "Choose a password" in client.get(link[link.index("/") :], follow=True).text
    assert "This link is spent" in client.get(re.sub(r"key/[^/]+", "key/1-wrong", link), follow=True).text


def test_guessing_is_slowed_down(client, mara_with_password):
    for _ in range(12):
        answer = client.post(
            reverse("account_login"), {"login": "mara@example.org", "password": "a wrong guess"}
        )
    assert "too many" in answer.text.lower()


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_the_pages_wear_our_frame(client, db, name):
    assert "Colloquy" in client.get(reverse(name)).text


@pytest.mark.parametrize("name", ["account_change_password", "account_logout", "mfa_index"])
def test_the_pages_of_ones_account_wear_our_frame(signed_in, mara_with_password, name):
    assert 'class="rail' in signed_in(mara_with_password).get(reverse(name), follow=True).text


def test_a_password_changed_elsewhere_ends_the_session(client, mara_with_password):
    client.post(reverse("account_login"), {"login": "mara@example.org", "password": PASSWORD})
    mara_with_password.set_password("another long enough sentence")
    mara_with_password.save()
    assert client.get(reverse("my_profile")).status_code == 302


def test_whoever_was_let_go_is_signed_out(client, mara_with_password):
    client.post(reverse("account_login"), {"login": "mara@example.org", "password": PASSWORD})
    assert client.get(reverse("my_profile")).status_code == 200
    mara_with_password.is_active = False
    mara_with_password.save()
    assert client.get(reverse("my_profile")).status_code == 302
