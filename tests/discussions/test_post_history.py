"""What a post said before it was changed."""

import pytest

from discussions.actions import delete_post, edit_post, post_reply
from discussions.history import SIZE
from discussions.models import PostEdit


@pytest.fixture
def post(thread, aiko):
    post = post_reply(thread, by=aiko, body="<p>Ask frist</p>")
    return edit_post(post, by=aiko, body="<p>Ask <strong>first</strong></p>")


def page_of(client, post, more=""):
    return client.get(f"/posts/{post.pk}/history/{more}")


def test_whoever_reads_the_post_reads_what_was_changed(signed_in, post, jon, stranger):
    client = signed_in(jon)
    assert f'href="/posts/{post.pk}/history/"' in client.get(f"/threads/{post.thread_id}/").content.decode()
    page = page_of(client, post).content.decode()
    assert "<p>Ask <del>frist</del><strong><ins>first</ins></strong></p>" in page
    assert "<p>Ask frist</p>" in page
    assert page_of(signed_in(stranger), post).status_code == 404


def test_each_change_is_kept_and_the_same_words_are_none(post, aiko):
    for _twice in range(2):
        edit_post(post, by=aiko, body="<p>Ask last</p>")
    kept = PostEdit.objects.filter(post=post).newest_first().values_list("body", "by")
    assert list(kept) == [("<p>Ask <strong>first</strong></p>", aiko.pk), ("<p>Ask frist</p>", aiko.pk)]


def test_of_a_deleted_post_only_its_writer_and_who_keeps_order(signed_in, post, aiko, jon, priya):
    delete_post(post, by=aiko)
    for reader, status in ((aiko, 200), (priya, 200), (jon, 404)):
        assert page_of(signed_in(reader), post).status_code == status
        assert signed_in(reader).get(f"/api/posts/{post.pk}/history/").status_code == status
        assert PostEdit.objects.visible_to(reader).exists() == (status == 200)


def test_a_program_reads_it(signed_in, post, jon):
    told = signed_in(jon).get(f"/api/posts/{post.pk}/history/").json()
    assert [edit["body"] for edit in told["results"]] == ["<p>Ask frist</p>"]


def test_a_long_history_is_paged(signed_in, post, aiko, jon, django_assert_max_num_queries):
    for number in range(SIZE + 2):
        edit_post(post, by=aiko, body=f"<p>Ask {number}</p>")
    client = signed_in(jon)
    with django_assert_max_num_queries(12):
        newest = page_of(client, post).content.decode()
    assert "first words" not in newest
    older = page_of(client, post, "?after=" + newest.split("?after=")[1].split('"')[0]).content.decode()
    assert "first words" in older
    assert "<del>10</del><ins>11</ins>" in newest
    assert "<del>0</del><ins>1</ins>" in older
