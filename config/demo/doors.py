"""The demo's three doors: who stands behind each, and at which address their own browser session lives."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import User

DOMAIN = "halden-rowe.example"
EMAILS = {
    "mara": f"mara.lindqvist@{DOMAIN}",
    "ines": f"ines.carvalho@{DOMAIN}",
    "tom": f"tom.okafor@{DOMAIN}",
}


@dataclass(frozen=True)
class Door:
    """One way into the demo."""

    key: str
    title: str
    words: str
    person: User

    @property
    def portrait_url(self) -> str:
        """The face on the door: whoever stands before it is not signed in yet."""
        return reverse("demo_portrait", args=[self.key])

    @property
    def url(self) -> str:
        """An address of its own for each door: browsers keep a session a host, so all three may be open at once."""
        site = urlsplit(settings.SITE_URL)
        return f"{site.scheme}://{self.key}.{site.netloc}{reverse('demo_enter', args=[self.key])}"


def doors() -> list[Door]:
    people = {
        person.email: person
        for person in User.objects.filter(email__in=EMAILS.values()).select_related("photo")
    }
    words = {
        "mara": (_("Learn as Mara"), _("A learner in week two. Her team waits for her part.")),
        "ines": (_("Build as Ines"), _("She turns a Word file into a course and starts a cohort.")),
        "tom": (_("Lead as Tom"), _("Eight people report to him; one of them asks for an hour.")),
    }
    return [Door(key, *words[key], people[email]) for key, email in EMAILS.items() if email in people]
