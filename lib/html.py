"""Rich text: HTML and Markdown from people made safe to store and show, and what can be read out of it."""

import re
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit
from uuid import UUID

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from lib.text import without_controls

# Parsers take time by the square of what is hostile enough: 300,000 times "&" cost a second.
MAX_LENGTH = 300_000
MAX_MARKDOWN_LENGTH = 150_000
MAX_DEPTH = 256
# A parser repeats open formatting in every later paragraph: 200 times 5,000 paragraphs fill the memory.
MAX_REPEATED_TAGS = 1_000_000
MAX_MENTIONS = 20

_NAMES = """
    p h2 h3 h4 strong em u s a ul ol li blockquote pre code hr br sub sup
    table caption thead tbody tfoot tr th td img figure figcaption aside span details summary audio video
"""
_TAGS = set(_NAMES.split())
# What editors, Word and Markdown write instead of the names we keep; h1 belongs to the page.
_RENAMED = {
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "b": "strong",
    "i": "em",
    "ins": "u",
    "del": "s",
    "strike": "s",
    "div": "p",
}
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "class", "data-person", "data-team", "data-role"},
    "img": {"src", "alt", "width", "height"},
    "audio": {"src"},
    "video": {"src"},
    "aside": {"class"},
    "figure": {"class"},
    "span": {"class"},
    "code": {"class"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
_NUMBER = re.compile(r"[0-9]{1,4}")
_VALUES = {
    # Imported lessons link to their own parts; the prefix keeps these ids apart from those of the page.
    "id": re.compile(r"part-[\w.:-]{1,120}"),
    "data-person": re.compile(r"[0-9]{1,18}"),
    "data-team": re.compile(r"[0-9]{1,18}"),
    "data-role": re.compile(r"[a-z]{1,20}"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    **dict.fromkeys(("width", "height", "start", "colspan", "rowspan"), _NUMBER),
}
_CLASSES = {
    "a": re.compile(r"mention|file"),
    "aside": re.compile(r"callout(--[a-z]+(-[a-z]+)*)?"),
    "figure": re.compile(r"gallery|recording"),
    "span": re.compile(r"math(--display)?"),
    "code": re.compile(r"language-[a-z0-9+#-]{1,30}"),
}
_FILE = re.compile(r"/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SAFE_PATH = re.compile(r"/(?![/\\])|#")

# nh3 writes every attribute in double quotes with < > " escaped, so its own output may be read by pattern.
_OPEN_TAG = re.compile(r'<(a|img|audio|video)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_RENAME = re.compile(r"<(/?)(" + "|".join(_RENAMED) + r")(?=[ >])")
_RECORDING = re.compile(r"<(?:audio|video) ")
_WITH_WORDS = re.compile(
    r"<(?:audio|video) [^>]*>[^<]*</(?:audio|video)>\s*<figcaption>(.*?)</figcaption>", re.DOTALL
)
_EMPTY = re.compile(r'<(p|h2|h3|h4|a)(?: (?!id=)[a-z-]+="[^"]*")*>\s*</\1>')

_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_BLOCK_NAMES = "p h1 h2 h3 h4 h5 h6 ul ol blockquote pre table figure figcaption aside details summary div"
_FORMATTING_NAMES = "a b big code em font i nobr s small strike strong tt u"
_CLOSED_NAMES = """
    p li tr td th tbody thead tfoot
    area base br col embed hr img input link meta param source track wbr
"""
_FORMATTING, _CLOSED_BY_NEXT = frozenset(_FORMATTING_NAMES.split()), frozenset(_CLOSED_NAMES.split())


def clean(html: str, *, is_draft: bool = False) -> str:
    """`html` with nothing active left in it, in the few elements we show; cleaning again changes nothing.

    Refused above 300,000 characters, where it nests as only a machine would, or, unless it is a draft, where a
    recording comes without words for whoever cannot hear or see it. A parser may read its own output otherwise
    (a link in a table in a link), so it is cleaned until it stays; what never stays is shown as plain text.
    """
    for _round in range(6):
        # In every round, as escaping and closing make text longer: what is stored must pass again.
        _refuse_heavy(html)
        cleaned = _clean_once(html)
        if cleaned == html:
            if not is_draft:
                _refuse_wordless(cleaned)
            return cleaned
        html = cleaned
    return f"<p>{escape(to_text(html), quote=False)}</p>"


def from_markdown(text: str, *, breaks: bool = False) -> str:
    """Clean HTML of CommonMark with tables and strikethrough; HTML in it is shown as text.

    `breaks` keeps single line ends, as people expect of a reply box.
    """
    _refuse_long(text, MAX_MARKDOWN_LENGTH)
    parser = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable(["table", "strikethrough"])
    return clean(parser.render(without_controls(text)))


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
    return list(dict.fromkeys(UUID(match[1]) for match in map(_FILE.match, addresses) if match))


def is_empty(html: str) -> bool:
    """Whether a reader would see nothing."""
    return not re.search("<(?:img|audio|video)", html) and not to_text(html).strip()


def _refuse_heavy(html: str) -> None:
    """Refuse unparsed what would cost the parser far more than its length: it searches its whole stack."""
    _refuse_long(html, MAX_LENGTH)
    depth, formatting, tags = _nesting(html)
    if depth > MAX_DEPTH or tags * formatting > MAX_REPEATED_TAGS:
        raise ValidationError(
            _("This text nests its elements too deeply. Paste it as plain text."), code="too_deep"
        )


def _refuse_long(text: str, longest: int) -> None:
    if len(text) > longest:
        raise ValidationError(_("This text is too long. Split it into several."), code="too_long")


def _refuse_wordless(html: str) -> None:
    told = [words for words in _WITH_WORDS.findall(html) if to_text(words).strip()]
    if len(told) < len(_RECORDING.findall(html)):
        raise ValidationError(
            _("Say in words what is heard or seen in the recording, for whoever cannot."), code="wordless"
        )


def _nesting(html: str) -> tuple[int, int, int]:
    """Deepest nesting, most formatting open at once, number of tags; never less than a parser would find."""
    open_by_name: dict[str, int] = {}
    depth = deepest = formatting = most_formatting = tags = 0
    for closes, name in _ANY_TAG.findall(html):
        name = name.lower()
        tags += 1
        if name in _CLOSED_BY_NEXT or (closes and not open_by_name.get(name)):
            continue
        step = -1 if closes else 1
        open_by_name[name] = open_by_name.get(name, 0) + step
        depth += step
        formatting += step if name in _FORMATTING else 0
        deepest, most_formatting = max(deepest, depth), max(most_formatting, formatting)
    return deepest, most_formatting, tags


def _clean_once(html: str) -> str:
    parsed = without_controls(_CLEANER.clean(without_controls(html)))
    renamed = _RENAME.sub(lambda match: f"<{match[1]}{_RENAMED[match[2]]}", parsed)
    return _EMPTY.sub("", _OPEN_TAG.sub(_finish_tag, renamed)).strip()


def _finish_tag(match: re.Match[str]) -> str:
    """Mark links that lead away, let recordings be played; put a picture's words in the place of one that we do not store."""
    attributes = dict(_ATTRIBUTE.findall(match[2]))
    if match[1] == "img" and "src" not in attributes:
        return escape(unescape(attributes.get("alt", "")), quote=False)
    if match[1] == "img" and "alt" not in attributes:
        return f'<img{match[2]} alt="">'
    if match[1] in {"audio", "video"}:
        # What is left of one from elsewhere, its end, goes in the next round.
        if "src" not in attributes:
            return ""
        return f'<{match[1]} src="{attributes["src"]}" controls="" preload="metadata">'
    if match[1] == "a" and _WEB.match(attributes.get("href", "")):
        return f'<a{match[2]} rel="noopener nofollow">'
    return match[0]


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        kept = [word for word in value.split() if _CLASSES[tag].fullmatch(word)]
        return " ".join(dict.fromkeys(kept)) or None
    if name == "href":
        return _safe_address(value)
    if name == "src":
        return value if _FILE.fullmatch(value) else None
    if name in _VALUES:
        return value if _VALUES[name].fullmatch(value) else None
    return value


def _safe_address(value: str) -> str | None:
    """An address as browsers read it (without tabs and line ends), if it is of the web, mail or this site."""
    address = re.sub(r"[\t\r\n]", "", without_controls(value)).strip()
    if address.lower().startswith("mailto:") or _SAFE_PATH.match(address):
        return address
    if not _WEB.match(address) or "\\" in address:
        return None
    try:
        host = urlsplit(address)
        return address if host.hostname and "@" not in host.netloc else None
    except ValueError:
        return None


def _open_tags(html: str) -> list[tuple[str, dict[str, str]]]:
    return [(match[1], dict(_ATTRIBUTE.findall(match[2]))) for match in _OPEN_TAG.finditer(html)]


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
        elif tag == "a" and self._links and _WEB.match(self._address):
            self._parts.append(f" <{self._address}>")

    def handle_data(self, data: str) -> None:
        if self._depth["hidden"] > 0:
            return
        self._parts.append(data if self._depth["pre"] > 0 else re.sub(r"[ \t\r\n\f]+", " ", data))


_CLEANER = nh3.Cleaner(
    tags=_TAGS | set(_RENAMED),
    clean_content_tags={"script", "style", "template", "iframe", "object", "noscript", "title", "svg"},
    attributes=_ATTRIBUTES,
    attribute_filter=_keep_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
