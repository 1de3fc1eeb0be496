"""Parts of a draft, and the answer to what was handed in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.fields import RichField, rich_value


class PartForm(forms.Form):
    """A part's text, and the revision that its writer began from."""

    body = RichField(label=_("Your part"), required=False)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        return rich_value(self, "body")


class FeedbackForm(forms.Form):
    """A mentor's answer."""

    body = RichField(label=_("Your answer"), error_messages={"required": _("Write something first.")})

    def clean_body(self) -> str:
        return rich_value(self, "body")
