"""Preparing a practice room, and the story that opens it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField, RichField, rich_value
from lib.text import fold_email
from people.models import User
from teams.models.practice import DAYS


class PrepareForm(forms.Form):
    """Who opens the room, and how long words last in it."""

    guest = PlainField(
        label=_("Who opens it, by e-mail"), max_length=254,
        help_text=_("Somebody senior, with a story of what they got wrong."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Days that words last"), min_value=1, max_value=90, initial=DAYS,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, viewer, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.colleagues = User.objects.visible_to(viewer)

    def clean_guest(self) -> User:
        found = self.colleagues.by_email(fold_email(self.cleaned_data["guest"])).first()
        if found is None:
            raise ValidationError(_("Nobody here has this address."))
        return found


class StoryForm(forms.Form):
    """What somebody got wrong."""

    title = PlainField(label=_("What I got wrong"), max_length=160)
    body = RichField(label=_("How it went"), error_messages={"required": _("Write something first.")})

    def clean_body(self) -> str:
        return rich_value(self, "body")
