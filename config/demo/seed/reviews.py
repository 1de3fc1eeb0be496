"""The finished cohort's teams read each other's guides: a round with its reviews, ratings and a second look."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.demo.seed.world import World, read
from teams.actions import (
    answer_second_look,
    ask_second_look,
    open_round,
    rate_review,
    release_round,
    save_mark,
    sign_review,
)
from teams.models import Review, ReviewRound

SEED = 11


def seed_reviews(world: World) -> None:
    content = read("reviews.yml")
    priya, cohort = world.people["priya"], world.cohorts["finished"]
    task = next(a for a in world.activities["interviews"].values() if a.kind == "team_task")
    opened, released = (world.moment(content[name], priya) for name in ("opened", "released"))
    made = open_round(cohort, task, by=priya, k=2, seed=SEED, occurred_at=opened)
    for place, (team, words) in enumerate(content["works"].items()):
        reviews = _of(made, world, team)
        for turn, (review, marks) in enumerate(zip(reviews, words, strict=True)):
            _write(review, marks, opened + timedelta(days=1 + turn, hours=5 * place))
    release_round(made, by=priya, occurred_at=released)
    for team, scores in content["useful"].items():
        for review, score in zip(_of(made, world, team), scores, strict=True):
            [person, *_rest] = _members(review.work.team)
            rate_review(review, by=person, score=score, occurred_at=released + timedelta(hours=7))
    _look_again(made, world, content["second_look"], released)


def _of(made: ReviewRound, world: World, team: str) -> list[Review]:
    rows = Review.objects.for_page().select_related("work__team__space")
    return list(rows.filter(work__round=made, work__team=world.teams[team]).order_by("id"))


def _write(review: Review, words: list, at: datetime) -> None:
    """Each criterion by another member; then all of them sign."""
    members = _members(review.by_team)
    for place, (mark, (level, comment)) in enumerate(zip(review.marks.in_order(), words, strict=True)):
        by, written = members[place % len(members)], at + timedelta(hours=3 * place)
        save_mark(mark, by=by, level=level, comment=comment, occurred_at=written)
    for place, person in enumerate(members):
        sign_review(review, by=person, occurred_at=at + timedelta(hours=12 + place))


def _look_again(made: ReviewRound, world: World, content: dict, released: datetime) -> None:
    work = made.works.select_related("round", "team__space").get(team=world.teams[content["team"]])
    asker, answerer = world.people[content["by"]], world.people[content["answered_by"]]
    look = ask_second_look(work, by=asker, why=content["why"], occurred_at=released + timedelta(days=1))
    answer_second_look(
        look,
        by=answerer,
        body=content["answer"],
        levels=content["levels"],
        occurred_at=released + timedelta(days=2),
    )


def _members(team) -> list:
    here = team.space.memberships.open().filter(role="learner").select_related("person").order_by("id")
    return [membership.person for membership in here]
