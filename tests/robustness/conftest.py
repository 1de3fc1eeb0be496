"""The world of the access tests, once for this folder; what a test does to it is taken back."""

from __future__ import annotations

import pytest

from tests.access.conftest import clients, open_world, world  # noqa: F401
from tests.robustness.sending import Sender, add_missing


@pytest.fixture(scope="package")
def whole_world(world):  # noqa: F811
    """The world with the few things more that forms are about."""
    add_missing(world)
    return world


@pytest.fixture
def sender(whole_world, clients) -> Sender:  # noqa: F811
    """Posts forms as the persona whose form it is."""
    return Sender(whole_world, clients)
