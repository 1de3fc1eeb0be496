"""What the page of one activity shows, by the activity's kind."""

from __future__ import annotations

from analytics.surveys import survey_context
from cohorts.models import Cohort, PromptThread
from courses.models import Activity
from courses.pages import activity_context
from discussions.models import Thread
from discussions.pages import audience_of, thread_context
from spaces.models import Role
from teams.pages import commitment_context, gallery_url, talk_context, task_context

Kind = Activity.Kind
# Kinds whose rooms stand above courses bring their own part of the page.
FRAGMENTS = {
    Kind.DISCUSSION: "home/_prompt.html",
    Kind.TEAM_TASK: "home/_team_task.html",
    Kind.COMMITMENT: "home/_commitment.html",
    Kind.TALK: "home/_talk.html",
    Kind.SURVEY: "analytics/_survey.html",
}
BESIDE = (Kind.LESSON, Kind.VIDEO)


def activity_page(activity: Activity, cohort: Cohort, enrollment, viewer, *, is_member: bool) -> dict:
    """Everything that the activity's body needs; what was said only for whoever is in the cohort's space."""
    kind = Kind(activity.kind)
    context = activity_context(activity, viewer, cohort.space if is_member else None)
    context["fragment"] = FRAGMENTS.get(kind, context["fragment"])
    if enrollment and kind == Kind.TEAM_TASK:
        context |= {"is_mine": True, **task_context(activity, cohort, viewer)}
    if kind == Kind.TEAM_TASK:
        runs = viewer.is_ld_admin or not {Role.FACILITATOR, Role.ADMIN}.isdisjoint(cohort.my_roles)
        team = context.get("team")
        context["gallery_url"] = gallery_url(cohort, activity.stable_id, viewer, team=team, runs=runs)
    if enrollment and kind == Kind.COMMITMENT:
        context |= commitment_context(activity, enrollment)
    if enrollment and kind == Kind.TALK:
        context |= talk_context(activity, enrollment)
    if kind == Kind.SURVEY:
        context |= survey_context(activity, cohort, viewer)
    if is_member and kind in (*BESIDE, Kind.DISCUSSION):
        thread = thread_of(activity, cohort, viewer)
        context["beside"] = thread is not None
        context |= thread_context(thread, viewer) if thread else audience_of(cohort.space)
    return context


def thread_of(activity: Activity, cohort: Cohort, viewer) -> Thread | None:
    """The cohort's thread about an activity, if it was opened."""
    prompt = PromptThread.objects.filter(cohort=cohort, activity_id=activity.stable_id)
    return Thread.objects.visible_to(viewer).as_met_by(viewer).filter(prompt__in=prompt).first()
