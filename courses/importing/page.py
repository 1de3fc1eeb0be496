"""The last pass over an imported page: links and pictures resolved, active parts taken out, notes put in their place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

from courses.importing.outline import ImportReport, note

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = _HEADINGS | {"p", "pre", "figure", "summary", "table", "ul", "ol"}
_BLOCKS = _PARAGRAPHS | {"blockquote", "aside", "details", "hr"}
_HOLDERS = {"td", "th", "li", "aside", "blockquote", "details"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "track", "wbr", "col", "area", "embed", "base"}
# Elements that would run something or load it from elsewhere: (kind in the report, attribute that names it).
_ACTIVE = {
    "iframe": ("embedded page", "src"),
    "frame": ("embedded page", "src"),
    "object": ("embedded object", "data"),
    "embed": ("embedded object", "src"),
    "video": ("media", "src"),
    "audio": ("media", "src"),
    "script": ("script", "src"),
    "form": ("form field", "action"),
    "input": ("form field", "type"),
    "textarea": ("form field", "name"),
    "select": ("form field", "name"),
    "button": ("form field", "name"),
}
_SWALLOWED = {"script", "style", "iframe", "object", "video", "audio", "textarea", "select", "template"}
# Elements that only group: what is in them stays.
_UNWRAPPED = {"section", "article", "main", "header", "footer", "nav", "center", "font", "html", "body"}
_WITH_CLASS = {"aside", "span", "code"}
# Ids of imported pages share a prefix, so that they never meet one of the page around them.
ANCHOR = "part-"
_RENAMED = {"dt": ("<p><strong>", "</strong></p>"), "dd": ("<p>", "</p>"), "dl": ("", "")}


@dataclass(frozen=True)
class Target:
    """Where a link or picture leads now; `missing` says why it leads nowhere (then `address` is not used)."""

    address: str = ""
    missing: str = ""
    kind: str = "dangling link"


@dataclass(frozen=True)
class Resolver:
    link: Callable[[str], Target]
    image: Callable[[str], Target]


def rewrite(html: str, *, where: str, resolver: Resolver, report: ImportReport) -> str:
    """The page as it will be stored, and in `report` what it lost."""
    rewriter = _Rewriter(where, resolver, report, shift=1 if re.search(r"<h1[\s>]", html) else 0)
    rewriter.feed(html)
    rewriter.close()
    rewriter.flush()
    return re.sub(r"<(p|figure)>\s*</\1>", "", "".join(rewriter.parts)).strip()


class _Rewriter(HTMLParser):
    def __init__(self, where: str, resolver: Resolver, report: ImportReport, *, shift: int) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._where, self._resolver, self._report, self._shift = where, resolver, report, shift
        self._notes: list[str] = []
        self._headings: list[str] = []
        self._level = 1
        self._callouts = 0
        self._swallowed: list[str] = []

    def flush(self) -> None:
        self.parts += self._notes
        self._notes = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self._swallowed:
            self._inside_swallowed(tag, attributes)
        elif tag == "x-left-out":
            self._leave_out(attributes)
        elif tag in _ACTIVE or tag in _SWALLOWED:
            self._take_out(tag, attributes)
        elif tag == "img":
            self._image(attributes)
        elif tag == "a":
            self._link(attributes)
        elif tag in _RENAMED:
            self.parts.append(_RENAMED[tag][0])
        elif tag in _UNWRAPPED:
            self.flush()
        else:
            self._open(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if self._swallowed:
            if tag in self._swallowed:
                del self._swallowed[self._swallowed.index(tag) :]
        elif tag == "a":
            self.parts.append("</a>")
        elif tag in _RENAMED:
            self.parts.append(_RENAMED[tag][1])
        elif tag not in _VOID | _UNWRAPPED and tag not in _ACTIVE and tag != "x-left-out":
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if not self._swallowed:
            self.parts.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _BLOCKS:
            self.flush()
        if tag in {"aside", "details"}:
            self._callouts += 1
        if tag not in _WITH_CLASS:
            attributes.pop("class", None)
        if tag in _HEADINGS:
            tag = self._heading(int(tag[1]))
        self.parts.append(_tag(tag, attributes))

    def _close(self, tag: str) -> None:
        if tag in _HEADINGS:
            tag = self._headings.pop() if self._headings else tag
        if tag in {"aside", "details"}:
            self._callouts = max(0, self._callouts - 1)
        if tag in _HOLDERS:
            self.flush()
        self.parts.append(f"</{tag}>")
        if tag in _PARAGRAPHS:
            self.flush()

    def _heading(self, level: int) -> str:
        """The page's title is its only h1 and no level is skipped: what comes in seldom keeps to either."""
        wanted = level + self._shift + (1 if self._callouts else 0)
        self._level = min(max(wanted, 2), self._level + 1, 4)
        self._headings.append(f"h{self._level}")
        return self._headings[-1]

    def _leave_out(self, attributes: dict[str, str]) -> None:
        kind, detail = attributes.get("kind", ""), attributes.get("detail", "")
        self._report.leave_out(kind, self._where, detail)
        if "quiet" not in attributes:
            lines = [line for line in attributes.get("lines", "").split("\n") if line.strip()]
            self._notes.append(note(kind, "" if lines else detail, lines))

    def _take_out(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _SWALLOWED:
            self._swallowed.append(tag)
        if tag not in _ACTIVE:
            return
        kind, named_by = _ACTIVE[tag]
        detail = attributes.get(named_by, "")
        self._report.leave_out(kind, self._where, detail or tag)
        if kind != "script":
            self._notes.append(note(kind, detail))

    def _inside_swallowed(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._swallowed[-1]:
            self._swallowed.append(tag)
        if tag == "source" and attributes.get("src"):
            self._notes.append(note("media", attributes["src"]))

    def _image(self, attributes: dict[str, str]) -> None:
        target = self._resolver.image(attributes.get("src", ""))
        alt = attributes.get("alt", "")
        if target.missing:
            self._report.leave_out(target.kind, self._where, target.missing)
            self._notes.append(note(target.kind, target.missing, [alt] if alt else None))
            return
        kept = {name: attributes[name] for name in ("width", "height") if attributes.get(name, "").isdigit()}
        self.parts.append(_tag("img", {"src": target.address, "alt": alt, **kept}))

    def _link(self, attributes: dict[str, str]) -> None:
        anchor = {"id": attributes["id"]} if attributes.get("id") else {}
        if "href" not in attributes:
            self.parts.append(_tag("a", anchor))
            return
        target = self._resolver.link(attributes["href"])
        if target.missing:
            self._report.leave_out(target.kind, self._where, target.missing)
            self._notes.append(note(target.kind, target.missing))
        self.parts.append(_tag("a", ({"href": target.address} if target.address else {}) | anchor))


def _tag(name: str, attributes: dict[str, str]) -> str:
    if "id" in attributes:
        attributes = attributes | {"id": ANCHOR + attributes["id"]}
    written = (f' {key}="{escape(value)}"' for key, value in attributes.items() if _is_sound(key))
    return f"<{name}{''.join(written)}>"


def _is_sound(name: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9-]*", name) is not None
