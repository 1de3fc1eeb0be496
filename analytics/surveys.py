"""The closing question as its learner meets it: on the activity's page and in one mail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.models import Participation, Wave
from cohorts.models import Cohort, Enrollment
from courses.models import Activity
from notifications.mails import Letter, absolute

SCALE = range(11)


def survey_context(activity: Activity | None, cohort: Cohort, viewer, *, form=None) -> dict:
    """What `analytics/_survey.html` needs: whether this viewer may answer, is done, or finds it closed."""
    wave = Wave.objects.filter(cohort=cohort).first()
    mine = Participation.objects.visible_to(viewer).filter(wave=wave, is_done=True)
    survey = {
        "form": form,
        "scale": SCALE,
        "is_done": bool(wave) and mine.exists(),
        "is_closed": bool(wave) and wave.is_closed,
        "can_answer": Enrollment.objects.active().filter(cohort=cohort, person=viewer).exists(),
    }
    return {"activity": activity, "cohort": cohort, "survey": survey}


def survey_of(cohort: Cohort) -> Activity | None:
    """The activity that asks the closing question, if the course has one."""
    surveys = Activity.objects.filter(module__version=cohort.version_id, kind=Activity.Kind.SURVEY)
    return surveys.select_related("module").in_outline_order().first()


def compose_ask(mail) -> Letter | None:
    """The mail that asks; none for whoever is done, has left, or finds the question closed."""
    mine = Participation.objects.filter(person=mail.person, is_done=False, wave__closed_at=None)
    part = mine.select_related("wave__cohort__version__course").filter(wave=mail.ids.get("wave")).first()
    if part is None or not _still_in(part):
        return None
    cohort = part.wave.cohort
    words = {"course": cohort.version.course.title}
    return Letter(
        subject=_("One question about “%(course)s”") % words,
        paragraphs=[
            _("How likely are you to recommend “%(course)s” to a colleague? It is one number, from 0 to 10.")
            % words,
            _("Your answer is kept without your name, and shown only together with at least four others."),
        ],
        act=_("Answer"),
        url=absolute(_where(cohort)),
    )


def _still_in(part: Participation) -> bool:
    enrollments = Enrollment.objects.active().filter(cohort=part.wave.cohort_id, person=part.person_id)
    return enrollments.exists()


def _where(cohort: Cohort) -> str:
    if survey := survey_of(cohort):
        return reverse("activity", args=[cohort.pk, survey.stable_id])
    return reverse("answer_survey", args=[cohort.pk])
