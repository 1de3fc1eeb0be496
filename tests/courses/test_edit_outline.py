"""The draft's outline: adding, moving, removing, and two authors at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from courses import actions
from courses.models import Activity, Course
from files.actions import store
from files.models import StoredFile
from spaces.actions import join_space
from spaces.models import Role
from tests.courses.conftest import draft_activity
from tests.files.conftest import picture


def titles(course):
    rows = Activity.objects.filter(module__version=course.draft).in_outline_order()
    return [activity.title for activity in rows]


def test_a_course_begins_with_an_empty_draft_and_its_author(ines):
    course = actions.create_course(by=ines, title=" Hello\x00  there ")
    assert course.title == "Hello there"
    assert course.draft.number == 0
    assert course.space.memberships.get().role == Role.AUTHOR


def test_learners_begin_no_courses_but_authors_do(course, mara):
    with pytest.raises(PermissionDenied):
        actions.create_course(by=mara, title="Mine")
    join_space(course.space, person=mara, role=Role.AUTHOR, by=mara)
    assert actions.create_course(by=mara, title="Mine").title == "Mine"


def test_activities_move_within_and_between_modules(course, ines):
    first, second = course.draft.modules.order_by("position")
    quiz = draft_activity(course, "quiz")
    actions.move_activity(quiz, by=ines, module=first, position=0)
    assert titles(course)[0] == "Seen or guessed?"
    actions.move_activity(draft_activity(course, "quiz"), by=ines, module=second, position=1)
    assert titles(course)[-1] == "Seen or guessed?"
    assert Activity.objects.get(pk=quiz.pk).module == second


def test_an_activity_cannot_move_to_another_course(course, ines):
    other = actions.add_module(actions.create_course(by=ines, title="Other"), by=ines)
    with pytest.raises(ValidationError, match="own course"):
        actions.move_activity(draft_activity(course, "quiz"), by=ines, module=other, position=0)


def test_modules_move_and_go(course, ines):
    first, second = course.draft.modules.order_by("position")
    actions.move_module(second, by=ines, position=0)
    assert titles(course)[0] == "How we tell each other"
    actions.remove_module(first, by=ines)
    actions.remove_module(first, by=ines)
    assert titles(course) == ["How we tell each other"]


def test_two_people_editing_at_once_lose_nothing(course, ines, jon):
    join_space(course.space, person=jon, role=Role.AUTHOR, by=ines)
    read = draft_activity(course, "lesson")
    actions.edit_activity(read, by=jon, edited_at=read.edited_at, body="<p>Jon's words.</p>")
    with pytest.raises(actions.EditConflict) as conflict:
        actions.edit_activity(read, by=ines, edited_at=read.edited_at, body="<p>Hers.</p>")
    assert conflict.value.theirs.body == "<p>Jon's words.</p>"
    assert draft_activity(course, "lesson").body == "<p>Jon's words.</p>"


def test_text_is_cleaned_on_its_way_in(course, ines):
    edited = actions.edit_activity(
        draft_activity(course, "lesson"),
        by=ines,
        body="<p onclick=x>a<script>1</script></p>",
        title="a\u202eb",
    )
    assert (edited.body, edited.title) == ("<p>a</p>", "ab")


def test_pictures_in_a_text_are_seen_by_whoever_reads_the_course(course, ines, jon, mara):
    join_space(course.space, person=jon, role=Role.AUTHOR, by=ines)
    file = store(SimpleUploadedFile("a.png", picture()), by=ines)
    body = f'<p><img src="/files/{file.pk}/" alt="A"></p>'
    actions.edit_activity(draft_activity(course, "lesson"), by=ines, body=body)
    assert list(StoredFile.objects.visible_to(jon)) == [file]
    assert not StoredFile.objects.visible_to(mara).exists()


def test_a_course_is_seen_by_colleagues_once_it_is_published(course, ines, mara):
    assert not Course.objects.visible_to(mara).exists()
    actions.publish_course(course, by=ines)
    assert list(Course.objects.visible_to(mara)) == [course]
    assert not Activity.objects.visible_to(mara).exists()


@pytest.mark.parametrize(
    "fields", [{"pass_mark": 101}, {"parts": [str(n) for n in range(13)]}, {"title": " "}]
)
def test_what_makes_no_sense_is_refused(course, ines, fields):
    with pytest.raises(ValidationError):
        actions.edit_activity(draft_activity(course, "lesson"), by=ines, **fields)
