"""The stream of a team or a direct conversation."""

from discussions.actions import open_stream, post_reply
from discussions.models import Thread


def test_a_space_has_one(team_space, priya, mara, aiko):
    first = open_stream(team_space, by=priya, title="Harbor")
    assert open_stream(team_space, by=mara, title="Again") == first
    post = post_reply(first, by=aiko, body="<p>Morning</p>")
    assert (post.number, post.opens_thread) == (1, False)
    assert not Thread.objects.on_board().exists()


def test_its_page_flows(signed_in, team_space, priya, mara, aiko, lena):
    stream = open_stream(team_space, by=priya, title="Harbor")
    page = signed_in(mara).get(f"/threads/{stream.pk}/").content.decode()
    assert "Nobody has written here yet" in page
    assert "posts--stream" in page
    assert "Team only" in page
    assert signed_in(lena).get(f"/threads/{stream.pk}/").status_code == 404
    for number in range(70):
        post_reply(stream, by=mara, body=f"<p>Word {number}</p>")
    shown = signed_in(aiko).get(f"/threads/{stream.pk}/").context["posts"]
    assert [post.number for post in shown] == [1, *range(21, 71)]
