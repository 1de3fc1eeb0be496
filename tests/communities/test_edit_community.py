"""Changing who can read a community: whoever cannot any more is shut out at once."""

import pytest

from communities import actions
from tests.live import Watcher, socket_server

pytestmark = pytest.mark.django_db(transaction=True)


def test_closing_it_to_others_shuts_their_open_pages_out(guild, mara, jon, aiko, signed_in):
    actions.join_community(guild, by=aiko)
    with socket_server() as address:
        outsider, member = (Watcher(address, signed_in(one), guild.space) for one in (jon, aiko))
        for watcher in (outsider, member):
            assert str(guild.space_id) in watcher.until("hello")["hello"]
        said = {"title": guild.title, "purpose": guild.purpose}
        actions.edit_community(guild, by=mara, join_rule="on_request", **said)
        assert outsider.until("left") == {"left": guild.space_id}
        assert member.until("number")["verb"] == "community.edited"
        actions.edit_community(guild, by=mara, join_rule="on_request", **said | {"purpose": "To ask."})
        assert member.until("number")["verb"] == "community.edited"
        assert outsider.hears_nothing()
        for watcher in (outsider, member):
            watcher.close()
