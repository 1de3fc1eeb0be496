"""The world of the access tests: built once a run; each package works in a copy, and so does each test with open sockets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.test import Client

from tests.access.standing import in_world, keep_world
from tests.access.world import PERSONAS, World, build

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """The world, in which each test's own changes are taken back."""
    with django_db_blocker.unblock(), without_contexts():
        keep_world("world", build)
        with in_world("world", tmp_path_factory.mktemp("media")) as world:
            yield world


@contextmanager
def without_contexts() -> Iterator[None]:
    """Django's test client copies the context of every template that renders; nobody here asks for it."""
    with mock.patch("django.test.client.store_rendered_templates", _forget):
        yield


def _forget(*_args, **_words) -> None:
    """Keep nothing of a template that was rendered."""


@pytest.fixture(scope="package")
def clients(world) -> dict[str, Client]:
    """Each persona's browser."""
    return sign_in_all(world)


@pytest.fixture
def open_world(request, django_db_setup, django_db_blocker, tmp_path) -> Iterator[World]:
    """A world of one's own, whose changes are seen by other connections; nothing of it needs to be taken back."""
    assert not request.node.get_closest_marker("django_db"), "open_world has a database of its own"
    with django_db_blocker.unblock():
        keep_world("world", build)
        with in_world("world", tmp_path, called="open") as built:
            yield built


def sign_in_all(world: World) -> dict[str, Client]:
    browsers = {}
    for persona in PERSONAS:
        browsers[persona] = Client()
        if persona != "AN":
            browsers[persona].force_login(world.people[persona], backend=BACKEND)
    return browsers
