"""Ideas: born of what was said or done, built on without judging, then sponsored, tried, adopted or dropped."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from analytics.applied import ideas_adopted
from cohorts.models import Enrollment
from discussions import actions as talk
from discussions.models import Thread
from notifications.models import Notification
from spaces import readers
from teams import actions
from teams.models import Addition, Idea
from tests.teams.conftest import entries

LATER = timedelta(days=8)


@pytest.fixture
def post(cohort, harbor, mara):
    """What Mara said in her team's room."""
    stream = Thread.objects.select_related("space").get(space=harbor.space, kind=Thread.Kind.STREAM)
    return talk.post_reply(stream, by=mara, body="<p>The old text began with a number.</p>")


@pytest.fixture
def idea(cohort, post, mara) -> Idea:
    words = {"title": "The place in the first four words", "body": "<p>Say where it is.</p>"}
    return actions.make_idea(post, by=mara, space=cohort.space, **words)


@pytest.fixture
def ripe(idea) -> Idea:
    """Nobody builds on it any more; it may be judged."""
    Idea.objects.filter(pk=idea.pk).update(build_until=timezone.now() - timedelta(hours=1))
    idea.refresh_from_db()
    return idea


@pytest.fixture
def tried(ripe, jon, lena, lantern) -> Idea:
    actions.stand_behind_idea(ripe, by=jon)
    words = {"measure": "Alarms read twice", "before": "11 of 30", "try_until": date(2026, 12, 24)}
    return actions.try_idea(ripe, by=lena, **words)


def test_a_post_becomes_an_idea_once(signed_in, cohort, harbor, post, mara):
    client, address = signed_in(mara), f"/ideas/from/post/{post.pk}/"
    page = client.get(address).text
    assert "The old text began with a number." in page
    words = {
        "title": "First words",
        "body": "Say where.",
        "space": cohort.space_id,
        "days": 7,
        "key": str(uuid.uuid4()),
    }
    for _twice in range(2):
        assert client.post(address, words).status_code == 302
    made = Idea.objects.get()
    assert (made.space, made.source_type, made.source_id) == (cohort.space, "post", post.pk)
    assert (made.build_until - made.born_at).days == 7
    assert len(entries(cohort.space, "idea.born")) == 1


def test_the_link_is_shown_only_to_who_may_see_the_source(signed_in, idea, post, aiko, lena, lantern):
    assert post.get_absolute_url() in signed_in(aiko).get(idea.get_absolute_url()).text
    page = signed_in(lena).get(idea.get_absolute_url())
    assert page.status_code == 200
    assert post.get_absolute_url() not in page.text
    assert "The old text began" not in page.text


@pytest.mark.parametrize("who", ["lena", "priya", "tom", "stranger"])
def test_nobody_makes_an_idea_of_what_they_cannot_read(signed_in, request, post, lantern, who):
    person = request.getfixturevalue(who)
    assert signed_in(person).get(f"/ideas/from/post/{post.pk}/").status_code == 404


def test_it_lives_where_it_was_born_or_one_floor_above(post, lantern, mara, aiko):
    with pytest.raises(PermissionDenied):
        actions.make_idea(post, by=mara, space=lantern.space, title="T", body="<p>B</p>")


def test_a_reflection_and_a_hand_in_become_ideas_too(cohort, harbor, handed_in, mara, aiko):
    row = Enrollment.objects.select_related("cohort__space").get(cohort=cohort, person=mara)
    promise = actions.make_commitment(row, by=mara, what="Ask first", by_on=date(2026, 11, 26))
    for source in (actions.reflect(promise, by=mara, result="worked"), handed_in.hand_ins.get()):
        made = actions.make_idea(source, by=aiko, space=harbor.space, title="T", body="<p>B</p>")
        assert made.space == harbor.space


def test_colleagues_build_on_it_and_its_author_is_told(signed_in, cohort, idea, lena, mara):
    words = {"body": "And the floor.", "key": str(uuid.uuid4())}
    for _twice in range(2):
        assert signed_in(lena).post(f"/ideas/{idea.pk}/additions/", words).status_code == 302
    assert Addition.objects.get().by == lena
    readers.run_all(cohort.space_id)
    assert Notification.objects.get(entry__verb="idea.built_on").person == mara


def test_nobody_judges_while_it_is_built_on(idea, jon):
    with pytest.raises(ValidationError, match="only build on it"):
        actions.stand_behind_idea(idea, by=jon)


def test_somebody_else_than_its_author_stands_behind_it(signed_in, ripe, mara, jon, lena):
    with pytest.raises(PermissionDenied):
        actions.stand_behind_idea(ripe, by=mara)
    for _twice in range(2):
        assert signed_in(jon).post(f"/ideas/{ripe.pk}/stand-behind/").status_code == 302
    ripe.refresh_from_db()
    assert ripe.sponsor == jon
    with pytest.raises(ValidationError, match="already"):
        actions.stand_behind_idea(ripe, by=lena)


def test_without_a_sponsor_nothing_is_tried(ripe, lena):
    with pytest.raises(ValidationError, match="stands behind"):
        actions.try_idea(ripe, by=lena, measure="M", before="1", try_until=date(2026, 12, 24))


def test_it_is_adopted_with_a_measure_before_and_after(signed_in, cohort, tried, lena, mara):
    words = {
        "after": "3 of 30",
        "reason": "Nobody has asked for the number since.",
        "evidence": "The log of May.",
    }
    for _twice in range(2):
        assert signed_in(lena).post(f"/ideas/{tried.pk}/adopt/", words).status_code == 302
    [entry] = entries(cohort.space, "idea.adopted")
    assert entry.data == {"source": "post", "outside": True}
    readers.run_all(cohort.space_id)
    told = Notification.objects.filter(entry=entry).values_list("person__called", flat=True)
    assert set(told) == {"Mara", "Jon"}
    page = signed_in(mara).get(tried.get_absolute_url()).text
    assert "Alarms read twice: 11 of 30 → 3 of 30" in page
    assert "The log of May." in page


@pytest.mark.parametrize("who", ["mara", "jon", "aiko", "priya"])
def test_only_its_owner_adopts_it(signed_in, request, tried, who):
    words = {"after": "3", "reason": "Good"}
    assert signed_in(request.getfixturevalue(who)).post(f"/ideas/{tried.pk}/adopt/", words).status_code == 403


def test_dropping_it_says_why(signed_in, tried, lena):
    assert signed_in(lena).post(f"/ideas/{tried.pk}/drop/", {"reason": ""}).status_code == 422
    signed_in(lena).post(f"/ideas/{tried.pk}/drop/", {"reason": "No difference."})
    tried.refresh_from_db()
    assert tried.is_dropped
    with pytest.raises(ValidationError, match="settled"):
        actions.build_on_idea(tried, by=lena, body="But")


@pytest.mark.parametrize("act", ["additions", "stand-behind", "try", "adopt", "drop"])
def test_strangers_find_nothing(signed_in, idea, stranger, act):
    assert signed_in(stranger).post(f"/ideas/{idea.pk}/{act}/", {"body": "x"}).status_code == 404
    assert signed_in(stranger).get(f"/ideas/{idea.pk}/").status_code == 404


def test_adopted_outside_the_team_is_counted(cohort, tried, lena, harbor, post, mara):
    actions.make_idea(post, by=mara, space=harbor.space, title="Another", body="<p>B</p>")
    actions.adopt_idea(tried, by=lena, after="3 of 30", reason="It works.")
    value = ideas_adopted(cohort)
    assert (value.numerator, value.denominator) == (1, 2)


def test_the_ideas_of_a_space_stand_together(signed_in, cohort, idea, lena, stranger):
    assert idea.title in signed_in(lena).get(f"/spaces/{cohort.space_id}/ideas/").text
    assert signed_in(stranger).get(f"/spaces/{cohort.space_id}/ideas/").status_code == 404


def test_programs_read_and_build(signed_in, idea, lena, stranger):
    client, address = signed_in(lena), f"/api/ideas/{idea.pk}/additions/"
    assert (
        client.post(address, {"body": "And the floor."}, content_type="application/json").status_code == 201
    )
    assert [one["title"] for one in client.get("/api/ideas/").json()["results"]] == [idea.title]
    assert client.get(f"/api/ideas/{idea.pk}/").json()["state"] == "building"
    assert signed_in(stranger).get("/api/ideas/").json()["results"] == []
