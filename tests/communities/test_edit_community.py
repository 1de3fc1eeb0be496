"""Changing who can read a community: whoever cannot any more is shut out at once."""

import pytest
from django.core.exceptions import ValidationError

from communities import actions
from discussions.actions import start_thread
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


def test_what_was_written_for_members_stays_with_them(circle, mara, jon, signed_in):
    said = {"title": circle.title, "purpose": circle.purpose, "join_rule": "open"}
    start_thread(circle.space, by=mara, title="Among us", body="<p>What I got wrong</p>")
    with pytest.raises(ValidationError):
        actions.edit_community(circle, by=mara, **said)
    page = signed_in(mara).post(f"/communities/{circle.pk}/edit/", said)
    assert page.status_code == 422
    assert "written for its members only" in page.text
    assert signed_in(jon).get(f"/spaces/{circle.space_id}/board/").status_code == 404


def test_an_empty_one_can_be_opened(circle, mara):
    actions.edit_community(circle, by=mara, title=circle.title, purpose=circle.purpose, join_rule="open")
    circle.space.refresh_from_db()
    assert circle.space.readable_by == "organisation"
