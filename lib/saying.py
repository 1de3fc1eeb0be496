"""What people say, as it is kept: cleaned, and refused with a sentence where it is empty or too long."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib import html
from lib.text import clean_line, clean_text


def said_in_a_line(words: str, *, most: int) -> str:
    """One line of at most so many letters."""
    return _said(clean_line(words), most)


def said_in_words(words: str, *, most: int) -> str:
    """Plain words of at most so many letters, with their line ends."""
    return _said(clean_text(words), most)


def said_in_html(body: str, *, most: int) -> str:
    """Clean HTML that shows something, of a text of at most so many letters."""
    if len(body) > most:
        raise ValidationError(_("This text is too long. Split it into several."), code="too_long")
    body = html.clean(body)
    if html.is_empty(body):
        raise ValidationError(_("Write something first."), code="empty")
    return body


def _said(words: str, most: int) -> str:
    if not words:
        raise ValidationError(_("Write something first."), code="empty")
    if len(words) > most:
        raise ValidationError(_("Say it in at most %(most)d letters.") % {"most": most}, code="too_long")
    return words
