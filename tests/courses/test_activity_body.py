"""The learner's view of pages, videos and quizzes: its markup, its forms, and no answer key before the answer."""

import re
import uuid

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from courses import actions, pages
from courses.models import Activity, Attempt
from spaces.models import Entry
from tests.courses.conftest import QUIZ, draft_activity, running

FEEDBACKS = [
    choice["feedback"] for question in QUIZ for choice in question["choices"] if "feedback" in choice
]


@pytest.fixture
def client(signed_in, mara):
    return signed_in(mara)


def body(activity, viewer, space) -> str:
    return render_to_string("courses/_activity_body.html", pages.activity_context(activity, viewer, space))


def address(name, space, activity):
    return reverse(name, args=[space.pk, activity.stable_id])


def form_of(quiz, *, right: bool) -> dict:
    chosen = {
        f"question-{question.pk}": [c.pk for c in question.choices.all() if c.is_correct == right]
        for question in quiz.questions.all()
    }
    return {**chosen, "key": str(uuid.uuid4()), "next": "/somewhere/"}


def test_a_page_shows_its_words_and_how_it_is_finished(run, mara):
    page = body(running(run, "lesson"), mara, run)
    assert "<p>Words.</p>" in page
    assert "Read to the end and press Done" in page
    assert 'hx-trigger="load"' in page


def test_done_is_said_once_and_leads_on(run, client, mara):
    lesson = running(run, "lesson")
    answer = client.post(address("finish_activity", run, lesson), {"next": "/somewhere/"})
    assert answer["Location"] == "/somewhere/"
    assert Entry.objects.filter(verb="activity.finished", by=mara).count() == 1
    assert "Done." in body(lesson, mara, run)
    fragment = client.post(address("finish_activity", run, lesson), headers={"HX-Request": "true"})
    assert f'id="finish-{lesson.pk}"' in fragment.content.decode()


def test_a_form_leads_nowhere_else(run, client):
    answer = client.post(
        address("finish_activity", run, running(run, "lesson")), {"next": "https://evil.example/"}
    )
    assert answer["Location"] == "/"


def test_opening_is_a_small_post(run, client, mara):
    assert client.post(address("open_activity", run, running(run, "quiz"))).status_code == 204
    assert Entry.objects.filter(verb="activity.opened", by=mara).count() == 1


def test_no_answer_key_is_in_the_page_before_the_answer(run, mara):
    page = body(running(run, "quiz"), mara, run)
    assert "Which could a camera record?" in page
    assert not any(words in page for words in FEEDBACKS)
    assert "right" not in re.sub(r"Answer 60 % right", "", page)
    assert "correct" not in page


def test_what_was_wrong_is_explained_and_what_is_right_is_not_given_away(run, client, mara):
    quiz = running(run, "quiz")
    client.post(address("submit_attempt", run, quiz), form_of(quiz, right=False))
    page = body(quiz, mara, run)
    assert "0 of 2 right." in page
    assert "It is only louder." in page
    assert "choice--wrong" in page
    assert "choice--right" not in page


def test_whoever_passes_sees_all_that_is_right(run, client, mara):
    quiz = running(run, "quiz")
    fragment = client.post(
        address("submit_attempt", run, quiz), form_of(quiz, right=True), headers={"HX-Request": "true"}
    )
    page = fragment.content.decode()
    assert page.count("choice--right") == 3
    assert "Passed." in page
    assert fragment["HX-Trigger"] == "activity-moved"


def test_a_form_sent_twice_is_one_attempt(run, client):
    quiz = running(run, "quiz")
    sent = form_of(quiz, right=True)
    for _time in range(2):
        client.post(address("submit_attempt", run, quiz), sent)
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x", "\x00"])
def test_a_broken_key_is_a_sentence(run, client, key):
    quiz = running(run, "quiz")
    sent = form_of(quiz, right=True) | {"key": key}
    page = client.post(address("submit_attempt", run, quiz), sent, headers={"HX-Request": "true"})
    assert page.status_code == 422
    assert "Load the page anew" in page.content.decode()
    assert client.post(address("submit_attempt", run, quiz), sent).status_code == 302


@pytest.mark.parametrize("name", ["open_activity", "finish_activity", "submit_attempt"])
def test_where_it_does_not_run_for_them_it_does_not_exist(run, signed_in, stranger, course, ines, name):
    lesson = running(run, "lesson")
    assert signed_in(stranger).post(address(name, run, lesson)).status_code == 404
    unknown = reverse(name, args=[run.pk, uuid.uuid4()])
    member = signed_in(run.memberships.filter(role="learner").first().person)
    assert member.post(unknown).status_code == 404
    new = actions.add_activity(course.draft.modules.first(), by=ines, kind="lesson", title="Unpublished")
    assert member.post(address(name, run, new)).status_code == 404


def test_a_link_between_lessons_leads_writers_to_the_preview(signed_in, course, ines, stranger):
    lesson = draft_activity(course, "lesson")
    link = reverse("find_activity", args=[lesson.stable_id])
    assert signed_in(ines).get(link)["Location"] == reverse("preview_activity", args=[lesson.pk])
    assert signed_in(stranger).get(link).status_code == 404


def test_a_quiz_of_many_questions_takes_no_more_queries(
    run, mara, course, ines, django_assert_max_num_queries
):
    quiz = running(run, "quiz")
    Activity.objects.filter(pk=quiz.pk).update(pass_mark=0)
    actions.submit_attempt(quiz, space=run, by=mara, answers={}, key=uuid.uuid4())
    many = draft_activity(course, "quiz")
    actions.set_quiz(many, by=ines, questions=QUIZ * 20)
    for activity, space in ((quiz, run), (many, None)):
        with django_assert_max_num_queries(4):
            body(activity, mara, space)
