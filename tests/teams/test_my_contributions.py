"""My contributions: one's own words."""

import pytest

from discussions.actions import delete_post, post_reply, start_thread
from teams.actions import leave_part, move_member, save_part, take_part
from tests.teams.conftest import write

WORDS = "<p>I saw it in the rain.</p>"


@pytest.fixture
def said(harbor, mara, jon):
    """What Mara and Jon said in Harbor's room."""
    stream = harbor.space.threads.get()
    mine = post_reply(stream, by=mara, body=WORDS)
    post_reply(stream, by=jon, body="<p>Only for Harbor.</p>")
    return mine


def test_who_is_moved_keeps_their_own_words_and_loses_the_rest(
    signed_in,
    said,
    harbor,
    lantern,
    draft,
    mara,
    aiko,
    priya,
):
    parts = draft.parts.in_order()
    write(parts[0], mara, "<p>What I ask for.</p>", ready=False)
    write(parts[1], aiko, "<p>What Aiko asks for.</p>", ready=False)
    client = signed_in(mara)
    assert "Only for Harbor" in client.get(f"/teams/{harbor.pk}/").content.decode()
    move_member(harbor, lantern, person=mara, by=priya)
    assert client.get(f"/teams/{harbor.pk}/").status_code == 404
    assert client.get(f"/parts/{parts[0].pk}/").status_code == 404
    page = client.get("/contributions/").content.decode()
    assert "I saw it in the rain." in page
    assert "What I ask for." in page
    assert "no longer a member there" in page
    for others in ("Only for Harbor", "What Aiko asks for", "Harbor"):
        assert others not in page


def test_where_one_still_is_a_link_leads(signed_in, said, harbor, mara):
    page = signed_in(mara).get("/contributions/").content.decode()
    assert f"#post-{said.pk}" in page
    assert harbor.space.title in page


def test_a_part_that_somebody_else_wrote_on_is_theirs_too(signed_in, draft, mara, aiko):
    part = write(draft.parts.in_order()[0], mara, "<p>Mine.</p>", ready=False)
    leave_part(part, by=mara)
    part = take_part(part, by=aiko)
    save_part(part, by=aiko, body="<p>Mine.</p><p>And Aiko's.</p>", revision=1)
    assert "Aiko&#x27;s" not in signed_in(mara).get("/contributions/").content.decode()


def test_nobody_meets_anothers_words_and_deleted_ones_are_gone(signed_in, said, jon, mara, cohort):
    assert "in the rain" not in signed_in(jon).get("/contributions/").content.decode()
    delete_post(said, by=mara)
    assert "in the rain" not in signed_in(mara).get("/contributions/").content.decode()


@pytest.mark.parametrize("count", [3, 25])
def test_the_page_takes_few_queries(signed_in, cohort, mara, count, django_assert_max_num_queries):
    thread = start_thread(cohort.space, by=mara, title="Rain", body=WORDS)
    for n in range(count):
        post_reply(thread, by=mara, body=f"<p>Drop {n}</p>")
    client = signed_in(mara)
    with django_assert_max_num_queries(10):
        assert client.get("/contributions/").status_code == 200


def test_pages_go_on(signed_in, cohort, mara):
    thread = start_thread(cohort.space, by=mara, title="Rain", body=WORDS)
    for n in range(40):
        post_reply(thread, by=mara, body=f"<p>Drop {n:02}</p>")
    client = signed_in(mara)
    first = client.get("/contributions/").content.decode()
    older = client.get("/contributions/?after=" + first.split("?after=")[1].split('"')[0]).content.decode()
    assert "Drop 39" in first
    assert "Drop 00" in older


def test_signed_out_it_leads_to_the_sign_in(client):
    assert client.get("/contributions/").status_code == 302
