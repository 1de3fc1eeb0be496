"""How large teams are, and who mentors them."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField
from lib.text import fold_email
from people.models import User
from teams.models import LARGEST

LARGEST_SEED = 2**31


class DrawForm(forms.Form):
    """How large teams are; the seed makes the same draw again."""

    size = forms.IntegerField(
        label=_("People at a table"), min_value=2, max_value=LARGEST, initial=4,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    seed = forms.IntegerField(min_value=0, max_value=LARGEST_SEED, widget=forms.HiddenInput)


class MentorForm(forms.Form):
    """Who mentors a team: somebody offered, or anybody by their address."""

    person = forms.ModelChoiceField(User.objects.none(), required=False, label=_("Mentor"))
    email = PlainField(label=_("Somebody else, by e-mail"), required=False, max_length=254)

    def __init__(self, viewer, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.colleagues = User.objects.visible_to(viewer)
        self.fields["person"].queryset = self.colleagues

    def clean(self) -> dict:
        words = super().clean()
        if not words.get("person") and words.get("email"):
            words["person"] = self.colleagues.by_email(fold_email(words["email"])).first()
        if not words.get("person"):
            raise ValidationError(_("Choose somebody who is here, or write their address."))
        return words
