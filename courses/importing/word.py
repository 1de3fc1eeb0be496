"""A Word file read into lessons: one for each heading of the first level, pictures and notes where they stood."""

import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element, tostring

import mammoth
from defusedxml import ElementTree
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from mammoth import html as nodes

from courses.importing.outline import ImportedActivity, ImportedCourse, ImportedModule
from courses.importing.page import ANCHOR, Resolver, Target, rewrite
from courses.importing.sources import Sources
from courses.importing.word_parts import MARK, Marks, readable_docx
from lib.text import clean_line

MAX_LEAD = 600
_STYLES = """
p[style-name='Title'] => p.course-title:fresh
p[style-name='Subtitle'] => p.course-subtitle:fresh
p[style-name^='toc '] => !
p[style-name='TOC Heading'] => !
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Caption'] => p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
u => u
"""


def convert_word(archive: Sources, name: str) -> ImportedCourse:
    """The course in an opened Word file; refused where it cannot be read or has nothing in it."""
    stem = clean_line(re.sub(r"\.docx$", "", name, flags=re.IGNORECASE))[:200] or _("Imported course")
    course = ImportedCourse(title=stem, summary="")
    marks = Marks()
    docx = readable_docx(archive, marks, course.report)
    try:
        html = _to_html(docx, course, marks)
        blocks = list(ElementTree.fromstring(f"<div>{html}</div>"))
        _Document(course, stem).fill(blocks)
    except ValidationError:
        raise
    except Exception as error:  # what a stranger's file can raise in the converter is not a closed list
        raise ValidationError(_("This Word file is damaged and cannot be read."), code="damaged") from error
    if not course.modules:
        raise ValidationError(_("This Word file has no text."), code="empty")
    course.report.made["figure"] = len(course.images)
    return course


def _to_html(docx: bytes, course: ImportedCourse, marks: Marks) -> str:
    result = mammoth.convert_to_html(
        BytesIO(docx),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=_image_writer(course, marks),
    )
    for message in dict.fromkeys(message.message for message in result.messages):
        if unknown := re.match(r"An unrecognised element was ignored: (?:\{[^}]*\})?(.*)", message):
            course.report.leave_out("unknown element", course.title, unknown[1])
    return MARK.sub(lambda match: marks.tag(int(match[1])), result.value)


def _image_writer(course: ImportedCourse, marks: Marks) -> Callable[[Any], list[Any]]:
    def write(image: Any) -> list[Any]:
        try:
            with image.open() as file:
                data = file.read()
        except (KeyError, OSError):
            return [nodes.text(marks.add("missing figure", image.alt_text or ""))]
        key = course.add_image(f"picture-{len(course.images) + 1}", data)
        if key is None:
            return [nodes.text(marks.add("unreadable figure", image.alt_text or image.content_type or ""))]
        return [nodes.element("img", {"src": f"image:{key}", "alt": image.alt_text or ""})]

    return write


class _Document:
    """The blocks of a converted document, cut into lessons."""

    def __init__(self, course: ImportedCourse, stem: str) -> None:
        self._course, self._stem = course, stem
        self._lesson_of: dict[str, str] = {}
        self._notes: dict[str, Element] = {}

    def fill(self, blocks: list[Element]) -> None:
        blocks = self._take_notes(blocks)
        level, starts = self._cuts(blocks)
        front = self._front(blocks[: starts[0]] if starts else blocks, level, has_lessons=bool(starts))
        parts = [
            (_words(blocks[a]), [*_marks_in(blocks[a]), *blocks[a + 1 : b]])
            for a, b in pairwise([*starts, len(blocks)])
        ]
        if front:
            title = _("Introduction") if starts else self._course.title
            parts.insert(0, (title, front))
        self._write(parts)

    def _cuts(self, blocks: list[Element]) -> tuple[str, list[int]]:
        """Where lessons begin: at headings 1; at titles or headings 2 where there is at most one heading 1."""
        first = [index for index, block in enumerate(blocks) if block.tag == "h1" and _words(block)]
        second = [index for index, block in enumerate(blocks) if block.tag == "h2" and _words(block)]
        titles = [index for index, block in enumerate(blocks) if _is(block, "course-title")]
        if len(first) > 1:
            return "h1", first
        if len(titles) > 1:
            return "title", titles
        if second and (len(second) > 1 or not first):
            return "h2", second
        return "h1", first

    def _front(self, blocks: list[Element], level: str, *, has_lessons: bool) -> list[Element]:
        """What stands above the first lesson: the course's title, a few plain lines as its summary, or a lesson."""
        titles = (
            block for block in blocks if _is(block, "course-title") or (block.tag == "h1" and level == "h2")
        )
        title = next(titles, None)
        if title is not None:
            self._course.title = _words(title)[:200]
        left = [block for block in blocks if block is not title and _has_content(block)]
        words = " ".join(filter(None, map(_words, left)))
        plain = all(block.tag == "p" and not _holds_more(block) for block in left)
        marks = _marks_in(title) if title is not None else []
        if has_lessons and plain and not marks and len(words) <= MAX_LEAD:
            self._course.summary = clean_line(words)
            return []
        return [*marks, *left]

    def _take_notes(self, blocks: list[Element]) -> list[Element]:
        """Footnotes come as one list at the end; each goes to the lesson that refers to it."""
        last = blocks[-1] if blocks else None
        items = list(last) if last is not None and last.tag == "ol" else []
        if not items or not all(re.match("(foot|end)note-", item.get("id", "")) for item in items):
            return blocks
        self._notes = {item.get("id", ""): item for item in items}
        return blocks[:-1]

    def _write(self, parts: list[tuple[str, list[Element]]]) -> None:
        parts = [(title, blocks) for title, blocks in parts if title or blocks]
        sources = [f"lesson-{number}" for number in range(1, len(parts) + 1)]
        for source, (_title, blocks) in zip(sources, parts, strict=True):
            self._lesson_of |= {name: source for block in blocks for name in _ids(block)}
        module = ImportedModule(self._course.title)
        for source, (title, blocks) in zip(sources, parts, strict=True):
            module.activities.append(self._activity(source, title, blocks))
            self._course.report.made["lesson"] += 1
        if module.activities:
            self._course.modules.append(module)

    def _activity(self, source: str, title: str, blocks: list[Element]) -> ImportedActivity:
        html = "".join(
            tostring(block, encoding="unicode", method="html") for block in [*blocks, *self._notes_of(blocks)]
        )
        resolver = Resolver(link=lambda address: self._link(source, address), image=Target)
        html = rewrite(html, where=title, resolver=resolver, report=self._course.report)
        return ImportedActivity("lesson", clean_line(title)[:200] or self._stem, html, None, source)

    def _notes_of(self, blocks: list[Element]) -> list[Element]:
        """The footnotes of one lesson, numbered anew from one."""
        references = [
            link
            for block in blocks
            for link in block.iter("a")
            if link.get("href", "").removeprefix("#") in self._notes
        ]
        found = list(dict.fromkeys(link.get("href", "")[1:] for link in references))
        for link in references:
            link.text = f"[{found.index(link.get('href', '')[1:]) + 1}]"
        if not found:
            return []
        notes = Element("ol")
        notes.extend(self._notes[name] for name in found)
        return [Element("hr"), notes]

    def _link(self, source: str, address: str) -> Target:
        if not address.startswith("#"):
            known = re.match(r"(?:https?|mailto):", address, re.IGNORECASE)
            return Target(address) if known else Target(missing=address[:300])
        name, anchor = address[1:], f"#{ANCHOR}{address[1:]}"
        if re.match("(foot|end)note-", name):
            return Target(anchor)
        if name not in self._lesson_of:
            return Target(missing=address)
        return Target(
            anchor if self._lesson_of[name] == source else f"lesson:{self._lesson_of[name]}{anchor}"
        )


def _words(block: Element) -> str:
    return clean_line("".join(block.itertext()))


def _is(block: Element, name: str) -> bool:
    return block.get("class") == name and bool(_words(block))


def _ids(block: Element) -> list[str]:
    return [element.get("id", "") for element in block.iter() if element.get("id")]


def _marks_in(block: Element) -> list[Element]:
    """What a heading holds besides its words: the heading becomes a title, these stay on the page."""
    found = [element for element in block.iter() if element.tag in {"x-left-out", "img"} or element.get("id")]
    return [Element(element.tag, dict(element.attrib)) for element in found]


def _has_content(block: Element) -> bool:
    return bool(_words(block)) or _holds_more(block)


def _holds_more(block: Element) -> bool:
    return any(element.tag in {"img", "x-left-out", "table"} for element in block.iter())
