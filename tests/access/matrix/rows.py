"""What a row of the access table is, and the places that many routes share."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.access.world import IN_COHORT, LD, NOBODY, PERSONAS, SIGNED_IN

EVERYBODY = " ".join(PERSONAS)
COHORT = f"CM TM MM MF {LD}"  # its pages; of LD2, who has not joined, without what is said
RUN = f"MF {LD}"
WRITES = f"AU {LD}"
HARBOR, LANTERN = "TM MM", "CM"
HANDED_IN = f"TM MM MF {LD}"
COHORTS = {"cohort": COHORT, "other_cohort": LD}
RUN_COHORTS = {"cohort": RUN, "other_cohort": LD}
WORDS = {"body": "<p>Words.</p>"}
SPACES = {
    "cohort space": IN_COHORT,
    "harbor space": HARBOR,
    "lantern space": LANTERN,
    "direct space": HARBOR,
    "course space": "AU LD",
    "other_cohort space": NOBODY,
    "commons": SIGNED_IN,
}


@dataclass(frozen=True)
class Row:
    """One method at one address: `at` names things of the world, together or one after the other (a list)."""

    name: str
    method: str
    at: str
    allow: str
    refuse: str = ""
    data: dict = field(default_factory=dict)

    def expected(self, persona: str) -> str:
        if persona in self.allow.split():
            return "allow"
        if persona in self.refuse.split():
            return "refused"
        return "sign in" if persona == "AN" else "nothing"

    @property
    def where(self) -> list[str]:
        """The labels of the world's things that make the address."""
        return [label.strip() for label in self.at.split("+")] if self.at else []

    def __str__(self) -> str:
        return f"{self.name}-{self.method}-{self.at or 'here'}".replace(" ", "_")


def rows(name: str, methods: str, places: dict[str, str] | str, /, refuse: str = "", **data) -> list[Row]:
    """Rows of a route: for each of its methods, for each place who is let in."""
    places = places if isinstance(places, dict) else {"": places}
    return [
        Row(name, method, at, allow, refuse, data)
        for method in methods.split()
        for at, allow in places.items()
    ]
