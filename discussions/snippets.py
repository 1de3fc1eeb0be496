"""What of a text is shown where it was found: a line around the words that were asked for, with these marked."""

from __future__ import annotations

import re
import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from discussions.words import SHORTEST_STEM, Term, plain

READ = 20_000
LENGTH, BEFORE = 240, 60


class _Folding(dict):
    """Each character without capital and accent, one for one, so that places in the text stay the same."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFKD", chr(code))[:1].lower()[:1] or chr(code)
        return self.setdefault(code, letter)


_FOLDED = _Folding()


def pattern_of(terms: list[Term]) -> re.Pattern[str] | None:
    """What is marked: words and phrases that were asked for, in any case, accent and common ending."""
    wanted = [_pattern(term) for term in terms if not term.is_unwanted]
    return re.compile("|".join(wanted)) if wanted else None


def marked(text: str, pattern: re.Pattern[str] | None) -> SafeString:
    """The whole text, escaped, with what was asked for in <mark>."""
    pieces, end = [], 0
    for match in pattern.finditer(text.translate(_FOLDED)) if pattern else ():
        pieces += [
            escape(text[end : match.start()]),
            "<mark>",
            escape(text[match.start() : match.end()]),
            "</mark>",
        ]
        end = match.end()
    return mark_safe("".join([*pieces, escape(text[end:])]))


def snippet(text: str, pattern: re.Pattern[str] | None) -> SafeString:
    """About two lines of the text where most of what was asked for stands close together."""
    text = " ".join(text[:READ].split())
    places = [match.start() for match in pattern.finditer(text.translate(_FOLDED))] if pattern else []
    begin, end = _window(text, places)
    before, after = "…" if begin else "", "…" if end < len(text) else ""
    return mark_safe(before + marked(text[begin:end], pattern) + after)


def _window(text: str, places: list[int]) -> tuple[int, int]:
    if not places:
        return 0, _word_end(text, LENGTH)
    near = {place: sum(place <= other < place + LENGTH - BEFORE for other in places) for place in places[:50]}
    begin = max(0, max(near, key=lambda place: (near[place], -place)) - BEFORE)
    begin = text.rfind(" ", 0, begin) + 1
    return begin, _word_end(text, begin + LENGTH)


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.find(" ", at)
    return at if space == -1 or space > at + 30 else space


def _pattern(term: Term) -> str:
    spelled = [_spelled(word) for word in term.words]
    if any(plain(f"a{word}a") != f"a{word}a" for word in term.words):  # a script without spaces
        return r"[\W_]*".join(spelled)
    phrase = r"[\W_]+".join(spelled)
    if term.stem:
        phrase += r"\w{0,3}"
        if len(term.stem) > SHORTEST_STEM:
            phrase += f"|{_spelled(term.stem[:-1])}"
    return rf"(?<!\w)(?:{phrase})(?!\w)"


def _spelled(word: str) -> str:
    return "['’ʼ]?".join(re.escape(letter) for letter in word.translate(_FOLDED))
