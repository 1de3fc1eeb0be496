"""The letters that cohorts write, an invitation and a reminder, and what following an invitation does."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cohorts import actions
from cohorts.models import ActivityProgress, Enrollment, host_of
from cohorts.reminders import days_until
from cohorts.schedule import schedule_of
from notifications.mails import Letter, absolute
from people.actions import make_sign_in_link


def accept(person, cohort_id: int) -> None:
    """Whoever comes in by an invitation's link is enrolled; a link that came too late lets in to the house only."""
    invitation = Enrollment.objects.filter(person=person, cohort=cohort_id).first()
    if invitation:
        try:
            actions.enroll(invitation, by=person)
        except ValidationError:
            return


def compose_invitation(mail) -> Letter | None:
    """An invitation that signs in; none for whoever is in already, or is no longer asked."""
    open_ones = Enrollment.objects.invited().select_related("cohort__version__course", "cohort__made_by")
    invitation = open_ones.filter(pk=mail.ids.get("enrollment"), person=mail.person).first()
    if invitation is None or invitation.cohort.is_ended:
        return None
    cohort, host = invitation.cohort, host_of(invitation.cohort)
    token = make_sign_in_link(mail.person, leads_to="/", purpose=f"cohort:{cohort.pk}")
    words = {"host": host.name, "course": cohort.version.course.title}
    days = {
        "start": formats.date_format(cohort.starts_on, "DATE_FORMAT"),
        "end": formats.date_format(cohort.ends_on, "DATE_FORMAT"),
    }
    return Letter(
        subject=_("%(host)s invites you to “%(course)s”") % words,
        paragraphs=[
            _("%(host)s would like you to take “%(course)s” together with a few colleagues.") % words,
            _("It runs from %(start)s to %(end)s. You learn with a team, a little every week.") % days,
        ],
        act=_("Come in"),
        url=absolute(reverse("come_in", args=[token])),
    )


def compose_due(mail) -> Letter | None:
    """A reminder the day before; none for whoever is done meanwhile, has left, or finds the date moved or past."""
    enrollment = (
        Enrollment.objects.active().select_related("cohort").filter(pk=mail.ids.get("enrollment")).first()
    )
    activity_id = uuid.UUID(mail.ids["activity"])
    if enrollment is None or enrollment.cohort.is_ended:
        return None
    if ActivityProgress.objects.done().filter(enrollment=enrollment, activity_id=activity_id).exists():
        return None
    schedule = schedule_of(enrollment.cohort)
    activity = next((a for a in schedule.activities() if a.stable_id == activity_id), None)
    due_at = schedule.due_at(activity_id, enrollment.person_id)
    now = timezone.now()
    if activity is None or due_at is None or due_at.isoformat() != mail.ids["due_at"] or due_at <= now:
        return None
    words = {"activity": activity.title, "cohort": enrollment.cohort.title}
    # A mail may have waited: a worker was away, or the mail server was.
    if days_until(due_at, mail.person.time_zone, now) == 0:
        subject, sentence = _("Due today: “%(activity)s”"), _("“%(activity)s” in %(cohort)s is due today.")
    else:
        subject = _("Due tomorrow: “%(activity)s”")
        sentence = _("“%(activity)s” in %(cohort)s is due tomorrow.")
    return Letter(
        subject=subject % words,
        paragraphs=[sentence % words],
        act=_("Open it"),
        url=absolute(reverse("activity", args=[enrollment.cohort_id, activity_id])),
    )
