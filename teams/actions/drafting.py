"""The team's shared draft: opening it, taking a part, writing it, saying that it is ready."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Activity
from files.actions import attach
from lib import html, merging
from lib.text import clean_line
from spaces.actions import hold_membership, record
from spaces.models import Role
from teams.actions.versions import keep_aside, keep_version
from teams.models import Part, PartVersion, Submission, Team, TeamSet
from teams.permissions import can_ready_part

LONGEST_BODY = 100_000


class PartChanged(ValidationError):
    """Somebody saved the part meanwhile; `part` holds their text, so that nothing is lost."""

    def __init__(self, part: Part) -> None:
        name = part.edited_by.first_name if part.edited_by else _("Somebody")
        super().__init__(
            _("%(name)s saved this part meanwhile. Both texts are kept: put them together, then save.")
            % {"name": name},
            code="changed",
        )
        self.part = part


@transaction.atomic
def open_submission(team: Team, activity: Activity, *, by, occurred_at: datetime | None = None) -> Submission:
    """The team's draft for a task, made when a member first asks for it; its parts are the task's.

    Refuses who is no learner of the team, what is no team task of its course, and a task of other teams.
    """
    _hold_learner(team, by)
    if activity.kind != Activity.Kind.TEAM_TASK or activity.module.version_id != team.cohort.version_id:
        raise ValidationError(_("This is no team task of this cohort."))
    if not TeamSet.objects.used_for(activity.stable_id, team.cohort).filter(pk=team.team_set_id).exists():
        raise ValidationError(_("Other teams were made for this task. Look for yours on the task's page."))
    submission, opened = Submission.objects.get_or_create(
        team=team,
        activity_id=activity.stable_id,
        defaults={"title": activity.title, "opened_at": occurred_at or timezone.now()},
    )
    if opened:
        titles = part_titles(activity)
        Part.objects.bulk_create(
            [Part(submission=submission, title=title, position=i) for i, title in enumerate(titles)]
        )
    return submission


def part_titles(activity: Activity) -> list[str]:
    """What the task's draft consists of; a task that names no parts has one."""
    titles = [clean_line(str(title))[:160] for title in activity.parts]
    return [title for title in titles if title] or [activity.title]


@transaction.atomic
def take_part(part: Part, *, by, occurred_at: datetime | None = None) -> Part:
    """A member has this part; taking it twice is quiet. Refuses a part that somebody else has."""
    held = _hold(part, by)
    if held.owner_id == by.pk:
        return held
    if held.owner_id:
        raise ValidationError(_("%(name)s has this part.") % {"name": held.owner.first_name})
    held.owner = by
    held.save(update_fields=["owner"])
    return _record("part.taken", held, by, occurred_at)


@transaction.atomic
def leave_part(part: Part, *, by, occurred_at: datetime | None = None) -> Part:
    """The owner gives the part back, with what is written in it; twice is quiet. Refuses a part that is ready.

    Where a colleague has proposed to hand in without the rest, and nobody has any of it now, that is agreed.
    """
    held = _hold(part, by)
    if held.owner_id != by.pk:
        return held
    _refuse_ready(held)
    held.owner = None
    held.save(update_fields=["owner"])
    _let_go(held.submission, by, occurred_at or timezone.now())
    return _record("part.left", held, by, occurred_at)


def _let_go(submission: Submission, by, at: datetime) -> None:
    missing = submission.parts.filter(ready_at=None, owner__isnull=False)
    if submission.is_proposed and submission.proposed_by_id != by.pk and not missing.exists():
        submission.agreed_at = at
        submission.save(update_fields=["agreed_at"])


def save_part(
    part: Part, *, by, body: str, revision: int, base: str | None = None, occurred_at: datetime | None = None
) -> Part:
    """Keep what a member wrote, while they write; who writes in a free part has it.

    `revision` is the one they began from. Where somebody else saved since and `base`, the text of that revision, is
    given, both are put together if they touched different paragraphs. Otherwise PartChanged carries the other text,
    and this one is kept aside in the history. The same words again change nothing. Refuses ready parts and what is
    handed in.
    """
    try:
        return _save(part, by, body, revision, base, occurred_at or timezone.now())
    except PartChanged:
        keep_aside(part, by=by, body=body, at=occurred_at or timezone.now())
        raise


@transaction.atomic
def _save(part: Part, by, body: str, revision: int, base: str | None, at: datetime) -> Part:
    held = _hold(part, by)
    _refuse_ready(held)
    body = _cleaned(body)
    if body == held.body:
        return held
    if revision != held.revision:
        body = _put_together(held, base, body)
    return _write(held, body, by, at)


def _put_together(held: Part, base: str | None, mine: str) -> str:
    together = None if base is None else merging.merged(_cleaned(base), held.body, mine)
    if together is None:
        raise PartChanged(held)
    return _cleaned(together)


def _write(held: Part, body: str, by, at: datetime, **more) -> Part:
    held.body, held.revision = body, held.revision + 1
    held.edited_at, held.edited_by = at, by
    held.save(update_fields=["body", "revision", "edited_at", "edited_by"])
    keep_version(held, by=by, body=body, at=at, **more)
    if shown := html.file_ids(body):
        attach(shown, parent=held, by=by)
    return take_part(held, by=by, occurred_at=at) if held.owner_id is None else held


@transaction.atomic
def restore_version(version: PartVersion, *, by, occurred_at: datetime | None = None) -> Part:
    """The part reads as it did then; what it was meanwhile stays in its history. Twice is quiet.

    Refuses ready parts and what is handed in.
    """
    held = _hold(version.part, by)
    _refuse_ready(held)
    if held.body == version.body:
        return held
    return _write(held, version.body, by, occurred_at or timezone.now(), restored_from=version.number)


@transaction.atomic
def ready_part(part: Part, *, by, occurred_at: datetime | None = None) -> Part:
    """The owner says that the part is ready, and the team sees it; twice is quiet. Refuses an empty one."""
    held = _hold(part, by)
    _refuse_others(held, by)
    if html.is_empty(held.body):
        raise ValidationError(_("Write something first; then the team can read it."), code="empty")
    if held.is_ready:
        return held
    held.ready_at = occurred_at or timezone.now()
    held.save(update_fields=["ready_at"])
    return _record("part.ready", held, by, occurred_at)


@transaction.atomic
def reopen_part(part: Part, *, by, occurred_at: datetime | None = None) -> Part:
    """The owner writes on in a part that was ready; twice is quiet."""
    held = _hold(part, by)
    _refuse_others(held, by)
    if not held.is_ready:
        return held
    held.ready_at = None
    held.save(update_fields=["ready_at"])
    return _record("part.reopened", held, by, occurred_at)


def hold_draft(submission: Submission, by) -> Submission:
    """Hold a team's draft for this transaction: members of the team only, one at a time."""
    _hold_learner(submission.team, by)
    rows = Submission.objects.select_related("team__space", "team__cohort")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=submission.pk)


def _hold_learner(team: Team, by) -> None:
    if Role.LEARNER not in hold_membership(team.space, by):
        raise PermissionDenied(_("The draft is its team's own."))


def _hold(part: Part, by) -> Part:
    submission = hold_draft(part.submission, by)
    if submission.is_handed_in:
        raise ValidationError(_("This is handed in; it can be read."), code="handed_in")
    held = Part.objects.select_related("owner", "edited_by").get(pk=part.pk)
    held.submission = submission
    return held


def _refuse_others(part: Part, by) -> None:
    if not can_ready_part(by, part):
        raise PermissionDenied(_("Only who has this part says when it is ready."))


def _refuse_ready(part: Part) -> None:
    if part.is_ready:
        raise ValidationError(_("This part is ready. Reopen it to write on."), code="ready")


def _cleaned(body: str) -> str:
    if len(body) > LONGEST_BODY:
        raise ValidationError(_("This text is too long. Split it into several."), code="too_long")
    return html.clean(body)


def _record(verb: str, part: Part, by, occurred_at) -> Part:
    submission = part.submission
    data = {"activity": str(submission.activity_id), "part": part.pk}
    record(submission.team.space, by=by, verb=verb, target=part, occurred_at=occurred_at, data=data)
    return part
