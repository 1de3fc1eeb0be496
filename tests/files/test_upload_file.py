"""Uploads: what is kept, what it becomes, and what is refused with which sentence."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from PIL import Image

from files import actions
from files.models import StoredFile
from tests.files.conftest import office, picture, sent

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WORD = office("word/document.xml")


def test_it_works_through_http(signed_in, mara):
    answer = signed_in(mara).post(
        reverse("upload_file"), {"file": sent(picture(), "Über.PNG"), "alt": "A table"}
    )
    assert answer.status_code == 200
    file = StoredFile.objects.get()
    assert answer.json() == {
        "id": str(file.pk),
        "url": f"/files/{file.pk}/",
        "alt": "A table",
        "name": "Über.webp",
    }
    assert (file.owner, file.kind, file.content_type) == (mara, "image", "image/webp")


def test_signed_out_leads_to_sign_in(client, db):
    assert client.post(reverse("upload_file"), {"file": sent(picture())}).status_code == 302
    assert not StoredFile.objects.exists()


def test_no_file_is_refused_kindly(signed_in, mara):
    answer = signed_in(mara).post(reverse("upload_file"))
    assert (answer.status_code, answer.json()) == (400, {"error": "Choose a file first."})


@pytest.mark.parametrize(
    ("data", "content_type", "kind"),
    [
        (picture("JPEG"), "image/webp", "image"),
        (picture("GIF"), "image/webp", "image"),
        (picture("WEBP"), "image/webp", "image"),
        (SVG, "image/svg+xml", "image"),
        (b"%PDF-1.7 x", "application/pdf", "document"),
        (b"\x00\x00\x00\x20ftypisom", "video/mp4", "video"),
        (b"\x1aE\xdf\xa3....webm", "video/webm", "video"),
        (b"\x1aE\xdf\xa3....webm..A_OPUS..V_VP8", "video/webm", "video"),
        (b"\x1aE\xdf\xa3....webm..A_OPUS", "audio/webm", "audio"),
        (b"\x00\x00\x00\x20ftypiso5....moov..soun", "audio/mp4", "audio"),
        (WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document"),
    ],
)
def test_content_tells_the_kind_whatever_the_name(mara, data, content_type, kind):
    file = actions.store(sent(data, "page.html"), by=mara)
    assert (file.content_type, file.kind) == (content_type, kind)
    assert not file.name.endswith(".html")


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><svg></svg></body></html>",
        b"MZ\x90\x00",
        b"#!/bin/sh\n",
        b"PK\x03\x04 not a zip",
        office("word/document.xml", "word/vbaProject.bin"),
        office("evil.html"),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
        b"",
    ],
)
def test_other_kinds_are_refused_and_leave_nothing(mara, media, data):
    with pytest.raises(ValidationError) as refused:
        actions.store(sent(data, "picture.png"), by=mara)
    assert len(refused.value.messages[0]) > 15
    assert not StoredFile.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_pictures_lose_everything_but_their_pixels(mara):
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SecretCamera", 6
    data = picture("JPEG", size=(40, 30), exif=exif) + b"PK\x03\x04<script>alert(1)</script>"
    file = actions.store(sent(data, "a.jpg"), by=mara)
    kept = file.content.read()
    assert b"SecretCamera" not in kept
    assert b"script" not in kept
    assert (file.width, file.height) == (30, 40)  # turned upright
    assert Image.open(io.BytesIO(kept)).getexif() == {}


def test_large_pictures_are_made_smaller(mara):
    file = actions.store(sent(picture(size=(4800, 100))), by=mara)
    assert (file.width, file.height) == (2400, 50)


def test_a_bomb_is_refused_by_its_header(mara):
    with pytest.raises(ValidationError, match="too many pixels"):
        actions.store(sent(picture(size=(8000, 7000))), by=mara)


def test_a_cut_off_picture_is_refused(mara):
    with pytest.raises(ValidationError, match="damaged"):
        actions.store(sent(picture(size=(300, 300))[:120]), by=mara)


def test_a_file_above_its_limit_is_refused(mara, monkeypatch):
    monkeypatch.setattr("files.sniffing.DOCUMENT", 4)
    with pytest.raises(ValidationError, match="too large"):
        actions.store(sent(b"%PDF-1.7 x"), by=mara)
