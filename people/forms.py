"""What people send about themselves and each other."""

import functools
import zoneinfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField

CLOCK = {"type": "time"}


@functools.cache  # reads a folder of hundreds of files
def zone_choices() -> list[tuple[str, str]]:
    names = sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/")
    )
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class HourForm(forms.Form):
    """Which hour a manager gives, on the manager's own clock."""

    begins_at = forms.DateTimeField(
        label=_("From"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )


class AskHourForm(forms.Form):
    what_for = PlainField(label=_("What for"), max_length=200, required=False)


class ImportForm(forms.Form):
    """A table of people."""

    file = forms.FileField(label=_("CSV file"), help_text=_("Name and e-mail, and what else you have."))


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    photo = forms.FileField(
        label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    name = PlainField(label=_("Name"), max_length=150)
    called = PlainField(
        label=_("What others call you"),
        max_length=40,
        required=False,
        help_text=_("Otherwise your whole name is written."),
    )
    job_title = PlainField(label=_("Job title"), max_length=120, required=False)
    ask_me_about = PlainField(
        label=_("Ask me about"), max_length=200, required=False, help_text=_("A few things you know well.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    works_from = forms.TimeField(label=_("I work from"), widget=forms.TimeInput(CLOCK, format="%H:%M"))
    works_until = forms.TimeField(label=_("I work until"), widget=forms.TimeInput(CLOCK, format="%H:%M"))
    works_on = forms.TypedMultipleChoiceField(
        label=_("I work on"), choices=list(WEEKDAYS.items()), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Your teams are proposed times to meet inside these hours."),
        error_messages={"required": _("Choose at least one day.")},
    )  # fmt: skip
    shows_presence = forms.BooleanField(
        label=_("Show when I am here, and when I write"),
        required=False,
        help_text=_(
            "To those who are in the same room, while it lasts; kept nowhere. Off, you see it of nobody."
        ),
    )

    def clean(self) -> dict:
        words = super().clean()
        begins, ends = words.get("works_from"), words.get("works_until")
        if begins and ends and begins >= ends:
            raise ValidationError({"works_until": _("A day's work ends after it begins.")})
        return words


class ArrivalForm(forms.Form):
    """What somebody who comes in for the first time may leave: a face, and what to ask them about."""

    photo = forms.FileField(
        label=_("A photo, so that your team knows you"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    ask_me_about = PlainField(
        label=_("Ask me about"), max_length=200, required=False, help_text=_("A few things you know well.")
    )
