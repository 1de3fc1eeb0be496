"""A kind word from who runs a cohort to one learner, at most one a day."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Enrollment, Nudge
from cohorts.permissions import can_run_cohort
from lib.text import clean_text
from spaces.actions import record


@transaction.atomic
def nudge(enrollment: Enrollment, *, by, words: str) -> Nudge:
    """Send a learner a private word and a mail; a second one on the same day is quiet."""
    cohort = enrollment.cohort
    if not can_run_cohort(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort nudges."))
    if not enrollment.is_enrolled:
        raise ValidationError(_("This person is not in the cohort."))
    words = clean_text(words)[:500]
    if not words:
        raise ValidationError({"words": _("Say something kind.")})
    today = timezone.now().astimezone(cohort.zone).date()
    sent, is_new = Nudge.objects.get_or_create(
        enrollment=enrollment, on=today, defaults={"by": by, "words": words}
    )
    if is_new:
        data = {"person": enrollment.person_id}
        record(cohort.space, by=by, verb="nudge.sent", target=sent, data=data)
    return sent
