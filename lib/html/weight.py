"""What is refused unparsed: a parser's time grows by the square of what is hostile enough."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Parsers take time by the square of what is hostile enough: 300,000 times "&" cost a second.
MAX_LENGTH = 300_000
MAX_MARKDOWN_LENGTH = 150_000
MAX_DEPTH = 256
# A parser repeats open formatting in every later paragraph: 200 times 5,000 paragraphs fill the memory.
MAX_REPEATED_TAGS = 1_000_000
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_FORMATTING_NAMES = "a b big code em font i nobr s small strike strong tt u"
_CLOSED_NAMES = """
    p li tr td th tbody thead tfoot
    area base br col embed hr img input link meta param source track wbr
"""
_FORMATTING, _CLOSED_BY_NEXT = frozenset(_FORMATTING_NAMES.split()), frozenset(_CLOSED_NAMES.split())


def refuse_heavy(html: str) -> None:
    """Refuse unparsed what would cost the parser far more than its length: it searches its whole stack."""
    refuse_long(html, MAX_LENGTH)
    depth, formatting, tags = _nesting(html)
    if depth > MAX_DEPTH or tags * formatting > MAX_REPEATED_TAGS:
        raise ValidationError(
            _("This text nests its elements too deeply. Paste it as plain text."), code="too_deep"
        )


def refuse_long(text: str, longest: int) -> None:
    if len(text) > longest:
        raise ValidationError(_("This text is too long. Split it into several."), code="too_long")


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
