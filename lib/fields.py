"""Form fields for what people write: plain text without control characters, and rich text cleaned on its way in."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib import html, text

LONGEST_RICH = 100_000


class PlainField(forms.CharField):
    """One line, or several with a Textarea: normalized, without controls and without direction overrides."""

    def __init__(self, *, several_lines: bool = False, **options):
        self._clean_text = text.clean_text if several_lines else text.clean_line
        if several_lines:
            options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**options)

    def to_python(self, value) -> str:
        return self._clean_text(super().to_python(value) or "")


class RichField(forms.CharField):
    """Rich text: HTML from the editor, or Markdown where the page has no script; the form's `body_format` says which.

    The cleaned value is clean HTML.
    """

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONGEST_RICH, **options):
        self.longest = max_length
        super().__init__(**options)

    def clean(self, value) -> str:
        """Refuse what is too long before any parser sees it; the form's own clean turns it into HTML."""
        if value and len(value) > self.longest:
            raise ValidationError(
                _("This is too long: at most %(most)d characters.") % {"most": self.longest}
            )
        return super().clean(text.clean_text(value or ""))


def rich_value(form: forms.Form, name: str) -> str:
    """A RichField's value as clean HTML, whichever way the page sent it."""
    raw = form.cleaned_data.get(name, "")
    sent_as_html = form.data.get(form.add_prefix(f"{name}_format")) == "html"
    return html.clean(raw) if sent_as_html else html.from_markdown(raw)
