"""Queueing the reminders of a cohort."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cohorts.models import Cohort
from cohorts.reminders import reminders
from notifications.actions import queue_mails


@transaction.atomic
def remind_due(cohort: Cohort, *, now: datetime | None = None) -> None:
    """Learners hear on the day before that a step is due, once a step; whoever muted such mails hears nothing."""
    queue_mails(reminders(cohort, now or timezone.now()))
