"""The world's ideas: one that the cohort builds on and one that is Harbor's own, both born in Harbor's room."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from teams import actions as teams
from teams.models import Addition, Idea
from tests.access.world import IN_COHORT, NOBODY, World, file, shown

HARBOR = "TM MM"


def fill(world: World) -> None:
    mara, jon, lena = world.people["TM"], world.extras["Jon"], world.people["CM"]
    idea = _idea(world, "cohort idea", world["cohort space"], mara, IN_COHORT)
    _add(world, "lena's addition", idea, lena, IN_COHORT)
    teams.delete_words(_add(world, "deleted addition", idea, lena, NOBODY), by=lena)
    gone = _idea(world, "deleted idea", world["cohort space"], mara, NOBODY)
    teams.delete_words(gone, by=mara)
    for label in ("cohort idea", "deleted idea"):
        world.at[f"{label} as words"] = {"kind": "idea", "words_id": world[label].pk}
    own = _idea(world, "harbor idea", world["harbor space"], jon, HARBOR)
    _add(world, "mara's addition", own, mara, HARBOR)
    _try(world, own)
    world.at["team post as a source"] = {"source_type": "post", "source_id": world["team post"].pk}


def _idea(world: World, label: str, space, by, seen_by: str) -> Idea:
    pictured = file(world, f"file of the {label}", by, seen_by)
    body = world.canaries.html(f"text of the {label}", seen_by) + shown(pictured)
    title = world.canaries.words(f"title of the {label}", seen_by)
    made = teams.make_idea(world["team post"], by=by, space=space, title=title, body=body)
    return world.put(label, made, idea_id=made.pk)


def _add(world: World, label: str, idea: Idea, by, seen_by: str) -> Addition:
    added = teams.build_on_idea(idea, by=by, body=world.canaries.words(f"words of {label}", seen_by))
    return world.put(label, added, kind="addition", words_id=added.pk)


def _try(world: World, idea: Idea) -> None:
    """Its building days are over; Mara stands behind it, and tries it herself."""
    Idea.objects.filter(pk=idea.pk).update(build_until=timezone.now() - timedelta(hours=1))
    teams.stand_behind_idea(idea, by=world.people["TM"])
    texts = {name: world.canaries.words(f"{name} of an idea", HARBOR)[:60] for name in ("measure", "before")}
    teams.try_idea(idea, by=world.people["TM"], try_until=timezone.localdate() + timedelta(days=30), **texts)
