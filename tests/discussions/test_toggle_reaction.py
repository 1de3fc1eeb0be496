"""Reacting to a post."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions.actions import delete_post, toggle_reaction
from discussions.models import Reaction
from spaces.actions import leave_space
from tests.discussions.conftest import verbs


@pytest.fixture
def post(thread):
    return thread.posts.get()


def test_a_member_reacts_and_takes_it_back(signed_in, post, aiko, jon, cohort_space):
    client = signed_in(aiko)
    live = {"HX-Request": "true"}
    shown = client.post(f"/posts/{post.pk}/react/", {"kind": "thanks"}, headers=live).content.decode()
    assert f'data-people="{aiko.pk}"' in shown
    toggle_reaction(post, by=jon, kind="thanks")
    assert post.reacted_by == {"thanks": [aiko.pk, jon.pk]}
    assert client.post(f"/posts/{post.pk}/react/", {"kind": "thanks"}).status_code == 302
    post.refresh_from_db()
    assert post.reacted_by == {"thanks": [jon.pk]}
    assert Reaction.objects.get().person == jon
    assert verbs(cohort_space).count("reaction.changed") == 3


def test_outsiders_and_leavers_are_refused(signed_in, post, stranger, aiko, priya, cohort_space):
    assert signed_in(stranger).post(f"/posts/{post.pk}/react/", {"kind": "thanks"}).status_code == 404
    leave_space(cohort_space, person=aiko, by=priya)
    with pytest.raises(PermissionDenied):
        toggle_reaction(post, by=aiko, kind="thanks")


def test_unknown_kinds_and_deleted_posts_are_refused(signed_in, post, mara, aiko):
    with pytest.raises(ValidationError):
        toggle_reaction(post, by=aiko, kind="x" * 5000)
    delete_post(post, by=mara)
    answer = signed_in(aiko).post(
        f"/posts/{post.pk}/react/", {"kind": "thanks"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert not Reaction.objects.exists()
