"""How mails are written: at the moment of sending, from what their reader may still read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

MUTE_SALT = "notifications.mute"


@dataclass(frozen=True)
class Letter:
    """What a mail says: a subject, a few plain paragraphs, one link."""

    subject: str
    paragraphs: list[str]
    act: str
    url: str
    quote: str = ""
    extra: dict = field(default_factory=dict)


_composers: dict[str, Callable[..., Letter | None]] = {}


def register(kind: str, compose_letter: Callable[..., Letter | None]) -> None:
    """Say who writes mails of this kind; `compose_letter(mail)` gives None when it should not be sent any more."""
    _composers[kind] = compose_letter


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def compose(mail) -> EmailMultiAlternatives | None:
    """The message in its reader's language, or None when there is nothing to say to them now."""
    if mail.kind not in _composers or not mail.person.is_active:
        return None
    with translation.override(mail.person.locale or settings.LANGUAGE_CODE):
        letter = _composers[mail.kind](mail)
        return _message(mail, letter) if letter else None


def _message(mail, letter: Letter) -> EmailMultiAlternatives:
    mute_url = absolute(reverse("mute", args=[mute_ticket(mail.person_id, mail.kind)]))
    context = {
        "letter": letter,
        "person": mail.person,
        "mute_url": mute_url,
        "kind": mail.get_kind_display(),
        "organisation": settings.ORGANISATION_NAME,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string("notifications/mail.txt", context),
        to=[mail.person.email],
        headers={"List-Unsubscribe": f"<{mute_url}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notifications/mail.html", context), "text/html")
    return message


def mute_ticket(person_id: int, kind: str) -> str:
    return signing.dumps([person_id, kind], salt=MUTE_SALT)


def read_mute_ticket(ticket: str) -> tuple[int, str]:
    """Whom and what a mute link is for; raises signing.BadSignature for anything else."""
    person_id, kind = signing.loads(ticket, salt=MUTE_SALT)
    return person_id, kind
