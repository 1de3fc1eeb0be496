"""Creating, starting and ending cohorts, and the threads that their prompts open."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from cohorts.models import Cohort, DueDate, PromptThread, host_of
from cohorts.permissions import can_create_cohort, can_run_cohort
from courses.models import Activity, Version, VersionRun
from discussions.actions import LONGEST_BODY, start_thread
from discussions.models import Thread
from lib import html
from lib.once import hold_key
from notifications.actions import queue_mails
from notifications.models import Kind, Mail
from spaces.actions import join_space, open_space, record
from spaces.models import Role, Space


@transaction.atomic
def create_cohort(version: Version, *, by, key: uuid.UUID | None = None, **plan) -> Cohort:
    """A run of a published version, with a space that whoever made it joins; the same key is the same run.

    Its plan is a `title`, `starts_on`, `ends_on`, a `time_zone` and `seats`. Refuses drafts and bad dates.
    """
    if not can_create_cohort(by, version.course):
        raise PermissionDenied(_("Authors of the course and L&D start cohorts."))
    own_key = hold_key(key, "cohort", by.pk)
    if own_key and (made := Cohort.objects.select_related("space").filter(key=own_key).first()):
        return made
    cohort = _planned(version, **plan)
    cohort.space = open_space(Space.Kind.COHORT, title=cohort.title, time_zone=cohort.time_zone)
    cohort.made_by, cohort.key = by, own_key
    cohort.save(force_insert=True)
    VersionRun.objects.create(version=version, space=cohort.space)
    if not by.is_system:
        join_space(cohort.space, person=by, role=Role.ADMIN, by=by)
    return cohort


def _planned(
    version: Version, *, title: str, starts_on: date, ends_on: date, time_zone: str, seats: int = 30
) -> Cohort:
    _check_plan(version, starts_on, ends_on, time_zone, seats)
    return Cohort(
        version=version,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        time_zone=time_zone,
        seats=seats,
    )


def _check_plan(version: Version, starts_on: date, ends_on: date, time_zone: str, seats: int) -> None:
    if not version.is_published:
        raise ValidationError(_("Publish the course first: a cohort runs a published version."))
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The cohort would end before it starts.")})
    if seats < 1:
        raise ValidationError({"seats": _("A cohort needs at least one seat.")})
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValidationError({"time_zone": _("This is not the name of a time zone.")}) from None


@transaction.atomic
def name_facilitator(cohort: Cohort, *, person, by, occurred_at: datetime | None = None) -> None:
    """Somebody facilitates the cohort from now on; only who runs it may say so."""
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort names its facilitators."))
    join_space(cohort.space, person=person, role=Role.FACILITATOR, by=by, occurred_at=occurred_at)


@transaction.atomic
def start_cohort(cohort: Cohort, *, by, occurred_at: datetime | None = None) -> Cohort:
    """The cohort runs: its prompts open their threads and the invitations go out; starting twice is quiet."""
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort starts it."))
    at = occurred_at or timezone.now()
    if not Cohort.objects.filter(pk=cohort.pk, started_at=None).update(started_at=at):
        return cohort
    cohort.started_at = at
    for activity in _prompts(cohort):
        prompt_thread(cohort, activity, occurred_at=occurred_at)
    send_invitations(cohort)
    record(cohort.space, by=by, verb="cohort.started", target=cohort, occurred_at=occurred_at)
    return cohort


def _prompts(cohort: Cohort):
    prompts = Activity.objects.filter(module__version=cohort.version_id, kind=Activity.Kind.DISCUSSION)
    return prompts.in_outline_order()


def send_invitations(cohort: Cohort, enrollments=None) -> None:
    """Queue one mail an invitation for each who has not answered yet; who is asked anew is mailed anew."""
    asked = enrollments if enrollments is not None else cohort.enrollments.invited()
    queue_mails(
        [
            Mail(
                person_id=enrollment.person_id,
                kind=Kind.INVITATION,
                cause=f"cohort-{cohort.pk}-invitation-{enrollment.invited_at.timestamp():.0f}",
                ids={"cohort": cohort.pk, "space": cohort.space_id, "enrollment": enrollment.pk},
            )
            for enrollment in asked
        ]
    )


@transaction.atomic
def end_cohort(cohort: Cohort, *, by, occurred_at: datetime | None = None) -> Cohort:
    """The run is over; its space stays open, so that what was begun there can go on. Ending twice is quiet."""
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort ends it."))
    at = occurred_at or timezone.now()
    if not Cohort.objects.filter(pk=cohort.pk, ended_at=None).update(ended_at=at):
        return cohort
    cohort.ended_at = at
    record(cohort.space, by=by, verb="cohort.ended", target=cohort, occurred_at=occurred_at)
    return cohort


@transaction.atomic
def set_due_date(
    cohort: Cohort, activity_id: uuid.UUID, *, due_at: datetime, by, person=None, space: Space | None = None
) -> None:
    """One activity is due at another time than the schedule says: for everyone, for one learner, or for a team's space."""
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort moves its dates."))
    DueDate.objects.update_or_create(
        cohort=cohort, activity_id=activity_id, person=person, space=space, defaults={"due_at": due_at}
    )


@transaction.atomic
def prompt_thread(
    cohort: Cohort, activity: Activity, *, by=None, body: str = "", key=None, occurred_at=None
) -> Thread:
    """The cohort's thread about an activity, opened when first asked for.

    A prompt is opened in the name of the cohort's facilitator with the prompt's text, sealed where its author wants
    answers before reading; beside a lesson it is opened by whoever says the first thing.
    """
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)  # two who ask at once get one thread
    known = PromptThread.objects.filter(cohort=cohort, activity_id=activity.stable_id)
    if found := known.select_related("thread").first():
        return found.thread
    thread = start_thread(
        cohort.space,
        by=by or host_of(cohort),
        title=activity.title,
        body=body or _question_of(activity),
        is_sealed=activity.is_sealed,
        key=key,
        occurred_at=occurred_at,
    )
    PromptThread.objects.create(cohort=cohort, activity_id=activity.stable_id, thread=thread)
    return thread


def _question_of(activity: Activity) -> str:
    """What the prompt asks; one that asks nothing in words is opened with its title."""
    fits = not html.is_empty(activity.body) and len(activity.body) <= LONGEST_BODY
    return activity.body if fits else f"<p>{escape(activity.title)}</p>"


@transaction.atomic
def join_as_admin(cohort: Cohort, *, by) -> None:
    """An L&D admin joins the cohort's space to read what is said there; its members see that somebody came."""
    if not by.is_ld_admin:
        raise PermissionDenied(_("Only L&D joins a cohort by itself."))
    join_space(cohort.space, person=by, role=Role.ADMIN, by=by)
