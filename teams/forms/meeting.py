"""When a team meets."""

from __future__ import annotations

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from teams.rhythm import Slot

CODE = re.compile(r"([0-6])-([01]\d|2[0-3])([0-5]\d)\Z")


class RhythmForm(forms.Form):
    """A proposal's times as its button sends them, or a weekday and a time of one's own."""

    times = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    weekday = forms.TypedChoiceField(
        label=_("Day"), choices=list(WEEKDAYS.items()), coerce=int, empty_value=None, required=False
    )
    at = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict:
        words = super().clean()
        if words.get("times"):
            return {"slots": slots_of(words["times"])}
        if words.get("weekday") is None or words.get("at") is None:
            raise ValidationError(_("Choose a day and a time."))
        return {"slots": (Slot(words["weekday"], words["at"].replace(second=0, microsecond=0)),)}


def slots_of(code: str) -> tuple[Slot, ...]:
    """The times that a code such as 1-0900 names, or 1-0900+3-1700."""
    found = [CODE.match(part) for part in code.split("+")]
    if not all(found) or len(found) > 2:
        raise ValidationError(_("Choose a day and a time."))
    return tuple(Slot(int(one[1]), time(int(one[2]), int(one[3]))) for one in found if one)
