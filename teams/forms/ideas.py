"""Ideas, what colleagues build on them, and what becomes of them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField, RichField, rich_value
from spaces.models import Space
from teams.actions.ideas import BUILDING_DAYS, LONGEST_BODY, LONGEST_WORDS, MOST_DAYS

EMPTY = {"required": _("Write something first.")}


class IdeaForm(forms.Form):
    """A new idea, where it lives, and for how long others only build on it."""

    title = PlainField(label=_("The idea in one line"), max_length=160)
    body = RichField(label=_("How would it work?"), max_length=LONGEST_BODY, error_messages=EMPTY)
    space = forms.ModelChoiceField(Space.objects.none(), label=_("Who builds on it?"), empty_label=None)
    days = forms.IntegerField(
        label=_("For how many days?"), min_value=1, max_value=MOST_DAYS, initial=BUILDING_DAYS,
        help_text=_("In these days colleagues add to it, and nobody judges."),
    )  # fmt: skip
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, homes, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["space"].queryset = homes

    def clean_body(self) -> str:
        return rich_value(self, "body")


class AdditionForm(forms.Form):
    """What a colleague adds."""

    body = PlainField(
        label=_("Build on it"), several_lines=True, max_length=LONGEST_WORDS, error_messages=EMPTY
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class TrialForm(forms.Form):
    """Trying it: until when, and what is measured, as it stands before."""

    measure = PlainField(label=_("How will one see it?"), max_length=120)
    before = PlainField(label=_("How is it now?"), max_length=60)
    try_until = forms.DateField(
        label=_("Until when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class AdoptionForm(forms.Form):
    """Adopting it: the measure after, why, and what shows it."""

    after = PlainField(label=_("How is it after?"), max_length=60)
    reason = PlainField(label=_("Why?"), several_lines=True, max_length=LONGEST_WORDS, error_messages=EMPTY)
    evidence = RichField(label=_("What shows it?"), required=False, max_length=LONGEST_BODY)

    def clean_evidence(self) -> str:
        return rich_value(self, "evidence")


class DropForm(forms.Form):
    """Dropping it, for a reason."""

    reason = PlainField(label=_("Why?"), several_lines=True, max_length=LONGEST_WORDS, error_messages=EMPTY)
    after = PlainField(label=_("How is it after?"), max_length=60, required=False)
