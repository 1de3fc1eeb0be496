"""What the outside asks, and what every answer carries."""

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from config import health
from config.middleware import DatabaseAway, RequestId


def test_process_answers_without_a_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_when_database_and_redis_answer(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "redis": True}


@pytest.mark.django_db
def test_not_ready_without_redis(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "lib.cache.ForgivingCache",
            "LOCATION": "unix:///nowhere/redis.sock",
        }
    }
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "redis": False}


@pytest.mark.django_db(transaction=True)
def test_database_away_is_told_apart(settings):
    connection.close()
    real = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        assert health.database_answers() is False
    finally:
        connection.settings_dict["HOST"] = real
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_somebody_signed_in_is_told_to_come_back_while_the_database_is_away(settings, signed_in, mara):
    """The session is read by a middleware, before any view."""
    client = signed_in(mara)
    client.raise_request_exception = False
    real = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        answer = client.get("/")
    finally:
        connection.settings_dict["HOST"] = real
        connection.close()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"


def test_every_answer_has_a_request_id(client):
    assert len(client.get("/healthz")["X-Request-Id"]) == 32


def test_a_given_request_id_is_kept_if_it_is_plain(client):
    assert client.get("/healthz", headers={"X-Request-Id": "abc-12345"})["X-Request-Id"] == "abc-12345"
    assert client.get("/healthz", headers={"X-Request-Id": "<b>\n"})["X-Request-Id"] != "<b>\n"


def test_log_names_the_route_and_no_private_text(client, caplog):
    caplog.set_level("INFO")
    client.get("/healthz?q=a+secret+word")
    line = next(record.getMessage() for record in caplog.records if record.name == "colloquy.request")
    assert "healthz" in line
    assert "secret" not in caplog.text


def test_database_away_is_503_with_a_time_to_come_back():
    middleware = DatabaseAway(lambda request: None)
    answer = middleware.process_exception(RequestFactory().get("/"), OperationalError("connection refused"))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "no-store" in answer["Cache-Control"]
    assert b"connection refused" not in answer.content


def test_other_faults_are_not_hidden():
    middleware = DatabaseAway(lambda request: None)
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None


def test_request_id_outlives_the_request_it_names():
    seen = []

    def view(request):
        from django.http import HttpResponse

        seen.append(request.id)
        return HttpResponse()

    answer = RequestId(view)(RequestFactory().get("/"))
    assert answer["X-Request-Id"] == seen[0]
