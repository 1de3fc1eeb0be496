"""The demo's ideas: born of what was said or tried, built on, and what became of them."""

from __future__ import annotations

from config.demo.seed.world import World, read, rich
from teams.actions import adopt_idea, build_on_idea, drop_idea, make_idea, stand_behind_idea, try_idea
from teams.models import Commitment, Idea


def seed_ideas(world: World) -> None:
    for content in read("ideas.yml")["ideas"]:
        _seed_life(world, _seed_idea(world, content), content)


def _seed_idea(world: World, content: dict) -> Idea:
    by = world.people[content["by"]]
    idea = make_idea(
        _source(world, content["born_of"]),
        by=by,
        space=world.space(content["space"]),
        title=content["title"],
        body=rich(content["body"]),
        days=content["days"],
        occurred_at=world.at(content["born"], 14, by),
    )
    for more in content.get("additions", ()):
        colleague = world.people[more["by"]]
        at = min(world.at(more["at"], 15, colleague), world.now)
        build_on_idea(idea, by=colleague, body=more["text"], occurred_at=at)
    return idea


def _source(world: World, born_of: dict):
    if "thread" in born_of:
        return (
            world.threads[born_of["thread"]]
            .posts.select_related("thread__space")
            .get(number=born_of.get("post", 1))
        )
    made = Commitment.objects.filter(person=world.people[born_of["commitment_of"]])
    return made.select_related("enrollment__cohort__space").get()


def _seed_life(world: World, idea: Idea, content: dict) -> None:
    """Who stands behind it, who tries it, and what it came to; as far as the content says."""
    if sponsor := content.get("sponsor"):
        by = world.people[sponsor["by"]]
        stand_behind_idea(idea, by=by, occurred_at=world.at(sponsor["at"], 10, by))
    if trial := content.get("trial"):
        owner = world.people[trial["by"]]
        measured = {
            "measure": trial["measure"],
            "before": trial["before"],
            "try_until": world.day(trial["until"]),
        }
        try_idea(idea, by=owner, occurred_at=world.at(trial["at"], 10, owner), **measured)
    if ended := content.get("adopted") or content.get("dropped"):
        at = world.at(ended["at"], 11, owner)
        if "adopted" in content:
            words = {"after": ended["after"], "reason": ended["reason"], "evidence": rich(ended["evidence"])}
            adopt_idea(idea, by=owner, occurred_at=at, **words)
        else:
            drop_idea(idea, by=owner, reason=ended["reason"], after=ended["after"], occurred_at=at)
