"""A draft and its parts, as their readers find them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from courses.models import Activity
from courses.rubrics import criteria_of
from discussions.pages import audience
from people.models import User
from spaces.models import Membership, Role
from teams.actions.drafting import part_titles
from teams.models import HandIn, Part, Submission, Team, TeamSet


@dataclass(frozen=True)
class Draft:
    """A team task as its team's members find it: its parts, and what this viewer does next."""

    activity: Activity
    team: Team
    viewer: User
    submission: Submission | None
    parts: list[Part]
    people: list[User]

    @property
    def handed_in_for(self) -> str:
        """For whom the viewer would hand in: everyone who is in the team now."""
        others = [person.first_name for person in self.people if person.pk != self.viewer.pk]
        return get_text_list([*others, _("you")], _("and"))

    @property
    def ready_count(self) -> int:
        return sum(part.is_ready for part in self.parts)

    @property
    def is_all_ready(self) -> bool:
        return self.ready_count == len(self.parts)

    @property
    def mine(self) -> Part | None:
        """The viewer's first part that is not ready."""
        return next((p for p in self.parts if p.owner_id == self.viewer.pk and not p.is_ready), None)

    @property
    def missing(self) -> list[Part]:
        return [part for part in self.parts if not part.is_ready]

    @property
    def missing_titles(self) -> str:
        return get_text_list([part.title for part in self.missing], _("and"))

    @property
    def titles(self) -> list[str]:
        """The parts of a task that nobody has opened yet."""
        return part_titles(self.activity)


def drafts_of(team: Team, viewer, learners: list[User], *, activity: Activity | None = None) -> list[Draft]:
    """The team's tasks, or one of them, with their parts: for a mentor only once they are handed in."""
    tasks = [activity] if activity else _tasks(team)
    parts = Part.objects.visible_to(viewer).filter(submission__team=team).for_draft().in_order()
    parts = parts.select_related("owner", "submission__handed_in_by")
    by_task: dict[uuid.UUID, list[Part]] = {task.stable_id: [] for task in tasks}
    for part in parts.annotate(roster_ids=Submission.roster_ids()):
        part.submission.team = team
        by_task.get(part.submission.activity_id, []).append(part)
    drafts = [_draft(task, team, viewer, by_task[task.stable_id], learners) for task in tasks]
    _fill_hand_ins([d for d in drafts if d.submission and d.submission.is_handed_in], learners)
    return drafts


def _tasks(team: Team) -> list[Activity]:
    """What the team works on: the task that its set was made for, or all those that no set was made for."""
    tasks = Activity.objects.filter(module__version=team.cohort.version_id, kind=Activity.Kind.TEAM_TASK)
    if team.team_set.is_course_long:
        others = TeamSet.objects.filter(cohort=team.cohort_id).exclude(activity_id=None)
        return list(tasks.exclude(stable_id__in=others.values("activity_id")).in_outline_order())
    return list(tasks.filter(stable_id=team.team_set.activity_id).in_outline_order())


def _draft(task: Activity, team: Team, viewer, parts: list[Part], people: list[User]) -> Draft:
    return Draft(task, team, viewer, parts[0].submission if parts else None, parts, people)


def _fill_hand_ins(drafts: list[Draft], learners: list[User]) -> None:
    """Who handed in, from the people already at hand, and the answers; only who has left since costs a query."""
    if not drafts:
        return
    last = HandIn.objects.last_of_each().filter(submission__in=[d.submission.pk for d in drafts])
    by_submission = {one.submission_id: one for one in last.select_related("feedback__by").defer("parts")}
    known = {person.pk: person for person in learners}
    gone = {pk for d in drafts for pk in d.parts[0].roster_ids} - set(known)
    if gone:
        known |= User.objects.in_bulk(gone)
    for draft in drafts:
        draft.submission.people = [known[pk] for pk in draft.parts[0].roster_ids if pk in known]
        draft.submission.last_hand_in = by_submission.get(draft.submission.pk)


def draft_of(submission: Submission, viewer) -> Draft:
    """One draft for what its page offers this viewer to do."""
    parts = list(submission.parts.for_draft().in_order())
    task = Activity(title=submission.title, stable_id=submission.activity_id)
    return Draft(task, submission.team, viewer, submission, parts, _learners_in(submission.team))


def task_context(activity: Activity, cohort: Cohort, viewer) -> dict:
    """What `teams/_draft.html` needs on the task's own page: the viewer's team with its draft, if they are in one."""
    mine = Team.objects.working_on(activity.stable_id, cohort, viewer)
    team = mine.select_related("space", "cohort", "team_set").first()
    draft = drafts_of(team, viewer, _learners_in(team), activity=activity)[0] if team else None
    return {"team": team, "draft": draft, "criteria": criteria_of(activity.rubric) if activity.rubric else []}


def part_context(part: Part, viewer) -> dict:
    """The page of one part: its text, what the viewer may do with it, and the others' parts beside it."""
    beside = list(part.submission.parts.for_seat().in_order())
    is_open = not part.is_ready and not part.submission.is_handed_in
    return {
        "part": part,
        "parts": beside,
        "submission": part.submission,
        "team": part.submission.team,
        "is_owner": part.owner_id == viewer.pk,
        "is_open": is_open,
        "brief": _brief(part.submission),
        "others_part": part.owner_id and part.owner_id != viewer.pk,
        "my_part": next((p for p in beside if p.owner_id == viewer.pk and p.pk != part.pk), None),
        **audience(part.submission.team.space, part.submission.team.learner_count),
    }


def _brief(submission: Submission) -> str:
    """What the task asks for, in its own words."""
    version = submission.team.cohort.version_id
    task = Activity.objects.filter(module__version=version, stable_id=submission.activity_id)
    return task.values_list("body", flat=True).first() or ""


def people_in(team: Team) -> list[Membership]:
    here = Membership.objects.open().filter(space=team.space_id)
    return list(here.select_related("person").order_by("person__name", "id"))


def _learners_in(team: Team) -> list[User]:
    return [m.person for m in people_in(team) if m.role == Role.LEARNER]
