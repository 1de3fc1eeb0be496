"""A course with one activity of each kind, published and running in the cohort's space."""

import pytest

from courses import actions
from courses.models import Activity, Course, VersionRun

QUIZ = [
    {
        "prompt": "Which could a camera record?",
        "choices": [
            {"text": "You answered two messages", "correct": True, "feedback": "Yes, and when."},
            {"text": "You were not with us", "feedback": "That is a guess."},
        ],
    },
    {
        "prompt": "What is missing?",
        "multiple": True,
        "choices": [
            {"text": "Which part helped", "correct": True},
            {"text": "What it made possible", "correct": True},
            {"text": "An adjective", "feedback": "It is only louder."},
        ],
    },
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def course(ines) -> Course:
    """A draft by Ines: a week with a page, a question and a quiz, and a week with a team task."""
    made = actions.create_course(by=ines, title="Feedback that lands", summary="Say what you saw.")
    first = actions.add_module(made, by=ines, title="What lands")
    second = actions.add_module(made, by=ines, title="At work")
    actions.add_activity(first, by=ines, kind="lesson", title="Say what you saw", body="<p>Words.</p>")
    actions.add_activity(first, by=ines, kind="discussion", title="One that landed", body="<p>Which?</p>")
    quiz = actions.add_activity(first, by=ines, kind="quiz", title="Seen or guessed?", pass_mark=60)
    actions.set_quiz(quiz, by=ines, questions=QUIZ)
    actions.add_activity(
        second, by=ines, kind="team_task", title="How we tell each other", parts=["What", "When"]
    )
    return made


@pytest.fixture
def version(course, ines):
    return actions.publish_course(course, by=ines)


@pytest.fixture
def run(version, cohort_space):
    """The published version runs in the cohort's space."""
    VersionRun.objects.create(version=version, space=cohort_space)
    return cohort_space


def draft_activity(course: Course, kind: str) -> Activity:
    return Activity.objects.get(module__version=course.draft, kind=kind)


def running(space, kind: str) -> Activity:
    return Activity.objects.running_in(space).get(kind=kind)
