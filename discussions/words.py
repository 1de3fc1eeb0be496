"""The words that search finds: how a text is cut into them, and what somebody asks for, both in the same way.

Letters and figures make words, everything else stands between them; an apostrophe is left out, so that don't and
dont are one. Scripts written without spaces are cut into single letters, and their words asked for as phrases.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from lib import html

CONFIG = "colloquy"
# PostgreSQL keeps at most a megabyte of words a row; nobody searches for what stands beyond this.
SEARCHED = 50_000
LONGEST_ASKED = 200
MOST_TERMS = 16
# Other endings of an asked word are found too, once it is long enough to mean something without them.
SHORTEST_STEM = 4

_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_BETWEEN = re.compile(r"[\W_]+")
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_TERMS = re.compile(r'(-?)"([^"]*)"?|(\S+)')


def plain(text: str) -> str:
    """The text as words with single spaces between them."""
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))
    return _BETWEEN.sub(" ", _UNSPACED.sub(r" \1 ", text)).strip()


def folded(word: str) -> str:
    """A word without capitals and accents, for telling on a page that two are the same."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def of_post(post) -> SearchVector:
    """What the database keeps of a post for searching; the title of the thread it opens weighs more."""
    text = plain(html.to_text(post.body)[:SEARCHED])
    if not post.opens_thread:
        return SearchVector(Value(text), config=CONFIG)
    title = SearchVector(Value(plain(post.thread.title)), weight="A", config=CONFIG)
    return title + SearchVector(Value(text), weight="B", config=CONFIG)


@dataclass(frozen=True)
class Term:
    """One part of what is asked: a word, or several as a phrase; perhaps one that must not be there."""

    words: tuple[str, ...]
    is_quoted: bool = False
    is_unwanted: bool = False
    after_or: bool = False

    @property
    def stem(self) -> str:
        """The word whose other endings are looked for too, if any."""
        word = self.words[0]
        is_one = len(self.words) == 1 and not self.is_quoted
        return word if is_one and len(word) >= SHORTEST_STEM and word.isalpha() else ""


def terms(asked: str) -> list[Term]:
    """What is asked for: words, "quoted phrases", -without, one or another."""
    found: list[Term] = []
    after_or = False
    for minus, phrase, word in _TERMS.findall(asked[:LONGEST_ASKED]):
        if word.lower() == "or":
            after_or = bool(found)
            continue
        is_unwanted = bool(minus) or word.startswith("-")
        if words := plain(phrase or word).split():
            found.append(Term(tuple(words), not word, is_unwanted, after_or))
        after_or = False
    return found[:MOST_TERMS]


def expression(asked: list[Term], endings: dict[str, list[str]]) -> str:
    """The terms as PostgreSQL reads them; `endings` gives the words that are found with a stem.

    Only letters and figures are left in words, so nothing in them can be read as anything else.
    """
    parts: list[str] = []
    for term in asked:
        part = _part(term, endings)
        if term.after_or and parts:
            parts[-1] = f"({parts[-1]} | {part})"
        else:
            parts.append(part)
    return " & ".join(parts)


def _part(term: Term, endings: dict[str, list[str]]) -> str:
    phrase = " <-> ".join(f"'{word}'" for word in term.words)
    others = endings.get(folded(term.stem), []) if term.stem and not term.is_unwanted else []
    either = " | ".join([phrase, *(f"'{word}'" for word in others)])
    return f"!({phrase})" if term.is_unwanted else f"({either})"
