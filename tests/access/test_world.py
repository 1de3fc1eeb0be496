"""The world of the access tests stands."""

import pytest

from tests.access.world import PERSONAS

pytestmark = pytest.mark.django_db


def test_every_persona_is_somebody_else(world):
    assert set(world.people) == set(PERSONAS) - {"AN"}
    assert len({person.pk for person in world.people.values()}) == len(PERSONAS) - 1
    assert len(world.canaries.secrets) > 100
