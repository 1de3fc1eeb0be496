"""What people send to communities."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.permissions import can_found_community
from lib.fields import PlainField
from people.models import User


class CommunityForm(forms.Form):
    """What a community is called, what it is for, and who can join; hiding is offered to whoever may hide."""

    title = PlainField(label=_("Name"), max_length=160)
    purpose = PlainField(
        label=_("What is it for?"),
        max_length=600,
        help_text=_("One or two sentences: whoever may join reads them."),
    )
    join_rule = forms.ChoiceField(
        label=_("Who can join?"),
        choices=[
            (Community.JoinRule.OPEN, _("Everybody; all colleagues can read it")),
            (Community.JoinRule.ON_REQUEST, _("On request; only members read it")),
            (Community.JoinRule.HIDDEN, _("Only by invitation; for others it does not exist")),
        ],
        initial=Community.JoinRule.OPEN,
    )

    def __init__(self, *args, viewer, rule: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        offered = self.fields["join_rule"].choices
        self.fields["join_rule"].choices = [
            (value, label) for value, label in offered if value == rule or can_found_community(viewer, value)
        ]


class PersonForm(forms.Form):
    """A colleague, named by name or e-mail."""

    person = PlainField(label=_("Name or e-mail"), max_length=254)

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_person(self) -> User:
        """The one colleague so called; two of a name are told apart by their address."""
        said = self.cleaned_data["person"]
        people = User.objects.visible_to(self.viewer)
        found = list(people.by_email(said)[:1]) if "@" in said else list(people.filter(name__iexact=said)[:2])
        if len(found) > 1:
            raise forms.ValidationError(_("Several people have this name. Write the e-mail address instead."))
        if not found:
            raise forms.ValidationError(_("Nobody here has this name or address."))
        return found[0]
