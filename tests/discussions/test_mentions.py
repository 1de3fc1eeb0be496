"""Naming people, teams and everyone."""

import pytest
from django.core.exceptions import ValidationError

from discussions.actions import edit_post, post_reply
from discussions.models import Mention
from notifications.models import Notification
from people.models import User
from spaces.actions import join_space, open_space
from spaces.models import Role, Space
from spaces.readers import run_all
from tests.discussions.test_post_reply import mention

ALL = '<a class="mention" data-role="everyone">@everyone</a>'


def team(space) -> str:
    return f'<a class="mention" data-team="{space.pk}">@{space.title}</a>'


def told(space) -> set:
    run_all(space.pk)
    lines = Notification.objects.filter(entry__verb__in=["post.added", "post.edited"])
    return {
        (line.person.name.split()[0], line.entry.verb) for line in lines.select_related("person", "entry")
    }


def offered(client, space, start: str) -> list[str]:
    return [one["name"] for one in client.get(f"/spaces/{space.pk}/people/?q={start}").json()]


@pytest.fixture
def crowd(cohort_space, priya) -> list[User]:
    people = [User.objects.create(email=f"p{n}@example.org", name=f"P{n}", password="!") for n in range(21)]
    for one in people:
        join_space(cohort_space, person=one, role=Role.LEARNER, by=priya)
    return people


def test_twenty_are_named_and_one_more_is_refused_with_a_sentence(signed_in, thread, aiko, crowd):
    names = [f"<p>{mention(one)}</p>" for one in crowd]
    post = post_reply(thread, by=aiko, body="".join(names[:20]))
    assert Mention.objects.filter(post=post).count() == 20
    sent = {"body": "".join(names), "body_format": "html"}
    for headers in ({}, {"HX-Request": "true"}):
        answer = signed_in(aiko).post(f"/threads/{thread.pk}/reply/", sent, headers=headers)
        assert answer.status_code == 422
        assert "At most 20 mentions" in answer.content.decode()
    with pytest.raises(ValidationError):
        edit_post(post, by=aiko, body="".join(names))
    assert thread.posts.count() == 2


def test_a_team_tells_its_members(thread, team_space, cohort_space, lena, aiko):
    post_reply(thread, by=aiko, body=f"<p>{team(team_space)} look</p>")
    assert {name for name, _verb in told(cohort_space)} == {"Mara", "Jon", "Grace"}


def test_a_team_of_elsewhere_tells_nobody(thread, cohort_space, jon, mara):
    other = open_space(Space.Kind.TEAM, title="Not here")
    join_space(other, person=jon, role=Role.LEARNER, by=jon)
    post_reply(thread, by=mara, body=f"<p>{team(other)} and {team(cohort_space)}</p>")
    assert not Mention.objects.exists()


def test_everyone_is_named_by_who_keeps_order_only(signed_in, thread, cohort_space, aiko, priya):
    sent = {"body": f"<p>{ALL}</p>", "body_format": "html"}
    answer = signed_in(aiko).post(f"/threads/{thread.pk}/reply/", sent)
    assert answer.status_code == 422
    assert "Only who keeps this space in order can name everyone." in answer.content.decode()
    post = post_reply(thread, by=priya, body=f"<p>{ALL}</p>")
    everybody = {(name, "post.added") for name in ("Mara", "Aiko", "Jon", "Lena", "Grace")}
    assert told(cohort_space) == everybody
    for words in ("again", "and again"):
        edit_post(post, by=priya, body=f"<p>{words} {ALL}</p>")
    assert told(cohort_space) == everybody


def test_everyone_of_a_change_is_told_once(thread, cohort_space, priya):
    post = post_reply(thread, by=priya, body="<p>Hm</p>")
    for words in (ALL, "nobody", ALL):
        edit_post(post, by=priya, body=f"<p>Hm {words}</p>")
    run_all(cohort_space.pk)
    assert Notification.objects.filter(entry__verb="post.edited").count() == 5


def test_offered_are_those_who_can_read(signed_in, cohort_space, team_space, mara, priya, stranger):
    assert offered(signed_in(mara), cohort_space, "har") == ["Harbor"]
    assert offered(signed_in(mara), cohort_space, "eve") == []
    assert offered(signed_in(priya), cohort_space, "eve") == ["everyone"]
    assert offered(signed_in(mara), team_space, "len") == []
    assert offered(signed_in(mara), cohort_space, "len") == ["Lena Test"]
    assert offered(signed_in(mara), cohort_space, "str") == []
    assert len(offered(signed_in(mara), cohort_space, "")) == 6
