"""What can be read out of clean HTML: its words, the people it names, where it leads and which files it shows."""

import re
from html import unescape
from html.parser import HTMLParser
from uuid import UUID

MAX_MENTIONS = 20

FILE = re.compile(r"/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
WEB = re.compile(r"https?://", re.IGNORECASE)
# nh3 writes every attribute in double quotes with < > " escaped, so its own output may be read by pattern.
OPEN_TAG = re.compile(r'<(a|img|audio|video)((?: [a-z-]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_BLOCK_NAMES = "p h1 h2 h3 h4 h5 h6 ul ol blockquote pre table figure figcaption aside details summary div"


def to_text(html: str, *, links: bool = False) -> str:
    """Plain text of clean HTML: blocks apart, "- " before items, alt for pictures; `links` adds addresses."""
    reader = _TextReader(links=links)
    reader.feed(html)
    reader.close()
    return reader.text()


def excerpt(html: str, words: int = 30) -> str:
    """The first words as one line, with "…" where more follows."""
    found = to_text(html).split()
    return " ".join(found[:words]) + ("…" if len(found) > words else "")


def mentioned_people(html: str) -> list[int]:
    """Ids of the people named by mentions in clean HTML: in order, once each, the first twenty."""
    return [int(person) for person in _mentioned(html, "data-person")]


def mentioned_teams(html: str) -> list[int]:
    """Ids of the teams named by mentions in clean HTML: in order, once each, the first twenty."""
    return [int(team) for team in _mentioned(html, "data-team")]


def mentioned_roles(html: str) -> list[str]:
    """The roles all of whose people are named by mentions in clean HTML."""
    return _mentioned(html, "data-role")


def mention_count(html: str) -> int:
    """How many people, teams and roles clean HTML names, however many that is."""
    return sum(len(_all_mentioned(html, name)) for name in ("data-person", "data-team", "data-role"))


def _mentioned(html: str, attribute: str) -> list[str]:
    return _all_mentioned(html, attribute)[:MAX_MENTIONS]


def _all_mentioned(html: str, attribute: str) -> list[str]:
    found = (
        attributes[attribute]
        for tag, attributes in _open_tags(html)
        if tag == "a" and attributes.get("class") == "mention" and attribute in attributes
    )
    return list(dict.fromkeys(found))


def addresses(html: str) -> list[str]:
    """To which addresses clean HTML leads: in order, once each."""
    found = (unescape(attributes.get("href", "")) for tag, attributes in _open_tags(html) if tag == "a")
    return list(dict.fromkeys(filter(None, found)))


def file_ids(html: str) -> list[UUID]:
    """Ids of the stored files that clean HTML shows or links to: in order, once each."""
    addresses = (
        attributes.get("src") or attributes.get("href") or "" for _tag, attributes in _open_tags(html)
    )
    return list(dict.fromkeys(UUID(match[1]) for match in map(FILE.match, addresses) if match))


def is_empty(html: str) -> bool:
    """Whether a reader would see nothing."""
    return not re.search("<(?:img|audio|video)", html) and not to_text(html).strip()


def _open_tags(html: str) -> list[tuple[str, dict[str, str]]]:
    return [(match[1], dict(ATTRIBUTE.findall(match[2]))) for match in OPEN_TAG.finditer(html)]


class _TextReader(HTMLParser):
    """Collects the words of a document as a reader without HTML would want them."""

    BLOCKS = frozenset(_BLOCK_NAMES.split())
    HIDDEN = frozenset({"script", "style", "template"})

    def __init__(self, *, links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._links = links
        self._parts: list[str] = []
        self._address = ""
        self._depth = {"pre": 0, "hidden": 0}

    def text(self) -> str:
        lines = (re.sub(r"[^\S\n]+(?=\n|$)", "", part) for part in "".join(self._parts).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in self.HIDDEN:
            self._depth["hidden"] += 1
        elif tag == "pre":
            self._depth["pre"] += 1
        if tag in self.BLOCKS:
            self._parts.append("\n\n")
        elif tag == "li":
            self._parts.append("\n- ")
        elif tag in {"br", "tr", "hr"}:
            self._parts.append("\n")
        elif tag == "img":
            self._parts.append(attributes.get("alt") or "")
        elif tag == "a":
            self._address = attributes.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.HIDDEN:
            self._depth["hidden"] -= 1
        elif tag == "pre":
            self._depth["pre"] -= 1
        if tag in self.BLOCKS:
            self._parts.append("\n\n")
        elif tag in {"td", "th"}:
            self._parts.append("\t")
        elif tag == "a" and self._links and WEB.match(self._address):
            self._parts.append(f" <{self._address}>")

    def handle_data(self, data: str) -> None:
        if self._depth["hidden"] > 0:
            return
        self._parts.append(data if self._depth["pre"] > 0 else re.sub(r"[ \t\r\n\f]+", " ", data))
