"""The verbs of teams: how each is shown and who is told of it; and the reader that seats people as they come and go."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrollment
from files import parents
from spaces.models import Entry, Membership, Role, Space
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams import actions
from teams.models import Commitment, Feedback, Outcome, Part, Submission, Team

NEWS, TEAM_WAITS = "news", "team_waits"
TOLD = "teams/_part_told.html"
LEAVING = {"enrollment.withdrawn", "enrollment.removed", "enrollment.moved"}


def register() -> None:
    """Make teams known to the journal and to files."""
    _register_rooms()
    _register_drafts()
    _register_promises()
    parents.register("teams.part", lambda viewer: Part.objects.visible_to(viewer).values("pk"))
    parents.register("teams.feedback", lambda viewer: Feedback.objects.visible_to(viewer).values("pk"))


def _register_rooms() -> None:
    register_verb(Verb("teams.drawn", "cohort", Cohort.objects.visible_to))
    register_verb(Verb("team.formed", "team", Team.objects.known_to))
    for verb in ("mentor.named", "mentor.released"):
        sentence = {"mentor.named": _("%(by)s named a mentor for %(target)s")}.get(verb, "")
        told = told_of_mentors if sentence else None
        register_verb(Verb(verb, "team", _rooms, "teams/_readers.html", told=told, sentence=sentence))


def _register_drafts() -> None:
    # A draft is its team's own: mentors, who are in the room too, must not get its seats pushed.
    for verb in ("part.taken", "part.left", "part.reopened"):
        register_verb(Verb(verb, "part", _parts, TOLD, to_everyone=False, is_act=True))
    register_verb(
        Verb("part.ready", "part", _parts, TOLD, to_everyone=False, told=told_of_ready_parts, is_act=True,
             is_contribution=True, sentence=_("Your team waits for your part: %(by)s is ready"))
    )  # fmt: skip
    register_verb(
        Verb("submission.handed_in", "submission", _submissions, "teams/_moment.html", told=told_of_hand_ins,
             is_act=True, is_contribution=True, sentence=_("%(by)s handed in %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("feedback.given", "feedback", _feedback, "teams/_feedback.html", told=told_of_feedback,
             is_act=True, is_contribution=True, sentence=_("%(by)s answered what you handed in: %(target)s"))
    )  # fmt: skip


def _register_promises() -> None:
    for verb in ("commitment.made", "commitment.reflected"):
        register_verb(
            Verb(verb, "commitment", _commitments, "teams/_commitment.html", to_everyone=False, is_act=True)
        )
    register_verb(
        Verb("outcome.noted", "outcome", Outcome.objects.visible_to, to_everyone=False, is_act=True)
    )
    register_verb(
        Verb("outcome.thanked", "outcome", Outcome.objects.visible_to, to_everyone=False,
             told=told_of_thanks, sentence=_("%(by)s thanks you for “%(target)s”"))
    )  # fmt: skip


def told_of_mentors(entries: list) -> Iterator[tuple]:
    """Of a new mentor: the mentor and everyone in the team's room."""
    for entry in entries:
        for person_id in _people_in(entry.space_id):
            yield entry, person_id, NEWS


def told_of_ready_parts(entries: list) -> Iterator[tuple]:
    """Of a part that is ready: the one person whose parts alone are missing now; of several at once, once."""
    parts = Part.objects.filter(pk__in=_targets(entries)).exclude(ready_at=None)
    submission_of = {str(pk): submission for pk, submission in parts.values_list("pk", "submission_id")}
    last = {submission_of[e.target_id]: e for e in entries if e.target_id in submission_of}
    missing: dict[int, set] = {pk: set() for pk in last}
    waiting = Part.objects.filter(submission__in=last, ready_at=None, submission__handed_in_at=None)
    for submission_id, owner_id in waiting.values_list("submission_id", "owner_id"):
        missing[submission_id].add(owner_id)
    for submission_id, entry in last.items():
        if len(missing[submission_id]) == 1 and missing[submission_id] != {None}:
            yield entry, missing[submission_id].pop(), TEAM_WAITS


def told_of_hand_ins(entries: list) -> Iterator[tuple]:
    """Of a hand-in: the team and its mentors."""
    for entry in entries:
        for person_id in sorted({*entry.data["people"], *_people_in(entry.space_id, Role.MENTOR)}):
            yield entry, person_id, NEWS


def told_of_feedback(entries: list) -> Iterator[tuple]:
    """Of feedback: those who handed in and still are in the team's room."""
    for entry in entries:
        for person_id in _people_in(entry.space_id, Role.LEARNER):
            yield entry, person_id, NEWS


def told_of_thanks(entries: list) -> Iterator[tuple]:
    """Of thanks: whom they are for."""
    for entry in entries:
        yield entry, entry.data["person"], NEWS


def follow(space: Space, entries: list[Entry]) -> None:
    """The reader `seats`: who comes into a cohort joins their team's room, who leaves frees their parts."""
    came = [e.target_id for e in entries if e.verb == "enrollment.began"]
    left = [e.target_id for e in entries if e.verb in LEAVING]
    for enrollment in _enrollments(came).filter(seats__isnull=False):
        actions.take_seat(enrollment, by=enrollment.person)
    for enrollment in _enrollments(left):
        if not enrollment.is_enrolled or enrollment.moved_at:
            actions.give_up_seat(enrollment)


def _enrollments(ids: list[str]):
    return Enrollment.objects.filter(pk__in=ids).select_related("cohort__space", "person").order_by("id")


def _people_in(space_id: int, *roles: str) -> list[int]:
    here = Membership.objects.open().filter(space=space_id)
    here = here.filter(role__in=roles) if roles else here
    return sorted(set(here.values_list("person_id", flat=True)))


def _targets(entries: list) -> list[str]:
    return [entry.target_id for entry in entries]


def _rooms(viewer):
    return Team.objects.visible_to(viewer).select_related("space", "cohort")


def _parts(viewer):
    return Part.objects.visible_to(viewer).for_draft().met_by(viewer)


def _submissions(viewer):
    return Submission.objects.visible_to(viewer).for_page()


def _feedback(viewer):
    return Feedback.objects.visible_to(viewer).select_related("by", "submission")


def _commitments(viewer):
    return Commitment.objects.visible_to(viewer).select_related("person")
