"""The board of a set of teams, and the tables that learners choose from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cohorts.models import Enrollment
from lib.keyset import page_by_key
from people.models import User
from spaces.models import Membership, Role
from teams.actions.forming import is_at_work
from teams.mentors import offered_for
from teams.models import Seat, Submission, Team, TeamSet
from teams.permissions import can_choose_team

WAITING = 200
TABLES = 48
# Up to so many teams each seat has a menu of all of them; beyond, one picks a person up and puts them down.
MENUS = 12


@dataclass
class Table:
    """A team with who sits there and who mentors; `most` is how many may."""

    team: Team
    most: int
    seats: list[Seat] = field(default_factory=list)
    mentors: list[User] = field(default_factory=list)
    handed_in: list[str] = field(default_factory=list)

    @property
    def handed_in_titles(self) -> str:
        """What the team has handed in: whoever joins it now is not under that."""
        return get_text_list([_("“%(title)s”") % {"title": title} for title in self.handed_in], _("and"))

    @property
    def free(self) -> int:
        return max(self.most - len(self.seats), 0)


@dataclass(frozen=True)
class Picked:
    """What one is about to put down at another table: a person, or a whole team."""

    enrollment: Enrollment | None = None
    team: Team | None = None

    @property
    def query(self) -> str:
        return f"merge={self.team.pk}" if self.team else f"move={self.enrollment.pk}"


def board_context(
    team_set: TeamSet, *, after: str | None = None, move: int | None = None, merge: int | None = None
) -> dict:
    """A page of a set's tables and whoever has none, in few queries; a set that is not made yet has no tables."""
    cohort = team_set.cohort
    tables, next_key = _page_of_tables(team_set, after) if team_set.pk else ([], None)
    return {
        "cohort": cohort,
        "team_set": team_set,
        "sets": list(cohort.team_sets.in_order()),
        "teams": tables,
        "next_key": next_key,
        "has_menus": len(tables) <= MENUS and not after and not next_key,
        "picked": _picked(team_set, move, merge),
        "may_draw": not (team_set.pk and is_at_work(team_set)),
        "is_open": team_set.is_open_to_choice(timezone.now()),
        "mentors_offered": list(offered_for(cohort)),
        **_waiting(team_set),
    }


def choice_context(team_set: TeamSet, viewer, *, after: str | None = None) -> dict:
    """The tables one may choose from, one's own first, and who has none yet."""
    tables, next_key = _page_of_tables(team_set, after)
    team = team_set.teams.open().filter(seats__enrollment__person=viewer).first()
    mine = _tables(team_set, [team])[0] if team else None
    now, learns_here = timezone.now(), can_choose_team(viewer, team_set)
    return {
        "cohort": team_set.cohort,
        "team_set": team_set,
        "tables": [*filter(None, [mine]), *(table for table in tables if table.team != team)],
        "next_key": next_key,
        "mine": mine,
        "is_open": team_set.is_open_to_choice(now),
        "may_choose": learns_here and team_set.is_open_to_choice(now),
        "opens_later": team_set.opens_at and team_set.opens_at > now,
        **_waiting(team_set),
    }


def _waiting(team_set: TeamSet) -> dict:
    waiting = team_set.unplaced() if team_set.pk else team_set.to_place()
    shown = list(waiting.in_name_order()[: WAITING + 1])
    count = waiting.count() if len(shown) > WAITING else len(shown)
    return {"waiting": shown[:WAITING], "waiting_count": count}


def _picked(team_set: TeamSet, move: int | None, merge: int | None) -> Picked | None:
    """Whom or what the address names, if it is of this set."""
    if merge and team_set.pk:
        team = team_set.teams.open().filter(pk=merge).first()
        return Picked(team=team) if team else None
    if move:
        enrollment = team_set.to_place().filter(pk=move).first()
        return Picked(enrollment=enrollment) if enrollment else None
    return None


def _page_of_tables(team_set: TeamSet, after: str | None) -> tuple[list[Table], str | None]:
    works = Submission.objects.handed_in().filter(team=OuterRef("pk")).order_by("handed_in_at", "id")
    teams = team_set.teams.open().annotate(handed_in_titles=ArraySubquery(works.values("title")))
    page = page_by_key(teams, order=("position", "id"), after=after, size=TABLES)
    return _tables(team_set, page.items), page.next_key


def _tables(team_set: TeamSet, teams: Sequence[Team]) -> list[Table]:
    seats, mentors = defaultdict(list), defaultdict(list)
    for seat in Seat.objects.filter(team__in=teams).standing().in_name_order():
        seats[seat.team_id].append(seat)
    rows = Membership.objects.open().filter(space__in=[team.space_id for team in teams], role=Role.MENTOR)
    for membership in rows.select_related("person").order_by("id"):
        mentors[membership.space_id].append(membership.person)
    most = team_set.most
    return [
        Table(one, most, seats[one.pk], mentors[one.space_id], getattr(one, "handed_in_titles", []))
        for one in teams
    ]
