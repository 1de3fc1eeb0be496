"""The mails that would have been sent, read from the folder into which the demo sends them."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

BETWEEN = b"-" * 79
NEWEST = 60


@dataclass(frozen=True)
class Sent:
    """One mail as its reader would see it."""

    to: str
    subject: str
    date: str
    body: str


def sent_mails(to: str = "") -> list[Sent]:
    """The newest mails first, at most sixty; all, or those to one address."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    mails: list[Sent] = []
    for path in files:
        mails += [mail for mail in reversed(_read(path)) if not to or to in mail.to]
        if len(mails) >= NEWEST:
            break
    return mails[:NEWEST]


def _read(path: Path) -> list[Sent]:
    return [_sent(part.strip()) for part in path.read_bytes().split(BETWEEN) if part.strip()]


def _sent(raw: bytes) -> Sent:
    message = email.message_from_bytes(raw, _class=EmailMessage, policy=email.policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return Sent(str(message["To"]), str(message["Subject"]), str(message["Date"]), text)
