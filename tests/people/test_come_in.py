"""Coming in by a link from a mail."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from people import signin
from people.actions import make_sign_in_link, use_sign_in_link
from people.models import SignInLink
from tests.files.conftest import media, picture  # noqa: F401

PASSWORD = "a long enough sentence"
SECRET = "JBSWY3DPEHPK3PXP"


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


def test_a_coming_in_that_fails_keeps_neither_photo_nor_spent_link(client, mara, media, monkeypatch):  # noqa: F811
    def fail(person, identity):
        raise RuntimeError("not today")

    monkeypatch.setitem(signin._follow_ups, "wave", fail)
    client.raise_request_exception = False
    address = reverse("come_in", args=[make_sign_in_link(mara, leads_to="/", purpose="wave:7")])
    answer = client.post(address, {"photo": SimpleUploadedFile("me.png", picture())})
    assert answer.status_code == 500
    assert SignInLink.objects.usable().exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.fixture
def guarded(request, mara):
    """Mara with what must not be opened by a mail alone."""
    mara.set_password(PASSWORD)
    if request.param == "second factor":
        TOTP.activate(mara, SECRET)
    else:
        setattr(mara, request.param, True)
    mara.save()
    return mara


GUARDS = ["second factor", "is_ld_admin", "is_staff", "is_superuser"]


@pytest.mark.parametrize("guarded", GUARDS, indirect=True)
@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_has_more_to_lose_signs_in_as_always(client, guarded, method):
    address = reverse("come_in", args=[make_sign_in_link(guarded, leads_to="/me/")])
    answer = getattr(client, method)(address)
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={address}"
    assert client.get("/me/").status_code == 302
    assert SignInLink.objects.usable().exists()


@pytest.mark.parametrize("guarded", ["is_ld_admin"], indirect=True)
def test_the_link_goes_on_after_signing_in(client, guarded, monkeypatch):
    done = []
    monkeypatch.setitem(signin._follow_ups, "wave", lambda person, identity: done.append(identity))
    address = reverse("come_in", args=[make_sign_in_link(guarded, leads_to="/me/", purpose="wave:7")])
    to_sign_in = client.get(address).headers["Location"]
    back = client.post(to_sign_in, {"login": guarded.email, "password": PASSWORD})
    assert back.headers["Location"] == address
    assert client.post(address).headers["Location"] == "/me/"
    assert done == [7]


@pytest.mark.parametrize("guarded", ["second factor"], indirect=True)
def test_the_second_factor_is_asked_and_the_link_kept(client, guarded):
    address = reverse("come_in", args=[make_sign_in_link(guarded, leads_to="/me/")])
    to_sign_in = client.get(address).headers["Location"]
    asked = client.post(to_sign_in, {"login": guarded.email, "password": PASSWORD})
    assert asked.headers["Location"].startswith(reverse("mfa_authenticate"))
    code = format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))
    assert client.post(asked.headers["Location"], {"code": code}).headers["Location"] == address


@pytest.mark.parametrize("guarded", ["is_ld_admin"], indirect=True)
def test_somebody_elses_browser_signs_out_first(signed_in, guarded, jon):
    address = reverse("come_in", args=[make_sign_in_link(guarded, leads_to="/me/")])
    browser = signed_in(jon)
    page = browser.get(address)
    assert page.status_code == 403
    onward = f"{reverse('account_login')}?next={address}"
    assert onward in page.text
    assert browser.post(reverse("account_logout"), {"next": onward}).headers["Location"] == onward
