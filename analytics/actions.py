"""Every write to surveys: asking the closing question, answering or declining it, and publishing what was counted."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from analytics import figures
from analytics.metrics import SILENT_DAYS
from analytics.models import Answer, Participation, Wave
from analytics.slices import WHOLE, slices_of
from analytics.tasks import compute_figures_of
from cohorts.actions import mark_done
from cohorts.models import Cohort, Enrollment
from cohorts.permissions import can_run_cohort
from courses.models import Activity
from lib.text import clean_text
from notifications.actions import queue_mails
from notifications.models import Kind, Mail
from people.models import OrgUnit, User

STEP = 5
COMMENTS_FROM = 8
QUIET_DAYS = 30
OPEN_DAYS = 21
LONGEST_COMMENT = 2000


@transaction.atomic
def open_wave(cohort: Cohort, *, by, occurred_at: datetime | None = None) -> Wave:
    """The closing question is asked of the cohort's active members, each by one mail at most in 30 days.

    Opening twice is quiet; who runs the cohort may.
    """
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort asks its closing question."))
    wave = _lock(_open(cohort, occurred_at))
    if wave.asked_at is None and not wave.is_closed:
        _ask(wave, occurred_at)
    return wave


@transaction.atomic
def answer(wave: Wave, *, person, score: int, comment: str = "", signed: bool = False) -> bool:
    """A learner's one answer, final once sent; a second one changes nothing and is told by False.

    It is stored under a random id beside no person and no time, unless its writer signs the comment. All answers of
    the wave are written anew in a drawn order, so that neither place nor age of a row says whose it is.
    """
    if isinstance(score, bool) or score not in range(11):
        raise ValidationError({"score": _("Choose a number from 0 to 10.")})
    held, participation = _hold(wave, person)
    if participation.is_done:
        return False
    words = clean_text(comment)[:LONGEST_COMMENT]
    _shuffle_in(
        held,
        Answer(
            wave=held,
            slice=participation.slice,
            score=score,
            comment=words,
            signed_by=person if signed and words else None,
        ),
    )
    _finish(held, participation)
    return True


@transaction.atomic
def decline(wave: Wave, *, person) -> bool:
    """A learner would rather not say; their step is done, and nothing is asked again. Twice is quiet."""
    held, participation = _hold(wave, person)
    if participation.is_done:
        return False
    _finish(held, participation)
    return True


@transaction.atomic
def close_wave(wave: Wave, *, by, occurred_at: datetime | None = None) -> Wave:
    """No more answers; what was answered is published if enough did. Closing twice is quiet."""
    if not can_run_cohort(by, wave.cohort):
        raise PermissionDenied(_("Only who runs this cohort closes its question."))
    held = _lock(wave)
    if not held.is_closed:
        _close(held, occurred_at)
    return held


def open_due_waves(*, now: datetime | None = None) -> int:
    """Ask the closing question in started cohorts whose last day has come and whose course has one."""
    now, opened = now or timezone.now(), 0
    unasked = Q(waves=None) | Q(waves__asked_at=None, waves__closed_at=None)
    waiting = Cohort.objects.running().filter(unasked, ends_on__lte=(now + timedelta(days=1)).date())
    waiting = waiting.filter(version__modules__activities__kind=Activity.Kind.SURVEY).distinct()
    for cohort in waiting:
        if now.astimezone(cohort.zone).date() >= cohort.ends_on:
            open_wave(cohort, by=User.objects.system())
            opened += 1
    return opened


def close_due_waves(*, now: datetime | None = None) -> int:
    """Close questions that have been open for three weeks, a week at least after the cohort's last day."""
    now = now or timezone.now()
    due = Wave.objects.open().filter(
        opened_at__lte=now - timedelta(days=OPEN_DAYS), cohort__ends_on__lte=(now - timedelta(days=7)).date()
    )
    for wave in (waves := list(due.select_related("cohort"))):
        close_wave(wave, by=User.objects.system())
    return len(waves)


@transaction.atomic
def wave_of(cohort: Cohort, *, by) -> Wave:
    """The cohort's wave, opened without any mail when a learner comes to the question by themselves."""
    if not Enrollment.objects.active().filter(cohort=cohort, person=by).exists():
        raise PermissionDenied(_("This question is for the learners of the cohort."))
    return _open(cohort, None)


def _open(cohort: Cohort, occurred_at: datetime | None) -> Wave:
    wave, is_new = Wave.objects.get_or_create(
        cohort=cohort, kind=Wave.Kind.END, defaults={"opened_at": occurred_at or timezone.now()}
    )
    if is_new:
        people = list(asked_in(cohort).values_list("person_id", "person__org_unit_id"))
        parents = dict(OrgUnit.objects.values_list("pk", "parent_id"))
        _seat(wave, slices_of(people, parents, settings.SMALLEST_GROUP))
    return wave


def _seat(wave: Wave, slices: dict[int, str]) -> None:
    """Rows for all who are asked, written before anybody answers, so that no answer makes one."""
    rows = [Participation(wave=wave, person_id=person, slice=part) for person, part in slices.items()]
    Participation.objects.bulk_create(rows)
    wave.asked += len(rows)
    wave.save(update_fields=["asked"])


def asked_in(cohort: Cohort):
    """The active members: those still in who finished, or did something in the last 21 days."""
    lately = timezone.now() - timedelta(days=SILENT_DAYS)
    return cohort.enrollments.active().filter(Q(completed_at__isnull=False) | Q(last_act_at__gt=lately))


def _ask(wave: Wave, at: datetime | None) -> None:
    """Mail those who have not answered yet; who was asked by any survey in the last 30 days is left alone."""
    seated = wave.participations.values("person")
    late = asked_in(wave.cohort).exclude(person__in=seated).values_list("person_id", flat=True)
    _seat(wave, dict.fromkeys(late, WHOLE))
    wave.asked_at = at or timezone.now()
    wave.save(update_fields=["asked_at"])
    lately = timezone.now() - timedelta(days=QUIET_DAYS)
    asked_lately = Mail.objects.filter(kind=Kind.NPS, due_at__gt=lately, dropped_at=None).values("person")
    waiting = wave.participations.filter(is_done=False).exclude(person__in=asked_lately)
    ids = {"wave": wave.pk, "cohort": wave.cohort_id}
    queue_mails(
        [
            Mail(person_id=person_id, kind=Kind.NPS, cause=f"wave-{wave.pk}", ids=ids)
            for person_id in waiting.values_list("person_id", flat=True)
        ]
    )


def _lock(wave: Wave) -> Wave:
    rows = Wave.objects.select_related("cohort__space")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=wave.pk)


def _hold(wave: Wave, person) -> tuple[Wave, Participation]:
    """The wave, held, and this person's part in it; who came to it by themselves is counted as asked."""
    held = _lock(wave)
    participation = held.participations.filter(person=person).first()
    if participation and participation.is_done:
        return held, participation
    if not Enrollment.objects.active().filter(cohort=held.cohort_id, person=person).exists():
        raise PermissionDenied(_("This question is for the learners of the cohort."))
    if held.is_closed:
        raise ValidationError(_("This question is closed. Thank you for coming by."))
    if participation is None:
        participation = Participation.objects.create(wave=held, person=person)
        held.asked += 1
        held.save(update_fields=["asked"])
    return held, participation


def _shuffle_in(wave: Wave, new: Answer) -> None:
    """Write all answers of the wave anew with the new one among them: new ids, drawn order, one transaction."""
    rows = [*wave.answers.all(), new]
    wave.answers.all().delete()
    for row in rows:
        row.pk = uuid.uuid4()
    random.SystemRandom().shuffle(rows)
    Answer.objects.bulk_create(rows)


def _finish(wave: Wave, participation: Participation) -> None:
    participation.is_done = True
    participation.save(update_fields=["is_done"])
    _mark_steps_done(wave.cohort, participation.person)
    is_over = timezone.now().astimezone(wave.cohort.zone).date() > wave.cohort.ends_on
    if is_over and not wave.participations.filter(is_done=False).exists():
        _close(wave, None)
    else:
        _publish_step(wave)
    compute_figures_of.delay_on_commit(wave.cohort_id)


def _mark_steps_done(cohort: Cohort, person) -> None:
    enrollment = cohort.enrollments.get(person=person)
    enrollment.cohort = cohort
    surveys = Activity.objects.filter(module__version=cohort.version_id, kind=Activity.Kind.SURVEY)
    for activity_id in surveys.values_list("stable_id", flat=True):
        mark_done(enrollment, activity_id, by=person)


def _publish_step(wave: Wave) -> None:
    """With five answers more than what is held back, that is shown and the present count held back in its place."""
    now = _count(wave)
    step = max(STEP, settings.SMALLEST_GROUP)
    if now["answered"] - wave.held.get("answered", 0) >= step:
        wave.published, wave.held = wave.held, now
        wave.save(update_fields=["published", "held"])
        figures.compute_satisfaction(wave)


def _close(wave: Wave, at: datetime | None) -> None:
    final = _count(wave)
    wave.closed_at = at or timezone.now()
    wave.held = {}
    wave.published = final if final["answered"] >= settings.SMALLEST_GROUP else {}
    wave.save(update_fields=["closed_at", "published", "held"])
    figures.compute_satisfaction(wave)


def _count(wave: Wave) -> dict:
    """What is known of the answers, in an order that says nothing."""
    answers = list(wave.answers.all())
    scores = [one.score for one in answers]
    comments = [{"words": one.comment, "by": one.signed_by_id} for one in answers if one.comment]
    random.SystemRandom().shuffle(comments)
    return {
        "promoters": sum(score >= 9 for score in scores),
        "passives": sum(score in (7, 8) for score in scores),
        "detractors": sum(score <= 6 for score in scores),
        "answered": len(scores),
        "asked": wave.asked,
        "comments": comments if len(scores) >= COMMENTS_FROM else [],
    }
