"""Writes the demo's organisation through the product's own actions, relative to today."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from analytics.tasks import compute_figures
from config.demo.seed.answers import seed_answers
from config.demo.seed.cohorts import finish_cohort, seed_cohorts
from config.demo.seed.communities import seed_communities
from config.demo.seed.courses import seed_courses
from config.demo.seed.ideas import seed_ideas
from config.demo.seed.meetings import seed_meetings
from config.demo.seed.mentoring import seed_limits, seed_mentoring
from config.demo.seed.people import seed_people
from config.demo.seed.practice import seed_practice
from config.demo.seed.reviews import seed_reviews
from config.demo.seed.sets import seed_sets
from config.demo.seed.talk import seed_talk
from config.demo.seed.work import seed_gallery, seed_work
from config.demo.seed.world import World
from spaces import readers


def _catch_up(world: World) -> None:
    readers.run_everywhere()
    compute_figures()


STEPS: tuple[tuple[str, Callable[[World], None]], ...] = (
    ("people", seed_people),
    ("courses", seed_courses),
    ("who mentors how many", seed_limits),
    ("cohorts and teams", seed_cohorts),
    ("when they meet", seed_meetings),
    ("what mentors note and offer", seed_mentoring),
    ("a community", seed_communities),
    ("what they said", seed_talk),
    ("what they practise", seed_practice),
    ("what they did", seed_work),
    ("what they said of each other's work", seed_reviews),
    ("what they show each other", seed_gallery),
    ("ideas", seed_ideas),
    ("the journal's readers", lambda world: readers.run_everywhere()),
    ("who finished", finish_cohort),
    ("who went on", seed_sets),
    ("what they answered", seed_answers),
    ("the readers again, and the figures", _catch_up),
)


def seed() -> Iterator[tuple[str, float]]:
    """Write everything; yields each step's name and the seconds it took."""
    world = World()
    for words, step in STEPS:
        began = time.monotonic()
        step(world)
        yield words, time.monotonic() - began
