"""Importing people from a table: what would happen to each row, why not, and then all of it or nothing."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from lib.bulk import allow_long_statements, plan_anew
from lib.csvs import Problem, Row, read_table
from lib.text import fold_email
from people import reporting
from people.models import OrgUnit, User

COLUMNS = {
    "name": ("full name",),
    "called": ("called by", "known as", "preferred name", "first name"),
    "email": ("e-mail", "mail", "email address"),
    "manager_email": ("manager's e-mail", "manager e-mail", "manager email", "manager"),
    "org_unit": ("org unit", "unit", "department"),
    "region": (),
    "time_zone": ("time zone", "timezone", "zone"),
    "locale": ("language",),
    "job_title": ("job title", "title"),
}
LONGEST = {"name": 150, "called": 40, "org_unit": 400, "region": 80, "locale": 12, "job_title": 120}
LONGEST_UNIT = 120
WRITTEN = ("id", "name", "called", "job_title", "region", "time_zone", "locale", "org_unit_id", "manager_id")
# One statement for thousands of rows: Django's bulk_update writes a CASE a row and column, which takes minutes.
WRITE = """
UPDATE people_user SET name = given.name, called = given.called, job_title = given.job_title, region = given.region,
    time_zone = given.time_zone, locale = given.locale, org_unit_id = given.org_unit_id, manager_id = given.manager_id
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[])
    AS given(id, name, called, job_title, region, time_zone, locale, org_unit_id, manager_id)
WHERE people_user.id = given.id
"""
MANY = 1000
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(slots=True)
class Line:
    """What would happen to one row."""

    number: int
    values: dict[str, str]
    will: str = SAME


@dataclass(slots=True)
class Plan:
    """What an import would do; it may be carried out only when it has no problems."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return bool(self.lines) and not self.problems

    def count(self, will: str) -> int:
        return sum(line.will == will for line in self.lines)

    @property
    def new_count(self) -> int:
        return self.count(NEW)

    @property
    def changed_count(self) -> int:
        return self.count(CHANGED)

    @property
    def same_count(self) -> int:
        return self.count(SAME)


def plan_import(data: bytes) -> Plan:
    """Read a table and say row by row what would happen and why not; writes nothing."""
    table = read_table(data, columns=COLUMNS, required={"name", "email"})
    plan = Plan(problems=list(table.problems))
    zones = zoneinfo.available_timezones()
    rows_by_email: dict[str, int] = {}
    for row in table.rows:
        line, problems = _read_row(row, rows_by_email, zones)
        plan.problems += problems
        plan.lines.append(line)
    known = _known_people()
    if not plan.problems:
        plan.problems += _manager_problems(plan.lines, known)
    for line in plan.lines:
        line.will = _what_happens(line, known)
    return plan


@transaction.atomic
def carry_out(plan: Plan, *, by) -> None:
    """Write a sound plan whole; refuses one with problems, and whoever is no L&D admin."""
    if not (by.is_ld_admin or by.is_system):
        raise PermissionDenied(_("Only L&D admins import people."))
    if not plan.is_sound:
        raise ValidationError(_("This import has problems; nothing was written."))
    allow_long_statements()
    units = _units_for({line.values["org_unit"] for line in plan.lines if line.values["org_unit"]})
    people = {user.email: user for user in User.objects.filter(is_system=False)}
    fresh = [_new_person(line) for line in plan.lines if line.values["email"] not in people]
    User.objects.bulk_create(fresh, batch_size=2000)
    people |= {user.email: user for user in fresh}
    touched = [line for line in plan.lines if line.will != SAME]
    before = {person.pk: person.manager_id for person in people.values()}
    for line in touched:
        _fill(people[line.values["email"]], line.values, units, people)
    written = [people[line.values["email"]] for line in touched]
    _write(written)
    if len(fresh) > MANY:
        plan_anew(User)
    if any(person.manager_id != before[person.pk] for person in written):
        reporting.moved(by=by)


def _read_row(row: Row, seen: dict[str, int], zones: set[str]) -> tuple[Line, list[Problem]]:
    values = {name: row.values.get(name, "") for name in COLUMNS}
    problems = [
        Problem(row.number, name, _("This is longer than %(most)d characters.") % {"most": most})
        for name, most in LONGEST.items()
        if len(values[name]) > most
    ]
    if not values["name"]:
        problems.append(Problem(row.number, "name", _("The name is missing.")))
    for column in ("email", "manager_email"):
        problems += _fold(row.number, values, column)
    if values["time_zone"] and values["time_zone"] not in zones:
        problems.append(
            Problem(row.number, "time_zone", _("No time zone has this name, such as Europe/Berlin."))
        )
    if values["locale"] and not slugify(values["locale"]).replace("-", "").isalnum():
        problems.append(Problem(row.number, "locale", _("This is not a language, such as en or de-AT.")))
    first = seen.setdefault(values["email"], row.number) if values["email"] else row.number
    if first != row.number:
        problems.append(
            Problem(row.number, "email", _("Row %(row)d has this e-mail already.") % {"row": first})
        )
    return Line(row.number, values), problems


def _fold(number: int, values: dict[str, str], column: str) -> list[Problem]:
    if not values[column]:
        return [Problem(number, column, _("The e-mail is missing."))] if column == "email" else []
    try:
        values[column] = fold_email(values[column])
    except ValidationError as error:
        return [Problem(number, column, error.messages[0])]
    return []


def _known_people() -> dict[str, tuple]:
    """Of everyone we know, by e-mail: what an import may change, and the manager's e-mail."""
    rows = User.objects.filter(is_system=False).values_list(
        "email",
        "name",
        "called",
        "job_title",
        "region",
        "time_zone",
        "locale",
        "manager__email",
        "org_unit_id",
    )
    paths = _unit_paths()
    return {row[0]: (*row[1:7], row[7] or "", paths.get(row[8], "")) for row in rows}


def _manager_problems(lines: list[Line], known: dict[str, tuple]) -> list[Problem]:
    manager_of = {email: facts[6] for email, facts in known.items()}
    given = {line.values["email"] for line in lines}
    for line in lines:
        if line.values["manager_email"]:
            manager_of[line.values["email"]] = line.values["manager_email"]
        else:
            manager_of.setdefault(line.values["email"], "")
    problems = []
    in_cycles = _in_cycles(manager_of)
    for line in lines:
        manager = line.values["manager_email"]
        if manager and manager not in known and manager not in given:
            problems.append(Problem(line.number, "manager_email", _("Nobody here has this e-mail.")))
        elif line.values["email"] in in_cycles:
            words = _("Following the managers from here leads back here.")
            problems.append(Problem(line.number, "manager_email", words))
    return problems


def _in_cycles(manager_of: dict[str, str]) -> set[str]:
    """Everyone who is their own manager at some distance; each person is walked once."""
    done: set[str] = set()
    cycles: set[str] = set()
    for start in manager_of:
        path: list[str] = []
        place: dict[str, int] = {}
        at = start
        while at and at in manager_of and at not in done and at not in place:
            place[at] = len(path)
            path.append(at)
            at = manager_of[at]
        if at in place:
            cycles.update(path[place[at] :])
        done.update(path)
    return cycles


def _what_happens(line: Line, known: dict[str, tuple]) -> str:
    facts = known.get(line.values["email"])
    if facts is None:
        return NEW
    names = ("name", "called", "job_title", "region", "time_zone", "locale", "manager_email", "org_unit")
    differs = (
        value and value != fact for value, fact in zip(map(line.values.get, names), facts, strict=True)
    )
    return CHANGED if any(differs) else SAME


def _write(people: list[User]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(people), 5000):
            some = people[start : start + 5000]
            cursor.execute(WRITE, [[getattr(person, name) for person in some] for name in WRITTEN])


def _new_person(line: Line) -> User:
    # No password: such people come in by a link or choose one by mail.
    return User(email=line.values["email"], name=line.values["name"], password="!")


def _fill(person: User, values: dict[str, str], units: dict[str, int], people: dict[str, User]) -> None:
    """What a cell leaves empty stays as it was."""
    for name in ("name", "called", "job_title", "region", "time_zone", "locale"):
        if values[name]:
            setattr(person, name, values[name])
    if values["org_unit"]:
        person.org_unit_id = units[values["org_unit"]]
    if values["manager_email"]:
        person.manager_id = people[values["manager_email"]].pk


def _unit_paths() -> dict[int, str]:
    units = {unit.pk: unit for unit in OrgUnit.objects.all()}
    paths: dict[int, str] = {}

    def path(pk: int) -> str:
        if pk not in paths:
            unit = units[pk]
            paths[pk] = f"{path(unit.parent_id)}/{unit.name}" if unit.parent_id else unit.name
        return paths[pk]

    return {pk: path(pk) for pk in units}


def _units_for(paths: set[str]) -> dict[str, int]:
    """The units of these paths such as Services/Field/North, made where they are missing."""
    known = {path.casefold(): pk for pk, path in _unit_paths().items()}
    return {
        path: _unit_at([part.strip()[:LONGEST_UNIT] for part in path.split("/") if part.strip()], known)
        for path in paths
    }


def _unit_at(parts: list[str], known: dict[str, int]) -> int | None:
    parent = None
    for depth in range(1, len(parts) + 1):
        key = "/".join(parts[:depth]).casefold()
        if key not in known:
            known[key] = OrgUnit.objects.create(name=parts[depth - 1], parent_id=parent).pk
        parent = known[key]
    return parent
