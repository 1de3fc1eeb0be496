"""What reviewers see of a work: its words without the names of who made it, its files without theirs.

The words were cleaned when they were written (lib.html), so tags may be read by pattern. Over-blinding is the lesser
harm: a name that is a word of the language, such as Will, is taken out where it stands with its capital.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from django.utils.translation import gettext as _

from people.models import User

SHORTEST_NAME = 2
_TAG = re.compile(r"(<[^>]*>)")
_MENTION = re.compile(r'<a (?=[^>]*class="mention")[^>]*>.*?</a>', re.DOTALL)
_FILE_LINK = re.compile(r'<a (?=[^>]*href="/files/)[^>]*>.*?</a>', re.DOTALL)
_LINK = re.compile(r'<a (?:[^>]*? )?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_FILE = re.compile(r'"/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/"')
_ALT = re.compile(r'(?<= alt=")[^"]*')
_PLACE = re.compile(r'"#file-(\d{1,4})"')
_OF_PEOPLE = ("/people/", "/teams/", "mailto:", "/me/")


class Blinder:
    """Takes the names of some people and of their team out of several texts, and numbers the files in all of them."""

    def __init__(self, people: Iterable[User], team_name: str):
        people = list(people)
        self.files: list[str] = []
        self._team = _any_of([team_name], ignore_case=True)
        self._whole = _any_of([w for p in people for w in (p.name, p.email)], ignore_case=True)
        self._words = _any_of(
            {w for p in people for w in (p.called, *p.name.split()) if w}, ignore_case=False
        )

    def html(self, body: str) -> str:
        """Clean HTML without names; addresses of files become places (`#file-1`) that `with_addresses` fills."""
        body = _MENTION.sub(lambda match: escape(_("somebody")), body)
        body = _FILE_LINK.sub(self._neutral_link, body)
        body = _FILE.sub(lambda match: f'"{self._place(match[1])}"', body)
        body = _LINK.sub(self._without_telling_address, body)
        return "".join(
            self._tag(piece) if piece[:1] == "<" else self.text(piece) for piece in _TAG.split(body)
        )

    def text(self, words: str) -> str:
        """Plain or escaped words without names."""
        somebody = escape(_("somebody"), quote=False)
        words = self._whole.sub(somebody, self._team.sub(escape(_("this team"), quote=False), words))
        return self._words.sub(somebody, words)

    def _tag(self, tag: str) -> str:
        return _ALT.sub(lambda match: self.text(match[0]), tag)

    def _neutral_link(self, match: re.Match[str]) -> str:
        found = _FILE.search(match[0])
        if found is None:
            return ""
        place = self._place(found[1])
        words = _("Attachment %(n)s") % {"n": place.removeprefix("#file-")}
        return f'<a class="file" href="{place}">{escape(words)}</a>'

    def _place(self, file_id: str) -> str:
        if file_id not in self.files:
            self.files.append(file_id)
        return f"#file-{self.files.index(file_id) + 1}"

    def _without_telling_address(self, match: re.Match[str]) -> str:
        """A link whose address names somebody, or leads to a person or a team, leaves its words."""
        address = match[1]
        tells = address.startswith(_OF_PEOPLE) or self._whole.search(address) or self._named_in(address)
        return match[2] if tells else match[0]

    def _named_in(self, address: str) -> bool:
        return bool(re.compile(self._words.pattern, re.IGNORECASE).search(address))


def blinded(parts: list[dict], people: Iterable[User], team_name: str) -> dict:
    """What is written of these parts, {title, body} each, without names; and the files that the words number."""
    blinder = Blinder(people, team_name)
    written = [
        {"title": blinder.text(part["title"]), "body": blinder.html(part["body"])}
        for part in parts
        if part["body"]
    ]
    return {"parts": written, "files": blinder.files}


def with_addresses(body: str, address_of: Callable[[int], str]) -> str:
    """Blind HTML in which each file has the address under which its reader may get it."""
    return _PLACE.sub(lambda match: f'"{escape(address_of(int(match[1])))}"', body)


def neutral_name(number: int, name: str) -> str:
    """What a file is called for reviewers: its number, and the ending by which it is opened."""
    ending = name.rpartition(".")[2] if "." in name else ""
    return _("Attachment %(n)s") % {"n": number} + (f".{ending}" if ending.isalnum() else "")


def _any_of(names: Iterable[str], *, ignore_case: bool) -> re.Pattern[str]:
    """A pattern of these names as whole words, the longest first; one that matches nothing for none."""
    wanted = {escape(name.strip(".,;"), quote=False) for name in names}
    ordered = sorted(
        (name for name in wanted if len(name) >= SHORTEST_NAME), key=lambda name: (-len(name), name)
    )
    if not ordered:
        return re.compile(r"(?!)")
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE if ignore_case else 0
    )
