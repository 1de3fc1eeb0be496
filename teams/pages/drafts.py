"""A draft and its parts, as their readers find them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from courses.models import Activity
from courses.rubrics import criteria_of
from discussions.pages import audience
from lib import html
from lib.composed import composed
from people.models import User
from spaces.models import Membership, Role
from teams.actions.drafting import part_titles
from teams.models import Gallery, HandIn, Part, Reopening, Submission, Team, TeamSet
from teams.pages.pulse import Wait, pulse_of, with_reminders


@dataclass(frozen=True)
class Draft:
    """A team task as its team's members find it: its parts, and what this viewer does next."""

    activity: Activity
    team: Team
    viewer: User
    submission: Submission | None
    parts: list[Part]
    people: list[User]
    waits: list[Wait] = field(default_factory=list)
    hand_in: HandIn | None = None

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
    def is_teams_word(self) -> bool:
        """Whether the viewer may hand in now; from what is at hand."""
        people, is_all_ready = len(self.people), self.is_all_ready
        return self.submission.is_teams_word(self.viewer, people=people, is_all_ready=is_all_ready)

    @property
    def reopening(self) -> Reopening | None:
        """Why the draft is open again after it was handed in."""
        if self.hand_in is None or (self.submission and self.submission.is_handed_in):
            return None
        return getattr(self.hand_in, "reopening", None)

    @property
    def mine(self) -> Part | None:
        """The viewer's first part that is not ready."""
        return next((p for p in self.parts if p.owner_id == self.viewer.pk and not p.is_ready), None)

    @property
    def without_part(self) -> list[User]:
        """Who sits at the table though every part is somebody else's, such as one who has joined since."""
        owners = {part.owner_id for part in self.parts}
        return [] if None in owners else [person for person in self.people if person.pk not in owners]

    @property
    def missing(self) -> list[Part]:
        return [part for part in self.parts if not part.is_ready]

    @property
    def missing_titles(self) -> str:
        return get_text_list([part.title for part in self.missing], _("and"))

    @property
    def has_files(self) -> bool:
        return any(html.file_ids(part.body) for part in self.parts)

    @property
    def titles(self) -> list[str]:
        """The parts of a task that nobody has opened yet."""
        return part_titles(self.activity)


def drafts_of(team: Team, viewer, learners: list[User], *, activity: Activity | None = None) -> list[Draft]:
    """The team's tasks, or one of them, with their parts: for a mentor only once they are handed in."""
    tasks = [activity] if activity else _tasks(team)
    by_task: dict[uuid.UUID, list[Part]] = {task.stable_id: [] for task in tasks}
    for part in _parts_of(team, viewer):
        part.submission.team = team
        by_task.get(part.submission.activity_id, []).append(part)
    hand_ins = {} if viewer in learners else _reopened(team)
    drafts = [_draft(task, team, viewer, by_task[task.stable_id], learners, hand_ins) for task in tasks]
    _fill_rosters([d for d in drafts if d.submission and d.submission.is_handed_in], learners)
    return drafts


@composed
def _parts_of(team: Team, viewer) -> QuerySet[Part]:
    parts = Part.objects.visible_to(viewer).filter(submission__team=team).for_draft().in_order()
    return with_reminders(_with_answers(parts), viewer).annotate(roster_ids=Submission.roster_ids())


def _with_answers(parts: QuerySet[Part]) -> QuerySet[Part]:
    """With what was handed in last, the answer to it, and why it is open again; not with its words."""
    last = "submission__last_hand_in"
    joined = parts.select_related(f"{last}__feedback__by", f"{last}__reopening__by")
    return joined.select_related("owner", "submission__handed_in_by", "submission__proposed_by").defer(
        f"{last}__parts", f"{last}__blinded"
    )


def _reopened(team: Team) -> dict[uuid.UUID, HandIn]:
    """What the team handed in and is writing anew, for those who may not see the draft."""
    rows = HandIn.objects.last_of_each().filter(submission__team=team, submission__handed_in_at=None)
    return {
        one.submission.activity_id: one for one in rows.select_related("submission").defer("parts", "blinded")
    }


def _tasks(team: Team) -> list[Activity]:
    """What the team works on: the task that its set was made for, or all those that no set was made for."""
    tasks = Activity.objects.filter(module__version=team.cohort.version_id, kind=Activity.Kind.TEAM_TASK)
    if team.team_set.is_course_long:
        others = TeamSet.objects.filter(cohort=team.cohort_id).exclude(activity_id=None)
        return list(tasks.exclude(stable_id__in=others.values("activity_id")).in_outline_order())
    return list(tasks.filter(stable_id=team.team_set.activity_id).in_outline_order())


def _draft(task, team: Team, viewer, parts: list[Part], people: list[User], hand_ins) -> Draft:
    submission = parts[0].submission if parts else None
    hand_in = submission.last_hand_in if submission else hand_ins.get(task.stable_id)
    if submission and hand_in:
        hand_in.submission = submission
    is_open = submission is not None and not submission.is_handed_in
    waits = pulse_of(parts, viewer, people, has_mentor=bool(team.mentors)) if is_open else []
    return Draft(task, team, viewer, submission, parts, people, waits, hand_in)


def _fill_rosters(drafts: list[Draft], learners: list[User]) -> None:
    """Who handed in, from the people already at hand; only who has left since costs a query."""
    known = {person.pk: person for person in learners}
    gone = {pk for d in drafts for pk in d.parts[0].roster_ids} - set(known)
    if gone:
        known |= User.objects.in_bulk(gone)
    for draft in drafts:
        draft.submission.people = [known[pk] for pk in draft.parts[0].roster_ids if pk in known]


def draft_of(submission: Submission, viewer) -> Draft:
    """One draft for what its page offers this viewer to do."""
    team = submission.team
    parts = list(with_reminders(_with_answers(submission.parts.for_draft()).in_order(), viewer))
    for part in parts:
        part.submission.team = team
    task = Activity(title=submission.title, stable_id=submission.activity_id)
    return _draft(task, team, viewer, parts, _learners_in(team), {})


def task_context(activity: Activity, cohort: Cohort, viewer) -> dict:
    """What `teams/_draft.html` needs on the task's own page: the viewer's team with its draft, or where they choose one."""
    mine = Team.objects.working_on(activity.stable_id, cohort, viewer)
    shown = Gallery.objects.open().filter(cohort=OuterRef("cohort"), activity_id=activity.stable_id)
    mine = mine.annotate(is_shown=Exists(shown))
    team = mine.select_related("space", "cohort", "team_set").first()
    draft = drafts_of(team, viewer, _learners_in(team), activity=activity)[0] if team else None
    chosen = TeamSet.objects.used_for(activity.stable_id, cohort).filter(how=TeamSet.How.SELF_CHOSEN)
    criteria = criteria_of(activity.rubric) if activity.rubric else []
    return {"team": team, "draft": draft, "criteria": criteria, "choice": None if team else chosen.first()}


def part_context(part: Part, viewer) -> dict:
    """The page of one part: its text, what the viewer may do with it, and the others' parts beside it."""
    team, submission = part.submission.team, part.submission
    beside = list(with_reminders(submission.parts.for_seat().in_order(), viewer))
    learners = _learners_in(team)
    is_open = not part.is_ready and not submission.is_handed_in
    waits = pulse_of(beside, viewer, learners, has_mentor=bool(team.mentors)) if is_open else []
    return {
        "part": part,
        "parts": beside,
        "submission": submission,
        "team": team,
        "is_owner": part.owner_id == viewer.pk,
        "is_open": is_open,
        "wait": next((wait for wait in waits if wait.part.pk == part.pk), None),
        "brief": _brief(submission),
        "others_part": part.owner_id and part.owner_id != viewer.pk,
        "my_part": next((p for p in beside if p.owner_id == viewer.pk and p.pk != part.pk), None),
        **audience(team.space, len(learners)),
    }


def _brief(submission: Submission) -> str:
    """What the task asks for, in its own words."""
    version = submission.team.cohort.version_id
    task = Activity.objects.filter(module__version=version, stable_id=submission.activity_id)
    return task.values_list("body", flat=True).first() or ""


def people_in(team: Team) -> list[Membership]:
    return _people_in(team.space_id)


@composed
def _people_in(space_id: int) -> QuerySet[Membership]:
    here = Membership.objects.open().filter(space=space_id)
    return here.select_related("person").order_by("person__name", "id")


def _learners_in(team: Team) -> list[User]:
    """Who is in the team; its mentors come with them."""
    here = people_in(team)
    team.mentors = [m.person for m in here if m.role == Role.MENTOR]
    return [m.person for m in here if m.role == Role.LEARNER]
