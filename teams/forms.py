"""What people send to teams: sizes, parts of a draft, feedback, promises and outcomes."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField, RichField, rich_value
from lib.text import fold_email
from people.models import User
from teams.actions.forming import LARGEST
from teams.models import Commitment

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


class PartForm(forms.Form):
    """A part's text, and the revision that its writer began from."""

    body = RichField(label=_("Your part"), required=False)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        return rich_value(self, "body")


class FeedbackForm(forms.Form):
    """A mentor's answer."""

    body = RichField(label=_("Your answer"), error_messages={"required": _("Write something first.")})

    def clean_body(self) -> str:
        return rich_value(self, "body")


class CommitmentForm(forms.Form):
    """Two fields and a day: what one will try, with whom; sharing is off until one turns it on."""

    what = PlainField(label=_("What will you try?"), max_length=300)
    with_whom = PlainField(label=_("With whom?"), max_length=160, required=False)
    by_on = forms.DateField(
        label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    is_shared = forms.BooleanField(label=_("My manager may see this"), required=False)
    activity_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ReflectionForm(forms.Form):
    """How it went."""

    result = forms.ChoiceField(label=_("How did it go?"), choices=Commitment.Result.choices)
    reflection = PlainField(
        label=_("What did you learn?"), several_lines=True, required=False, max_length=5000
    )


class OutcomeForm(forms.Form):
    """What came of trying, with a measure before and after."""

    title = PlainField(label=_("What came of it?"), max_length=200)
    measure = PlainField(label=_("How can one see it?"), max_length=120)
    before = PlainField(label=_("Before"), max_length=60)
    after = PlainField(label=_("After"), max_length=60)
    is_shared = forms.BooleanField(label=_("My manager may see this"), required=False)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
