"""Answering with a stored file, whole or in the part that a player asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from files.models import StoredFile

CHUNK = 64 * 1024
RANGE = re.compile(r"bytes=(?=\d|-\d)(\d{0,18})-(\d{0,18})")
INLINE = ("image/webp", "application/pdf", "video/", "audio/")
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
PDF_POLICY = POLICY.replace("sandbox; default-src 'none'", "default-src 'none'; object-src 'self'")


def answer(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """The file, or 206 with the part in the Range header, or 416 where there is no such part."""
    span = _span(request, file)
    if span is None:
        return _dressed(HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"}), file)
    first, last = span
    is_part = (first, last) != (0, file.size - 1) or _wants_part(request, file)
    response = StreamingHttpResponse(_Part(file, first, last), status=206 if is_part else 200)
    response["Content-Length"] = str(last - first + 1)
    if is_part:
        response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    return _dressed(response, file)


def _dressed(response: HttpResponseBase, file: StoredFile) -> HttpResponseBase:
    """The headers by which a stranger's file can do nothing but be looked at, or be saved."""
    inline = file.content_type.startswith(INLINE)
    response["Content-Type"] = file.content_type
    response["Content-Disposition"] = content_disposition_header(not inline, file.name)
    response["X-Content-Type-Options"] = "nosniff"
    # Browsers refuse to show a PDF in a sandbox, and run nothing of it outside one.
    is_pdf = file.content_type == "application/pdf"
    response["Content-Security-Policy"] = PDF_POLICY if is_pdf else POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, max-age=300"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _etag(file)
    return response


def _span(request: HttpRequest, file: StoredFile) -> tuple[int, int] | None:
    """First and last byte to send: all of it where no single part was asked for, None where there is no such part."""
    whole = (0, file.size - 1)
    match = RANGE.fullmatch(request.headers.get("Range", "")) if _wants_part(request, file) else None
    if not match:
        return whole
    if not match[1]:
        length = min(int(match[2]), file.size)
        return (file.size - length, file.size - 1) if length else None
    first, last = int(match[1]), int(match[2] or file.size - 1)
    return (first, min(last, file.size - 1)) if first < file.size and first <= last else None


def _wants_part(request: HttpRequest, file: StoredFile) -> bool:
    if not RANGE.fullmatch(request.headers.get("Range", "")):
        return False
    return request.headers.get("If-Range", _etag(file)) == _etag(file)


def _etag(file: StoredFile) -> str:
    return f'"{file.sha256}"'


class _Part:
    """The bytes of a file from one place to another; opened at once, so that a lost file is an error in time."""

    def __init__(self, file: StoredFile, first: int, last: int) -> None:
        self._content = file.content.open("rb")
        self._content.seek(first)
        self._left = last - first + 1

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = self._content.read(min(CHUNK, self._left))
        if not chunk:
            raise StopIteration
        self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        self._content.close()
