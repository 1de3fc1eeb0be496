"""The world of the access tests: once a run in a transaction that is taken back, or committed for open sockets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

import pytest
from django.db import transaction
from django.test import Client, override_settings

from tests.access.world import PERSONAS, World, build

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(scope="package")
def stage() -> Iterator[ExitStack]:
    """Where the world stands until the last test of it, or until one needs the tables empty."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="package")
def world(stage, django_db_setup, django_db_blocker, tmp_path_factory) -> World:
    """The world; each test's own changes are taken back to it, as its transaction nests in this one."""
    stage.enter_context(django_db_blocker.unblock())
    stage.enter_context(override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")))
    # Django's test client copies the context of every template that renders; nobody here asks for it.
    stage.enter_context(mock.patch("django.test.client.store_rendered_templates", _forget))
    stage.enter_context(_taken_back())
    return build()


def _forget(*_args, **_kwargs) -> None:
    """Keep nothing of a template that was rendered."""


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def clients(world) -> dict[str, Client]:
    """Each persona's browser."""
    return sign_in_all(world)


@pytest.fixture
def open_world(stage, tmp_path) -> Iterator[World]:
    """The same world committed, for tests with open sockets, which are marked as transactional."""
    stage.close()
    with override_settings(MEDIA_ROOT=tmp_path):
        with transaction.atomic():
            built = build()
        yield built


def sign_in_all(world: World) -> dict[str, Client]:
    browsers = {}
    for persona in PERSONAS:
        browsers[persona] = Client()
        if persona != "AN":
            browsers[persona].force_login(world.people[persona], backend=BACKEND)
    return browsers
