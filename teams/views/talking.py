"""A talk with one's manager: sending the card, saying that it was held, and the words that each keeps."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cohorts.models import Cohort, Enrollment
from courses.models import Activity
from lib.answers import if_valid, quietly
from teams import actions, pages
from teams.forms import TalkWordsForm
from teams.models import Talk


@require_POST
def send_card(request, cohort_id: int, activity_id):
    """The learner sends their manager the two questions."""
    enrollment, step = _mine(request, cohort_id, activity_id)
    quietly(request, actions.send_card, enrollment, step)
    return redirect("activity", cohort_id, activity_id)


@require_POST
def tell_of_talk(request, cohort_id: int, activity_id):
    """Who has no manager here says that they talked with somebody."""
    enrollment, step = _mine(request, cohort_id, activity_id)
    quietly(request, actions.tell_of_talk, enrollment, step)
    return redirect("activity", cohort_id, activity_id)


@require_safe
@never_cache
def talk(request, talk_id: int):
    """One talk, for the two who have it."""
    return _page(request, _talk(request, talk_id))


@require_POST
def hold_talk(request, talk_id: int):
    talk = _talk(request, talk_id)
    quietly(request, actions.hold_talk, talk)
    return redirect(talk)


@require_POST
def write_talk_words(request, talk_id: int):
    talk, form = _talk(request, talk_id), TalkWordsForm(request.POST)
    if if_valid(form, lambda words: actions.write_talk_words(talk, by=request.user, **words)):
        return redirect(talk)
    return _page(request, talk, 422, words_form=form)


@require_POST
def delete_talk_words(request, talk_id: int):
    talk = _talk(request, talk_id)
    actions.delete_talk_words(talk, by=request.user)
    return redirect(talk)


def _page(request, talk: Talk, status: int = 200, **sent):
    """The page; words that were refused stand in their form."""
    context = {**pages.talk_page(talk, request.user), **sent}
    return render(request, "teams/talk.html", context, status=status)


def _talk(request, talk_id: int) -> Talk:
    return get_object_or_404(Talk.objects.visible_to(request.user).with_people(), pk=talk_id)


def _mine(request, cohort_id: int, activity_id) -> tuple[Enrollment, Activity]:
    """One's own enrolment, and the step of its course that asks for a talk."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), pk=cohort_id)
    mine = Enrollment.objects.active().select_related("cohort__space", "person")
    enrollment = get_object_or_404(mine, cohort=cohort, person=request.user)
    steps = Activity.objects.filter(module__version=cohort.version_id, kind=Activity.Kind.TALK)
    return enrollment, get_object_or_404(steps, stable_id=activity_id)
