"""The cap on what a request may carry, before Django reads a byte."""

import pytest

from config.wsgi import LARGE, ORDINARY, BodyCap


class Unread:
    def read(self, *_):
        raise AssertionError("the body was read")


def ask(path, **environ):
    said = {}
    capped = BodyCap(lambda environ, start: (start("200 OK", []), [b"through"])[1])
    body = capped(
        {"PATH_INFO": path, "wsgi.input": Unread(), **environ},
        lambda status, headers: said.update(status=status, headers=dict(headers)),
    )
    return said["status"], b"".join(body), said["headers"]


@pytest.mark.parametrize("path", ["/", "/threads/4/reply/", "/accounts/login/", "/profiles/"])
def test_ordinary_pages_take_what_a_form_needs(path):
    assert ask(path, CONTENT_LENGTH=str(ORDINARY))[0] == "200 OK"
    status, body, headers = ask(path, CONTENT_LENGTH=str(ORDINARY + 1))
    assert status.startswith("413")
    assert b"2.5 MB" in body
    assert headers["Connection"] == "close"


@pytest.mark.parametrize("path", ["/import/people/", "/courses/3/import/", "/files/", "/welcome/photo/"])
def test_files_and_imports_take_more(path):
    assert ask(path, CONTENT_LENGTH=str(LARGE))[0] == "200 OK"
    assert ask(path, CONTENT_LENGTH=str(LARGE + 1))[0].startswith("413")


def test_a_request_without_a_length_cannot_slip_by():
    assert ask("/", HTTP_TRANSFER_ENCODING="chunked")[0].startswith("411")
    assert ask("/", CONTENT_LENGTH="many")[0].startswith("400")
    assert ask("/", CONTENT_LENGTH="-1")[0].startswith("400")


def test_a_request_without_a_body_passes():
    assert ask("/")[1] == b"through"
    assert ask("/", CONTENT_LENGTH="")[1] == b"through"
