"""The rubric of a team task in the draft."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import rubrics
from courses.actions.drafts import hold_draft, refuse_if_changed
from courses.models import Activity


@transaction.atomic
def set_rubric(activity: Activity, *, by, rubric: dict, edited_at: datetime | None = None) -> Activity:
    """The task's work is looked at by these criteria; an empty rubric goes back to the usual one.

    Refused for other kinds of activity, for what is no rubric, and with EditConflict what somebody else changed since
    `edited_at`. The same again changes nothing.
    """
    hold_draft(activity.module.version_id, by)
    current = Activity.objects.select_related("module").get(pk=activity.pk)
    refuse_if_changed(current, edited_at)
    if current.kind != Activity.Kind.TEAM_TASK:
        raise ValidationError(_("Only a team task has a rubric."), code="not_a_team_task")
    kept = rubrics.cleaned(rubric)
    if kept == current.rubric:
        return current
    current.rubric, current.edited_at = kept, timezone.now()
    current.save(update_fields=["rubric", "edited_at"])
    return current
