"""A fixed cast of people and the spaces they are in; every test file speaks of the same ones."""

from __future__ import annotations

import os

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import settings as examples

from people.models import User
from spaces.actions import join_space, open_space
from spaces.models import Role, Space
from tests import databases

# The same examples each time, so that a run says something of the change and not of its luck; --deep draws new ones.
examples.register_profile("ci", derandomize=True, deadline=None)
examples.register_profile("deep", deadline=None, print_blob=True)
examples.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# What takes a minute begins first; then come those who live in the same world, then all the short ones.
FIRST = (
    "tests/access/test_matrix.py",
    "tests/access/test_canary.py",
    "tests/access/",
    "tests/robustness/test_double_submit.py",
    "tests/robustness/",
    "tests/config/test_services.py",
    "tests/journeys/test_every_page.py",
    "tests/journeys/test_connection.py",
)


def pytest_collection_modifyitems(items):
    """The order in which two workers take files: the last ones must be short, or one works alone at the end."""
    items.sort(key=lambda item: next((n for n, path in enumerate(FIRST) if item.nodeid.startswith(path)), 99))


def person(name: str, **fields) -> User:
    return User.objects.create(
        email=f"{name.lower()}@example.org", name=f"{name} Test", called=name, password="!", **fields
    )


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> None:
    """In place of pytest-django's own: a copy of the tables, whatever a run before this one left in its."""
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        databases.migrate_once()
        databases.copy(databases.MIGRATED, name)
        databases.move_to(name)


@pytest.fixture(autouse=True)
def empty_cache():
    """Rate limits and cached fragments of one test must not reach the next."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """A million rounds of hashing are for thieves, not for tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ines(db) -> User:
    """L&D admin."""
    return person("Ines", is_ld_admin=True)


@pytest.fixture
def tom(db) -> User:
    """Manager of Mara."""
    return person("Tom")


@pytest.fixture
def mara(tom) -> User:
    """Learner in the cohort, in the team; reports to Tom."""
    return person("Mara", manager=tom, time_zone="Europe/Stockholm")


@pytest.fixture
def aiko(db) -> User:
    """Learner in the cohort, Mara's team mate."""
    return person("Aiko", time_zone="Asia/Tokyo")


@pytest.fixture
def jon(db) -> User:
    """Learner in the cohort, Mara's team mate."""
    return person("Jon")


@pytest.fixture
def lena(tom) -> User:
    """Learner in the cohort, in another team; reports to Tom."""
    return person("Lena", manager=tom)


@pytest.fixture
def priya(db) -> User:
    """Facilitator of the cohort."""
    return person("Priya")


@pytest.fixture
def grace(db) -> User:
    """Mentor of Mara's team."""
    return person("Grace")


@pytest.fixture
def stranger(db) -> User:
    """Signed in, in no space."""
    return person("Stranger")


@pytest.fixture
def cohort_space(mara, aiko, jon, lena, priya, grace) -> Space:
    """A cohort's space with its learners, its facilitator and a mentor."""
    space = open_space(Space.Kind.COHORT, title="Feedback, autumn", time_zone="Europe/Berlin")
    for learner in (mara, aiko, jon, lena):
        join_space(space, person=learner, role=Role.LEARNER, by=priya)
    join_space(space, person=priya, role=Role.FACILITATOR, by=priya)
    join_space(space, person=grace, role=Role.MENTOR, by=priya)
    return space


@pytest.fixture
def team_space(cohort_space, mara, aiko, jon, grace, priya) -> Space:
    """The room of Mara's team, with Grace as its mentor."""
    space = open_space(Space.Kind.TEAM, title="Harbor", parent=cohort_space)
    for learner in (mara, aiko, jon):
        join_space(space, person=learner, role=Role.LEARNER, by=priya)
    join_space(space, person=grace, role=Role.MENTOR, by=priya)
    return space


@pytest.fixture
def signed_in():
    """A client signed in as somebody: signed_in(mara).get(...)."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
