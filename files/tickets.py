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


def address_of(file: StoredFile) -> str:
    """Where the file can be fetched for the next minutes, by whoever has the address."""
    return f"{settings.UPLOADS_ORIGIN}/u/{signing.dumps(file.pk.hex, salt=SALT)}"


def file_for(ticket: str) -> StoredFile:
    """The file that a ticket opens; StoredFile.DoesNotExist for a ticket that is false or too old."""
    try:
        file = StoredFile.objects.get(pk=signing.loads(ticket, salt=SALT, max_age=MOST_SECONDS_OF_MEDIA))
        if file.kind not in MEDIA:
            signing.loads(ticket, salt=SALT, max_age=MOST_SECONDS)
    except signing.BadSignature as error:
        raise StoredFile.DoesNotExist from error
    return file
