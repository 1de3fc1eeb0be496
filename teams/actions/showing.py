"""Showing finished work to the cohort, and what colleagues say to a passage of it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from cohorts.schedule import due_at
from courses.models import Activity
from lib import html
from lib.text import clean_line, clean_text
from people.models import User
from spaces.actions import hold_membership, record
from teams.models import Gallery, HandIn, PassageComment, ReviewRound
from teams.permissions import can_comment_passage, can_delete_comment, can_open_gallery

LONGEST = 2000


@transaction.atomic
def open_gallery(cohort: Cohort, task: Activity, *, by, occurred_at: datetime | None = None) -> Gallery:
    """What teams handed in for a task may be seen by all of the cohort from now on; twice is quiet.

    Refused while the same work is reviewed without names.
    """
    if not can_open_gallery(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort shows its work."))
    Cohort.objects.select_for_update(no_key=True, of=("self",)).get(pk=cohort.pk)
    if task.kind != Activity.Kind.TEAM_TASK or task.module.version_id != cohort.version_id:
        raise ValidationError(_("This is no team task of this cohort."))
    if ReviewRound.objects.blind_now().filter(cohort=cohort, activity_id=task.stable_id).exists():
        raise ValidationError(
            _("This work is being reviewed without names. Show it once the reviews are released.")
        )
    if known := Gallery.objects.open().filter(cohort=cohort, activity_id=task.stable_id).first():
        return known
    opened = {
        "title": task.title,
        "opened_by": by,
        "opened_at": occurred_at or timezone.now(),
        "closed_at": None,
    }
    gallery, _is_new = Gallery.objects.update_or_create(
        cohort=cohort, activity_id=task.stable_id, defaults=opened
    )
    data = {"gallery": gallery.pk}
    record(cohort.space, by=by, verb="gallery.opened", target=gallery, occurred_at=occurred_at, data=data)
    return gallery


@transaction.atomic
def close_gallery(cohort: Cohort, activity_id: uuid.UUID, *, by) -> None:
    """Only team and readers see the work again; what was said stays with it. Twice is quiet."""
    if not can_open_gallery(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort shows its work."))
    shown = Gallery.objects.open().filter(cohort=cohort, activity_id=activity_id)
    if shown.update(closed_at=timezone.now()):
        record(cohort.space, by=by, verb="gallery.closed", target=cohort)


def open_due_galleries(now: datetime) -> int:
    """Galleries of tasks that say so open once, when they are due in the cohort and no blind review goes on.

    Says how many did. One that somebody closed stays closed.
    """
    tasks = Activity.objects.filter(opens_gallery=True, kind=Activity.Kind.TEAM_TASK).select_related("module")
    cohorts = Cohort.objects.running().filter(version__in=tasks.values("module__version"))
    opened, system = 0, User.objects.system()
    for cohort in cohorts.select_related("space"):
        known = Gallery.objects.filter(cohort=cohort).values("activity_id")
        blind = ReviewRound.objects.blind_now().filter(cohort=cohort).values("activity_id")
        waiting = tasks.filter(module__version=cohort.version_id)
        for task in waiting.exclude(stable_id__in=known).exclude(stable_id__in=blind):
            due = due_at(cohort, task)
            if due and due < now:
                open_gallery(cohort, task, by=system)
                opened += 1
    return opened


@transaction.atomic
def comment_passage(
    hand_in: HandIn,
    *,
    by,
    part_id: int,
    body: str,
    quote: str = "",
    key: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
) -> PassageComment:
    """A colleague says something to a part of a finished work, or to words of it that they quote; the team is told.

    The same key is the same comment. Refuses what the part does not say, and a comment without words.
    """
    hold_membership(hand_in.submission.team.cohort.space, by)
    if not can_comment_passage(by, hand_in):
        raise PermissionDenied(_("This work is not shown to the cohort."))
    body, quote = clean_text(body), clean_line(quote)[:500]
    if not body:
        raise ValidationError({"body": _("Write something first.")})
    if len(body) > LONGEST:
        raise ValidationError({"body": _("This text is too long. Split it into several.")})
    _refuse_other_words(hand_in, part_id, quote)
    words = {"hand_in": hand_in, "part_id": part_id, "body": body, "quote": quote}
    comment, is_new = PassageComment.objects.get_or_create(
        by=by, key=key or uuid.uuid4(), defaults={**words, "said_at": occurred_at or timezone.now()}
    )
    if is_new:
        _record("passage.commented", comment, by, occurred_at)
    return comment


@transaction.atomic
def delete_comment(comment: PassageComment, *, by) -> None:
    """Its writer, or who runs the cohort, takes a comment away; twice is quiet."""
    hold_membership(comment.hand_in.submission.team.cohort.space, by)
    if not can_delete_comment(by, comment):
        raise PermissionDenied(_("Only its writer and who runs the cohort take a comment away."))
    if PassageComment.objects.filter(pk=comment.pk, deleted_at=None).update(deleted_at=timezone.now()):
        _record("passage.comment_deleted", comment, by, None)


def _refuse_other_words(hand_in: HandIn, part_id: int, quote: str) -> None:
    body = next((part["body"] for part in hand_in.parts if part["id"] == part_id), None)
    if body is None:
        raise ValidationError(_("This work has no such part."), code="part")
    if quote and _plain(quote) not in _plain(html.to_text(body)):
        raise ValidationError({"quote": _("These words do not stand in the part. Copy them from it.")})


def _plain(text: str) -> str:
    """Words as a selection gives them: without line ends and the marks of lists."""
    return " ".join(text.replace("- ", " ").split()).casefold()


def _record(verb: str, comment: PassageComment, by, occurred_at) -> None:
    team = comment.hand_in.submission.team
    data = {
        "hand_in": comment.hand_in_id,
        "people": sorted(comment.hand_in.roster.values_list("pk", flat=True)),
    }
    record(team.cohort.space, by=by, verb=verb, target=comment, occurred_at=occurred_at, data=data)
