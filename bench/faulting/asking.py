"""Plain HTTP for many people at once: one connection a request, and a broken one is said to be broken."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from urllib.parse import urlencode

CSRF = "c" * 32


class Broken(Exception):
    """No whole answer came: the server was not there, or went away in the middle."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self):
        return json.loads(self.body)

    @property
    def is_sign_in(self) -> bool:
        """Whether somebody who had a session was asked to sign in."""
        return self.status == 302 and "/accounts/login" in self.headers.get("location", "")


async def ask(address: str, path: str, session: str, form: dict | None = None, limit: float = 30) -> Answer:
    """GET, or POST of a form as htmx sends it."""
    try:
        async with asyncio.timeout(limit):
            return await _ask(address, _request(address, path, session, form))
    except (OSError, EOFError, ValueError, IndexError, TimeoutError) as error:
        raise Broken(type(error).__name__) from error


def _request(address: str, path: str, session: str, form: dict | None) -> bytes:
    body = urlencode(form).encode() if form is not None else b""
    lines = [
        f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
        f"Host: {address}",
        "Connection: close",
        f"Cookie: colloquy_session={session}; csrftoken={CSRF}",
    ]
    if form is not None:
        lines += [
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            f"X-CSRFToken: {CSRF}",
            "HX-Request: true",
        ]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _ask(address: str, request: bytes) -> Answer:
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(request)
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    if not head:
        raise EOFError
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if len(body) < int(headers.get("content-length", 0)):
        raise EOFError
    return Answer(int(first.split()[1]), headers, body)
