"""A published course of two modules, and a cohort that runs it with the cast in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cohorts import actions
from cohorts.models import Cohort
from courses.models import Activity, Course, Module, Version
from spaces.actions import join_space, open_space
from spaces.models import Role, Space

KINDS = (
    ("lesson", "Say what you saw", 0),
    ("discussion", "When did feedback land?", 0),
    ("quiz", "Three sentences", 1),
    ("team_task", "A guide for new colleagues", 1),
    ("commitment", "Try it at work", 1),
    ("survey", "One last question", 1),
)


def publish(title: str = "Giving feedback that lands", kinds=KINDS, modules: int = 2) -> Version:
    """A published version with these activities, in modules."""
    space = open_space(Space.Kind.COURSE, title=title)
    course = Course.objects.create(title=title, space=space)
    version = Version.objects.create(course=course, number=1, published_at=datetime(2026, 1, 1, tzinfo=UTC))
    rows = [Module.objects.create(version=version, title=f"Week {i + 1}", position=i) for i in range(modules)]
    for position, (kind, name, module) in enumerate(kinds):
        Activity.objects.create(
            module=rows[module], kind=kind, title=name, position=position, body=f"<p>{name}</p>"
        )
    return version


@pytest.fixture
def version(db) -> Version:
    return publish()


@pytest.fixture
def plan() -> dict:
    return {
        "title": "Feedback, autumn",
        "starts_on": date(2026, 11, 9),
        "ends_on": date(2026, 11, 22),
        "time_zone": "Europe/Berlin",
    }


@pytest.fixture
def quiet_cohort(version, plan, ines, priya) -> Cohort:
    """A cohort that has not started; Priya facilitates it."""
    cohort = actions.create_cohort(version, by=ines, **plan)
    actions.name_facilitator(cohort, person=priya, by=ines)
    return cohort


@pytest.fixture
def cohort(quiet_cohort, mara, aiko, jon, lena, priya, grace) -> Cohort:
    """The running cohort: Mara, Aiko, Jon and Lena learn, Priya facilitates, Grace mentors."""
    actions.start_cohort(quiet_cohort, by=priya)
    actions.enroll_many(quiet_cohort, people=[mara, aiko, jon, lena], by=priya)
    join_space(quiet_cohort.space, person=grace, role=Role.MENTOR, by=priya)
    return quiet_cohort


@pytest.fixture
def steps(cohort) -> dict[str, Activity]:
    """The cohort's activities by kind."""
    return {a.kind: a for a in Activity.objects.filter(module__version=cohort.version_id)}
