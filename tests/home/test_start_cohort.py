"""Starting a cohort through its pages: dates, twelve addresses, Start."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cohorts.models import Cohort
from courses.actions import add_activity, add_module, create_course
from notifications.models import Mail


@pytest.fixture
def course(ines):
    course = create_course(by=ines, title="Giving feedback")
    module = add_module(course, by=ines, title="One")
    add_activity(module, by=ines, kind="lesson", title="Say it", body="<p>Say it.</p>")
    return course


def planned(signed_in, ines, course) -> Cohort:
    browser = signed_in(ines)
    url = f"/studio/courses/{course.pk}/start-cohort/"
    form = browser.get(url).context["form"]
    words = {name: form[name].value() for name in form.fields}
    words |= {name: words[name].isoformat() for name in ("starts_on", "ends_on")}
    words |= {"time_zone": "Europe/Berlin", "facilitator": ""}
    assert browser.post(url, words).status_code == 302
    return Cohort.objects.get()


def test_twelve_lines_then_start(signed_in, ines, course):
    cohort = planned(signed_in, ines, course)
    lines = "\n".join([f"P {i} <p{i}@example.org>" for i in range(11)] + ["nonsense"])
    page = signed_in(ines).post(f"/cohorts/{cohort.pk}/invite/", {"lines": lines}, follow=True)
    assert (len(page.context["fit"]), len(page.context["refused"])) == (11, 1)
    assert b"This is not an e-mail address." in page.content
    signed_in(ines).post(f"/cohorts/{cohort.pk}/start/")
    assert Mail.objects.filter(kind="invitation").count() == 11


def test_a_csv_does_as_well(signed_in, ines, course):
    cohort = planned(signed_in, ines, course)
    table = SimpleUploadedFile("people.csv", "Name;E-Mail\nLéa;lea@example.org\n".encode("cp1252"))
    signed_in(ines).post(f"/cohorts/{cohort.pk}/invite/", {"file": table})
    assert cohort.enrollments.get().person.name == "Léa"


def test_a_broken_csv_says_what_to_do(signed_in, ines, course):
    cohort = planned(signed_in, ines, course)
    table = SimpleUploadedFile("people.csv", b"Who;Where\nA;B\n")
    answer = signed_in(ines).post(f"/cohorts/{cohort.pk}/invite/", {"file": table})
    assert answer.status_code == 422
    assert not cohort.enrollments.exists()


def test_a_start_without_anybody_asks_for_people(signed_in, ines, course):
    cohort = planned(signed_in, ines, course)
    assert signed_in(ines).post(f"/cohorts/{cohort.pk}/start/").url.endswith("/invite/")
    assert not Cohort.objects.get().is_started


def test_dates_the_wrong_way_round_are_refused(signed_in, ines, course):
    url = f"/studio/courses/{course.pk}/start-cohort/"
    words = {
        "title": "A", "starts_on": "2026-12-02", "ends_on": "2026-12-01", "time_zone": "Europe/Berlin",
        "seats": 5,
    }  # fmt: skip
    assert signed_in(ines).post(url, words).status_code == 422
    assert not Cohort.objects.exists()


def test_only_who_writes_the_course_starts_it(signed_in, mara, course):
    assert signed_in(mara).get(f"/studio/courses/{course.pk}/start-cohort/").status_code == 404
