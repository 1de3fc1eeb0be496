"""Who has come after the teams were formed, and in which team each would sit best."""

from __future__ import annotations

from dataclasses import dataclass

from cohorts.models import Cohort, Enrollment
from teams import formation
from teams.actions.seating import offsets_in, tables_of
from teams.models import Team, TeamSet

MOST_OFFERED = 5


@dataclass(frozen=True)
class Offer:
    """A seat for somebody who has none: what `actions.place_late` would choose, for a person to say yes to."""

    enrollment: Enrollment
    team: Team


def late_comers(cohort: Cohort) -> dict:
    """Seats to offer in the teams of the whole course, one after the other, and how many people more have none.

    None where there are no teams yet, or where people choose theirs now: then nobody is late.
    """
    sets = TeamSet.objects.course_long().filter(cohort=cohort).select_related("cohort")
    team_set = sets.exclude(pk__in=TeamSet.objects.open_to_choice().values("pk")).first()
    teams = list(team_set.teams.open().in_order()) if team_set and not cohort.is_ended else []
    if team_set is None or not teams:
        return {"team_set": team_set, "offers": [], "more": 0}
    waiting = list(team_set.unplaced().in_name_order())
    offers = _offers(team_set, teams, waiting[:MOST_OFFERED])
    return {"team_set": team_set, "offers": offers, "more": len(waiting) - len(offers)}


def _offers(team_set: TeamSet, teams: list[Team], waiting: list[Enrollment]) -> list[Offer]:
    if not waiting:
        return []
    tables, offers = tables_of(teams), []
    everyone = [*(e.person for e in waiting), *(person for table in tables for person in table)]
    offsets = offsets_in(team_set, everyone)
    for enrollment in waiting:
        index = formation.neediest(tables, enrollment.person, most=team_set.most, offsets=offsets)
        tables[index].append(enrollment.person)
        offers.append(Offer(enrollment, teams[index]))
    return offers
