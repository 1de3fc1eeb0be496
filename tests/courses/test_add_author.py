"""Who writes a course together: adding, removing, and never nobody."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from courses import actions
from courses.models import Course


def test_an_author_is_added_by_address_and_then_writes(signed_in, course, ines, jon):
    url = reverse("add_author", args=[course.pk])
    assert signed_in(ines).post(url, {"email": " Jon@Example.org "}).status_code == 302
    assert list(Course.objects.written_by(jon)) == [course]
    assert b"Jon Test" in signed_in(jon).get(reverse("edit_course", args=[course.pk])).content


@pytest.mark.parametrize("email", ["", "nobody@example.org", "x", "=cmd@example.org", "a\u202eb@example.org"])
def test_an_unknown_address_is_refused_with_a_sentence(signed_in, course, ines, email):
    page = signed_in(ines).post(reverse("add_author", args=[course.pk]), {"email": email})
    assert page.status_code == 422
    assert b"field__error" in page.content


def test_whoever_is_removed_writes_no_more(signed_in, course, ines, jon):
    actions.add_author(course, by=ines, person=jon)
    answer = signed_in(jon).post(reverse("remove_author", args=[course.pk, jon.pk]))
    assert answer["Location"] == reverse("home")
    assert not Course.objects.written_by(jon).exists()


def test_the_last_author_stays(signed_in, course, ines):
    page = signed_in(ines).post(reverse("remove_author", args=[course.pk, ines.pk]), follow=True)
    assert "at least one author" in page.content.decode()
    assert course.space.memberships.filter(ended_at=None).count() == 1


def test_learners_add_nobody(signed_in, course, mara):
    with pytest.raises(PermissionDenied):
        actions.add_author(course, by=mara, person=mara)
    url = reverse("add_author", args=[course.pk])
    assert signed_in(mara).post(url, {"email": mara.email}).status_code == 404
