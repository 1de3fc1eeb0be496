"""What each of the two keeps from a talk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField
from teams.models.talks import QUESTIONS


class TalkWordsForm(forms.Form):
    """An answer to each of the card's two questions; the other reads them only where both say so."""

    will_try = PlainField(label=QUESTIONS[0], several_lines=True, max_length=600, required=False)
    needs = PlainField(label=QUESTIONS[1], several_lines=True, max_length=600, required=False)
    is_shared = forms.BooleanField(label=_("Let the other read this"), required=False)
