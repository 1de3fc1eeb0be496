"""Signed, short-lived addresses on the second origin, where files are served and no session ever is."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from files.models import StoredFile

SALT = "files.ticket"
MOST_SECONDS = 5 * 60
# A player asks for the next part of a film long after the page was opened.
MOST_SECONDS_OF_MEDIA = 60 * 60
MEDIA = (StoredFile.Kind.VIDEO, StoredFile.Kind.AUDIO)


def address_of(file: StoredFile, *, called: str = "") -> str:
    """Where the file can be fetched for the next minutes, by whoever has the address; `called` hides its own name."""
    named = [file.pk.hex, called] if called else file.pk.hex
    return f"{settings.UPLOADS_ORIGIN}/u/{signing.dumps(named, salt=SALT)}"


def file_for(ticket: str) -> StoredFile:
    """The file that a ticket opens, called as the ticket says; StoredFile.DoesNotExist for one that is false or too old."""
    try:
        named = signing.loads(ticket, salt=SALT, max_age=MOST_SECONDS_OF_MEDIA)
        pk, called = named if isinstance(named, list) else (named, "")
        file = StoredFile.objects.get(pk=pk)
        file.name = called or file.name
        if file.kind not in MEDIA:
            signing.loads(ticket, salt=SALT, max_age=MOST_SECONDS)
    except signing.BadSignature as error:
        raise StoredFile.DoesNotExist from error
    return file
