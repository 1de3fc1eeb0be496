"""The team's room: its readers, its drafts, its conversation."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, Value, When, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import ngettext

from discussions.models import Thread
from discussions.pages import thread_context
from lib.composed import composed
from spaces.models import Membership, Role
from teams.models import Commitment, Team
from teams.pages.drafts import drafts_of, people_in
from teams.pages.going_on import presents_next
from teams.pages.reviews import round_cards, rounds_of

COMMITMENTS = 12


def rooms_of(team_id: int, viewer) -> list[Thread]:
    """A team's room, if the person may enter it: its one conversation, with its team and cohort in the same row."""
    rooms = _rooms_of(team_id, viewer)
    prefetch_related_objects(rooms, "space__team__rhythm__objectors")
    return rooms


@composed
def _rooms_of(team_id: int, viewer) -> QuerySet[Thread]:
    streams = Thread.objects.visible_to(viewer).filter(kind=Thread.Kind.STREAM, space__team__isnull=False)
    joined = ("space__team__cohort__space", "space__team__team_set", "space__team__rhythm__chosen_by")
    joined += ("space__team__learning_set",)
    rooms = streams.as_met_by(viewer).filter(space__team=team_id).select_related(*joined)
    return rooms.annotate(round_cards=round_cards("space__team"), other_rooms=_others(viewer))


def team_context(room: Thread, viewer) -> dict:
    """All that `teams/_room.html` and `teams/_room_aside.html` need, for a member or a mentor of the team."""
    team = room.space.team
    here = people_in(team)
    learners = [m.person for m in here if m.role == Role.LEARNER]
    team.mentors = [m.person for m in here if m.role == Role.MENTOR]
    is_mine = any(person.pk == viewer.pk for person in learners)
    return {
        **thread_context(room, viewer),
        "team": team,
        "learners": learners,
        "other_rooms": room.other_rooms,
        "is_mine": is_mine,
        "drafts": drafts_of(team, viewer, learners),
        "commitments": _commitments_of(team),
        "rhythm": getattr(team, "rhythm", None),
        "presents_next": presents_next(team, _in_turn(here), timezone.now()) if is_mine else None,
        "rounds": rounds_of(room.round_cards),
        "learning_set": getattr(team, "learning_set", None),
        "may_go_on": team.cohort.is_ended and is_mine,
        **_readers(team),
        "panel": True,
    }


def _in_turn(here: list[Membership]) -> list:
    """A set's members in the order in which they take turns, from the room's people at hand."""
    learners = (membership for membership in here if membership.role == Role.LEARNER)
    return [membership.person for membership in sorted(learners, key=lambda membership: membership.pk)]


@composed
def _commitments_of(team: Team) -> QuerySet[Commitment]:
    return Commitment.objects.of_team(team).with_responses().newest_first()[:COMMITMENTS]


def _others(viewer) -> ArraySubquery:
    """Beside rooms of teams: the other teams of the cohort in whose rooms the viewer learns."""
    mine = Team.objects.open().joined_by(viewer).filter(cohort=OuterRef("space__team__cohort"))
    mine = mine.exclude(pk=OuterRef("space__team")).order_by("team_set", "id")
    task = Case(When(team_set__activity_id__isnull=False, then=F("team_set__name")), default=Value(""))
    return ArraySubquery(mine.values(card=JSONObject(id="pk", name="name", task=task)))


def _readers(team: Team) -> dict:
    """The room's readers are more than the draft's: where a mentor is one of them, the words say so."""
    if not team.mentors:
        return {}
    return {"audience_words": ngettext("Team and mentor", "Team and mentors", len(team.mentors))}
