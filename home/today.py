"""What a learner finds on coming in: the one next thing, what waits for them, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet, Subquery
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import Cohort, Enrollment
from cohorts.schedule import schedule_of
from discussions.models import Thread
from home.standing import Standing, Step, standing_of
from lib.composed import composed
from people.models import User
from teams.models import Part, Review, Seat, Team, TeamSet
from teams.pages import reviews_waiting_for

SOON = timedelta(days=2)
SAID = 6
MOST_COHORTS = 12
MOST_WAITING = 5
# What a line of what was said needs of a thread, its space and its people.
SHOWN = [
    "title", "last_post_at", "post_count", "space__title",
    *[f"{who}__{field}" for who in ("by", "last_post_by") for field in ("name", "called", "email", "photo_id")],
]  # fmt: skip


@dataclass(frozen=True)
class Seated:
    """A team mate at the team's table, with the parts that are theirs."""

    person: User
    parts: list[Part]

    @property
    def state(self) -> str:
        """Ready when all one's parts are, writing when one has words."""
        if self.parts and all(part.is_ready for part in self.parts):
            return "ready"
        return "writing" if any(part.is_begun for part in self.parts) else "empty"


@dataclass(frozen=True)
class Table:
    """A learner's team, and the draft that it works on now."""

    team: Team
    seats: list[Seated]
    parts: list[Part]

    @property
    def next_meeting(self) -> datetime | None:
        rhythm = getattr(self.team, "rhythm", None)
        return rhythm and rhythm.next_meeting

    @property
    def ready(self) -> int:
        return sum(part.is_ready for part in self.parts)

    @property
    def is_all_ready(self) -> bool:
        return bool(self.parts) and self.ready == len(self.parts)

    def waiting_for(self, person) -> Part | None:
        """This person's part where it is missing and somebody else's is ready."""
        mine = (part for part in self.parts if part.owner_id == person.pk and not part.is_ready)
        return next(mine, None)

    def who_waits(self, person) -> list[User]:
        """The others who are through with their own parts."""
        ready = {part.owner_id for part in self.parts if part.is_ready}
        return [seat.person for seat in self.seats if seat.person.pk in ready and seat.person != person]


@dataclass(frozen=True)
class Next:
    """The one next step: what, why, and the button that does it."""

    title: str
    note: str
    button: str
    url: str
    moment: datetime | None = None
    people: tuple = ()


@composed
def enrollments_of(viewer) -> QuerySet:
    """The cohorts in which somebody learns, the running ones first."""
    mine = (
        Enrollment.objects.active()
        .filter(person=viewer)
        .select_related("cohort__space", "cohort__version__course")
    )
    choices = TeamSet.objects.waiting_for("pk")
    mine = mine.annotate(
        choice_id=Subquery(choices.values("pk")[:1]), choice_name=Subquery(choices.values("name")[:1])
    )
    newest_first = (F("cohort__ended_at").desc(nulls_first=True), "-cohort__starts_on", "-id")
    return mine.order_by(*newest_first)[:MOST_COHORTS]


def today(enrollment: Enrollment, viewer, now: datetime) -> dict:
    """A learner's home in one cohort."""
    cohort = enrollment.cohort
    standing = standing_of(cohort, enrollment, schedule_of(cohort), now)
    table = table_of(enrollment)
    step = next_of(standing, table, viewer)
    return {
        "enrollment": enrollment,
        "cohort": cohort,
        "standing": standing,
        "week": standing.schedule.week(now),
        "table": table,
        "next": step,
        "waiting": [*_choices(enrollment), *_waiting(standing, table, viewer, step)][:MOST_WAITING],
        "said": said_lately(cohort, table, viewer),
    }


def table_of(enrollment: Enrollment) -> Table | None:
    """The learner's team with its seats and the parts of its open draft, in two queries."""
    seats = _seats_around(enrollment)
    if not seats:
        return None
    team = seats[0].team
    parts = _open_parts(team)
    parts = [part for part in parts if part.submission_id == parts[0].submission_id]
    people = [seat.enrollment.person for seat in seats]
    return Table(team, [Seated(p, [part for part in parts if part.owner_id == p.pk]) for p in people], parts)


@composed
def _seats_around(enrollment: Enrollment) -> QuerySet:
    mine = Seat.objects.course_long().filter(enrollment=enrollment).values("team")[:1]
    seats = Seat.objects.standing().filter(team=Subquery(mine))
    return seats.select_related("team__space", "team__rhythm").in_name_order()


@composed
def _open_parts(team: Team) -> QuerySet:
    parts = Part.objects.filter(submission__team=team, submission__handed_in_at=None)
    return parts.for_seat().order_by("submission", "position", "id")


def next_of(standing: Standing, table: Table | None, viewer) -> Next | None:
    """The most urgent thing: what others wait for, else the first step not done, else the part not begun."""
    part = table.waiting_for(viewer) if table else None
    others = table.who_waits(viewer) if table else []
    step = standing.next_step()
    if table and table.is_all_ready:
        return _hand_in(table)
    if part and (others or step is None):
        return _part_is_waited_for(part, others)
    if step is None:
        return None
    return Next(step.activity.title, step.rule, _button(step), step.url, step.due_at)


def _hand_in(table: Table) -> Next:
    people = tuple(seated.person for seated in table.seats)
    note = _("Your team can hand in “%(task)s”") % {"task": table.parts[0].submission.title}
    url = f"{table.team.get_absolute_url()}#submission-{table.parts[0].submission_id}"
    return Next(_("All parts are ready"), note, _("Hand it in"), url, people=people)


def _part_is_waited_for(part: Part, others: list[User]) -> Next:
    note = _("Your part of the draft: “%(part)s”") % {"part": part.title}
    return Next(_waits(others), note, _("Write your part"), part.get_absolute_url(), people=tuple(others))


def _waits(others: list[User]) -> str:
    if not others:
        return _("Your part of the team's draft is empty")
    names = [person.first_name for person in others]
    words = ngettext("%(names)s is waiting for your part", "%(names)s are waiting for your part", len(names))
    return words % {"names": get_text_list(names, _("and"))}


def _button(step: Step) -> str:
    if step.is_begun:
        return _("Go on")
    return {
        "lesson": _("Read it"),
        "video": _("Watch it"),
        "quiz": _("Take the quiz"),
        "discussion": _("Answer"),
        "team_task": _("Open the team's draft"),
        "commitment": _("Make a commitment"),
        "talk": _("Talk to your manager"),
        "survey": _("Answer"),
    }.get(step.activity.kind, _("Begin"))


@dataclass(frozen=True)
class Waiting:
    """Something that waits for this person."""

    icon: str
    title: str
    note: str
    url: str
    moment: datetime | None = None
    is_late: bool = False


def _waiting(standing: Standing, table: Table | None, viewer, shown: Next | None) -> list[Waiting]:
    """Half-answered prompts, what is late or due soon, and parts that nobody has; not what `next` says already."""
    rows = []
    free = [part for part in table.parts if part.owner_id is None] if table else []
    if free:
        words = ngettext("%(n)d part has nobody yet", "%(n)d parts have nobody yet", len(free)) % {
            "n": len(free)
        }
        rows.append(Waiting("hand", words, table.team.name, reverse("team", args=[table.team.pk])))
    rows += [_review_waits(review) for review in reviews_waiting_for(viewer, standing.enrollment.cohort)]
    for step in standing.required:
        if not step.is_done and not (shown and step.url == shown.url) and _presses(step, standing):
            rows.append(
                Waiting(step.icon, step.activity.title, step.rule, step.url, step.due_at, step.is_late)
            )
    return rows


def _choices(enrollment: Enrollment) -> list[Waiting]:
    """A team that one may choose, as long as one has none."""
    if not enrollment.choice_id:
        return []
    address = reverse("choose_team", args=[enrollment.choice_id])
    return [Waiting("users", _("Choose your team"), enrollment.choice_name, address)]


def _review_waits(review: Review) -> Waiting:
    """Whose work it is stays closed; the task's name says which of the reviews it belongs to."""
    round = review.work.round
    return Waiting(
        "list-checks",
        _("Another team waits for your review"),
        round.title,
        review.get_absolute_url(),
        round.ends_at,
    )


def _presses(step: Step, standing: Standing) -> bool:
    soon = step.due_at is not None and step.due_at - standing.now < SOON
    return soon or (step.is_begun and step.needed > 1 and bool(step.progress and step.progress.count))


def said_lately(cohort: Cohort, table: Table | None, viewer) -> list[Thread]:
    """The conversations of the cohort and the team that moved last, with how much of each is new."""
    spaces = [cohort.space_id, *([table.team.space_id] if table else [])]
    return _said_in(spaces, viewer)


@composed
def _said_in(space_ids: list[int], viewer) -> QuerySet:
    threads = Thread.objects.visible_to(viewer).standing().in_spaces(space_ids).filter(post_count__gt=0)
    shown = threads.with_unread(viewer).select_related("by", "last_post_by", "space").only(*SHOWN)
    return shown.order_by("-last_post_at", "-id")[:SAID]
