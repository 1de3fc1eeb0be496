"""What people say about their mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.models import Preference


def _clock(label) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class PreferenceForm(forms.Form):
    """How often mail comes, and between which hours none does."""

    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=Preference.Rhythm,
        widget=forms.RadioSelect,
        initial=Preference.Rhythm.AT_ONCE,
    )
    quiet_from = _clock(_("No mail from"))
    quiet_until = _clock(_("until"))

    def clean(self) -> dict:
        said = super().clean()
        ends = [said.get("quiet_from"), said.get("quiet_until")]
        if not self.errors and ends.count(None) == 1:
            raise forms.ValidationError(
                _("Say both when your quiet hours begin and when they end, or neither.")
            )
        return said
