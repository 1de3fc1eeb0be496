"""How large teams are, how people come into them, and who mentors them."""

from __future__ import annotations

import math

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from courses.models import Activity
from lib.fields import PlainField
from lib.text import fold_email
from people.models import User
from teams.models import LARGEST, TeamSet

LARGEST_SEED = 2**31
LARGEST_TABLE = 2_000_000
PLAN = ("how", "least", "most", "opens_at", "closes_at")


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DrawForm(forms.Form):
    """How large teams are; the seed makes the same draw again."""

    size = forms.IntegerField(
        label=_("People at a table"), min_value=2, max_value=LARGEST, initial=4,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    is_near = forms.BooleanField(label=_("Near time zones together"), required=False, initial=True)
    seed = forms.IntegerField(min_value=0, max_value=LARGEST_SEED, widget=forms.HiddenInput)


class TeamSetForm(forms.Form):
    """For what there are teams, how people come in, how large they are, and until when one chooses."""

    activity = forms.ModelChoiceField(
        Activity.objects.none(), to_field_name="stable_id", required=False, label=_("Teams for"),
        empty_label=_("The whole course"),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=_("How do people come in?"), widget=forms.RadioSelect,
        choices=[(value, capfirst(label)) for value, label in TeamSet.How.choices],
    )  # fmt: skip
    least = forms.IntegerField(label=_("At least"), min_value=1, max_value=LARGEST, initial=2)
    most = forms.IntegerField(label=_("At most"), min_value=2, max_value=LARGEST, initial=4)
    opens_at = forms.DateTimeField(label=_("Choosing opens"), required=False, widget=moment_input())
    closes_at = forms.DateTimeField(label=_("Choosing closes"), required=False, widget=moment_input())
    tables = forms.IntegerField(
        label=_("How many teams?"), min_value=0, max_value=500, required=False,
        help_text=_("For a choice or by hand; more can be added."),
    )  # fmt: skip

    def __init__(self, cohort: Cohort, *args, team_set: TeamSet | None = None, **kwargs):
        known = {name: getattr(team_set, name) for name in PLAN} if team_set else {}
        super().__init__(*args, initial={"how": TeamSet.How.SELF_CHOSEN, **known}, **kwargs)
        self.cohort = cohort
        if team_set:
            del self.fields["activity"], self.fields["tables"]
            return
        taken = cohort.team_sets.exclude(activity_id=None).values("activity_id")
        tasks = Activity.objects.filter(module__version=cohort.version_id, kind=Activity.Kind.TEAM_TASK)
        self.fields["activity"].queryset = tasks.exclude(stable_id__in=taken).select_related("module")

    def clean(self) -> dict:
        words = super().clean()
        least, most = words.get("least"), words.get("most")
        if least and most and least > most:
            self.add_error("most", _("This is less than a team has at least."))
        if words.get("opens_at") and words.get("closes_at") and words["closes_at"] < words["opens_at"]:
            self.add_error("closes_at", _("It closes before it opens."))
        if "tables" in self.fields and most:
            words["tables"] = self._tables(words.get("how"), words.get("tables"), most)
        return words

    def _tables(self, how: str | None, wanted: int | None, most: int) -> int:
        """As many as are wanted; for a choice as many as everybody needs."""
        if how not in (TeamSet.How.SELF_CHOSEN, TeamSet.How.BY_HAND):
            return 0
        if wanted is None and how == TeamSet.How.SELF_CHOSEN:
            return math.ceil(self.cohort.enrollments.active().count() / most)
        return wanted or 0


class TableForm(forms.Form):
    """A table of learners and their teams."""

    file = forms.FileField(label=_("CSV file"), help_text=_("Two columns: e-mail and team."))

    def clean_file(self):
        """The upload, if it is no larger than a list of people is."""
        if self.cleaned_data["file"].size > LARGEST_TABLE:
            raise ValidationError(_("This file is too large for a list of people."))
        return self.cleaned_data["file"]


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
