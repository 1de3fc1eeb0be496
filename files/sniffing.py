"""What a file is, told by its content and never by its name or by what its sender calls it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass

from defusedxml import DefusedXmlException, ElementTree
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from files.models import StoredFile
from lib import limits

Kind = StoredFile.Kind
HEAD = 4096
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class FileType:
    """A type that we keep: how it is served, under which ending, and how large it may be."""

    kind: str
    content_type: str
    ending: str
    most: int

    @property
    def is_reencoded(self) -> bool:
        return self.kind == Kind.IMAGE and self.content_type != SVG


SVG = "image/svg+xml"
CAPTIONS = "text/vtt"
OFFICE = "application/vnd.openxmlformats-officedocument."
PICTURE = 25 * MEGABYTE
DOCUMENT = 50 * MEGABYTE
MEDIA = limits.FILE
SOUND_MP4 = FileType(Kind.AUDIO, "audio/mp4", ".m4a", MEDIA)
PIXELS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
OFFICE_PARTS = {
    "word/document.xml": (OFFICE + "wordprocessingml.document", ".docx"),
    "ppt/presentation.xml": (OFFICE + "presentationml.presentation", ".pptx"),
    "xl/workbook.xml": (OFFICE + "spreadsheetml.sheet", ".xlsx"),
}


def sniff(file) -> FileType:
    """The type of an open file; refused with a sentence where it is none that we keep, or too large."""
    file.seek(0)
    head = file.read(HEAD)
    found = _by_magic(head) or _office(file, head) or _svg(file, head)
    file.seek(0)
    if found is None:
        raise ValidationError(
            _(
                "This kind of file cannot be kept here. Pictures, videos (MP4, WebM), PDF and Office files can."
            ),
            code="kind",
        )
    if file.size > found.most:
        raise ValidationError(
            _("This file is too large: at most %(most)d MB.") % {"most": found.most // MEGABYTE},
            code="too_large",
        )
    return found


def _by_magic(head: bytes) -> FileType | None:
    for magic, content_type in PIXELS.items():
        if head.startswith(magic):
            return FileType(Kind.IMAGE, content_type, ".webp", PICTURE)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileType(Kind.IMAGE, "image/webp", ".webp", PICTURE)
    if head.startswith(b"%PDF-"):
        return FileType(Kind.DOCUMENT, "application/pdf", ".pdf", DOCUMENT)
    if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return FileType(Kind.DOCUMENT, CAPTIONS, ".vtt", MEGABYTE)
    return _media(head)


def _media(head: bytes) -> FileType | None:
    if head[4:8] == b"ftyp":
        if head[8:12] in {b"M4A ", b"M4B "}:
            return SOUND_MP4
        # Pictures of telephones (HEIC, AVIF) come in the same box as films.
        if head[8:11] not in {b"iso", b"mp4", b"M4V", b"avc", b"qt ", b"mmp", b"MSN", b"das"}:
            return None
        # What a browser records is told by its tracks, which it writes first.
        is_sound = b"soun" in head and b"vide" not in head
        return SOUND_MP4 if is_sound else FileType(Kind.VIDEO, "video/mp4", ".mp4", MEDIA)
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        is_sound = b"A_OPUS" in head and b"V_" not in head
        name = "audio" if is_sound else "video"
        return FileType(Kind(name), f"{name}/webm", ".webm", MEDIA)
    if head.startswith(b"OggS"):
        return FileType(Kind.AUDIO, "audio/ogg", ".ogg", MEDIA)
    if head.startswith(b"ID3") or head[:2] in {b"\xff\xfb", b"\xff\xf3"}:
        return FileType(Kind.AUDIO, "audio/mpeg", ".mp3", MEDIA)
    return None


def _office(file, head: bytes) -> FileType | None:
    """An Office file by the list of its parts, none of which is unpacked; one with macros is none of ours."""
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    for part, (content_type, ending) in OFFICE_PARTS.items():
        if part in names:
            return FileType(Kind.DOCUMENT, content_type, ending, DOCUMENT)
    return None


def _svg(file, head: bytes) -> FileType | None:
    """A drawing: XML whose root is svg, without entities that grow; it is only ever shown from the second origin."""
    if (
        b"<svg" not in head
        or not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        or file.size > 5 * MEGABYTE
    ):
        return None
    file.seek(0)
    try:
        root = ElementTree.fromstring(file.read())
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    is_drawing = root.tag in {"svg", "{http://www.w3.org/2000/svg}svg"}
    return FileType(Kind.IMAGE, SVG, ".svg", 5 * MEGABYTE) if is_drawing else None
