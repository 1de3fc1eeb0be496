"""Writing one activity: saving, saving by itself, two authors at once, films, quizzes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses import actions
from courses.models import Activity
from tests.courses.conftest import draft_activity
from tests.files.conftest import picture


@pytest.fixture
def client(signed_in, ines):
    return signed_in(ines)


def sent(activity: Activity, **changes) -> dict:
    return {
        "title": activity.title,
        "body": activity.body,
        "body_format": "html",
        "minutes": activity.minutes,
        "is_required": "on",
        "module": activity.module_id,
        "edited_at": activity.edited_at.isoformat(),
        **changes,
    }


def url(activity):
    return reverse("edit_activity", args=[activity.pk])


def test_it_works_as_a_plain_form_in_markdown(client, course):
    lesson = draft_activity(course, "lesson")
    answer = client.post(url(lesson), sent(lesson, title="See", body="Say **it**", body_format="", minutes=9))
    lesson.refresh_from_db()
    assert answer.status_code == 302
    assert (lesson.title, lesson.body, lesson.minutes) == ("See", "<p>Say <strong>it</strong></p>", 9)


def test_each_kind_has_its_own_fields(client, course):
    task = draft_activity(course, "team_task")
    client.post(url(task), sent(task, parts="One\n\nTwo\nOne"))
    task.refresh_from_db()
    assert task.parts == ["One", "Two"]
    assert b"pass_mark" not in client.get(url(task)).content
    assert b"pass_mark" in client.get(url(draft_activity(course, "quiz"))).content


def test_it_moves_to_another_module(client, course):
    lesson = draft_activity(course, "lesson")
    client.post(url(lesson), sent(lesson, module=course.draft.modules.get(title="At work").pk))
    assert draft_activity(course, "lesson").module.title == "At work"


def test_saving_by_itself_goes_on_from_what_it_saved(client, course):
    lesson = draft_activity(course, "lesson")
    first = client.post(url(lesson), sent(lesson, body="<p>a</p>"), headers={"X-Autosave": "1"})
    again = sent(lesson, body="<p>ab</p>", edited_at=first["X-Edited-At"])
    assert (first.status_code, client.post(url(lesson), again, headers={"X-Autosave": "1"}).status_code) == (
        204,
        204,
    )
    assert draft_activity(course, "lesson").body == "<p>ab</p>"


def test_of_two_at_once_both_texts_are_shown_and_then_put_together(client, course, ines):
    lesson = draft_activity(course, "lesson")
    actions.edit_activity(lesson, by=ines, body="<p>Theirs meanwhile.</p>")
    mine = sent(lesson, body="<p>Mine all along.</p>")
    assert client.post(url(lesson), mine, headers={"X-Autosave": "1"}).status_code == 409
    page = client.post(url(lesson), mine)
    text = page.content.decode()
    assert page.status_code == 409
    assert "Theirs meanwhile." in text
    assert "Mine all along." in text
    both = sent(lesson, body="<p>Both.</p>", edited_at=page.context["form"]["edited_at"].value())
    assert client.post(url(lesson), both).status_code == 302
    assert draft_activity(course, "lesson").body == "<p>Both.</p>"


@pytest.mark.parametrize(
    "change", [{"title": ""}, {"minutes": "x"}, {"edited_at": "yesterday"}, {"body": "x" * 900_001}]
)
def test_what_does_not_fit_is_said_and_kept_in_the_form(client, course, change):
    lesson = draft_activity(course, "lesson")
    page = client.post(url(lesson), sent(lesson, **change))
    assert page.status_code == 422
    assert draft_activity(course, "lesson").body == "<p>Words.</p>"


@pytest.mark.parametrize("title", ["a\x00b", "\u202eevil", "👩‍👩‍👧‍👦", "x" * 160, "\ud800"])
def test_odd_text_is_no_error(client, course, title):
    lesson = draft_activity(course, "lesson")
    data = sent(lesson)
    data["title"] = title.encode("utf-8", "surrogatepass")
    assert client.post(url(lesson), data).status_code in {302, 422}


def test_a_page_with_boxes_opens_in_the_editor(client, course, ines):
    lesson = draft_activity(course, "lesson")
    actions.edit_activity(lesson, by=ines, body='<aside class="callout"><p>Box</p></aside>')
    page = client.get(url(lesson)).content.decode()
    assert "<rich-editor" in page
    assert 'data-format="html"' in page


def test_a_film_with_captions_is_kept_and_a_picture_is_not_one(client, course, ines):
    video = actions.add_activity(course.draft.modules.first(), by=ines, kind="video", title="Talk")
    film = SimpleUploadedFile("t.mp4", b"\x00\x00\x00\x20ftypisom" + b"x" * 99)
    words = SimpleUploadedFile("t.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n")
    assert client.post(url(video), sent(video, video_file=film, captions_file=words)).status_code == 302
    video.refresh_from_db()
    assert (video.video.kind, video.captions.content_type) == ("video", "text/vtt")
    page = client.get(reverse("preview_activity", args=[video.pk])).content.decode()
    assert f'src="/files/{video.video_id}/"' in page
    shown = client.get(reverse("captions", args=[video.captions_id]))
    assert b"".join(shown.streaming_content).startswith(b"WEBVTT")
    upload = reverse("upload_film", args=[video.pk])
    assert f'action="{upload}"' in client.get(url(video)).content.decode()
    refused = client.post(upload, sent(video, video_file=SimpleUploadedFile("p.mp4", picture())))
    assert refused.status_code == 422


def test_a_quiz_is_written_as_a_plain_form(client, course):
    quiz = draft_activity(course, "quiz")
    page = client.get(reverse("edit_quiz", args=[quiz.pk])).content.decode()
    assert "Which could a camera record?" in page
    answers = {
        "q-0-prompt": "Two?",
        "q-0-0-text": "Yes",
        "q-0-0-correct": "on",
        "q-0-1-text": "No",
        "q-0-1-feedback": "Why",
    }
    answer = client.post(reverse("edit_quiz", args=[quiz.pk]), {**answers, "q-1-prompt": " "})
    assert answer["Location"] == url(quiz)
    question = quiz.questions.get()
    assert [(c.text, c.is_correct, c.feedback) for c in question.choices.order_by("position")] == [
        ("Yes", True, ""),
        ("No", False, "Why"),
    ]


def test_two_people_at_one_quiz_lose_nothing(client, course, ines):
    quiz = draft_activity(course, "quiz")
    page = client.get(reverse("edit_quiz", args=[quiz.pk]))
    actions.set_quiz(
        quiz, by=ines, questions=[{"prompt": "Theirs?", "choices": [{"text": "T", "correct": True}]}]
    )
    mine = {"q-0-prompt": "Mine?", "q-0-0-text": "M", "edited_at": page.context["edited_at"]}
    refused = client.post(reverse("edit_quiz", args=[quiz.pk]), mine)
    assert refused.status_code == 409
    assert "Theirs?" in refused.content.decode()
    assert "Mine?" in refused.content.decode()
    assert quiz.questions.get().prompt == "Theirs?"
    client.post(reverse("edit_quiz", args=[quiz.pk]), mine | {"edited_at": refused.context["edited_at"]})
    assert quiz.questions.get().prompt == "Mine?"


@pytest.mark.parametrize("edited_at", ["x", "2026-13-45T10:00", "\x00"])
def test_a_quiz_with_a_broken_moment_is_no_error(client, course, edited_at):
    quiz = draft_activity(course, "quiz")
    sent = {"q-0-prompt": "Q", "edited_at": edited_at}
    assert client.post(reverse("edit_quiz", args=[quiz.pk]), sent).status_code == 422
