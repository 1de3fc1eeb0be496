"""How many teams a mentor takes, their notes on a team, and the hours they offer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField
from people.models import User
from teams.actions.mentoring import MOST_EVER
from teams.actions.noting import LONGEST_NOTE
from teams.actions.office import MOST_IN_A_ROW, MOST_WEEKS

NUMERIC = {"inputmode": "numeric"}


class LimitForm(forms.Form):
    """How many teams at most."""

    most = forms.IntegerField(
        label=_("Teams I take at most"), min_value=0, max_value=MOST_EVER, widget=forms.NumberInput(NUMERIC)
    )


class NoteForm(forms.Form):
    """A mentor's note; nobody else reads it."""

    body = PlainField(label=_("Note"), several_lines=True, max_length=LONGEST_NOTE)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class HandOverForm(forms.Form):
    """Which other mentor may read a note; nobody takes it back."""

    to = forms.ModelChoiceField(User.objects.none(), required=False)

    def __init__(self, mentors, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = mentors


class OfferForm(forms.Form):
    """From when, how many times of twenty minutes in a row, on how many weeks; on the mentor's own clock."""

    begins_at = forms.DateTimeField(
        label=_("From"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    in_a_row = forms.IntegerField(
        label=_("Times of 20 minutes"), min_value=1, max_value=MOST_IN_A_ROW, initial=3,
        widget=forms.NumberInput(NUMERIC),
    )  # fmt: skip
    weeks = forms.IntegerField(
        label=_("Weeks"), min_value=1, max_value=MOST_WEEKS, initial=4, widget=forms.NumberInput(NUMERIC),
        help_text=_("At the same hour of your clock; 1 is this week only."),
    )  # fmt: skip
