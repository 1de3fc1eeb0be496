"""Files that mean harm: refused with a sentence, nothing left of them; what is kept is never shown as a page."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image

from courses.models import Course
from files.models import StoredFile

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="p()"><script>p()</script></svg>'
PAGE = b"<!doctype html><html><body><script>p()</script></body></html>"


def picture(kind: str = "GIF") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(data, kind)
    return data.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def overlapping() -> bytes:
    """Two entries of the directory point at one and the same member."""
    packed = zipped(("a.md", b"a" * 99), ("b.md", b"a" * 99))
    start = packed.rindex(b"PK\x01\x02")
    return packed[: start + 42] + struct.pack("<I", 0) + packed[start + 46 :]


COURSE = (("index.md", b"# Course"), ("episodes/one.md", b"# One"))
BAD_ARCHIVES = {
    "climbs out": zipped(*COURSE, ("../../etc/passwd", b"x")),
    "climbs out, Windows": zipped(*COURSE, ("..\\evil.md", b"x")),
    "absolute": zipped(*COURSE, ("/etc/cron.d/x", b"x")),
    "bomb": zipped(*COURSE, ("bomb.md", b"\0" * 60_000_000)),
    "overlapping": overlapping(),
    "nothing": b"",
    "cut short": zipped(*COURSE)[:60],
    "a page named zip": PAGE,
    "a picture named docx": picture("PNG"),
    "a Word file without text": zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x")),
    "entities": zipped(
        ("[Content_Types].xml", b"<x/>"),
        ("word/document.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
    ),
}
NO_PICTURES = {
    "a drawing with a script": SVG,
    "a page": PAGE,
    "a page after a picture's first bytes": b"GIF89a" + PAGE,
    "nothing": b"",
    "a film": b"\x00\x00\x00\x20ftypisom" + b"\0" * 40,
    "a PDF": b"%PDF-1.7 x",
    "cut short": picture("PNG")[:30],
}


def left() -> tuple:
    """Everything that an upload could leave."""
    stored = sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return stored, StoredFile.objects.count(), Course.objects.count()


def send(client, address: str, field: str, data: bytes, filename: str, **fields):
    cache.clear()
    return client.post(address, {**fields, field: SimpleUploadedFile(filename, data)})


def said(answer) -> str:
    text = answer.content.decode()
    if answer["Content-Type"].startswith("application/json"):
        return answer.json().get("error", "")
    return text.split('class="field__error"', 1)[-1].split("</p>")[0] if 'class="field__error"' in text else (
        text.split('role="alert"', 1)[-1][:300] if 'role="alert"' in text else ""
    )  # fmt: skip


@pytest.mark.parametrize("what", BAD_ARCHIVES)
@pytest.mark.parametrize("route", ["import_course", "import_into_course"])
@pytest.mark.parametrize("ending", ["zip", "docx"])
def test_bad_archives_are_refused_and_leave_nothing(whole_world, clients, route, what, ending):
    address = reverse(route, args=[whole_world["course"].pk] if route == "import_into_course" else [])
    before = left()
    answer = send(clients["LD"], address, "file", BAD_ARCHIVES[what], f"course.{ending}")
    assert (answer.status_code, bool(said(answer))) == (422, True)
    assert left() == before


def picture_forms(world) -> dict:
    """Where pictures are sent: who, the address, the field, and what goes along."""
    me = world.people["TM"]
    profile = {"name": me.name, "time_zone": "UTC", "job_title": "", "ask_me_about": ""}
    profile |= {"works_from": "09:00", "works_until": "17:00", "works_on": ["0"]}
    course = world["course"]
    about = {"title": course.title, "summary": "", "behavior_change": "", "judged_by": ""}
    return {
        "profile": ("TM", reverse("my_profile"), "photo", profile),
        "coming in": ("AN", reverse("come_in", args=[world["link"]]), "photo", {}),
        "cover": ("AU", reverse("upload_cover", args=[course.pk]), "cover_file", about),
        "new course's cover": ("LD", reverse("create_course"), "cover_file", about),
    }


@pytest.mark.parametrize("where", ["profile", "coming in", "cover", "new course's cover"])
@pytest.mark.parametrize("what", NO_PICTURES)
def test_what_is_no_picture_is_refused_and_leaves_nothing(whole_world, clients, where, what):
    persona, address, name, fields = picture_forms(whole_world)[where]
    before = left()
    answer = send(clients[persona], address, name, NO_PICTURES[what], "face.jpg", **fields)
    assert (answer.status_code, bool(said(answer))) == (422, True)
    assert left() == before


@pytest.mark.parametrize("where", ["profile", "coming in", "cover", "new course's cover"])
def test_a_picture_with_a_tail_becomes_only_a_picture(whole_world, clients, where):
    persona, address, name, fields = picture_forms(whole_world)[where]
    before = StoredFile.objects.count()
    with transaction.atomic():
        answer = send(
            clients[persona], address, name, picture() + PAGE + zipped(*COURSE), "face.html", **fields
        )
        assert (answer.status_code, StoredFile.objects.count()) == (302, before + 1)
        kept = StoredFile.objects.latest("stored_at")
        assert kept.content_type == "image/webp"
        assert b"<script" not in kept.content.read()
        assert b"PK\x03\x04" not in kept.content.open().read()
        transaction.set_rollback(True)
    clients["AN"].logout()


@pytest.mark.parametrize("name", ["video_file", "captions_file"])
@pytest.mark.parametrize("what", ["a drawing with a script", "a page", "nothing", "a PDF"])
def test_what_is_no_film_is_refused_and_leaves_nothing(whole_world, clients, name, what):
    video, module = whole_world["drafted video"], whole_world["draft module"]
    before = left()
    fields = {"title": "A film", "minutes": "5", "module": str(module.pk), "body": "", "body_format": "html"}
    answer = send(
        clients["AU"], reverse("upload_film", args=[video.pk]), name, NO_PICTURES[what], "film.mp4", **fields
    )
    assert (answer.status_code, bool(said(answer))) == (422, True)
    assert left() == before


@pytest.mark.parametrize("what", ["a page", "a page after a picture's first bytes", "nothing", "cut short"])
def test_pictures_in_posts_are_refused_and_leave_nothing(whole_world, clients, what):
    before = left()
    answer = send(clients["TM"], reverse("upload_file"), "file", NO_PICTURES[what], "face.png", alt="A face")
    assert (answer.status_code, bool(said(answer))) == (400, True)
    assert left() == before


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (SVG, "face.svg"), (SVG, "face.png"), (picture() + PAGE, "face.html"), (b"%PDF-1.7 " + PAGE, "a.html"),
        (b"WEBVTT\n\n" + PAGE, "a.html"), (b"ID3" + PAGE, "a.html"), (zipped(("[Content_Types].xml", PAGE),
         ("word/document.xml", PAGE)), 'a".html\r\nX-Evil: 1'),
    ],
)  # fmt: skip
def test_what_is_kept_is_never_a_page(whole_world, clients, data, filename):
    answer = send(clients["TM"], reverse("upload_file"), "file", data, filename)
    assert answer.status_code == 200
    led = clients["TM"].get(answer.json()["url"])
    assert led["Location"].startswith("http://uploads.testserver/")
    with override_settings(ROOT_URLCONF="config.urls_uploads"):
        served = Client().get(led["Location"].removeprefix("http://uploads.testserver"))
    assert served.status_code == 200
    assert not served["Content-Type"].startswith(("text/html", "application/xhtml", "text/xml"))
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in served["Content-Security-Policy"]
    assert "script-src" not in served["Content-Security-Policy"]
    is_drawing = served["Content-Type"].startswith("image/svg")
    assert not is_drawing or served["Content-Disposition"].startswith("attachment")
    assert "X-Evil" not in served.headers
