"""Parts of a draft, words to who is waited for, and what is said to what was handed in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.fields import LONGEST_RICH, PlainField, RichField, rich_value
from teams.models import Reminder


class PartForm(forms.Form):
    """A part's text, and the revision that its writer began from."""

    body = RichField(label=_("Your part"), required=False)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=LONGEST_RICH, strip=False)
    take = forms.ChoiceField(choices=[("mine", ""), ("theirs", ""), ("both", "")], required=False)

    def clean_body(self) -> str:
        return rich_value(self, "body")

    def clean_base(self) -> str | None:
        """What its writer began from, where the page says so; an empty beginning is one too."""
        return self.cleaned_data["base"] if "base" in self.data else None


class RemindForm(forms.Form):
    """One step for a part that the team waits for."""

    step = forms.ChoiceField(choices=Reminder.Step.choices)
    words = PlainField(label=_("Your words"), max_length=500, several_lines=True)


class AgainForm(forms.Form):
    """What to look at again."""

    words = PlainField(label=_("What should they look at again?"), max_length=500, several_lines=True)


class MoreTimeForm(forms.Form):
    """Until when a team may hand in."""

    until = forms.DateField(label=_("Until"))


class CommentForm(forms.Form):
    """A comment on a part, or on words of it."""

    part = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    quote = PlainField(
        label=_("The words it is about"),
        max_length=500,
        required=False,
        help_text=_("Copy them from the text, or leave this empty to speak of the whole part."),
    )
    body = PlainField(label=_("Your comment"), max_length=2000, several_lines=True)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class FeedbackForm(forms.Form):
    """A mentor's answer."""

    body = RichField(label=_("Your answer"), error_messages={"required": _("Write something first.")})

    def clean_body(self) -> str:
        return rich_value(self, "body")
