"""What is kept of rich text: the elements we show, their attributes, and the addresses that they may lead to."""

import re
from urllib.parse import urlsplit

from lib.html.reading import FILE, WEB
from lib.text import without_controls

_NAMES = """
    p h2 h3 h4 strong em u s a ul ol li blockquote pre code hr br sub sup
    table caption thead tbody tfoot tr th td img figure figcaption aside span details summary audio video
"""
TAGS = set(_NAMES.split())
# What editors, Word and Markdown write instead of the names we keep; h1 belongs to the page.
RENAMED = {
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
ATTRIBUTES = {
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
_SAFE_PATH = re.compile(r"/(?![/\\])|#")


def keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        kept = [word for word in value.split() if _CLASSES[tag].fullmatch(word)]
        return " ".join(dict.fromkeys(kept)) or None
    if name == "href":
        return _safe_address(value)
    if name == "src":
        return value if FILE.fullmatch(value) else None
    if name in _VALUES:
        return value if _VALUES[name].fullmatch(value) else None
    return value


def _safe_address(value: str) -> str | None:
    """An address as browsers read it (without tabs and line ends), if it is of the web, mail or this site."""
    address = re.sub(r"[\t\r\n]", "", without_controls(value)).strip()
    if address.lower().startswith("mailto:") or _SAFE_PATH.match(address):
        return address
    if not WEB.match(address) or "\\" in address:
        return None
    try:
        host = urlsplit(address)
        return address if host.hostname and "@" not in host.netloc else None
    except ValueError:
        return None
