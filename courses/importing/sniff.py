"""Which importer reads a file or folder, told by what is in it and never by its name."""

from io import BytesIO
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.importing.carpentries import parse_carpentries as read_lesson
from courses.importing.outline import ImportedCourse
from courses.importing.sources import Below, Folder, Sources
from lib.archives import Archive, open_archive

MAX_UPLOAD = 200_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def parse(source: Path | str | bytes, name: str = "") -> ImportedCourse:
    """The course in a Word file, a zip or a folder; refused with a sentence where it is none of them.

    `source` is a path or the bytes of an upload, `name` what the file is called.
    """
    if isinstance(source, bytes):
        return _parse_bytes(source, name)
    path = Path(source)
    if path.is_dir():
        return parse_carpentries(Folder(path))
    try:
        if path.stat().st_size > MAX_UPLOAD:
            raise ValidationError(_("This file is too large to import."), code="too_large")
        return _parse_bytes(path.read_bytes(), name or path.name)
    except OSError as error:
        raise ValidationError(_("“%(path)s” cannot be read.") % {"path": path}, code="unreadable") from error


def parse_word(data: bytes, name: str) -> ImportedCourse:
    """The course in a Word file; refused where it is another kind of file, locked, or holds macros."""
    _refuse_old_office(data)
    with open_archive(BytesIO(data)) as archive:
        return _from_word(archive, name)


def parse_carpentries(sources: Sources) -> ImportedCourse:
    """The course of a Workbench lesson, also where it lies one folder down, as downloads have it."""
    configurations = [name for name in sources.names() if name.split("/")[-1] == "config.yaml"]
    if not configurations:
        raise _unknown()
    top = min(configurations, key=lambda name: (name.count("/"), name)).removesuffix("config.yaml")
    return read_lesson(Below(sources, top))


def _parse_bytes(data: bytes, name: str) -> ImportedCourse:
    _refuse_old_office(data)
    if not data.startswith((b"PK", b"\x1f\x8b")):
        raise _unknown()
    with open_archive(BytesIO(data)) as archive:
        if "[Content_Types].xml" in archive.names():
            return _from_word(archive, name)
        return parse_carpentries(archive)


def _refuse_old_office(data: bytes) -> None:
    if not data.startswith(_OLD_OFFICE):
        return
    if _ENCRYPTED in data:
        raise ValidationError(
            _("This file is locked with a password. Remove the password in Word and try again."),
            code="encrypted",
        )
    raise ValidationError(
        _("This is an old Office file. Save it in Word as .docx and try again."), code="old_format"
    )


def _unknown() -> ValidationError:
    return ValidationError(
        _(
            "This is neither a Word file (.docx) nor a Markdown course (config.yaml and a folder of episodes)."
        ),
        code="unknown_format",
    )


def _from_word(archive: Archive, name: str) -> ImportedCourse:
    from courses.importing.word import convert_word  # Word's reader takes megabytes of whoever never needs it

    return convert_word(archive, name)
