"""Reacting to a post, and taking it back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions.actions import delete_post, put_reaction, take_reaction
from discussions.models import Reaction
from spaces.actions import leave_space
from tests.discussions.conftest import verbs

LIVE = {"HX-Request": "true"}


@pytest.fixture
def post(thread):
    return thread.posts.get()


def react(client, post, way="react/", **headers):
    return client.post(f"/posts/{post.pk}/{way}", {"kind": "thanks"}, headers=headers)


def test_a_member_reacts_and_takes_it_back(signed_in, post, aiko, jon, cohort_space):
    client = signed_in(aiko)
    assert f'data-people="{aiko.pk}"' in react(client, post, **LIVE).content.decode()
    put_reaction(post, by=jon, kind="thanks")
    assert post.reacted_by == {"thanks": [aiko.pk, jon.pk]}
    assert react(client, post, "react/back/").status_code == 302
    post.refresh_from_db()
    assert post.reacted_by == {"thanks": [jon.pk]}
    assert Reaction.objects.get().person == jon
    assert verbs(cohort_space).count("reaction.changed") == 3


def test_sent_twice_it_stands_once(signed_in, post, aiko, cohort_space):
    client = signed_in(aiko)
    for _twice in range(2):
        react(client, post)
    post.refresh_from_db()
    assert post.reacted_by == {"thanks": [aiko.pk]}
    for _twice in range(2):
        react(client, post, "react/back/")
    post.refresh_from_db()
    assert post.reacted_by == {"thanks": []}
    assert verbs(cohort_space).count("reaction.changed") == 2


def test_ones_own_is_marked_and_goes_the_other_way(signed_in, post, aiko, jon):
    put_reaction(post, by=aiko, kind="thanks")
    own = signed_in(aiko).get(f"/threads/{post.thread_id}/").content.decode()
    others = signed_in(jon).get(f"/threads/{post.thread_id}/").content.decode()
    back = f'formaction="/posts/{post.pk}/react/back/" aria-pressed="true" name="kind" value="thanks"'
    assert back in own
    assert "react/back/" not in others


def test_outsiders_and_leavers_are_refused(signed_in, post, stranger, aiko, priya, cohort_space):
    assert react(signed_in(stranger), post).status_code == 404
    leave_space(cohort_space, person=aiko, by=priya)
    for act in (put_reaction, take_reaction):
        with pytest.raises(PermissionDenied):
            act(post, by=aiko, kind="thanks")


def test_unknown_kinds_and_deleted_posts_are_refused(signed_in, post, mara, aiko):
    with pytest.raises(ValidationError):
        put_reaction(post, by=aiko, kind="x" * 5000)
    delete_post(post, by=mara)
    assert react(signed_in(aiko), post, **LIVE).status_code == 422
    assert not Reaction.objects.exists()
