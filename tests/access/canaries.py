"""Random tokens in private texts: making them, finding them in answers, and seeing that nothing beside them is active."""

from __future__ import annotations

import json
import re
import secrets
import zlib
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Short enough for a title; each of its ends leaves another context that a careless template may open.
POLYGLOT = "'\"></title><x-pwned onclick=p()>-->"
TOKEN = re.compile(r"zq[0-9a-f]{12}qz")
ACTIVE = re.compile(r"(?i)\s*(javascript|vbscript|data:text)")


@dataclass(frozen=True)
class Secret:
    """A private text: what it is, and which personas may meet it; `own` stays readable to those who have left."""

    thing: str
    seen_by: frozenset[str]
    own: bool = False


@dataclass
class Canaries:
    """All tokens of a world."""

    secrets: dict[str, Secret] = field(default_factory=dict)

    def token(self, thing: str, seen_by: str, *, own: bool = False) -> str:
        """A new token in a text about this thing, which only these personas may meet."""
        token = f"zq{secrets.token_hex(6)}qz"
        self.secrets[token] = Secret(thing, frozenset(seen_by.split()), own)
        return token

    def words(self, thing: str, seen_by: str, *, own: bool = False) -> str:
        """The token with a polyglot beside it, for a plain field."""
        return f"{self.token(thing, seen_by, own=own)} {POLYGLOT}"

    def html(self, thing: str, seen_by: str, *, own: bool = False) -> str:
        """The same for a field of rich text; it is cleaned on its way in."""
        return f"<p>{self.words(thing, seen_by, own=own)}</p><script>p()</script><img src=x onerror=p()>"

    def leaks(self, text: str, persona: str) -> list[str]:
        """What stands in the text that this persona may not meet."""
        found = {self.secrets[token] for token in TOKEN.findall(text) if token in self.secrets}
        return sorted(secret.thing for secret in found if persona not in secret.seen_by)

    def met(self, text: str) -> set[str]:
        return {token for token in TOKEN.findall(text) if token in self.secrets}


def text_of(response) -> str:
    """Everything that an answer tells: headers, cookies' clear parts, and the body however it is sent."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type", "").startswith("application/json"):
        # JSON may write a letter as \u0041: read it as its reader does.
        body += json.dumps(json.loads(body), ensure_ascii=False).encode() if body else b""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = "\n".join(_unpacked(morsel.value) for morsel in response.cookies.values())
    return "\n".join((headers, cookies, body.decode("utf-8", "replace")))


def _unpacked(value: str) -> str:
    """A signed cookie may hold its words packed."""
    try:
        packed = value.split(":")[0].removeprefix(".")
        return value + zlib.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4))).decode()
    except (ValueError, zlib.error):
        return value


class _Page(HTMLParser):
    """Notes whatever in a page would run."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        names = {name: value or "" for name, value in attrs}
        if tag == "x-pwned":
            self.active.append("the polyglot became an element")
        self.active += [f"<{tag} {name}>" for name in names if name.startswith(("on", "hx-on"))]
        for name in ("href", "src", "action", "formaction", "hx-get", "hx-post", "xlink:href", "srcdoc"):
            if ACTIVE.match(names.get(name, "")):
                self.active.append(f"<{tag} {name}={names[name][:40]}>")
        self._in_script = tag == "script" and "json" not in names.get("type", "")
        if tag == "style" or "style" in names or "srcdoc" in names:
            self.active.append(f"<{tag}> with style")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.active.append(f"inline script: {data.strip()[:40]}")


def active_in(html: str) -> list[str]:
    """What would run, or change the page's look, if a browser showed this."""
    page = _Page()
    page.feed(html)
    page.close()
    return page.active


def unescaped_in(text: str) -> bool:
    """Whether the polyglot stands in an HTML text as it was typed."""
    return "<x-pwned" in text


def worksheet_faults(csv_text: str) -> list[str]:
    """Cells that a spreadsheet would compute."""
    import csv
    from io import StringIO

    rows = csv.reader(StringIO(csv_text.removeprefix("\ufeff")))
    return [cell[:40] for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r") and cell[:1]]
