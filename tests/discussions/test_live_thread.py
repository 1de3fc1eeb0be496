"""What those who watch a thread get, over real sockets and by catching up."""

import pytest

from discussions import actions
from tests.live import Watcher, socket_server

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reply_arrives_with_its_markup(signed_in, thread, cohort_space, mara, aiko):
    with socket_server() as address:
        watcher = Watcher(address, signed_in(mara), cohort_space)
        watcher.until("hello")
        signed_in(aiko).post(f"/threads/{thread.pk}/reply/", {"body": "Good morning"})
        frame = watcher.until("number")
        watcher.close()
    assert (frame["verb"], frame["by"]) == ("post.added", aiko.pk)
    assert "Good morning" in frame["html"]
    assert "post--mine" not in frame["html"]
    assert "csrf" not in frame["html"]


def test_who_was_away_gets_each_post_once_in_order(signed_in, thread, cohort_space, mara, aiko, stranger):
    number = cohort_space.last_number
    first = actions.post_reply(thread, by=aiko, body="<p>One</p>")
    second = actions.post_reply(thread, by=aiko, body="<p>Two</p>")
    actions.put_reaction(first, by=mara, kind="thanks")
    actions.delete_post(second, by=aiko)
    told = signed_in(mara).get(f"/spaces/{cohort_space.pk}/after/{number}/").json()
    assert [line["verb"] for line in told["lines"]] == ["reaction.changed", "post.deleted"]
    assert f'id="post-{first.pk}"' in told["lines"][0]["html"]
    assert "Two" not in told["lines"][1]["html"]
    assert signed_in(stranger).get(f"/spaces/{cohort_space.pk}/after/{number}/").status_code == 404
