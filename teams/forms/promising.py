"""Commitments, how they went, and what came of them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField, RichField, rich_value
from teams.models import Commitment


class CommitmentForm(forms.Form):
    """Two fields and a day: what one will try, with whom; sharing is off until one turns it on."""

    what = PlainField(label=_("What will you try?"), max_length=300)
    with_whom = PlainField(label=_("With whom?"), max_length=160, required=False)
    by_on = forms.DateField(
        label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    is_shared = forms.BooleanField(label=_("My manager may see this"), required=False)
    activity_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ReflectionForm(forms.Form):
    """How it went."""

    result = forms.ChoiceField(label=_("How did it go?"), choices=Commitment.Result.choices)
    reflection = PlainField(
        label=_("What did you learn?"), several_lines=True, required=False, max_length=5000
    )


class EvidenceForm(forms.Form):
    """A note, a photo or a voice from the try."""

    body = RichField(label=_("What happened?"), error_messages={"required": _("Write something first.")})
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        return rich_value(self, "body")


class ResponseForm(forms.Form):
    """A colleague's answer to how it went."""

    body = PlainField(
        label=_("Your answer"),
        several_lines=True,
        max_length=2000,
        error_messages={"required": _("Write something first.")},
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class OutcomeForm(forms.Form):
    """What came of trying, with a measure before and after."""

    title = PlainField(label=_("What came of it?"), max_length=200)
    measure = PlainField(label=_("How can one see it?"), max_length=120)
    before = PlainField(label=_("Before"), max_length=60)
    after = PlainField(label=_("After"), max_length=60)
    is_shared = forms.BooleanField(label=_("My manager may see this"), required=False)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
