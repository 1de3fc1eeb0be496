"""The journal that the load program keeps itself: what was said, what was acknowledged, who saw it when."""

from __future__ import annotations

import math
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

from bench.figures import percentile


@dataclass
class Said:
    """One post on its way: sent with one key until it is acknowledged."""

    space: int
    thread: int
    by: int
    named: tuple[int, ...]
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    sent_at: float = field(default_factory=time.monotonic)
    acknowledged_at: float = 0.0
    post: int = 0

    @property
    def body(self) -> str:
        mentions = " ".join(
            f'<a class="mention" data-person="{pk}" href="/people/{pk}/">@{pk}</a>' for pk in self.named
        )
        return f"<p>{self.key} {mentions}</p>"


class Ledger:
    """What the load program knows for certain."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.answers: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.faults: Counter[str] = Counter()
        self.late: list[float] = []
        self.took: list[tuple[float, float]] = []

    def begin(self, said: Said) -> Said:
        self.said.append(said)
        return said

    def answered(self, what: str, seconds: float) -> None:
        self.answers[what] += 1
        self.took.append((time.monotonic(), seconds))

    def acknowledge(self, said: Said, post: int) -> None:
        said.acknowledged_at, said.post = time.monotonic(), post

    def went_wrong(self, words: str) -> None:
        """Something that no fault excuses: a 500, a lost session, an answer that should not be."""
        self.wrong.append(words)

    def fault(self, name: str, count: int = 1) -> None:
        self.faults[name] += count

    def acknowledged(self) -> list[Said]:
        return [said for said in self.said if said.post]

    def since(self, moment: float) -> list[float]:
        """How long each answer since then took."""
        return [seconds for at, seconds in self.took if at >= moment]

    def lateness(self, pages: list, began: float = 0.0, ended: float = math.inf) -> list[float]:
        """Seconds from each post's acknowledgement to the moment a page showed it; before it counts as none."""
        at = {
            said.post: said.acknowledged_at
            for said in self.acknowledged()
            if began <= said.acknowledged_at <= ended
        }
        return [max(0.0, shown - at[post]) for page in pages for post, shown in page.shown_at() if post in at]


def p95_ms(seconds: list[float]) -> float | None:
    return round(percentile(seconds, 0.95) * 1000, 1) if seconds else None
