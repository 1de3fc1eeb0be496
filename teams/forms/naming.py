"""What a team is called."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.fields import PlainField


class TeamNameForm(forms.Form):
    """Another name; how long it may be the rule says, so that nothing typed is cut."""

    name = PlainField(label=_("Name of the team"), error_messages={"required": _("Write something first.")})
