"""What completes an activity, in one line that a learner reads, and what an author may want to look at again."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Activity, Module
from lib import html

Kind = Activity.Kind


def what_completes(activity: Activity) -> str:
    """What a person does to finish it."""
    if activity.kind == Kind.DISCUSSION:
        return _replies(activity.replies_needed)
    if activity.kind == Kind.QUIZ:
        return _("Answer %(mark)d %% right") % {"mark": activity.pass_mark}
    if activity.kind == Kind.COMMITMENT:
        return _promise(activity.responses_needed)
    return {
        Kind.LESSON: _("Read to the end and press Done"),
        Kind.VIDEO: _("Watch to the end and press Done"),
        Kind.TEAM_TASK: _("Your team hands in its draft"),
        Kind.TALK: _("One of you two says that you have talked"),
        Kind.SURVEY: _("Answer or decline"),
    }.get(Kind(activity.kind), "")


def _promise(responses: int) -> str:
    if not responses:
        return _("Make a commitment: what you will try, and when")
    return ngettext(
        "Make a commitment, and answer %(count)d colleague who tells how it went",
        "Make a commitment, and answer %(count)d colleagues who tell how it went",
        responses,
    ) % {"count": responses}


def _replies(needed: int) -> str:
    if not needed:
        return _("Write your answer")
    return ngettext("Reply to %(count)d colleague", "Reply to %(count)d colleagues", needed) % {
        "count": needed
    }


def worth_a_look(modules: list[Module]) -> list[str]:
    """What is probably not meant in an outline with all its quizzes; these lines warn and never block."""
    activities = [activity for module in modules for activity in module.activities.all()]
    if not activities:
        return [_("There is nothing in this course yet.")]
    lines = [
        _("“%(module)s” is empty.") % {"module": module.title}
        for module in modules
        if not module.activities.all()
    ]
    lines += [
        f"“{activity.title}”: {words}" for activity in activities for words in [_looks_odd(activity)] if words
    ]
    if not any(activity.is_required for activity in activities):
        lines.append(_("Nothing is required, so everybody has finished from the start."))
    if sum(activity.kind == Kind.SURVEY for activity in activities) > 1:
        lines.append(_("There is more than one closing survey."))
    return lines


def _looks_odd(activity: Activity) -> str:
    if activity.kind in (Kind.LESSON, Kind.DISCUSSION) and html.is_empty(activity.body):
        return _("this has no text yet.")
    if activity.kind == Kind.VIDEO and not (activity.video_id or activity.video_url):
        return _("this has no video yet.")
    if activity.kind == Kind.TEAM_TASK and not activity.parts:
        return _("the team's draft has no parts yet.")
    return _quiz_looks_odd(activity) if activity.kind == Kind.QUIZ else ""


def _quiz_looks_odd(activity: Activity) -> str:
    questions = activity.questions.all()
    if not questions:
        return _("this quiz has no questions yet.")
    for question in questions:
        choices = question.choices.all()
        if len(choices) < 2:
            return _("“%(question)s” needs at least two choices.") % {"question": question}
        if not any(choice.is_correct for choice in choices):
            return _("“%(question)s” has no right answer.") % {"question": question}
    return ""
