"""A Word file becomes lessons with its pictures; what Word can and a page cannot stays visible as a note."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError

from courses.importing import ImportedCourse, LeftOut, parse
from lib.html import clean

SAMPLE = Path(__file__).parents[1] / "samples" / "courses" / "welcoming-a-new-colleague.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in (1, 2, 3)
)


def docx(body: str, extra: dict[str, str] | None = None) -> bytes:
    """A Word file of the fewest parts around this body."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
        f'2006/relationships"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
    }
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in (parts | (extra or {})).items():
            archive.writestr(name, text)
    return out.getvalue()


def heading(text: str, level: int = 1) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="H{level}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def titles(course: ImportedCourse) -> list[str]:
    return [activity.title for module in course.modules for activity in module.activities]


def pages(course: ImportedCourse) -> list[str]:
    return [activity.html for module in course.modules for activity in module.activities]


@pytest.fixture(scope="module")
def sample() -> ImportedCourse:
    return parse(SAMPLE)


def test_each_first_heading_begins_a_lesson(sample):
    assert sample.title == "Welcoming a new colleague"
    assert sample.summary == "Four short lessons for whoever sits next to somebody new."
    assert titles(sample) == ["Before the first day", "The first hour", "The first task", "After a month"]
    assert "<h1" not in "".join(pages(sample))


def test_pictures_keep_their_place_and_their_words(sample):
    assert [html.count("<img ") for html in pages(sample)] == [1, 1, 1, 1]
    assert 'alt="Three people at a round table"' in pages(sample)[1]
    assert {image.content_type for image in sample.images.values()} == {"image/png"}
    assert sample.report.made == {"lesson": 4, "figure": 4}


def test_tables_and_lists_come_over(sample):
    assert (pages(sample)[1].count("<tr>"), pages(sample)[1].count("<th>")) == (4, 3)
    assert (pages(sample)[0].count("<li>"), pages(sample)[2].count("<ol>")) == (3, 1)


def test_what_cannot_be_converted_is_a_note_in_its_place(sample):
    assert sample.report.left_out == [
        LeftOut("text box", "Before the first day", "Tip: send the note by post."),
        LeftOut("equation", "The first task", "welcome=time+interest"),
    ]
    assert pages(sample)[0].endswith(
        '<aside class="callout callout--note"><p>Not imported: text box</p><p>Tip: send the note by post.</p></aside>'
    )
    assert "<p>As a rule of thumb, welcome=time+interest and nothing else.</p><aside" in pages(sample)[2]


def test_nothing_is_lost_when_the_page_is_cleaned(sample):
    for html in pages(sample):
        stored = re.sub(r'"image:[^"]*"', '"/files/00000000-0000-0000-0000-000000000000/"', html)
        cleaned = clean(stored)
        for tag in ("aside", "img", "table", "th", "td", "li", "h2", "strong"):
            assert cleaned.count(f"<{tag}") == stored.count(f"<{tag}"), tag


def test_one_first_heading_is_the_course_and_second_headings_the_lessons():
    body = (
        heading("Course")
        + heading("A", 2)
        + paragraph("a")
        + heading("Part", 3)
        + heading("B", 2)
        + paragraph("b")
    )
    course = parse(docx(body), "x.docx")
    assert (course.title, titles(course)) == ("Course", ["A", "B"])
    assert "<h2>Part</h2>" in pages(course)[0]


def test_second_headings_stay_inside_lessons_where_there_are_several_first_ones():
    body = heading("A") + heading("a1", 2) + heading("a2", 2) + heading("B") + paragraph("b")
    course = parse(docx(body), "x.docx")
    assert titles(course) == ["A", "B"]
    assert pages(course)[0] == "<h2>a1</h2><h2>a2</h2>"


def test_nothing_above_the_first_lesson_is_lost():
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    body = (
        heading("Course") + paragraph("Lead.") + picture + heading("A", 2) + paragraph("a") + heading("B", 2)
    )
    course = parse(docx(body), "x.docx")
    assert (course.title, course.summary, titles(course)) == ("Course", "", ["Introduction", "A", "B"])
    assert "Lead." in pages(course)[0]
    assert "Not imported: drawing" in pages(course)[0]


def test_a_document_without_headings_is_one_lesson_named_by_the_file():
    course = parse(docx(paragraph("Only this.")), "Our rules.docx")
    assert (titles(course), pages(course)) == (["Our rules"], ["<p>Only this.</p>"])


def test_footnotes_go_to_the_lesson_that_has_them():
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(f"note {number}")}</w:footnote>' for number in (1, 2)
    )
    reference = '<w:p><w:r><w:t>text</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r></w:p>'
    body = heading("A") + reference.format(1) + heading("B") + reference.format(2)
    course = parse(
        docx(body, {"word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'}), "x.docx"
    )
    first, second = pages(course)
    assert "note 1" in first
    assert "note 2" not in first
    assert "note 2" in second
    assert "[1]" in second, "numbered anew in each lesson"


def test_a_link_to_another_lesson_names_it_and_a_lost_one_is_reported():
    link = '<w:p><w:hyperlink w:anchor="{}"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>'
    mark = '<w:p><w:bookmarkStart w:id="0" w:name="spot"/><w:bookmarkEnd w:id="0"/><w:r><w:t>spot</w:t></w:r></w:p>'
    course = parse(
        docx(heading("A") + link.format("spot") + link.format("lost") + heading("B") + mark), "x.docx"
    )
    assert 'href="lesson:lesson-2#part-spot"' in pages(course)[0]
    assert course.report.left_out == [LeftOut("dangling link", "A", "#lost")]


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        (
            '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:o" ProgID="Excel.Sheet"/></w:object></w:r></w:p>',
            "embedded object",
        ),
        ('<w:p><w:r><w:drawing><c:chart xmlns:c="urn:c"/></w:drawing></w:r></w:p>', "chart"),
        ('<w:p><w:r><w:drawing><d:relIds xmlns:d="urn:d"/></w:drawing></w:r></w:p>', "diagram"),
        ("<w:p><w:r><w:drawing/></w:r></w:p>", "drawing"),
        ('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>', "comment"),
        ('<w:altChunk r:id="rId9"/>', "embedded document"),
    ],
)
def test_each_foreign_thing_leaves_a_note_between_its_neighbours(inside, kind):
    course = parse(docx(heading("A") + paragraph("before") + inside + paragraph("after")), "x.docx")
    assert [item.kind for item in course.report.left_out] == [kind]
    assert re.fullmatch(
        r'<p>before</p><aside class="callout callout--note"><p>[^<]*</p></aside><p>after</p>',
        pages(course)[0],
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7", "neither"),
        (b"", "neither"),
        (docx(paragraph("x"), {"word/vbaProject.bin": "x"}), "macros"),
        (docx(paragraph("x"), {"xl/workbook.xml": "<x/>"}), "Excel"),
        (docx(""), "no text"),
        (docx("<w:p>"), "damaged"),
        (docx("<w:sdtContent>" * 500 + "</w:sdtContent>" * 500), "deep"),
        (docx("x", {"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
    ],
)
def test_other_files_are_refused_with_a_sentence(data, words):
    with pytest.raises(ValidationError) as refusal:
        parse(data, "x.docx")
    assert words in refusal.value.messages[0]
