"""The cap on what a request may carry, before Django reads a byte."""

import re
from pathlib import Path

import pytest

from config.wsgi import BodyCap
from files import sniffing
from lib.limits import FILE, FORM, FORM_WITH_FILE, MEGABYTE


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
    assert ask(path, CONTENT_LENGTH=str(FORM))[0] == "200 OK"
    status, body, headers = ask(path, CONTENT_LENGTH=str(FORM + 1))
    assert status.startswith("413")
    assert b"2.5 MB" in body
    assert headers["Connection"] == "close"


@pytest.mark.parametrize("path", ["/import/people/", "/courses/3/import/", "/files/", "/welcome/photo/"])
def test_files_and_imports_take_more(path):
    assert ask(path, CONTENT_LENGTH=str(FORM_WITH_FILE))[0] == "200 OK"
    status, body, _headers = ask(path, CONTENT_LENGTH=str(FORM_WITH_FILE + 1))
    assert status.startswith("413")
    assert b"up to 60 MB" in body


def test_the_largest_file_that_we_keep_gets_through_with_its_form():
    film = sniffing._media(b"\x00\x00\x00\x20ftypisom")
    assert film.most == FILE < FORM_WITH_FILE


def test_the_front_server_lets_through_what_the_pages_take():
    front = (Path(__file__).resolve().parents[2] / "deploy" / "Caddyfile").read_text()
    sizes = [int(size) * 1024 for size in re.findall(r"max_size (\d+)KiB", front)]
    assert sizes == [FORM_WITH_FILE, FORM]
    assert f"up to {FILE // MEGABYTE} MB" in front


def test_a_request_without_a_length_cannot_slip_by():
    assert ask("/", HTTP_TRANSFER_ENCODING="chunked")[0].startswith("411")
    assert ask("/", CONTENT_LENGTH="many")[0].startswith("400")
    assert ask("/", CONTENT_LENGTH="-1")[0].startswith("400")


def test_a_request_without_a_body_passes():
    assert ask("/")[1] == b"through"
    assert ask("/", CONTENT_LENGTH="")[1] == b"through"
