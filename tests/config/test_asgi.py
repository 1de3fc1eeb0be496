"""The socket process: who may open a socket, and its health answer."""

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator

from config.asgi import application


def opened(path, headers, kind="websocket"):
    scope = {
        "type": kind,
        "path": path,
        "headers": headers,
        "query_string": b"",
        "method": "GET",
        "subprotocols": [],
    }
    return ApplicationCommunicator(application, scope)


def try_socket(origin):
    """What the server says to a page of this origin: its first frame, and its second if it accepted."""
    headers = [(b"host", b"testserver")] + ([(b"origin", origin)] if origin else [])

    async def attempt():
        socket = opened("/live/", headers)
        await socket.send_input({"type": "websocket.connect"})
        said = [await socket.receive_output()]
        if said[0]["type"] == "websocket.accept":
            said.append(await socket.receive_output())
        return said

    return async_to_sync(attempt)()


@pytest.mark.django_db
def test_a_signed_out_socket_of_our_origin_is_told_to_sign_in(settings):
    accepted, closed = try_socket(settings.SITE_URL.encode())
    assert accepted["type"] == "websocket.accept"
    assert (closed["type"], closed["code"]) == ("websocket.close", 4401)


@pytest.mark.parametrize(
    "origin", [b"https://evil.example", b"http://testserver.evil.example", b"null", None]
)
def test_a_foreign_origin_is_refused(origin):
    assert [frame["type"] for frame in try_socket(origin)] == ["websocket.close"]


@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/", 404), ("/live/", 404)])
def test_only_health_answers_over_http(path, status):
    async def ask():
        return await opened(path, [], "http").receive_output()

    assert async_to_sync(ask)()["status"] == status
