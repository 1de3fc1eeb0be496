"""Publishing freezes a copy of the draft, whose activities keep their stable ids."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from courses import actions, rules
from courses.actions.publishing import with_everything
from courses.models import Activity, Version
from spaces.models import Entry
from tests.courses.conftest import draft_activity


def outline(version):
    return [
        (module.title, [(a.kind, a.title, a.stable_id) for a in module.activities.all()])
        for module in with_everything(version)
    ]


def test_the_version_is_the_draft_with_the_same_stable_ids(course, ines):
    version = actions.publish_course(course, by=ines)
    assert (version.number, version.is_published, version.published_by) == (1, True, ines)
    assert outline(version) == outline(course.draft)
    quiz = Activity.objects.get(module__version=version, kind="quiz")
    assert [q.choices.filter(is_correct=True).count() for q in quiz.questions.order_by("position")] == [1, 2]
    assert Entry.objects.filter(verb="course.published", data={"version": version.pk}).count() == 1


def test_publishing_an_unchanged_draft_is_quiet(course, ines):
    assert actions.publish_course(course, by=ines) == actions.publish_course(course, by=ines)
    assert Version.objects.published().count() == 1
    assert Entry.objects.filter(verb="course.published").count() == 1


def test_a_change_makes_the_next_number_and_leaves_the_first_alone(course, ines):
    first = actions.publish_course(course, by=ines)
    before = outline(first)
    actions.edit_activity(draft_activity(course, "lesson"), by=ines, title="See, then say")
    second = actions.publish_course(course, by=ines)
    assert second.number == 2
    assert outline(first) == before
    assert outline(second) != before


@pytest.mark.parametrize("change", ["order", "quiz", "body"])
def test_every_kind_of_change_counts(course, ines, change):
    first = actions.publish_course(course, by=ines)
    if change == "order":
        actions.move_module(course.draft.modules.get(position=1), by=ines, position=1)
    elif change == "quiz":
        actions.set_quiz(draft_activity(course, "quiz"), by=ines, questions=[])
    else:
        actions.edit_activity(draft_activity(course, "lesson"), by=ines, body="<p>Other words.</p>")
    assert actions.publish_course(course, by=ines) != first


def test_a_published_version_cannot_be_changed(version, ines):
    activity = Activity.objects.filter(module__version=version).first()
    for change in (
        lambda: actions.edit_activity(activity, by=ines, title="x"),
        lambda: actions.remove_activity(activity, by=ines),
        lambda: actions.add_activity(activity.module, by=ines, kind="lesson"),
    ):
        with pytest.raises(ValidationError, match="published"):
            change()


def test_whoever_does_not_write_it_is_refused(course, mara):
    with pytest.raises(PermissionDenied):
        actions.publish_course(course, by=mara)


def test_checks_warn_and_never_block(course, ines):
    actions.add_activity(course.draft.modules.first(), by=ines, kind="quiz", title="Empty")
    actions.add_module(course, by=ines, title="Nothing here")
    lines = rules.worth_a_look(with_everything(course.draft))
    assert "“Nothing here” is empty." in lines
    assert any(line.startswith("“Empty”") for line in lines)
    assert actions.publish_course(course, by=ines).number == 1


def test_publishing_takes_as_many_queries_for_many_activities(course, ines, django_assert_max_num_queries):
    module = course.draft.modules.first()
    for _n in range(30):
        actions.add_activity(module, by=ines, kind="lesson", body="<p>x</p>")
    with django_assert_max_num_queries(25):
        actions.publish_course(course, by=ines)
