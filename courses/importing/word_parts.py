"""The parts of a Word file before conversion: checked, and what the converter would drop marked where it stands."""

import re
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring
from zipfile import ZIP_STORED, ZipFile

from defusedxml import DefusedXmlException, ElementTree
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.importing.outline import ImportReport, left_out_tag
from courses.importing.sources import Sources

MAX_PART = 25_000_000
MAX_ELEMENTS = 500_000
MAX_DEPTH = 120
# Private-use characters around the number of a mark: Word's own symbol fonts live elsewhere (from U+F000).
MARK = re.compile("\ue000([0-9]{1,6})\ue001")
_MACROS = re.compile(r"macroEnabled|vbaProject", re.IGNORECASE)
_TEXT_PARTS = re.compile(r"word/(?:document[0-9]*|footnotes|endnotes)\.xml")
_READ = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?[^/]+\.(?:xml|rels)|word/media/[^/]+|media/[^/]+"
)
_OTHER_OFFICE = {"ppt/presentation.xml": "PowerPoint", "xl/workbook.xml": "Excel"}


class Marks:
    """The things left out of a document, each known by a number that travels through the conversion."""

    def __init__(self) -> None:
        self._tags: list[str] = []

    def add(self, kind: str, detail: str = "", lines: list[str] | None = None) -> str:
        self._tags.append(left_out_tag(kind, detail, lines=lines))
        return f"\ue000{len(self._tags) - 1}\ue001"

    def tag(self, number: int) -> str:
        return self._tags[number] if number < len(self._tags) else ""


def readable_docx(archive: Sources, marks: Marks, report: ImportReport) -> bytes:
    """The file again, with only the parts that are read, their XML checked and marked.

    Refused: what is no Word file, macros, XML with entities of its own, a part that is no XML.
    """
    names = [name for name in archive.names() if not name.endswith("/")]
    _refuse_others(archive, names)
    rebuilt = BytesIO()
    with ZipFile(rebuilt, "w", ZIP_STORED) as copy:
        for name in filter(_READ.fullmatch, names):
            data = archive.read(name, MAX_PART)
            copy.writestr(
                name, _checked(name, data, marks, report) if name.endswith((".xml", ".rels")) else data
            )
    _report_margins(archive, names, report)
    return rebuilt.getvalue()


def _refuse_others(archive: Sources, names: list[str]) -> None:
    for part, program in _OTHER_OFFICE.items():
        if part in names:
            raise ValidationError(
                _("This is a %(program)s file. Only Word files become lessons.") % {"program": program},
                code="not_word",
            )
    types = (
        archive.read("[Content_Types].xml", MAX_PART).decode("utf-8", "replace")
        if "[Content_Types].xml" in names
        else ""
    )
    if _MACROS.search(types) or any(_MACROS.search(name) for name in names):
        raise ValidationError(
            _("This Word file holds macros. Save it as .docx and try again."), code="macros"
        )
    if not any(re.fullmatch(r"word/document[0-9]*\.xml", name) for name in names):
        raise ValidationError(_("This is not a Word file (.docx)."), code="not_word")


def _checked(name: str, data: bytes, marks: Marks, report: ImportReport) -> bytes:
    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ValidationError(
            _("This Word file defines entities of its own and is refused."), code="entities"
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise ValidationError(_("This Word file is damaged and cannot be read."), code="damaged") from error
    if _depth(root) > MAX_DEPTH:
        raise ValidationError(_("This Word file is nested too deeply."), code="too_deep")
    if not _TEXT_PARTS.fullmatch(name):
        return data
    _mark(root, marks, report, name)
    marked: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return marked


def _depth(root: Element) -> int:
    deepest, waiting, seen = 0, [(root, 1)], 0
    while waiting and deepest <= MAX_DEPTH:
        element, depth = waiting.pop()
        deepest, seen = max(deepest, depth), seen + 1
        if seen > MAX_ELEMENTS:
            raise ValidationError(_("This Word file is too large to import."), code="too_large")
        waiting += [(child, depth + 1) for child in element]
    return deepest


def _mark(root: Element, marks: Marks, report: ImportReport, where: str) -> None:
    """Put a mark in the place of everything that the converter cannot show."""
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        for position, child in enumerate(list(parent)):
            found = _unconvertible(child)
            if found is None:
                waiting.append(child)
            elif found[0] in {"tracked deletion", "table of contents"}:
                report.leave_out(found[0], where, found[1])
                child.clear()
            else:
                parent[position] = _in_place(parent, _text_before(found) + marks.add(*found))


def _unconvertible(element: Element) -> tuple[str, str, list[str]] | None:
    """(kind, detail, lines to show) of an element that would be lost; None where the converter knows it."""
    name = _local(element)
    if name in {"AlternateContent", "drawing", "pict"}:
        return _graphic(element)
    if name == "object":
        program = next((part.get("ProgID", "") for part in element.iter() if _local(part) == "OLEObject"), "")
        return "embedded object", program, []
    if name in {"oMath", "oMathPara"}:
        return "equation", _text(element, "t"), []
    if name == "altChunk":
        return "embedded document", "", []
    if name == "commentReference":
        return "comment", "", []
    if name in {"del", "moveFrom"} and _text(element, "delText", "t"):
        return "tracked deletion", _text(element, "delText", "t"), []
    if name == "sdt" and any(
        part.get(f"{_space(part)}val") == "Table of Contents"
        for part in element.iter()
        if _local(part) == "docPartGallery"
    ):
        return "table of contents", "", []
    return None


def _graphic(element: Element) -> tuple[str, str, list[str]] | None:
    names = {_local(part) for part in element.iter()}
    box = next((part for part in element.iter() if _local(part) == "txbxContent"), None)
    described = next(
        (part.get("descr") or part.get("title") or "" for part in element.iter() if _local(part) == "docPr"),
        "",
    )
    if box is not None:
        lines = [
            line
            for line in map(_paragraph_text, (part for part in box.iter() if _local(part) == "p"))
            if line
        ]
        return "text box", " ".join(lines) or described, lines
    if "chart" in names:
        return "chart", described, []
    if "relIds" in names:
        return "diagram", described, []
    if "imagedata" in names or _is_plain_picture(element):
        return None
    is_rule = any(part.get("{urn:schemas-microsoft-com:office:office}hr") for part in element.iter())
    return None if is_rule else ("drawing", described, [])


def _is_plain_picture(element: Element) -> bool:
    """Whether a drawing holds a picture directly; inside a group the converter does not look."""
    return any(
        _local(child) == "pic" for part in element.iter() if _local(part) == "graphicData" for child in part
    )


def _in_place(parent: Element, text: str) -> Element:
    """A piece of text that fits where the lost element stood: in a run, a paragraph or the body."""
    space = _space(parent)
    name = _local(parent)
    if name == "r":
        return _text_element(f"{space}t", text)
    siblings = {_local(child) for child in parent}
    holds_blocks = name in {"body", "tc", "footnote", "endnote"} or (
        name == "sdtContent" and bool(siblings & {"p", "tbl"})
    )
    outer = Element(f"{space}p") if holds_blocks else None
    run = Element(f"{space}r") if outer is None else SubElement(outer, f"{space}r")
    run.append(_text_element(f"{space}t", text))
    return run if outer is None else outer


def _text_element(tag: str, text: str) -> Element:
    element = Element(tag)
    element.text = text
    return element


def _text_before(found: tuple[str, str, list[str]]) -> str:
    """An equation's characters stay in the sentence; other things leave only their note."""
    return found[1] if found[0] == "equation" else ""


def _report_margins(archive: Sources, names: list[str], report: ImportReport) -> None:
    for name in names:
        if re.fullmatch(r"word/(?:header|footer)[0-9]*\.xml", name) and b"<w:t" in archive.read(
            name, MAX_PART
        ):
            report.leave_out("header or footer", name)


def _paragraph_text(paragraph: Element) -> str:
    return _text(paragraph, "t")


def _text(element: Element, *names: str) -> str:
    return "".join(part.text or "" for part in element.iter() if _local(part) in names).strip()


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _space(element: Element) -> str:
    tag = str(element.tag)
    return tag[: tag.index("}") + 1] if tag.startswith("{") else ""
