"""Copies of files without who made them: PDF and Office, what is left of each, and what cannot be read."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, NameObject

from files.actions import attach, make_nameless, store
from files.models import StoredFile


def pdf(*, password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Mara Lind", "/Title": "Plan"})
    xmp = DecodedStreamObject()
    xmp.set_data(b"<x:xmpmeta>Mara Lind</x:xmpmeta>")
    xmp.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer._root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    writer.add_annotation(0, Text(rect=(10, 10, 50, 50), text="Look here", title_bar="Mara Lind"))
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def word() -> bytes:
    document = Document()
    document.add_paragraph("One thing a week.")
    document.core_properties.author = document.core_properties.last_modified_by = "Mara Lind"
    made = io.BytesIO()
    document.save(made)
    more = {
        "docProps/app.xml": "<Properties><Company>Lind Ltd</Company><Manager>Mara Lind</Manager></Properties>",
        "word/comments.xml": '<w:comments><w:comment w:author="Mara Lind" w:initials="ML"/></w:comments>',
        "word/_rels/glossary.xml.rels": '<Relationship Target="file:///C:\\Users\\Mara\\Normal.dotm"/>',
    }
    with zipfile.ZipFile(made, "a") as archive:
        for name, content in more.items():
            if name not in archive.namelist():
                archive.writestr(name, content)
    return made.getvalue()


def stored(name: str, content: bytes, by) -> StoredFile:
    return store(SimpleUploadedFile(name, content), by=by)


def test_a_pdf_says_no_more_who_made_it(mara):
    file = stored("plan.pdf", pdf(), mara)
    copy = make_nameless(file.pk)
    read = PdfReader(copy.content.open("rb"))
    (note,) = read.pages[0]["/Annots"]
    assert read.metadata is None or not read.metadata.author
    assert "/Metadata" not in read.trailer["/Root"]
    assert note.get_object()["/Contents"] == "Look here"
    assert "/T" not in note.get_object()
    assert b"Mara" in file.content.open("rb").read()
    assert b"Mara" not in copy.content.open("rb").read()


def test_a_word_file_says_no_more_who_made_it_and_still_opens(mara):
    copy = make_nameless(stored("plan.docx", word(), mara).pk)
    document = Document(copy.content.open("rb"))
    assert [p.text for p in document.paragraphs] == ["One thing a week."]
    with zipfile.ZipFile(copy.content.open("rb")) as archive:
        told = b"".join(archive.read(name) for name in archive.namelist())
        assert all(info.date_time[0] == 1980 for info in archive.infolist())
        assert "word/comments.xml" in archive.namelist()
    assert not re.search(rb"Mara|Lind", told)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("xl/persons/person.xml", b'<person displayName="Mara Lind" id="{1}"/>', b'id="{1}"'),
        ("xl/comments1.xml", b"<authors><author>Mara Lind</author></authors><t>Hm</t>", b"<t>Hm</t>"),
        ("xl/tables/table1.xml", b'<table displayName="Table1"/>', b'displayName="Table1"'),
        ("xl/workbook.xml", b'<x15ac:absPath url="C:\\Users\\Mara\\"/><sheet name="A"/>', b'name="A"'),
        ("ppt/commentAuthors.xml", b'<p:cmAuthor id="0" name="Mara" initials="ML"/>', b'id="0"'),
        ("word/document.xml", b"<w:ins w:id='1' w:author='Mara'><w:t>Yes</w:t></w:ins>", b"<w:t>Yes</w:t>"),
    ],
)
def test_parts_of_office_files_name_nobody_and_keep_the_rest(name, content, word):
    from files.nameless import _part

    left = _part(name, content)
    assert b"Mara" not in left
    assert word in left


def test_the_copy_belongs_where_the_file_does_and_is_made_once(mara, jon):
    file = stored("plan.pdf", pdf(), mara)
    attach([file.pk], parent=mara, by=mara, parent_type="teams.submission")
    copy = make_nameless(file.pk)
    assert (copy.parent_type, copy.parent_id, copy.owner) == ("teams.submission", mara.pk, mara)
    assert make_nameless(file.pk) == copy
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize("content", [pdf(password="secret"), b"%PDF-1.7\nnothing more"])
def test_what_is_protected_or_damaged_has_no_copy_and_is_known_for_it(mara, content):
    file = stored("plan.pdf", content, mara)
    assert make_nameless(file.pk) is None
    assert list(StoredFile.objects.beyond_cleaning()) == [file]


def test_a_file_that_is_gone_is_no_error(db):
    assert make_nameless("11111111-2222-3333-4444-555555555555") is None
