"""Plain text from people: what is taken out of it, how addresses are told apart, what stands on a face."""

import re
import unicodedata
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HUES = 12
# U+FEFF inside a text is a stray byte-order mark; U+202A–E and U+2066–9 turn around what follows on the page.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_TRAILING = re.compile(r"[^\S\n]+(?=\n)")
_BLANK_LINES = re.compile(r"\n{3,}")
# Letters and symbols by category that nevertheless show nothing.
_BLANK_SYMBOLS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_JOINER = "\u200d"


def without_controls(text: str) -> str:
    """`text` without NUL and other controls, byte-order marks, lone surrogates and bidi overrides.

    Tab and the line ends stay.
    """
    return _UNWANTED.sub("", text)


def whole_number(word: str, *, digits: int = 18) -> int | None:
    """The number that a form or an address names; None for all else, and for what no column of ids holds."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= digits else None


def clean_line(text: str) -> str:
    """One line fit for storing and showing: no controls, NFC, single spaces; empty where nothing is seen."""
    line = without_controls(_LINE_ENDS.sub("\n", text))
    line = " ".join(unicodedata.normalize("NFC", line).split())
    return line if any(map(_is_seen, line)) else ""


def clean_text(text: str) -> str:
    """Several lines fit for storing and showing: as `clean_line`, but line ends and inner spaces stay."""
    lines = unicodedata.normalize("NFC", without_controls(_LINE_ENDS.sub("\n", text)))
    lines = _BLANK_LINES.sub("\n\n", _TRAILING.sub("", lines)).strip()
    return lines if any(map(_is_seen, lines)) else ""


def validate_plain(value: str) -> None:
    """A form or model validator that refuses what `clean_text` would silently take out."""
    if _UNWANTED.search(value):
        raise ValidationError(
            gettext_lazy(
                "This text holds a control character that cannot be shown. Remove it and try again."
            ),
            code="control_character",
        )


def fold_email(address: str) -> str:
    """The one spelling under which an address is stored and compared: NFKC, casefolded.

    Refused: invisible or turning characters, what a spreadsheet would run, and what is no address.
    """
    shown = unicodedata.normalize("NFKC", address.strip(" \t\r\n\u00a0"))
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} for character in shown):
        raise ValidationError(_("This e-mail address holds an invisible character."), code="invisible")
    if shown.startswith(("=", "+", "-", "@")):
        raise ValidationError(
            _("An e-mail address cannot begin with “%(character)s”.") % {"character": shown[0]},
            code="formula",
        )
    folded = unicodedata.normalize("NFKC", shown.casefold())
    try:
        validate_email(folded)
    except ValidationError as error:
        raise ValidationError(_("This is not an e-mail address."), code="invalid") from error
    return folded


def initials(name: str) -> str:
    """At most two letters for a face without a photo; one where the script has no capitals, else "?"."""
    words = [word for word in map(_without_punctuation, clean_line(name).split()) if word]
    if not words:
        return "?"
    first, last = _first_grapheme(words[0]), _first_grapheme(words[-1])
    if len(words) == 1 or not (_has_case(first) and _has_case(last)):
        return first.upper() if _has_case(first) else first
    return first.upper() + last.upper()


def hue_of(identity: int | UUID) -> int:
    """One of the twelve hues, 1 to 12, fixed by the person; neighbours in the list never share one."""
    return int(identity) * 7 % HUES + 1


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANK_SYMBOLS


def _has_case(grapheme: str) -> bool:
    return grapheme.lower() != grapheme.upper()


def _without_punctuation(word: str) -> str:
    for position, character in enumerate(word):
        if unicodedata.category(character)[0] in "LNS" and character not in _BLANK_SYMBOLS:
            return word[position:]
    return ""


def _first_grapheme(word: str) -> str:
    """The first thing a reader takes for one character: a letter with its marks, a flag, an emoji family."""
    end = 1
    if _is_regional(word[0]):
        return word[:2] if len(word) > 1 and _is_regional(word[1]) else word[0]
    while end < len(word):
        if word[end] == _JOINER and end + 1 < len(word):
            end += 2
        elif _extends(word[end]):
            end += 1
        else:
            break
    return word[:end]


def _extends(character: str) -> bool:
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    is_tag = "\U000e0020" <= character <= "\U000e007f"
    return unicodedata.category(character) in {"Mn", "Mc", "Me"} or is_skin_tone or is_tag


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
