"""What people send when they start and run cohorts."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Version
from lib.csvs import read_table
from lib.fields import PlainField
from lib.text import fold_email
from people.forms import zone_choices
from people.models import User

LARGEST_LIST = 1_000_000
MOST_LINES = 2_000
COLUMNS = {"name": ("full name", "person"), "email": ("e-mail", "mail", "e-mail address", "email address")}


class StartCohortForm(forms.Form):
    """When a cohort runs, where, and for how many."""

    title = PlainField(label=gettext_lazy("Name"), max_length=160)
    starts_on = forms.DateField(
        label=gettext_lazy("Starts on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Ends on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=lambda: zone_choices())
    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=20_000)
    facilitator = PlainField(
        label=gettext_lazy("Facilitator"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Their e-mail. Left empty, it is you."),
    )

    def clean_facilitator(self) -> User | None:
        """The person of that address, or nobody."""
        address = self.cleaned_data["facilitator"]
        if not address:
            return None
        person = User.objects.filter(email=fold_email(address), is_active=True, is_system=False).first()
        if person is None:
            raise ValidationError(_("Nobody here has this address."))
        return person


def defaults_of(version: Version, person, today: date) -> dict:
    """Good answers before anybody types: from next Monday, a week for each module."""
    starts_on = today + timedelta(days=7 - today.weekday())
    weeks = max(version.modules.count(), 1)
    month = formats.date_format(starts_on, "YEAR_MONTH_FORMAT")
    return {
        "title": f"{version.course.title[:120]}, {month}",
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=7 * weeks - 1),
        "time_zone": person.time_zone,
        "seats": 30,
    }


class InviteForm(forms.Form):
    """Addresses, one a line, or a table of them."""

    lines = forms.CharField(
        label=gettext_lazy("Addresses"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": "Lena Ortiz <lena@example.org>"}),
        help_text=gettext_lazy("One a line, or with commas between."),
    )
    file = forms.FileField(label=gettext_lazy("Or a CSV file"), required=False)

    def clean(self) -> dict:
        data = super().clean() or {}
        data["all_lines"] = self._pasted(data) + self._from_file(data)
        if not data["all_lines"] and not self.errors:
            raise ValidationError(_("Paste at least one address, or choose a file."))
        if len(data["all_lines"]) > MOST_LINES:
            raise ValidationError(_("At most %(most)d people at once.") % {"most": MOST_LINES})
        return data

    def _pasted(self, data: dict) -> list[str]:
        return [line for row in data.get("lines", "").splitlines() for line in _split(row) if line.strip()]

    def _from_file(self, data: dict) -> list[str]:
        """One line an address; a table that cannot be read is refused with its own words."""
        upload = data.get("file")
        if not upload:
            return []
        if upload.size > LARGEST_LIST:
            raise ValidationError({"file": _("This file is too large for a list of people.")})
        table = read_table(upload.read(), columns=COLUMNS, required=["email"], max_rows=MOST_LINES)
        if table.problems:
            words = [f"{p.row}: {p.message}" if p.row > 1 else p.message for p in table.problems[:10]]
            raise ValidationError({"file": words})
        return [_line(row.values) for row in table.rows]


def _split(row: str) -> list[str]:
    """A line of several addresses; a comma within a name such as `Ortiz, Lena <lena@…>` parts nothing."""
    return [row] if row.count("@") < 2 else row.replace(";", ",").split(",")


def _line(values: dict) -> str:
    name = values.get("name", "").replace('"', "")
    return f'"{name}" <{values["email"]}>' if name else values["email"]


class NudgeForm(forms.Form):
    """A kind word to one learner or to a few."""

    words = PlainField(label=gettext_lazy("Your words"), max_length=500, several_lines=True)
    people = forms.ModelMultipleChoiceField(User.objects.none())

    def __init__(self, cohort, *args, **kwargs):
        super().__init__(*args, **kwargs)
        active = cohort.enrollments.active()
        self.fields["people"].queryset = User.objects.filter(pk__in=active.values("person"))
