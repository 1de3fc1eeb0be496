"""The page of an activity: its body, its state, the thread beside it."""

from __future__ import annotations

import uuid

import pytest

from cohorts import actions
from courses.actions import finish_activity
from courses.models import Activity
from discussions.actions import post_reply
from discussions.models import Thread


def url(cohort, activity, page="") -> str:
    return f"/cohorts/{cohort.pk}/activities/{activity.stable_id}/{page}"


@pytest.mark.parametrize("kind", Activity.Kind.values)
def test_every_kind_has_a_page(signed_in, mara, cohort, steps, kind):
    if kind in steps:
        page = signed_in(mara).get(url(cohort, steps[kind]))
        assert page.status_code == 200
        assert steps[kind].title.encode() in page.content


def test_an_unknown_step_is_not_there(signed_in, mara, cohort):
    assert signed_in(mara).get(f"/cohorts/{cohort.pk}/activities/{uuid.uuid4()}/").status_code == 404


def test_a_stranger_is_told_nothing(signed_in, stranger, cohort, steps):
    assert signed_in(stranger).get(url(cohort, steps["lesson"])).status_code == 404


def test_the_state_follows_what_was_just_done(signed_in, mara, cohort, steps):
    browser = signed_in(mara)
    finish_activity(steps["lesson"], space=cohort.space, by=mara)
    page = browser.get(url(cohort, steps["lesson"], "state/"))
    assert page.context["step"].is_done
    assert "Next:" in page.content.decode()


def test_a_prompt_shows_its_thread_and_counts(signed_in, mara, aiko, cohort, steps):
    thread = actions.prompt_thread(cohort, steps["discussion"])
    post_reply(thread, by=mara, body="Mine landed.")
    browser = signed_in(mara)
    assert b"1 of 2" in browser.get(url(cohort, steps["discussion"], "state/")).content
    assert b"Mine landed." in browser.get(url(cohort, steps["discussion"])).content


def test_the_first_word_beside_a_lesson_opens_its_thread(signed_in, mara, cohort, steps):
    key = str(uuid.uuid4())
    words = {"body": "That struck me.", "key": key}
    for _twice in range(2):
        answer = signed_in(mara).post(url(cohort, steps["lesson"], "beside/"), words)
        assert answer.status_code == 302
    thread = Thread.objects.get(prompt__activity_id=steps["lesson"].stable_id)
    assert thread.posts.count() == 1
    assert b"That struck me." in signed_in(mara).get(url(cohort, steps["lesson"])).content


def test_a_second_first_word_is_a_reply(signed_in, mara, aiko, cohort, steps):
    for person, words in ((mara, "First."), (aiko, "Second.")):
        signed_in(person).post(url(cohort, steps["lesson"], "beside/"), {"body": words})
    assert Thread.objects.get(prompt__activity_id=steps["lesson"].stable_id).posts.count() == 2


def test_an_empty_first_word_is_refused(signed_in, mara, cohort, steps):
    assert signed_in(mara).post(url(cohort, steps["lesson"], "beside/"), {"body": " "}).status_code == 422


@pytest.mark.parametrize("kind", ["lesson", "discussion", "quiz", "team_task", "commitment", "survey"])
def test_twelve_queries(signed_in, mara, aiko, cohort, steps, kind, django_assert_max_num_queries):
    if kind in ("lesson", "discussion"):
        thread = actions.prompt_thread(cohort, steps[kind], by=aiko)
        for i in range(20):
            post_reply(thread, by=aiko, body=f"Word {i}")
    browser = signed_in(mara)
    browser.get(url(cohort, steps[kind]))
    with django_assert_max_num_queries(12):
        browser.get(url(cohort, steps[kind]))
