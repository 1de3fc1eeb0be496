"""HTML and Markdown from people made safe to store and show."""

import re
from html import escape, unescape

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from lib.html.kept import ATTRIBUTES, RENAMED, TAGS, keep_attribute
from lib.html.reading import ATTRIBUTE, OPEN_TAG, WEB, to_text
from lib.html.weight import MAX_MARKDOWN_LENGTH, refuse_heavy, refuse_long
from lib.text import without_controls

_RENAME = re.compile(r"<(/?)(" + "|".join(RENAMED) + r")(?=[ >])")
_RECORDING = re.compile(r"<(?:audio|video) ")
_WITH_WORDS = re.compile(
    r"<(?:audio|video) [^>]*>[^<]*</(?:audio|video)>\s*<figcaption>(.*?)</figcaption>", re.DOTALL
)
_EMPTY = re.compile(r'<(p|h2|h3|h4|a)(?: (?!id=)[a-z-]+="[^"]*")*>\s*</\1>')


def clean(html: str, *, is_draft: bool = False) -> str:
    """`html` with nothing active left in it, in the few elements we show; cleaning again changes nothing.

    Refused above 300,000 characters, where it nests as only a machine would, or, unless it is a draft, where a
    recording comes without words for whoever cannot hear or see it. A parser may read its own output otherwise
    (a link in a table in a link), so it is cleaned until it stays; what never stays is shown as plain text.
    """
    for _round in range(6):
        # In every round, as escaping and closing make text longer: what is stored must pass again.
        refuse_heavy(html)
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
    refuse_long(text, MAX_MARKDOWN_LENGTH)
    parser = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable(["table", "strikethrough"])
    return clean(parser.render(without_controls(text)))


def _refuse_wordless(html: str) -> None:
    told = [words for words in _WITH_WORDS.findall(html) if to_text(words).strip()]
    if len(told) < len(_RECORDING.findall(html)):
        raise ValidationError(
            _("Say in words what is heard or seen in the recording, for whoever cannot."), code="wordless"
        )


def _clean_once(html: str) -> str:
    parsed = without_controls(_CLEANER.clean(without_controls(html)))
    renamed = _RENAME.sub(lambda match: f"<{match[1]}{RENAMED[match[2]]}", parsed)
    return _EMPTY.sub("", OPEN_TAG.sub(_finish_tag, renamed)).strip()


def _finish_tag(match: re.Match[str]) -> str:
    """Mark links that lead away, let recordings be played; put a picture's words in the place of one that we do not store."""
    attributes = dict(ATTRIBUTE.findall(match[2]))
    if match[1] == "img" and "src" not in attributes:
        return escape(unescape(attributes.get("alt", "")), quote=False)
    if match[1] == "img" and "alt" not in attributes:
        return f'<img{match[2]} alt="">'
    if match[1] in {"audio", "video"}:
        # What is left of one from elsewhere, its end, goes in the next round.
        if "src" not in attributes:
            return ""
        return f'<{match[1]} src="{attributes["src"]}" controls="" preload="metadata">'
    if match[1] == "a" and WEB.match(attributes.get("href", "")):
        return f'<a{match[2]} rel="noopener nofollow">'
    return match[0]


_CLEANER = nh3.Cleaner(
    tags=TAGS | set(RENAMED),
    clean_content_tags={"script", "style", "template", "iframe", "object", "noscript", "title", "svg"},
    attributes=ATTRIBUTES,
    attribute_filter=keep_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
