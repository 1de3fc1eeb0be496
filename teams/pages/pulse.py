"""The team's pulse: which parts are taken, begun, ready, and what waits for whom; never when somebody was last here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import User
from teams.models import Part, Reminder

Step = Reminder.Step


@dataclass(frozen=True)
class Offer:
    """A step that the viewer may take, with words that do as they are."""

    step: str
    label: str
    words: str
    who_reads: str


@dataclass(frozen=True)
class Said:
    """A step that somebody has taken, as far as the viewer may know."""

    step: str
    by: User
    words: str
    sent_at: datetime

    @property
    def label(self) -> str:
        """What kind of step it was; a card speaks for itself."""
        return "" if self.step == Step.CARD else Step(self.step).label


@dataclass(frozen=True)
class Wait:
    """A part that is missing: whose it is, who waits for it, what was said of it, and what the viewer can do."""

    part: Part
    words: str
    people: list[User]
    is_mine: bool
    said: list[Said] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)


def with_reminders(parts: QuerySet[Part], viewer) -> QuerySet[Part]:
    """Parts with what was said of each to whoever has it, the newest first, as far as the viewer may know."""
    rows = Reminder.objects.visible_to(viewer).filter(part=OuterRef("pk")).order_by("-id")
    card = JSONObject(step="step", by="by_id", words="words", at="sent_at")
    return parts.annotate(said=ArraySubquery(rows.values(card=card)))


def pulse_of(
    parts: Iterable[Part], viewer, people: Iterable[User] = (), *, has_mentor: bool = False
) -> list[Wait]:
    """The missing parts of a draft in their order; from what is at hand, without a query."""
    parts, known = list(parts), {person.pk: person for person in people}
    ready = _who_are_ready(parts)
    missing = [part for part in parts if not part.is_ready]
    return [_wait(part, ready, viewer, _said(part, known), has_mentor) for part in missing]


def _said(part: Part, known: dict[int, User]) -> list[Said]:
    """Of those who are still in the team."""
    rows = getattr(part, "said", ())
    return [
        Said(row["step"], known[row["by"]], row["words"], datetime.fromisoformat(row["at"]))
        for row in rows
        if row["by"] in known
    ]


def _who_are_ready(parts: list[Part]) -> list[User]:
    """Owners whose parts are all ready, each once."""
    busy = {part.owner_id for part in parts if not part.is_ready}
    return list({p.owner_id: p.owner for p in parts if p.owner_id and p.owner_id not in busy}.values())


def _wait(part: Part, ready: list[User], viewer, said: list[Said], has_mentor: bool) -> Wait:
    waiting = [person for person in ready if person.pk != part.owner_id]
    is_mine = part.owner_id == viewer.pk
    steps = {one.step for one in said}
    offers = [] if is_mine else _offers(part, steps, has_mentor)
    return Wait(part, _words(part, waiting, is_mine), waiting, is_mine, said, offers)


def _words(part: Part, waiting: list[User], is_mine: bool) -> str:
    names = {"names": get_text_list([person.first_name for person in waiting], _("and"))}
    if not part.owner_id:
        return _("Nobody has this part yet")
    if is_mine and waiting:
        words = ngettext("%(names)s waits for your part", "%(names)s wait for your part", len(waiting))
        return words % names
    if is_mine:
        return _("You have this part")
    names["name"] = part.owner.first_name
    if waiting:
        return ngettext("%(names)s waits for %(name)s", "%(names)s wait for %(name)s", len(waiting)) % names
    return _("%(name)s has this part") % names


def _offers(part: Part, steps: set[str], has_mentor: bool) -> list[Offer]:
    """From the smallest step to the largest; what the team has taken already stands behind what it has not."""
    offers = []
    if part.owner_id:
        name = {"name": part.owner.first_name}
        offers += [
            Offer(
                Step.NUDGE,
                _("A private word"),
                _("Hello %(name)s, your part is the one we wait for. Is anything in the way?") % name,
                _("%(name)s alone") % name,
            ),
            Offer(
                Step.CARD,
                _("A card from the team"),
                _("%(name)s, we are waiting for your part. Can we help?") % name,
                _("Your team"),
            ),
        ]
    about = {"part": part.title}
    if has_mentor:
        words = _("We wait for “%(part)s” and do not get on. Could you help us?") % about
        offers.append(Offer(Step.MENTOR, _("Ask the mentor to help"), words, _("Your mentor and team")))
    words = _("We are too few to finish “%(part)s”. Could we go on together with another team?") % about
    offers.append(Offer(Step.MERGE, _("Propose to join another team"), words, _("Your facilitator and team")))
    return sorted(offers, key=lambda offer: offer.step in steps)
