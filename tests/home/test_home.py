"""Home: the one next step, what waits, what was said; and where others land."""

from __future__ import annotations

import pytest

from cohorts import actions
from courses.actions import finish_activity
from discussions.actions import post_reply
from spaces import readers


def test_signed_out_comes_to_the_sign_in_page(client, db):
    assert client.get("/").status_code == 302


def test_a_learner_finds_the_next_step(signed_in, mara, cohort, steps):
    page = signed_in(mara).get("/").content.decode()
    assert steps["lesson"].title in page
    assert page.count("button--primary") == 1


def test_the_next_step_moves_on(signed_in, mara, cohort, steps):
    finish_activity(steps["lesson"], space=cohort.space, by=mara)
    readers.run("progress", cohort.space_id)
    page = signed_in(mara).get("/")
    assert page.context["next"].title == steps["discussion"].title


def test_a_half_answered_prompt_waits(signed_in, mara, cohort, steps):
    post_reply(actions.prompt_thread(cohort, steps["discussion"]), by=mara, body="Mine landed.")
    readers.run("progress", cohort.space_id)
    waiting = signed_in(mara).get("/").context["waiting"]
    assert "1 of 2" in waiting[0].note


def test_what_others_said_is_there(signed_in, mara, aiko, cohort, steps):
    post_reply(actions.prompt_thread(cohort, steps["discussion"]), by=aiko, body="It did not.")
    page = signed_in(mara).get("/")
    assert page.context["said"][0].last_post_by == aiko
    assert page.context["said"][0].unread


def test_somebody_without_a_cohort_is_told_what_to_do(signed_in, stranger):
    assert b"Meet people" in signed_in(stranger).get("/").content


def test_a_facilitator_lands_on_the_cohorts(signed_in, priya, cohort):
    assert signed_in(priya).get("/").url == "/cohorts/"


def test_a_withdrawn_learner_sees_nothing_of_it(signed_in, mara, cohort):
    assert cohort.title.encode() in signed_in(mara).get("/").content
    actions.withdraw(cohort.enrollments.get(person=mara), by=mara)
    assert cohort.title.encode() not in signed_in(mara).get("/").content


@pytest.mark.parametrize("threads", [2, 12])
def test_home_takes_at_most_twelve_queries(
    signed_in, mara, aiko, cohort, steps, threads, django_assert_max_num_queries
):
    thread = actions.prompt_thread(cohort, steps["discussion"])
    for i in range(threads):
        post_reply(thread, by=aiko, body=f"Word {i}")
    browser = signed_in(mara)
    browser.get("/")
    with django_assert_max_num_queries(12):
        browser.get("/")
