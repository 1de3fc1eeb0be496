"""Files handed out: who is led to them, by which address, with which headers, in which parts."""

import uuid

import pytest
from django.core import signing
from django.http import Http404
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from files import actions, tickets
from files.models import StoredFile
from files.views import upload
from tests.files.conftest import picture, sent


def fetch(file, **headers):
    """The second origin's answer to a fresh ticket."""
    with override_settings(ROOT_URLCONF="config.urls_uploads"):
        return Client().get(
            tickets.address_of(file).removeprefix("http://uploads.testserver"), headers=headers
        )


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_uploader_is_led_to_the_second_origin(signed_in, mara):
    file = actions.store(sent(picture()), by=mara)
    answer = signed_in(mara).get(file.get_absolute_url())
    assert answer.status_code == 302
    assert answer["Location"].startswith("http://uploads.testserver/u/")
    assert "no-store" in answer["Cache-Control"]


def test_a_strangers_file_is_as_if_it_did_not_exist(signed_in, mara, stranger):
    file = actions.store(sent(picture()), by=mara)
    client = signed_in(stranger)
    denied, unknown = (client.get(reverse("file", args=[pk])) for pk in (file.pk, uuid.uuid4()))
    assert denied.status_code == unknown.status_code == 404
    known = {"X-Request-Id"}
    assert {k: v for k, v in denied.items() if k not in known} == {
        k: v for k, v in unknown.items() if k not in known
    }
    assert signed_in(mara).get(file.get_absolute_url()).status_code == 302


def test_signed_out_cannot_tell_a_file_from_none(client, mara):
    file = actions.store(sent(picture()), by=mara)
    answers = [client.get(reverse("file", args=[pk])) for pk in (file.pk, uuid.uuid4())]
    assert {answer.status_code for answer in answers} == {302}
    assert all(answer["Location"].startswith("/accounts/login/") for answer in answers)


def test_a_picture_comes_without_session_and_can_do_nothing(mara):
    answer = fetch(actions.store(sent(picture(), "face.png"), by=mara))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Content-Disposition"].startswith("inline")
    assert not answer.cookies


def test_a_drawing_is_never_inline(mara):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    answer = fetch(actions.store(sent(svg, "x.svg"), by=mara))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox;")


def test_a_pdf_is_shown_and_runs_nothing(mara):
    answer = fetch(actions.store(sent(b"%PDF-1.7 <script>alert(1)</script>", "a.html"), by=mara))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="a.pdf"'
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; object-src 'self'; ")


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-99", 206, 0, 99),
        ("bytes=100-", 206, 100, None),
        ("bytes=-10", 206, -10, None),
        ("bytes=0-999999999", 206, 0, None),
        ("bytes=0-1,4-5", 200, 0, None),
        ("bytes=-", 200, 0, None),
        ("lines=1-2", 200, 0, None),
    ],
)
def test_players_get_the_part_they_ask_for(film, asked, status, first, last):
    whole = film.content.read()
    expected = whole[first:] if last is None else whole[first : last + 1]
    answer = fetch(film, range=asked)
    assert answer.status_code == status
    assert body(answer) == expected
    assert int(answer["Content-Length"]) == len(expected)
    if status == 206:
        begin = len(whole) - len(expected) if last is None else first
        assert answer["Content-Range"] == f"bytes {begin}-{begin + len(expected) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0", "bytes=9-3"])
def test_a_part_that_is_not_there_is_416(film, asked):
    answer = fetch(film, range=asked)
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{film.size}"


def test_a_part_of_another_file_is_the_whole(film):
    assert fetch(film, **{"range": "bytes=0-9", "if-range": '"other"'}).status_code == 200


def test_tickets_that_are_false_old_or_for_nothing_are_404(film, mara, monkeypatch):
    image = actions.store(sent(picture()), by=mara)
    forged = signing.dumps(image.pk.hex, salt="other")
    gone = signing.dumps(uuid.uuid4().hex, salt=tickets.SALT)
    old = signing.dumps(image.pk.hex, salt=tickets.SALT)
    monkeypatch.setattr(tickets, "MOST_SECONDS", -1)
    for ticket in ("nonsense", forged, gone, old):
        with pytest.raises(Http404):
            upload(RequestFactory().get("/"), ticket)
    assert fetch(film).status_code == 200


def test_a_photo_is_shown_to_colleagues_only_while_it_is_one(signed_in, mara, stranger):
    file = actions.store(sent(picture()), by=mara)
    client = signed_in(stranger)
    assert client.get(reverse("photo", args=[file.pk])).status_code == 404
    mara.photo = file
    mara.save()
    answer = client.get(mara.photo_url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    mara.is_active = False
    mara.save()
    assert client.get(reverse("photo", args=[file.pk])).status_code == 404


def test_a_lost_file_is_404(film, signed_in, media):
    (media / film.content.name).unlink()
    assert fetch(film).status_code == 404
    assert StoredFile.objects.count() == 1
