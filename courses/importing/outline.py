"""What every importer hands over: a course as an outline, its pictures, and what was made and left out."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

# The kinds of a report, so that their names can be translated where they are shown.
KINDS = [
    gettext_noop("attached file"),
    gettext_noop("chart"),
    gettext_noop("comment"),
    gettext_noop("dangling link"),
    gettext_noop("diagram"),
    gettext_noop("drawing"),
    gettext_noop("embedded document"),
    gettext_noop("embedded object"),
    gettext_noop("embedded page"),
    gettext_noop("equation"),
    gettext_noop("figure"),
    gettext_noop("form field"),
    gettext_noop("header or footer"),
    gettext_noop("instructor page"),
    gettext_noop("learner page"),
    gettext_noop("lesson"),
    gettext_noop("media"),
    gettext_noop("missing episode"),
    gettext_noop("missing figure"),
    gettext_noop("other file"),
    gettext_noop("profile page"),
    gettext_noop("reference page"),
    gettext_noop("remote figure"),
    gettext_noop("script"),
    gettext_noop("source of a drawing"),
    gettext_noop("table of contents"),
    gettext_noop("template tag"),
    gettext_noop("text box"),
    gettext_noop("tracked deletion"),
    gettext_noop("unclosed block"),
    gettext_noop("unknown block"),
    gettext_noop("unknown element"),
    gettext_noop("unreadable figure"),
    gettext_noop("unused figure"),
]
MADE_HEADING = gettext_lazy("Made")
LEFT_OUT_HEADING = gettext_lazy("Left out")

PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


@dataclass(frozen=True)
class LeftOut:
    kind: str
    where: str
    detail: str


@dataclass
class ImportReport:
    made: Counter[str] = field(default_factory=Counter)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, kind: str, where: str, detail: str = "") -> None:
        self.left_out.append(LeftOut(kind, where, " ".join(detail.split())[:300]))

    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each kind were made and left out."""
        return {"made": dict(self.made), "left_out": dict(Counter(item.kind for item in self.left_out))}

    def as_text(self) -> str:
        """The report as lines: the counts by kind, then each thing left out with its place."""
        counts = self.counts()
        lines = [f"{MADE_HEADING}:", *_count_lines(counts["made"])]
        if self.left_out:
            lines += [f"{LEFT_OUT_HEADING}:", *_count_lines(counts["left_out"]), ""]
            lines += [
                ": ".join(filter(None, (item.where, _(item.kind), item.detail))) for item in self.left_out
            ]
        return "\n".join(lines)


@dataclass
class ImportedActivity:
    kind: str
    title: str
    html: str
    minutes: int | None
    source: str


@dataclass
class ImportedModule:
    title: str
    activities: list[ImportedActivity] = field(default_factory=list)


@dataclass(frozen=True)
class ImportedImage:
    name: str
    content_type: str
    data: bytes


@dataclass
class ImportedCourse:
    """A course to be written: pages name pictures as `image:KEY` and other pages as `lesson:SOURCE#anchor`."""

    title: str
    summary: str
    modules: list[ImportedModule] = field(default_factory=list)
    images: dict[str, ImportedImage] = field(default_factory=dict)
    report: ImportReport = field(default_factory=ImportReport)

    def add_image(self, name: str, data: bytes) -> str | None:
        """The key under which a picture is kept, once however often it is shown; None if no browser shows it."""
        content_type = picture_type(data)
        if content_type is None:
            return None
        key = sha256(data).hexdigest()[:20]
        self.images.setdefault(key, ImportedImage(name, content_type, data))
        return key


def picture_type(data: bytes) -> str | None:
    """The content type of a picture by its first bytes."""
    for magic, content_type in PICTURES.items():
        if data.startswith(magic):
            return content_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if re.search(rb"<svg[\s>]", data[:4096]) else None


def with_addresses(html: str, *, images: Mapping[str, str], lessons: Mapping[str, str]) -> str:
    """A page whose pictures and links lead to what was made of them: addresses by image key and by lesson source.

    A key without an address loses its attribute: the picture's words or the link's stay when the page is cleaned.
    """

    def place(match: re.Match[str]) -> str:
        known = images if match[2] == "image" else lessons
        address = known.get(unescape(match[3]))
        return f' {match[1]}="{escape(address)}{match[4] or ""}"' if address else ""

    return re.sub(r' (src|href)="(image|lesson):([^"#]*)(#[^"]*)?"', place, html)


def note(kind: str, detail: str = "", lines: list[str] | None = None) -> str:
    """The note that stands in a page where something could not be brought over."""
    name = _(kind)
    said = _("Not imported: %(kind)s (%(detail)s)") if detail else _("Not imported: %(kind)s")
    paragraphs = [said % {"kind": name, "detail": detail}, *(lines or [])]
    body = "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
    return f'<aside class="callout callout--note">{body}</aside>'


def left_out_tag(kind: str, detail: str = "", *, lines: list[str] | None = None, quiet: bool = False) -> str:
    """A place holder that `page.rewrite` counts and, unless quiet, turns into a note after the paragraph."""
    text = "\n".join(lines or [])
    shown = "" if not quiet else ' quiet=""'
    return f'<x-left-out kind="{escape(kind)}" detail="{escape(detail)}" lines="{escape(text)}"{shown}></x-left-out>'


def _count_lines(counts: dict[str, int]) -> list[str]:
    return [f"  {_(kind)}: {number}" for kind, number in sorted(counts.items())]
