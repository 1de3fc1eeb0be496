"""Asking people into a cohort: known ones, and pasted lines of addresses with an answer for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.running import send_invitations
from cohorts.models import Cohort, Enrollment
from cohorts.permissions import can_invite_unknown, can_run_cohort
from lib.text import fold_email
from people.actions import create_person
from people.models import User
from spaces.actions import Deed, record_many


@dataclass(frozen=True)
class Row:
    """What became of one pasted line."""

    line: str
    email: str = ""
    name: str = ""
    person: User | None = None
    refused: str = ""

    @property
    def fits(self) -> bool:
        return not self.refused


@transaction.atomic
def invite(
    cohort: Cohort, *, by, people: Iterable[User], occurred_at: datetime | None = None
) -> list[Enrollment]:
    """People are asked to join; those already asked or in are left alone.

    Refuses more than there are seats, and a cohort that has ended.
    """
    _hold_for_inviting(cohort, by)
    new = _not_in_yet(cohort, people)
    if len(new) > (left := free_seats(cohort)):
        raise ValidationError(no_seats(left))
    at = occurred_at or timezone.now()
    Enrollment.objects.bulk_create(
        [Enrollment(cohort=cohort, person=person, invited_at=at) for person in new],
        update_conflicts=True,
        unique_fields=["cohort", "person"],
        update_fields=["invited_at", "enrolled_at", "withdrawn_at", "removed_at", "moved_at"],
    )
    invited = list(cohort.enrollments.filter(person__in=new).in_name_order())
    if cohort.is_started:
        send_invitations(cohort, invited)
    deeds = [
        Deed("enrollment.invited", by, enrollment, occurred_at, {"person": enrollment.person_id})
        for enrollment in invited
    ]
    record_many(cohort.space, deeds)
    return invited


def _hold_for_inviting(cohort: Cohort, by) -> None:
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort invites people."))
    hold_seats(cohort)
    if Cohort.objects.filter(pk=cohort.pk).exclude(ended_at=None).exists():
        raise ValidationError(_("This cohort has ended."))


def hold_seats(*cohorts: Cohort) -> None:
    """Hold the cohorts' rows, so that two who give out seats at once do not give the same one."""
    rows = Cohort.objects.filter(pk__in=[cohort.pk for cohort in cohorts]).order_by("id")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def free_seats(cohort: Cohort) -> int:
    """Seats that neither a learner nor an open invitation holds."""
    held = cohort.enrollments.expected().count()
    return max(cohort.seats - held, 0)


def no_seats(left: int) -> str:
    if not left:
        return _("There is no seat left. Give the cohort more seats first.")
    words = ngettext("There is only %(n)d seat left.", "There are only %(n)d seats left.", left)
    return words % {"n": left}


def _not_in_yet(cohort: Cohort, people: Iterable[User]) -> list[User]:
    inside = cohort.enrollments.expected()
    taken = set(inside.values_list("person_id", flat=True))
    return [person for pk, person in {p.pk: p for p in people}.items() if pk not in taken]


@transaction.atomic
def invite_by_email(cohort: Cohort, *, by, lines: Iterable[str]) -> list[Row]:
    """Invite whom the lines name, as `mail@example.org` or `Name <mail@example.org>`; one answer a line.

    A line that does not fit is refused with its reason and stops nobody else. L&D may invite people whom nobody
    here knows yet; they are added to the organisation's people. Refuses a cohort that has ended.
    """
    _hold_for_inviting(cohort, by)
    rows = _judge(cohort, [line.strip() for line in lines if line.strip()], by)
    rows = [_with_person(row, by) if row.fits else row for row in rows]
    invite(cohort, by=by, people=[row.person for row in rows if row.person and row.fits])
    return rows


def _judge(cohort: Cohort, lines: list[str], by) -> list[Row]:
    """Each line's address, name and person, and the reason where it is refused."""
    parsed = [_parse(line) for line in lines]
    known = {u.email: u for u in User.objects.filter(email__in=[row.email for row in parsed if row.email])}
    inside = cohort.enrollments.expected()
    taken = set(inside.values_list("person_id", flat=True))
    left, seen, judged = free_seats(cohort), set(), []
    for row in parsed:
        person = known.get(row.email)
        refused = row.refused or _reason(row.email, person, seen, taken, left, by)
        seen.add(row.email)
        left -= not refused
        judged.append(Row(row.line, row.email, row.name, person, refused))
    return judged


def _parse(line: str) -> Row:
    name, email = parseaddr(line.replace("\x00", ""))
    try:
        email = fold_email(email)
    except ValidationError as error:
        return Row(line, refused=error.messages[0])
    return Row(line, email, name.strip()[:150])


def _reason(email: str, person, seen: set, taken: set, left: int, by) -> str:
    if email in seen:
        return _("This address stands in the list twice.")
    if person and person.pk in taken:
        return _("Already in this cohort.")
    if person and (not person.is_active or person.is_system):
        return _("This person has left the organisation.")
    if not person and not can_invite_unknown(by):
        return _("Nobody here has this address; import them first.")
    return "" if left > 0 else _("There is no seat left.")


def _with_person(row: Row, by) -> Row:
    if row.person:
        return row
    name = row.name or row.email.split("@")[0].replace(".", " ").title()
    return Row(row.line, row.email, name, create_person(email=row.email, name=name, by=by))
