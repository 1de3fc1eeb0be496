"""The studio's pages: who has them, what stands on them, how many queries they take, and the ways without a script."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses import actions
from courses.importing.telling import told
from courses.models import Activity, Course
from files.models import StoredFile
from spaces.actions import join_space
from spaces.models import Role
from tests.courses.conftest import draft_activity
from tests.files.conftest import picture

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "courses"
WORD = SAMPLES / "welcoming-a-new-colleague.docx"


@pytest.fixture
def client(signed_in, ines):
    return signed_in(ines)


def titles(course):
    rows = Activity.objects.filter(module__version=course.draft).in_outline_order()
    return list(rows.values_list("title", flat=True))


def test_one_drop_gives_an_outline_with_lessons_and_pictures(client):
    word = SimpleUploadedFile("Welcoming.docx", WORD.read_bytes())
    page = client.post(reverse("import_course"), {"file": word}, follow=True)
    course = Course.objects.get()
    assert page.redirect_chain == [(course.get_absolute_url(), 302)]
    assert all(title in page.content.decode() for title in titles(course))
    assert "4 lessons" in page.content.decode()
    assert StoredFile.objects.filter(parent_type="courses.course", parent_id=course.pk).exists()
    assert b"import-report" not in client.get(course.get_absolute_url()).content


def test_what_was_left_out_is_told_by_its_place():
    lost = [["Week 1", "chart", ""], ["Week 1", "comment", "why?"], ["Week 1", "comment", "who?"]]
    report = {"made": {"lesson": 1, "figure": 0}, "left_out": {"chart": 1, "comment": 3}, "lines": lost}
    said = told(report)
    assert said["made"] == "1 lesson"
    assert said["left_out"] == "1 chart and 3 comments"
    assert said["places"] == [("Week 1", ["1 chart", "2 comments: why?; who?"])]
    assert said["untold"] == 1


@pytest.mark.parametrize("data", [b"hello", b"PK\x03\x04 broken", b""])
def test_a_bad_file_is_refused_with_a_sentence(client, media, data):
    page = client.post(reverse("import_course"), {"file": SimpleUploadedFile("x.docx", data)})
    assert page.status_code == 422
    assert b"field__error" in page.content
    assert not Course.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_lessons_are_imported_behind_those_of_a_draft(client, course):
    word = SimpleUploadedFile("Welcoming.docx", WORD.read_bytes())
    answer = client.post(reverse("import_into_course", args=[course.pk]), {"file": word})
    assert answer["Location"] == course.get_absolute_url()
    assert titles(course)[0] == "Say what you saw"
    assert len(titles(course)) >= 8


def test_a_course_is_made_and_told_about(client):
    sent = {"title": "Negotiating", "summary": "S", "cover_file": SimpleUploadedFile("c.png", picture())}
    course_page = client.post(reverse("create_course"), sent, follow=True)
    course = Course.objects.get(title="Negotiating")
    assert course_page.status_code == 200
    assert course.cover.parent_type == "courses.cover"
    assert client.post(reverse("create_course"), {"title": " "}).status_code == 422


def test_what_completes_each_stands_in_the_outline(client, course):
    page = client.get(course.get_absolute_url()).content.decode()
    for words in (
        "Read to the end and press Done",
        "Reply to 1 colleague",
        "Your team hands in its draft",
        "Answer 60 % right",
    ):
        assert words in page


def test_adding_opens_the_new_activity(client, course):
    module = course.draft.modules.first()
    answer = client.post(reverse("add_activity", args=[module.pk]), {"kind": "team_task"})
    activity = Activity.objects.get(title="New team task")
    assert answer["Location"] == reverse("edit_activity", args=[activity.pk])
    assert client.post(reverse("add_activity", args=[module.pk]), {"kind": "bogus"}).status_code == 302
    assert Activity.objects.filter(module=module).count() == 4


def test_buttons_move_within_and_beyond_a_module(client, course):
    quiz = draft_activity(course, "quiz")
    client.post(reverse("move_activity", args=[quiz.pk]), {"to": "down"})
    assert titles(course)[-2:] == ["Seen or guessed?", "How we tell each other"]
    assert Activity.objects.get(pk=quiz.pk).module.title == "At work"
    client.post(reverse("move_activity", args=[quiz.pk]), {"to": "up"})
    assert Activity.objects.get(pk=quiz.pk).module.title == "What lands"
    lesson = draft_activity(course, "lesson")
    client.post(reverse("move_activity", args=[lesson.pk]), {"to": "up"})
    assert titles(course)[0] == "Say what you saw"


def test_dragging_says_where_a_thing_now_stands(client, course):
    first, second = course.draft.modules.order_by("position")
    quiz, task = draft_activity(course, "quiz"), draft_activity(course, "team_task")
    url = reverse("order_outline", args=[course.pk])
    order = [f"activity-{quiz.pk}", f"activity-{task.pk}"]
    sent = {"order": order, "moved": order[0], "parent": f"module-{second.pk}"}
    assert client.post(url, sent).status_code == 204
    assert titles(course)[-2:] == ["Seen or guessed?", "How we tell each other"]
    sent = {
        "order": [f"module-{second.pk}", f"module-{first.pk}"],
        "moved": f"module-{second.pk}",
        "parent": "",
    }
    assert client.post(url, sent).status_code == 204
    assert titles(course)[0] == "Seen or guessed?"
    assert client.post(url, {"order": ["x"], "moved": "x"}).status_code == 400


def test_modules_are_added_renamed_and_removed(client, course):
    client.post(reverse("add_module", args=[course.pk]), {"title": "Week 3"})
    module = course.draft.modules.get(title="Week 3")
    client.post(reverse("rename_module", args=[module.pk]), {"title": "Week three"})
    client.post(reverse("move_module", args=[module.pk]), {"to": "up"})
    assert [m.title for m in course.draft.modules.order_by("position")] == [
        "What lands",
        "Week three",
        "At work",
    ]
    client.post(reverse("remove_module", args=[module.pk]))
    client.post(reverse("remove_activity", args=[draft_activity(course, "quiz").pk]))
    assert course.draft.modules.count() == 2
    assert "Seen or guessed?" not in titles(course)


def test_publishing_shows_what_changed(client, course, ines):
    url = reverse("course_versions", args=[course.pk])
    client.post(reverse("publish_course", args=[course.pk]))
    actions.edit_activity(draft_activity(course, "lesson"), by=ines, title="Seen, then said")
    page = client.get(url).content.decode()
    assert "Version 1" in page
    assert "Changed: Seen, then said" in page


def test_a_draft_is_previewed_and_leads_on(client, course):
    lesson = draft_activity(course, "lesson")
    page = client.get(reverse("preview_activity", args=[lesson.pk])).content.decode()
    assert "<p>Words.</p>" in page
    assert "One that landed" in page


PAGES = ("course_outline", "course_versions", "edit_course", "import_into_course")


def test_the_studio_is_for_those_who_write(signed_in, course, mara, jon, ines):
    join_space(course.space, person=jon, role=Role.AUTHOR, by=ines)
    other = actions.create_course(by=ines, title="Secret")
    author, learner = signed_in(jon), signed_in(mara)
    assert b"Secret" not in author.get(reverse("studio")).content
    assert learner.get(reverse("studio")).status_code == 404
    for name in PAGES:
        assert author.get(reverse(name, args=[course.pk])).status_code == 200
        assert author.get(reverse(name, args=[other.pk])).status_code == 404
        assert learner.get(reverse(name, args=[course.pk])).status_code == 404


def test_learners_change_nothing(signed_in, course, mara):
    learner, before = signed_in(mara), titles(course)
    module, activity = course.draft.modules.first(), draft_activity(course, "quiz")
    for name, pk in [
        *((name, course.pk) for name in ("publish_course", "order_outline", "add_module", "edit_course")),
        *((name, module.pk) for name in ("rename_module", "move_module", "remove_module", "add_activity")),
        *((name, activity.pk) for name in ("edit_activity", "edit_quiz", "move_activity", "remove_activity")),
    ]:
        assert learner.post(reverse(name, args=[pk]), {"title": "x", "kind": "lesson"}).status_code == 404
    assert learner.post(reverse("create_course"), {"title": "x"}).status_code == 404
    assert titles(course) == before
    assert Course.objects.get() == course


@pytest.mark.parametrize("count", [1, 40])
def test_pages_take_at_most_twelve_queries(client, course, ines, count, django_assert_max_num_queries):
    module = course.draft.modules.first()
    for n in range(count):
        actions.add_activity(module, by=ines, kind="lesson", title=f"L{n}")
        if n < 20:
            actions.create_course(by=ines, title=f"C{n}")
    actions.publish_course(course, by=ines)
    activity = draft_activity(course, "quiz")
    urls = [reverse("studio"), *(reverse(name, args=[course.pk]) for name in PAGES)]
    urls += [reverse(name, args=[activity.pk]) for name in ("edit_activity", "edit_quiz", "preview_activity")]
    for url in urls:
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200
