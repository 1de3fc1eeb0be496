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
class Item:
    """One of several things that a mail tells: a sentence, what was said, where to answer and where to mute."""

    sentence: str
    url: str
    quote: str = ""
    mute_url: str = ""


@dataclass(frozen=True)
class Letter:
    """What a mail says: a subject, a few plain paragraphs or several items, one link; `causes` are the mails in it."""

    subject: str
    paragraphs: list[str]
    act: str
    url: str
    quote: str = ""
    items: list[Item] = field(default_factory=list)
    causes: frozenset[int] = frozenset()


_composers: dict[str, Callable[..., Letter | None]] = {}
_gathered: set[str] = set()


def register(kind: str, compose_letter: Callable[..., Letter | None], *, gathers: bool = False) -> None:
    """Say who writes mails of this kind; `compose_letter(mail)` gives None when it should not be sent any more.

    One that `gathers` gets a list of mails to one person instead, for one letter.
    """
    _composers[kind] = compose_letter
    if gathers:
        _gathered.add(kind)


def gathered() -> frozenset[str]:
    """The kinds of mail that go in one letter where several wait for one person."""
    return frozenset(_gathered)


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def compose(mail) -> EmailMultiAlternatives | None:
    """One mail's message by itself, or None when there is nothing to say to its reader now."""
    return compose_together([mail])[0]


def compose_together(together: list) -> tuple[EmailMultiAlternatives | None, frozenset[int]]:
    """One message to one person in their language, and which of these mails are in it; nothing when there is no news."""
    mail = together[0]
    if mail.kind not in _composers or not mail.person.is_active:
        return None, frozenset()
    with translation.override(mail.person.locale or settings.LANGUAGE_CODE):
        letter = _composers[mail.kind](together if mail.kind in _gathered else mail)
        return (_message(mail, letter), letter.causes or {mail.pk}) if letter else (None, frozenset())


def _message(mail, letter: Letter) -> EmailMultiAlternatives:
    mute_url = absolute(reverse("mute", args=[mute_ticket(mail.person_id, mail.kind)]))
    context = {
        "letter": letter,
        "person": mail.person,
        "mute_url": mute_url,
        "settings_url": absolute(reverse("mail_settings")),
        "kind": mail.get_kind_display(),
        "organisation": settings.ORGANISATION_NAME,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string("notifications/mail.txt", context),
        to=[mail.person.email],
        headers={
            "List-Unsubscribe": f"<{mute_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("notifications/mail.html", context), "text/html")
    return message


def mute_ticket(person_id: int, kind: str) -> str:
    return signing.dumps([person_id, kind], salt=MUTE_SALT)


def read_mute_ticket(ticket: str) -> tuple[int, str]:
    """Whom and what a mute link is for; raises signing.BadSignature for anything else."""
    person_id, kind = signing.loads(ticket, salt=MUTE_SALT)
    return person_id, kind
