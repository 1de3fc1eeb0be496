"""A file's copy without what it says of who made it: authors, companies, when it was saved, on which computer.

What is written on its pages, and what is seen or heard in it, stays as it is.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any, BinaryIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NullObject, PdfObject

from files.models import StoredFile
from files.sniffing import OFFICE
from lib.archives import open_archive

PDF = "application/pdf"
# When the members of a rewritten archive were saved: the earliest that a zip can tell.
NO_DATE = (1980, 1, 1, 0, 0, 0)
LARGEST_PART = 60 * 1024 * 1024

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OF_PACKAGE = b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_OF_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
# The parts of an Office file that say nothing but who made it, and how each looks when it says nothing.
_EMPTY = (
    (r"docProps/core[^/]*\.xml|.*\.psmdcp", _XML + b'<coreProperties xmlns="' + _OF_PACKAGE + b'"/>'),
    (r"docProps/app[^/]*\.xml", _XML + b'<Properties xmlns="' + _OF_OFFICE + b'extended-properties"/>'),
    (r"docProps/custom[^/]*\.xml", _XML + b'<Properties xmlns="' + _OF_OFFICE + b'custom-properties"/>'),
)
_VALUE = rb"""\s*=\s*(?:"[^"]*"|'[^']*')"""


def _attribute(names: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(\s(?:[\w.-]+:)?(?:" + names + rb"))" + _VALUE)


# Of other parts the attributes, or the elements, that name somebody: of comments, tracked changes, and paths.
_NAMELESS = (
    (r"word/.*\.xml", _attribute(b"author|initials|userId"), rb'\1="-"'),
    (r"ppt/(?:commentAuthors|authors)[^/]*\.xml", _attribute(b"name|initials|userId"), rb'\1="-"'),
    (r"xl/persons/.*\.xml", _attribute(b"displayName|userId"), rb'\1="-"'),
    (r"xl/revisions/.*\.xml", _attribute(b"name|userName"), rb'\1="-"'),
    (r"xl/(?:.*/)?comments[^/]*\.xml", re.compile(rb"(<(?:\w+:)?author>)[^<]*"), rb"\1-"),
    (r"xl/workbook\.xml", _attribute(b"userName"), rb'\1="-"'),
    (r"xl/workbook\.xml", re.compile(rb"(<(?:\w+:)?absPath\b[^>]*?\surl)" + _VALUE), rb'\1="-"'),
    (r".*\.rels", re.compile(rb"(\sTarget)\s*=\s*(?:\"file:[^\"]*\"|'file:[^']*')"), rb'\1="file:///-"'),
)


def names_its_maker(content_type: str) -> bool:
    """Whether a kind of file is copied without names before it is shown without them."""
    return content_type == PDF or content_type.startswith(OFFICE)


def nameless_or_itself(file: StoredFile) -> StoredFile | None:
    """What is shown of a file without names: its copy, or nothing as long as there is none; else the file."""
    return file.nameless if names_its_maker(file.content_type) else file


def write_nameless(content_type: str, source: Any, target: BinaryIO) -> None:
    """Write the copy; raises, whatever the parser meets, where the file is damaged or protected."""
    if content_type == PDF:
        _write_pdf(source, target)
    else:
        _write_office(source, target)


def _write_office(source: Any, target: BinaryIO) -> None:
    """The same members in the same order; those that name somebody are written anew."""
    with open_archive(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in archive.names():
            member = zipfile.ZipInfo(name, NO_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(member, _part(name, archive.read(name, LARGEST_PART)))


def _part(name: str, content: bytes) -> bytes:
    for pattern, empty in _EMPTY:
        if re.fullmatch(pattern, name, re.IGNORECASE):
            return empty
    rules = [rule for rule in _NAMELESS if re.fullmatch(rule[0], name, re.IGNORECASE)]
    if rules and content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise ValueError("A part in UTF-16 cannot be read by these patterns.")
    for _pattern, names, nothing in rules:
        content = names.sub(nothing, content)
    return content


def _write_pdf(source: Any, target: BinaryIO) -> None:
    """All that its pages show; without its information, its metadata, and who wrote its notes."""
    writer = PdfWriter(clone_from=source)
    writer.metadata = None
    for number, found in enumerate(writer._objects):
        if isinstance(found, DictionaryObject) and found.get("/Type") == "/Metadata":
            writer._objects[number] = NullObject()
        elif found is not None:
            _without_names(found)
    writer.write(target)


def _without_names(found: PdfObject) -> None:
    """Of everything that stands in one object; what it refers to is met by itself."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            # A note's title is its author; a field's is its name in a form.
            is_note = "/Subtype" in one and "/Rect" in one and one.get("/Subtype") != "/Widget"
            for key in ("/Metadata", "/PieceInfo", *(("/T",) if is_note else ())):
                one.pop(key, None)
            waiting.extend(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))
