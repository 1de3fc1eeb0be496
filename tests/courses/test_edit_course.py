"""What a course says about itself, written by several authors."""

import pytest
from django.urls import reverse

from courses import actions
from courses.models import Course

WORDS = {"title": "Asking well", "summary": "How", "behavior_change": "People ask", "judged_by": "Answers"}


def test_only_what_was_sent_is_written(course, ines):
    stale = Course.objects.get(pk=course.pk)
    actions.edit_course(course, by=ines, summary="New words")
    actions.edit_course(stale, by=ines, judged_by="Answers")
    course.refresh_from_db()
    assert (course.summary, course.judged_by) == ("New words", "Answers")


def test_what_somebody_else_wrote_meanwhile_is_shown_and_kept(signed_in, course, ines):
    address = reverse("edit_course", args=[course.pk])
    client = signed_in(ines)
    read = client.get(address).context["form"]["edited_at"].value()
    actions.edit_course(course, by=ines, summary="Theirs")
    page = client.post(address, {**WORDS, "summary": "Mine", "edited_at": read})
    assert page.status_code == 409
    assert "Theirs" in page.text
    assert "Mine" in page.text
    assert Course.objects.get(pk=course.pk).summary == "Theirs"
    known = page.context["form"]["edited_at"].value()
    assert client.post(address, {**WORDS, "summary": "Both", "edited_at": known}).status_code == 302
    assert Course.objects.get(pk=course.pk).summary == "Both"


@pytest.mark.parametrize("sent", ["yesterday", "2026-13-40"])
def test_a_broken_moment_is_refused_with_a_sentence(signed_in, course, ines, sent):
    page = signed_in(ines).post(reverse("edit_course", args=[course.pk]), {**WORDS, "edited_at": sent})
    assert page.status_code == 422
    assert "out of date" in page.text
