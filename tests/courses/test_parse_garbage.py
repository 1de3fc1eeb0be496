"""Whatever bytes come in, an importer answers with a course or with a sentence, and with nothing else."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.importing import parse

SAMPLE = Path(__file__).parents[1] / "samples" / "courses" / "welcoming-a-new-colleague.docx"
NAMES = [
    "config.yaml", "index.md", "links.md", "episodes/a.md", "episodes/b.md", "learners/c.md", "episodes/fig/a.png",
    "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml",
    "word/footnotes.xml", "word/_rels/document.xml.rels",
]  # fmt: skip
PIECES = [
    "::: challenge\n", ":::\n", ":::::: solution\n", "```\n", "~~~\n", "![a](fig/a.png){alt='", "'}", "[x](", ")", "[x][y]",
    "{% x %}", "{{ y }}", "{#id}", "$a$", "$$", "# H\n", "## H {#h}\n", "---\n", "title: x\n", "episodes:\n- a.md\n",
    "| a | b |\n| - | - |\n", "[^1]", "[^1]: n\n", "<iframe>", "<script>", "</p>", "<p", "<x-left-out kind='a'>", "<!--",
    "> ", "- ", "\n", "\n\n", "\x00", "\ud7ff", "\u202e", "&nosuch;", "&#0;", "<![CDATA[", "\ue0000\ue001", "a b",
]  # fmt: skip
ELEMENTS = [
    "p", "r", "t", "tbl", "tr", "tc", "drawing", "pict", "object", "sdt", "sdtContent", "hyperlink", "footnoteReference",
    "commentReference", "sym", "fldChar", "instrText", "pPr", "pStyle", "numPr", "del", "ins", "altChunk", "br",
]  # fmt: skip
slow = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    database=None,
)
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def attempt(data: bytes) -> None:
    """Read it as an upload: any error but a refusal with words fails the test."""
    refusal, course = None, None
    try:
        course = parse(data, "upload")
    except ValidationError as error:
        refusal = error
    assert (course and course.modules and course.report.as_text()) or (refusal and all(refusal.messages))


def zipped(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@st.composite
def trees(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(ELEMENTS))
    attributes = draw(
        st.sampled_from(["", ' w:id="1"', ' w:val="x"', ' w:char="zz" w:font="y"', ' w:fldCharType="end"'])
    )
    children = (
        draw(st.lists(trees(), max_size=3)) if draw(st.booleans()) else [draw(st.sampled_from(["", "x"]))]
    )
    return f"<w:{name}{attributes}>{''.join(children)}</w:{name}>"


@slow
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_random_bytes_are_refused_kindly(data, start):
    attempt(start + data)


@slow
@given(
    st.dictionaries(
        st.sampled_from(NAMES), st.binary(max_size=200) | texts.map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_a_zip_of_anything_is_answered(members):
    attempt(zipped(members))


@slow
@given(texts, texts)
def test_a_lesson_of_broken_markdown_is_answered(page, links):
    attempt(
        zipped({
            "config.yaml": b"title: T\nepisodes:\n",
            "episodes/a.md": page.encode("utf-8", "replace"),
            "links.md": links.encode("utf-8", "replace"),
        })
    )  # fmt: skip


@slow
@given(st.lists(trees(), max_size=4))
def test_a_word_file_of_misplaced_elements_is_answered(body):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{"".join(body)}</w:body></w:document>'
    attempt(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()}))


@slow
@given(st.lists(st.tuples(st.integers(0, 43_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_word_file_with_flipped_bytes_is_answered(flips):
    data = bytearray(SAMPLE.read_bytes())
    for position, value in flips:
        data[position % len(data)] = value
    attempt(bytes(data))


@pytest.mark.parametrize("length", [0, 1, 4, 100, 20_000, 43_000])
def test_a_word_file_cut_short_is_refused(length):
    with pytest.raises(ValidationError):
        parse(SAMPLE.read_bytes()[:length], "cut.docx")


@pytest.mark.parametrize(
    "text",
    [
        ":::a\n" * 20_000,
        "> " * 5_000 + "x",
        "[" * 10_000,
        "{" * 10_000,
        "*a " * 10_000,
        "![" * 5_000,
        "<" * 10_000,
        "{%" * 10_000,
    ],
)
def test_a_long_hostile_page_is_answered_in_time(text):
    attempt(zipped({"config.yaml": b"title: T\nepisodes:\n", "episodes/a.md": text.encode()}))
