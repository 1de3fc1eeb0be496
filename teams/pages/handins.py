"""What was handed in, as its readers find it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.utils import timezone

from files.models import StoredFile
from lib.changes import marked
from people.models import User
from teams import waiting
from teams.models import HandIn, PassageComment, Submission, Team
from teams.permissions import can_comment_passage

MOST_COMMENTS = 300


@dataclass(frozen=True)
class FrozenPart:
    """A part as it was handed in, with who had it."""

    pk: int
    title: str
    body: str
    owner: User | None
    is_ready: bool


def frozen_parts(hand_in: HandIn) -> list[FrozenPart]:
    """The parts in their order; who is not on the roster any more is looked up once."""
    people = {person.pk: person for person in hand_in.people}
    others = {part["owner"] for part in hand_in.parts if part["owner"]} - set(people)
    if others:
        people |= User.objects.in_bulk(others)
    return [
        FrozenPart(part["id"], part["title"], part["body"], people.get(part["owner"]), part["is_ready"])
        for part in hand_in.parts
    ]


def hand_in_context(hand_in: HandIn, viewer, *, since: bool = False) -> dict:
    """All that `teams/submission.html` needs of one hand-in; the answer is given to the last of its submission only.

    Who sees it in the gallery meets the work and what colleagues say to it, and no answer of a mentor.
    """
    submission, team = hand_in.submission, hand_in.submission.team
    numbers = list(
        HandIn.objects.visible_to(viewer).filter(submission=submission).in_order().defer("parts", "blinded")
    )
    is_last, met = numbers[-1].pk == hand_in.pk, _met_by(team, submission, viewer)
    before = next((one for one in numbers if one.number == hand_in.number - 1), None)
    reads_answers = met.is_mine or met.is_read
    return {
        "hand_in": hand_in,
        "submission": submission,
        "parts": _with_comments(hand_in, viewer, before if since else None),
        "numbers": numbers if len(numbers) > 1 else [],
        "before": before,
        "since": before if since else None,
        "feedback": getattr(hand_in, "feedback", None) if reads_answers else None,
        "reopening": getattr(hand_in, "reopening", None) if reads_answers else None,
        "reads_answers": reads_answers,
        "is_mine": met.is_mine,
        "is_entered": met.is_entered,
        "is_handed_in": is_last and submission.is_handed_in,
        "may_answer": is_last and met.is_answered and submission.is_handed_in,
        "reviewed": _reviewed(hand_in) if reads_answers else [],
        "withheld": met.withheld if met.is_mine else [],
        "may_comment": can_comment_passage(viewer, hand_in),
        "live_space": team.space if met.is_entered else team.cohort.space,
    }


def _reviewed(hand_in: HandIn) -> list[dict]:
    """The rounds in which it is reviewed, the newest first, with what each waits for."""
    now = timezone.now()
    works = hand_in.reviewed_as.without_words().select_related("round").order_by("-came_at", "-id")
    return [{"round": work.round, "waits": waiting.of_work(work.round, now)} for work in works]


def _met_by(team: Team, submission: Submission, viewer) -> Team:
    """The team with what the viewer is to it, in one row.

    Beside it the names of files that reviewers without names do not get, since who made them cannot be taken out.
    """
    files = StoredFile.objects.of_parent(Submission._meta.label_lower, submission.pk).beyond_cleaning()
    teams, here = Team.objects, {"pk": OuterRef("pk")}
    return teams.annotate(
        is_mine=Exists(teams.joined_by(viewer).filter(**here)),
        is_read=Exists(teams.read_by(viewer).filter(**here)),
        is_answered=Exists(teams.answered_by(viewer).filter(**here)),
        is_entered=Exists(teams.visible_to(viewer).filter(**here)),
        withheld=ArraySubquery(files.values("name")),
    ).get(pk=team.pk)


def _with_comments(hand_in: HandIn, viewer, before: HandIn | None) -> list[dict]:
    """Each frozen part with what was said to it; beside an earlier hand-in with what changed since."""
    comments = PassageComment.objects.visible_to(viewer).filter(hand_in=hand_in).in_order()[:MOST_COMMENTS]
    said: dict[int, list[PassageComment]] = {}
    for comment in comments:
        said.setdefault(comment.part_id, []).append(comment)
    old = {part["id"]: part["body"] for part in before.parts} if before else {}
    return [
        {
            "part": part,
            "comments": said.get(part.pk, []),
            "changes": marked(old.get(part.pk, ""), part.body) if before else None,
        }
        for part in frozen_parts(hand_in)
    ]
