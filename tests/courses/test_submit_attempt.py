"""What learners do with activities: opening, finishing, answering a quiz; each tells the journal once."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from courses import actions
from courses.models import Attempt
from spaces import catch_up, live
from spaces.models import Entry
from tests.courses.conftest import running

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


def answers(quiz, *, right: bool) -> dict:
    return {
        str(question.pk): [choice.pk for choice in question.choices.all() if choice.is_correct == right]
        for question in quiz.questions.all()
    }


def test_opening_is_recorded_once_an_hour(run, mara):
    lesson = running(run, "lesson")
    for minutes in (0, 20, 59, 61):
        actions.open_activity(lesson, space=run, by=mara, occurred_at=NOON + timedelta(minutes=minutes))
    entries = Entry.objects.filter(verb="activity.opened", by=mara)
    assert entries.count() == 2
    assert entries[0].data == {"activity": str(lesson.stable_id)}


def test_finishing_twice_is_quiet(run, mara):
    lesson = running(run, "lesson")
    assert actions.finish_activity(lesson, space=run, by=mara)
    assert actions.finish_activity(lesson, space=run, by=mara) is None
    assert Entry.objects.filter(verb="activity.finished").count() == 1


def test_a_quiz_is_not_finished_by_saying_so(run, mara):
    with pytest.raises(ValidationError, match="by doing it"):
        actions.finish_activity(running(run, "quiz"), space=run, by=mara)


def test_all_right_is_passed_and_all_wrong_is_tried(run, mara):
    quiz = running(run, "quiz")
    wrong = answers(quiz, right=False)
    tried = actions.submit_attempt(quiz, space=run, by=mara, answers=wrong, key=uuid.uuid4())
    passed = actions.submit_attempt(
        quiz, space=run, by=mara, answers=answers(quiz, right=True), key=uuid.uuid4()
    )
    assert (tried.right, tried.is_passed, passed.right, passed.is_passed) == (0, False, 2, True)
    verbs = list(
        Entry.objects.filter(by=mara, verb__startswith="quiz")
        .order_by("number")
        .values_list("verb", flat=True)
    )
    assert verbs == ["quiz.tried", "quiz.passed"]


def test_half_of_several_right_choices_is_not_right(run, mara):
    quiz = running(run, "quiz")
    given = answers(quiz, right=True)
    several = quiz.questions.get(is_multiple=True)
    given[str(several.pk)] = given[str(several.pk)][:1]
    attempt = actions.submit_attempt(quiz, space=run, by=mara, answers=given, key=uuid.uuid4())
    assert (attempt.right, attempt.percent, attempt.is_passed) == (1, 50, False)


def test_the_same_key_is_the_same_attempt(run, mara):
    quiz, key = running(run, "quiz"), uuid.uuid4()
    first = actions.submit_attempt(quiz, space=run, by=mara, answers={}, key=key)
    again = actions.submit_attempt(quiz, space=run, by=mara, answers=answers(quiz, right=True), key=str(key))
    assert first == again
    assert Attempt.objects.count() == 1


def test_choices_of_other_questions_and_nonsense_count_for_nothing(run, mara):
    quiz = running(run, "quiz")
    one, other = quiz.questions.order_by("position")
    given = {str(one.pk): [other.choices.first().pk, "x", None], "999": ["1"], str(other.pk): "y"}
    assert actions.submit_attempt(quiz, space=run, by=mara, answers=given, key=uuid.uuid4()).right == 0


def test_two_answers_where_one_is_asked_are_refused(run, mara):
    quiz = running(run, "quiz")
    one = quiz.questions.get(is_multiple=False)
    given = {str(one.pk): [choice.pk for choice in one.choices.all()]}
    with pytest.raises(ValidationError, match="one answer"):
        actions.submit_attempt(quiz, space=run, by=mara, answers=given, key=uuid.uuid4())


@pytest.mark.parametrize("act", ["open_activity", "finish_activity"])
def test_strangers_are_refused(run, stranger, act):
    with pytest.raises(PermissionDenied):
        getattr(actions, act)(running(run, "lesson"), space=run, by=stranger)
    assert not Entry.objects.filter(by=stranger).exists()


def test_an_activity_is_done_only_where_it_runs(run, team_space, mara):
    with pytest.raises(PermissionDenied):
        actions.open_activity(running(run, "lesson"), space=team_space, by=mara)


def test_who_did_it_is_shown_to_no_watcher(run, mara, aiko):
    before = run.last_number
    lesson = running(run, "lesson")
    entry = actions.finish_activity(lesson, space=run, by=mara)
    assert entry.by == mara
    assert live._shown(entry, lesson, "en") == {"html": ""}
    run.refresh_from_db()
    assert catch_up.after(run, before, aiko).lines == []
