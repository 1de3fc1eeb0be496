"""The rubric of a team task: what is kept, what is refused, and that a version freezes it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from courses import actions
from courses.rubrics import criteria_of, usual_rubric
from tests.courses.conftest import draft_activity

LEVELS = ["Not yet", "Partly", "Well"]


def rubric(criteria: int = 3, levels: list[str] = LEVELS) -> dict:
    anchors = [f"It looks {label.lower()}" for label in levels]
    return {
        "levels": levels,
        "criteria": [{"title": f"Criterion {n}", "anchors": anchors} for n in range(criteria)],
    }


def sent(said: dict, **more) -> dict:
    fields = {f"level-{m}": label for m, label in enumerate(said["levels"])}
    for n, criterion in enumerate(said["criteria"]):
        fields[f"c-{n}-title"] = criterion["title"]
        fields |= {f"c-{n}-{m}-anchor": words for m, words in enumerate(criterion["anchors"])}
    return fields | more


@pytest.fixture
def task(course):
    return draft_activity(course, "team_task")


def url(activity):
    return reverse("edit_rubric", args=[activity.pk])


def test_it_works_as_a_plain_form(signed_in, ines, task):
    page = signed_in(ines).post(url(task), sent(rubric(), edited_at=task.edited_at.isoformat()))
    task.refresh_from_db()
    assert page["Location"] == reverse("edit_activity", args=[task.pk])
    assert task.rubric == rubric()


def test_the_usual_one_is_offered_to_start_from(signed_in, ines, task):
    page = signed_in(ines).get(url(task)).content.decode()
    assert "It can be used at work" in page
    assert task.rubric == {}
    assert [criterion.title for criterion in criteria_of({})] == [
        c["title"] for c in usual_rubric()["criteria"]
    ]


def test_empty_criteria_and_levels_are_left_out(task, ines):
    said = rubric(levels=[*LEVELS, ""])
    said["criteria"].append({"title": "", "anchors": ["", "", "", ""]})
    assert actions.set_rubric(task, by=ines, rubric=said).rubric == rubric()


def test_nothing_goes_back_to_the_usual_one(task, ines):
    actions.set_rubric(task, by=ines, rubric=rubric())
    assert actions.set_rubric(task, by=ines, rubric={"levels": [], "criteria": []}).rubric == {}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (rubric(2), "three to six"),
        (rubric(7), "three to six"),
        (rubric(levels=LEVELS[:2]), "three to five"),
        (rubric(levels=list("abcdef")), "three to five"),
        ({**rubric(), "criteria": [*rubric()["criteria"], {"title": "", "anchors": LEVELS}]}, "a name"),
        (
            {**rubric(), "criteria": [*rubric()["criteria"], {"title": "Last", "anchors": ["a", "", "c"]}]},
            "“Last”",
        ),
    ],
)
def test_what_is_no_rubric_is_refused(task, ines, said, why):
    with pytest.raises(ValidationError, match=why):
        actions.set_rubric(task, by=ines, rubric=said)


def test_a_refused_form_keeps_what_was_sent(signed_in, ines, task):
    answer = signed_in(ines).post(url(task), sent(rubric(2)))
    assert answer.status_code == 422
    assert "Criterion 1" in answer.content.decode()


def test_of_two_authors_both_rubrics_are_shown(signed_in, ines, task):
    read = task.edited_at.isoformat()
    actions.set_rubric(task, by=ines, rubric=rubric(4))
    answer = signed_in(ines).post(url(task), sent(rubric(), edited_at=read))
    assert answer.status_code == 409
    assert "Criterion 3" in answer.content.decode()
    task.refresh_from_db()
    assert len(task.rubric["criteria"]) == 4


def test_a_published_version_keeps_its_own(course, task, ines):
    actions.set_rubric(task, by=ines, rubric=rubric())
    first = actions.publish_course(course, by=ines)
    actions.set_rubric(task, by=ines, rubric=rubric(4))
    second = actions.publish_course(course, by=ines)
    kept = [v.modules.get(title="At work").activities.get().rubric for v in (first, second)]
    assert kept == [rubric(), rubric(4)]
    with pytest.raises(ValidationError, match="published"):
        actions.set_rubric(first.modules.get(title="At work").activities.get(), by=ines, rubric={})


def test_only_a_team_task_has_one(signed_in, course, ines):
    quiz = draft_activity(course, "quiz")
    assert signed_in(ines).get(url(quiz)).status_code == 404
    with pytest.raises(ValidationError, match="team task"):
        actions.set_rubric(quiz, by=ines, rubric=rubric())


@pytest.mark.parametrize("who", ["mara", "priya", "tom", "stranger"])
def test_others_do_not_learn_of_it(signed_in, request, task, who):
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).get(url(task)).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.set_rubric(task, by=somebody, rubric=rubric())
