"""What people send to reviews: opening a round, a level and why, how useful it was, a second look."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.rubrics import Criterion
from lib.fields import PlainField
from teams.actions.rounds import DAYS, LEAST_DAYS, MOST_DAYS, MOST_EACH
from teams.models import ReviewRound
from teams.models.answers import LEAST_USEFUL, MOST_USEFUL


class RoundForm(forms.Form):
    """How many reviews each gives, for how long, and whether without names."""

    mode = forms.ChoiceField(
        label=_("Who reviews"), choices=ReviewRound.Mode.choices, initial=ReviewRound.Mode.TEAM
    )
    k = forms.IntegerField(label=_("Reviews that each gives and gets"), min_value=1, max_value=MOST_EACH)
    days = forms.IntegerField(label=_("Days"), min_value=LEAST_DAYS, max_value=MOST_DAYS, initial=DAYS)
    is_blind = forms.BooleanField(label=_("Without names"), required=False, initial=True)


class MarkForm(forms.Form):
    """A level of one criterion, and why."""

    level = forms.IntegerField(required=False, min_value=1, max_value=9)
    comment = PlainField(label=_("Why"), required=False, max_length=4000, several_lines=True)


class RatingForm(forms.Form):
    """How useful a review was."""

    score = forms.IntegerField(label=_("How useful"), min_value=LEAST_USEFUL, max_value=MOST_USEFUL)
    comment = PlainField(label=_("A word on why"), required=False, max_length=500)


class WhyForm(forms.Form):
    """A reason, without which nothing happens."""

    why = PlainField(
        label=_("Why"), max_length=2000, several_lines=True, error_messages={"required": _("Say why first.")}
    )


class SecondLookForm(forms.Form):
    """What somebody sees who looks again, and levels where they differ from the others'."""

    body = PlainField(
        label=_("What you see"),
        max_length=8000,
        several_lines=True,
        error_messages={"required": _("Say what you see.")},
    )

    def __init__(self, criteria: list[Criterion], data=None):
        super().__init__(data)
        for criterion in criteria:
            choices = [
                ("", _("as the others say")),
                *((level.number, level.label) for level in criterion.levels),
            ]
            self.fields[f"level-{criterion.number}"] = forms.TypedChoiceField(
                label=criterion.title, choices=choices, required=False, coerce=int, empty_value=None
            )

    def clean(self) -> dict:
        said = super().clean() or {}
        names = [name for name in said if name.startswith("level-")]
        levels = {int(name.removeprefix("level-")): said.pop(name) for name in names}
        return said | {"levels": {number: level for number, level in levels.items() if level is not None}}
