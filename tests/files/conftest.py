"""Small files of every kind, made when asked for."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from files import actions


def picture(form="PNG", size=(40, 30), color="teal", **options) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, color).save(data, form, **options)
    return data.getvalue()


def office(*parts: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return data.getvalue()


def sent(data: bytes, name: str = "file.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def film(mara):
    return actions.store(sent(b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 400, "talk.mp4"), by=mara)
