"""What a set writes: the presenter's problem, questions, and what is kept of a meeting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField
from people.models import User
from teams.models import SetNote

LONGEST = 5000


class ProblemForm(forms.Form):
    """What the presenter brings."""

    body = PlainField(label=_("What I bring"), several_lines=True, max_length=LONGEST)


class SetNoteForm(forms.Form):
    """A question, or a note."""

    kind = forms.ChoiceField(choices=SetNote.Kind.choices, widget=forms.HiddenInput)
    body = PlainField(label=_("Write"), several_lines=True, max_length=LONGEST)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class SwapForm(forms.Form):
    """Who presents instead; nobody named is the one after."""

    person = forms.ModelChoiceField(User.objects.none(), required=False)

    def __init__(self, members: list[User], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = User.objects.filter(pk__in=[member.pk for member in members])
