"""What the two who talk see of it."""

from __future__ import annotations

from cohorts.models import Enrollment
from courses.models import Activity
from teams.forms import TalkWordsForm
from teams.models import Talk, TalkWords, manager_of
from teams.models.talks import QUESTIONS


def talk_context(activity: Activity, enrollment: Enrollment) -> dict:
    """What `teams/_talk_step.html` needs: the learner's talk for this step, and to whom a card would go."""
    talks = Talk.objects.filter(enrollment=enrollment, activity_id=activity.stable_id)
    talk, manager = talks.with_people().first(), manager_of(enrollment.person)
    return {
        "talk": talk,
        "manager": manager,
        "is_sent": bool(talk and manager and talk.manager_id == manager.pk),
        "cohort_id": enrollment.cohort_id,
        "questions": QUESTIONS,
    }


def talk_page(talk: Talk, viewer) -> dict:
    """One talk as one of the two sees it: their own words, and the other's once both let the other read."""
    cohort, words = talk.enrollment.cohort, TalkWords.objects.visible_to(viewer).filter(talk=talk)
    by_person = {one.by_id: one for one in words.select_related("by")}
    mine, other = by_person.pop(viewer.pk, None), talk.manager if talk.person_id == viewer.pk else talk.person
    initial = {name: getattr(mine, name) for name in ("will_try", "needs", "is_shared")} if mine else None
    # Whoever has left keeps their words, and is shown nothing more of the course.
    is_here = talk.enrollment.is_enrolled
    activity = Activity.objects.filter(module__version=cohort.version_id, stable_id=talk.activity_id)
    return {
        "talk": talk,
        "cohort": cohort,
        "title": activity.values_list("title", flat=True).first() if is_here else None,
        "is_here": is_here,
        "is_learner": talk.person_id == viewer.pk,
        "other": other,
        "may_hold": bool(other) and is_here and not cohort.space.is_closed,
        "mine": mine,
        "theirs": by_person.get(other.pk) if other else None,
        "words_form": TalkWordsForm(initial=initial),
        "questions": QUESTIONS,
    }
