"""Fields in which nothing stands yet: Django renders each by several templates, here once a process and language."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Whose markup is made of nothing but their attributes and choices.
PLAIN = (forms.TextInput, forms.Textarea, forms.DateTimeInput, forms.CheckboxInput, forms.Select)
MOST = 500
_made: dict[tuple, SafeString] = {}


def once(bound: forms.BoundField, *said: Hashable, make: Callable[[], SafeString]) -> SafeString:
    """The field's markup, kept under all that shows in it, where it is blank; any other is made anew."""
    if not _is_blank(bound):
        return make()
    shown = (*_shown(bound), *said, get_language())
    if shown not in _made:
        if len(_made) >= MOST:
            _made.clear()
        _made[shown] = make()
    return _made[shown]


def _is_blank(bound: forms.BoundField) -> bool:
    """Whether nothing was sent, and nothing stands in it but one of the choices that it always has."""
    widget = bound.field.widget
    if bound.form.is_bound or type(widget) not in PLAIN:
        return False
    # What is chosen from rows of the database is no list.
    return type(widget.choices) is list if isinstance(widget, forms.Select) else not bound.value()


def _shown(bound: forms.BoundField) -> tuple[Hashable, ...]:
    field, form = bound.field, bound.form
    rules = (field.required, field.disabled, form.use_required_attribute, form.empty_permitted)
    named = (bound.html_name, bound.auto_id, str(bound.label), str(bound.help_text), repr(bound.value()))
    return type(field.widget), repr(vars(field.widget)), *named, *rules
