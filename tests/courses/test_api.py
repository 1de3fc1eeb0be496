"""Courses over REST: the catalogue for all, content for members and writers, drafts for writers only."""

import pytest
from django.urls import reverse

from courses import actions
from tests.courses.conftest import QUIZ

LIST = "/api/courses/"


def detail(course) -> str:
    return reverse("api_course", args=[course.pk])


def test_signed_out_is_401(client, course):
    assert client.get(LIST).status_code == client.get(detail(course)).status_code == 401


def test_a_draft_is_for_those_who_write_it(signed_in, course, ines, mara):
    assert signed_in(mara).get(LIST).json() == {"results": [], "next": None}
    denied, unknown = (signed_in(mara).get(url) for url in (detail(course), "/api/courses/999999/"))
    assert (
        (denied.status_code, denied.content)
        == (unknown.status_code, unknown.content)
        == (404, unknown.content)
    )
    seen = signed_in(ines).get(detail(course)).json()
    assert [version["number"] for version in seen["versions"]] == [0]
    assert seen["version"] is None


def test_a_published_course_is_in_the_catalogue_without_its_content(signed_in, version, course, stranger):
    found = signed_in(stranger).get(LIST).json()["results"]
    assert [(row["title"], row["version"]) for row in found] == [("Feedback that lands", 1)]
    assert signed_in(stranger).get(detail(course)).json()["versions"] == []


def test_members_read_what_runs_for_them_and_no_answer_key(signed_in, run, course, mara):
    answer = signed_in(mara).get(detail(course))
    (seen,) = answer.json()["versions"]
    assert seen["number"] == 1
    assert seen["modules"][0]["activities"][0]["completes"] == "Read to the end and press Done"
    assert QUIZ[1]["choices"][2]["feedback"] not in answer.content.decode()
    assert "correct" not in answer.content.decode()


def test_pages_follow_one_another(signed_in, ines, monkeypatch):
    monkeypatch.setattr("courses.api.SIZE", 2)
    made = [actions.create_course(by=ines, title=f"C{n}") for n in range(3)]
    first = signed_in(ines).get(LIST).json()
    second = signed_in(ines).get(LIST, {"after": first["next"]}).json()
    assert [row["id"] for row in first["results"] + second["results"]] == [
        course.pk for course in reversed(made)
    ]
    assert second["next"] is None
    assert signed_in(ines).get(LIST, {"after": "broken"}).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_both_take_as_many_queries_for_many_rows(
    signed_in, course, ines, count, django_assert_max_num_queries
):
    for n in range(count):
        actions.create_course(by=ines, title=f"C{n}")
        actions.add_activity(course.draft.modules.first(), by=ines, kind="lesson", title=f"L{n}")
    client = signed_in(ines)
    for url in (LIST, detail(course)):
        with django_assert_max_num_queries(9):
            assert client.get(url).status_code == 200
