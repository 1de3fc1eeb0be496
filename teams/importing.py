"""Teams from a table: what would happen to each row and why not, before all of it is written or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cohorts.models import Enrollment
from lib.csvs import Problem, Row, read_table
from lib.text import fold_email
from teams.models import LARGEST, TeamSet

COLUMNS = {
    "email": ("e-mail", "mail", "email address", "e-mail address", "learner"),
    "team": ("team name", "table", "group"),
}
LONGEST_NAME = 80
MOST_ROWS = 20_000
NEW, MOVED, SAME = "new", "moved", "same"


@dataclass(slots=True)
class Line:
    """What would happen to one row."""

    number: int
    enrollment: Enrollment
    team: str
    will: str
    sits_in: str = ""


@dataclass(slots=True)
class Plan:
    """What a table would do; it may be carried out only when it has no problems."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    new_teams: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return bool(self.lines) and not self.problems

    @property
    def told(self) -> list[Problem]:
        """The problems with their columns as people call them."""
        names = {"email": _("E-mail"), "team": _("Team")}
        return [replace(one, column=names.get(one.column, one.column)) for one in self.problems]

    @property
    def new_count(self) -> int:
        return sum(line.will == NEW for line in self.lines)

    @property
    def moved_count(self) -> int:
        return sum(line.will == MOVED for line in self.lines)

    @property
    def same_count(self) -> int:
        return sum(line.will == SAME for line in self.lines)


def plan_teams(team_set: TeamSet, data: bytes) -> Plan:
    """Read a table of learners and their teams and say row by row what would happen and why not; writes nothing.

    Teams are known by their name in any case; those that are not there would be opened. Who is not in the table stays.
    """
    table = read_table(data, columns=COLUMNS, required={"email", "team"}, max_rows=MOST_ROWS)
    plan = Plan(problems=list(table.problems))
    people = {e.person.email: e for e in team_set.to_place()}
    names = {name.casefold(): name for name in team_set.teams.open().values_list("name", flat=True)}
    known = set(names)
    sits_in = dict(team_set.seats.values_list("enrollment", "team__name"))
    seen: dict[int, int] = {}
    for row in table.rows:
        problems, enrollment = _read(row, people, seen)
        plan.problems += problems
        if problems or enrollment is None:
            continue
        name = names.setdefault(row.values["team"].casefold(), row.values["team"])
        plan.lines.append(_line(row.number, enrollment, name, sits_in.get(enrollment.pk, "")))
    plan.new_teams = [name for folded, name in names.items() if folded not in known]
    plan.problems += _crowded(plan.lines, sits_in)
    return plan


def _read(
    row: Row, people: dict[str, Enrollment], seen: dict[int, int]
) -> tuple[list[Problem], Enrollment | None]:
    problems, enrollment = [], None
    name = row.values["team"]
    if not name:
        problems.append(Problem(row.number, "team", _("The team is missing.")))
    if len(name) > LONGEST_NAME:
        words = _("This is longer than %(most)d characters.") % {"most": LONGEST_NAME}
        problems.append(Problem(row.number, "team", words))
    try:
        enrollment = people.get(fold_email(row.values["email"]))
    except ValidationError as error:
        return [*problems, Problem(row.number, "email", error.messages[0])], None
    if enrollment is None:
        problems.append(
            Problem(
                row.number,
                "email",
                _("Nobody in this cohort has the e-mail %(email)s.") % {"email": row.values["email"]},
            )
        )
    elif (first := seen.setdefault(enrollment.pk, row.number)) != row.number:
        problems.append(
            Problem(row.number, "email", _("Row %(row)d has this e-mail already.") % {"row": first})
        )
    return problems, enrollment


def _line(number: int, enrollment: Enrollment, team: str, before: str) -> Line:
    will = NEW if not before else SAME if before.casefold() == team.casefold() else MOVED
    return Line(number, enrollment, team, will, before)


def _crowded(lines: list[Line], sits_in: dict[int, str]) -> list[Problem]:
    """Rows after which their team would have more people than a team may have."""
    listed = {line.enrollment.pk for line in lines}
    count = Counter(name.casefold() for pk, name in sits_in.items() if pk not in listed)
    problems = []
    for line in lines:
        count[line.team.casefold()] += 1
        if count[line.team.casefold()] > LARGEST:
            words = _("“%(team)s” would have more than %(most)d people.") % {
                "team": line.team,
                "most": LARGEST,
            }
            problems.append(Problem(line.number, "team", words))
    return problems
