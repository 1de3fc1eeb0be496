"""Verbs of drafts, hand-ins and the answers to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from files import parents
from spaces.models import Role
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, TEAM_WAITS, people_in, targets
from teams.models import Feedback, HandIn, Part, Reopening, Submission

TOLD = "teams/_part_told.html"


def register() -> None:
    _register_parts()
    _register_hand_ins()
    _register_going_again()
    parents.register("teams.part", lambda viewer: Part.objects.visible_to(viewer).values("pk"))
    # What was handed in shows its pictures to all who may read it, also while the team writes another.
    parents.register(
        "teams.submission", lambda viewer: HandIn.objects.visible_to(viewer).values("submission")
    )
    parents.register("teams.feedback", lambda viewer: Feedback.objects.visible_to(viewer).values("pk"))


def _register_parts() -> None:
    # A draft is its team's own: mentors, who are in the room too, must not get its seats pushed.
    for verb in ("part.taken", "part.left", "part.reopened"):
        register_verb(Verb(verb, "part", _parts, TOLD, to_everyone=False, is_act=True))
    register_verb(
        Verb("part.ready", "part", _parts, TOLD, to_everyone=False, told=told_of_ready_parts, is_act=True,
             is_contribution=True, sentence=_("Your team waits for your part: %(by)s is ready"))
    )  # fmt: skip


def _register_hand_ins() -> None:
    register_verb(
        Verb("submission.handed_in", "submission", _submissions, "teams/_moment.html", told=told_of_hand_ins,
             is_act=True, is_contribution=True, sentence=_("%(by)s handed in %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("feedback.given", "feedback", _feedback, "teams/_feedback.html", told=told_of_feedback,
             is_act=True, is_contribution=True, sentence=_("%(by)s answered what you handed in: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("hand_in.proposed", "submission", Submission.objects.visible_to, to_everyone=False, told=told_of_proposals,
             is_act=True, sentence=_("%(by)s proposes to hand in without the rest: %(target)s"))
    )  # fmt: skip
    register_verb(Verb("hand_in.dropped", "submission", _submissions, to_everyone=False, is_act=True))


def _register_going_again() -> None:
    asked, back = (
        _("%(by)s asks for another go: %(target)s"),
        _("%(by)s took back what was handed in: %(target)s"),
    )
    for verb, sentence in (("submission.asked_again", asked), ("submission.taken_back", back)):
        register_verb(
            Verb(verb, "reopening", _reopenings, "teams/_reopening.html", told=told_of_reopenings, is_act=True,
                 sentence=sentence)
        )  # fmt: skip


def told_of_ready_parts(entries: list) -> Iterator[tuple]:
    """Of a part that is ready: the one person whose parts alone are missing now; of several at once, once."""
    parts = Part.objects.filter(pk__in=targets(entries)).exclude(ready_at=None)
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
        for person_id in sorted({*entry.data["people"], *people_in(entry.space_id, Role.MENTOR)}):
            yield entry, person_id, NEWS


def told_of_feedback(entries: list) -> Iterator[tuple]:
    """Of feedback: those who handed in and still are in the team's room."""
    for entry in entries:
        for person_id in people_in(entry.space_id, Role.LEARNER):
            yield entry, person_id, NEWS


def told_of_proposals(entries: list) -> Iterator[tuple]:
    """Of a proposal: the team, while it stands."""
    standing = Submission.objects.filter(pk__in=targets(entries), handed_in_at=None).exclude(proposed_at=None)
    asked = {str(pk) for pk in standing.values_list("pk", flat=True)}
    for entry in entries:
        if entry.target_id in asked:
            for person_id in people_in(entry.space_id, Role.LEARNER):
                yield entry, person_id, TEAM_WAITS


def told_of_reopenings(entries: list) -> Iterator[tuple]:
    """Of a draft that is open again: the team and its mentors."""
    for entry in entries:
        for person_id in people_in(entry.space_id, Role.LEARNER, Role.MENTOR):
            yield entry, person_id, NEWS


def _reopenings(viewer):
    return Reopening.objects.visible_to(viewer).select_related("by", "hand_in__submission__team")


def _parts(viewer):
    return Part.objects.visible_to(viewer).for_draft().met_by(viewer)


def _submissions(viewer):
    return Submission.objects.visible_to(viewer).for_page()


def _feedback(viewer):
    return Feedback.objects.visible_to(viewer).select_related("by", "hand_in__submission")
