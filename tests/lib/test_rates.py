"""How often somebody may do a thing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from lib import rates


@pytest.fixture
def wave(monkeypatch):
    """A page that may be called three times a minute."""
    monkeypatch.setitem(rates.PER_MINUTE, "wave", 3)
    return rates.limited("wave")(lambda request: HttpResponse("waved"))


@pytest.fixture
def post(rf, wave, monkeypatch):
    monkeypatch.setattr("lib.rates.time.time", lambda: 1_000_000.0)

    def send(address: str = "10.0.0.1", method: str = "post"):
        request = getattr(rf, method)("/", REMOTE_ADDR=address)
        request.user = AnonymousUser()
        return wave(request)

    return send


def test_one_too_many_is_refused_with_the_time_to_come_back(post):
    assert [post().status_code for _ in range(3)] == [200, 200, 200]
    refused = post()
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60


def test_others_are_not_held_up(post):
    for _ in range(4):
        post()
    assert post("10.0.0.2").status_code == 200


def test_looking_is_not_counted(post):
    assert {post(method="get").status_code for _ in range(6)} == {200}


def test_a_cache_that_is_away_refuses_nobody(post, settings):
    backend = {**settings.CACHES["default"], "LOCATION": "unix:///nowhere.sock"}
    settings.CACHES = {"default": backend}
    assert {post().status_code for _ in range(5)} == {200}


def test_behind_a_front_server_people_are_told_apart(rf, wave, monkeypatch, settings):
    monkeypatch.setattr("lib.rates.time.time", lambda: 2_000_000.0)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def send(claimed: str, seen: str) -> int:
        request = rf.post("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=f"{claimed}, {seen}")
        request.user = AnonymousUser()
        return wave(request).status_code

    assert [send("1.1.1.1", "8.8.8.8") for _ in range(4)][-1] == 429
    assert send("2.2.2.2", "8.8.8.8") == 429  # what a client claims about itself changes nothing
    assert send("1.1.1.1", "9.9.9.9") == 200
