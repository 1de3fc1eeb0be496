"""What people send to analytics: an answer to the closing question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.actions import LONGEST_COMMENT
from lib.fields import PlainField


class AnswerForm(forms.Form):
    """A score from 0 to 10 with a comment if one likes, or the wish to say nothing."""

    score = forms.TypedChoiceField(
        choices=[(str(n), str(n)) for n in range(11)],
        coerce=int,
        required=False,
        empty_value=None,
        label=_("How likely are you to recommend this to a colleague?"),
    )
    comment = PlainField(several_lines=True, required=False, max_length=LONGEST_COMMENT, label=_("Why?"))
    signed = forms.BooleanField(required=False, label=_("Sign my comment"))
    decline = forms.BooleanField(required=False)

    def clean(self) -> dict:
        values = super().clean() or {}
        if not values.get("decline") and values.get("score") is None and "score" not in self.errors:
            self.add_error("score", _("Choose a number from 0 to 10."))
        return values
