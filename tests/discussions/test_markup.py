"""Markup that is kept ready for every viewer."""

import pytest
from django.core.cache import cache

from discussions import actions, markup
from discussions.models import Post
from people.models import User
from spaces.actions import join_space, leave_space


@pytest.fixture
def post(thread, aiko):
    return actions.post_reply(thread, by=aiko, body="<p>Frist</p>")


def shown(signed_in, viewer, thread) -> str:
    return signed_in(viewer).get(f"/threads/{thread.pk}/").content.decode()


def test_it_is_made_once_for_all(signed_in, thread, post, mara, jon, django_assert_num_queries):
    shown(signed_in, mara, thread)
    with django_assert_num_queries(1):
        ready = markup.of_posts(thread, 1, 50, jon)
    assert [one.number for one in ready] == [1, 2]
    assert "post--mine" not in "".join(one.html for one in ready)


def test_ones_own_posts_are_marked_for_oneself_only(signed_in, thread, post, aiko, mara):
    for viewer, others in ((aiko, mara), (mara, aiko)):
        page = shown(signed_in, viewer, thread)
        assert page.count("post--mine") == 1
        assert f'data-by="{others.pk}"' in page


CHANGES = {
    "Better": lambda post, people: actions.edit_post(post, by=people["aiko"], body="<p>Better</p>"),
    "Deleted by its writer": lambda post, people: actions.delete_post(post, by=people["aiko"]),
    "Removed by Priya: Why not": lambda post, people: actions.remove_post(
        post, by=people["priya"], reason="Why not"
    ),
    "💡</span> 1": lambda post, people: actions.put_reaction(post, by=people["jon"], kind="idea"),
    "Aiko Tanaka": lambda post, people: User.objects.filter(name="Aiko Test").update(name="Aiko Tanaka"),
    "Mentor": lambda post, people: join_space(
        post.thread.space, person=people["aiko"], role="mentor", by=people["priya"]
    ),
}


@pytest.mark.parametrize("words", CHANGES)
def test_whatever_shows_is_shown_anew(signed_in, thread, post, aiko, mara, jon, priya, words):
    assert words not in shown(signed_in, mara, thread)
    CHANGES[words](post, {"aiko": aiko, "jon": jon, "priya": priya})
    assert words in shown(signed_in, mara, thread)


def test_nothing_kept_opens_a_door(signed_in, thread, post, mara, jon, priya, cohort_space):
    shown(signed_in, jon, thread)
    leave_space(cohort_space, person=jon, by=priya)
    assert signed_in(jon).get(f"/threads/{thread.pk}/").status_code == 404


def test_an_accepted_answer_shows_at_once(signed_in, question, mara, aiko):
    post = actions.post_reply(question, by=aiko, body="<p>Yes</p>")
    assert "post--answer" not in shown(signed_in, mara, question)
    actions.accept_answer(post, by=mara)
    assert "post--answer" in shown(signed_in, mara, question)


def test_pages_stand_without_redis(signed_in, thread, post, mara, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert "Frist" in shown(signed_in, mara, thread)
    board = signed_in(mara).get(f"/spaces/{thread.space_id}/board/")
    assert b"First lines" in board.content
    assert Post.objects.count() == 2


def test_words_in_a_title_do_not_forge_a_count(signed_in, cohort_space, mara, aiko):
    cache.clear()
    actions.start_thread(cohort_space, by=mara, title="<!--unread--> here", body="<p>Hi</p>")
    page = signed_in(aiko).get(f"/spaces/{cohort_space.pk}/board/").content.decode()
    assert "&lt;!--unread--&gt; here" in page
    assert page.count('<span class="count">1<') == 1
