"""Whom more than one of the verbs tells."""

from __future__ import annotations

from spaces.models import Membership

NEWS, REPLY, TEAM_WAITS = "news", "reply", "team_waits"


def people_in(space_id: int, *roles: str) -> list[int]:
    here = Membership.objects.open().filter(space=space_id)
    here = here.filter(role__in=roles) if roles else here
    return sorted(set(here.values_list("person_id", flat=True)))


def targets(entries: list) -> list[str]:
    return [entry.target_id for entry in entries]


def standing_among(noun, entries: list) -> set[str]:
    """Of the words that entries tell of, the ids of those that their writers have not taken away."""
    return {
        str(pk) for pk in noun.objects.standing().filter(pk__in=targets(entries)).values_list("pk", flat=True)
    }
