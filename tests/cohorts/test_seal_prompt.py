"""A prompt whose author wants answers before reading: each cohort's thread opens sealed."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cohorts import actions
from courses.actions import add_activity, add_module, create_course, edit_activity, publish_course
from courses.models import Activity
from discussions.actions import delete_post, hide_thread, merge_thread, post_reply, start_thread
from tests.courses.test_edit_activity import sent


@pytest.fixture
def course(ines):
    """A draft with one prompt."""
    made = create_course(by=ines, title="Hearing it")
    add_activity(
        add_module(made, by=ines), by=ines, kind="discussion", title="When?", body="<p>When was it?</p>"
    )
    return made


def prompt_of(course) -> Activity:
    return Activity.objects.get(module__version=course.draft)


def cohort_of(course, plan, ines, priya, *learners):
    cohort = actions.create_cohort(publish_course(course, by=ines), by=ines, **plan)
    actions.name_facilitator(cohort, person=priya, by=ines)
    actions.start_cohort(cohort, by=priya)
    actions.enroll_many(cohort, people=learners, by=priya)
    return cohort


def test_its_author_says_so_in_the_studio(signed_in, course, ines):
    client, url = signed_in(ines), reverse("edit_activity", args=[prompt_of(course).pk])
    assert 'name="is_sealed"' in client.get(url).text
    assert not prompt_of(course).is_sealed
    client.post(url, sent(prompt_of(course), replies_needed=1, is_sealed="on"))
    assert prompt_of(course).is_sealed
    client.post(url, sent(prompt_of(course), replies_needed=1))
    assert not prompt_of(course).is_sealed


def test_a_version_keeps_it_and_changing_it_makes_another(course, ines):
    first = publish_course(course, by=ines)
    edit_activity(prompt_of(course), by=ines, is_sealed=True)
    second = publish_course(course, by=ines)
    kept = [Activity.objects.get(module__version=version).is_sealed for version in (first, second)]
    assert kept == [False, True]


def test_the_cohorts_thread_opens_sealed(signed_in, course, plan, ines, priya, mara, aiko):
    edit_activity(prompt_of(course), by=ines, is_sealed=True)
    cohort = cohort_of(course, plan, ines, priya, mara, aiko)
    thread = cohort.prompt_threads.get().thread
    post_reply(thread, by=aiko, body="<p>Zeppelin</p>")
    url = reverse("activity", args=[cohort.pk, prompt_of(course).stable_id])
    page = signed_in(mara).get(url).text
    assert "When was it?" in page
    assert "Answer first" in page
    assert "Zeppelin" not in page
    mine = post_reply(thread, by=mara, body="<p>Mine</p>")
    assert "Zeppelin" in signed_in(mara).get(url).text
    delete_post(mine, by=mara)
    assert "Zeppelin" not in signed_in(mara).get(url).text


def test_without_it_the_thread_is_open(course, plan, ines, priya, mara):
    thread = cohort_of(course, plan, ines, priya, mara).prompt_threads.get().thread
    assert not thread.is_sealed


def test_a_prompts_conversation_is_neither_hidden_nor_merged(course, plan, ines, priya, mara):
    thread = cohort_of(course, plan, ines, priya, mara).prompt_threads.get().thread
    other = start_thread(thread.space, by=mara, title="Another", body="<p>Another</p>")
    with pytest.raises(ValidationError):
        hide_thread(thread, by=priya, reason="It is over")
    for one, into in ((thread, other), (other, thread)):
        with pytest.raises(ValidationError):
            merge_thread(one, by=priya, into=into)
