"""Three communities: one open to everybody, one that one asks to join, and one that others do not know of."""

from __future__ import annotations

import pytest

from communities import actions
from communities.models import Community


@pytest.fixture
def guild(mara) -> Community:
    """Open; Mara founded it."""
    return actions.found_community(by=mara, title="Good questions", purpose="To ask so that people answer.")


@pytest.fixture
def circle(mara) -> Community:
    """On request; Mara founded it."""
    return actions.found_community(
        by=mara, title="New leads", purpose="For whoever leads since this year.", join_rule="on_request"
    )


@pytest.fixture
def council(ines) -> Community:
    """Hidden; Ines founded it."""
    return actions.found_community(
        by=ines, title="Reorganisation", purpose="Until it is announced.", join_rule="hidden"
    )
