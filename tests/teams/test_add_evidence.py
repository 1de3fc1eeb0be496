"""Showing what happened: a note, a photo or a voice from the try."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cohorts.actions import withdraw
from cohorts.models import Enrollment
from files import actions as files
from files.models import StoredFile
from spaces import catch_up
from teams.actions import add_evidence, make_commitment, share_commitment
from teams.models import Commitment, Evidence
from tests.access.world import picture
from tests.teams.conftest import entries


@pytest.fixture
def enrollment(cohort, mara) -> Enrollment:
    return Enrollment.objects.get(cohort=cohort, person=mara)


@pytest.fixture
def promise(harbor, enrollment, mara) -> Commitment:
    return make_commitment(enrollment, by=mara, what="Ask before advising", by_on=date(2026, 11, 26))


def test_a_photo_is_shown_to_the_team_and_no_further(signed_in, cohort, promise, mara, aiko, lena, tom):
    photo = files.store(picture("desk.png"), by=mara, alt="His desk")
    body = f'<p>He kept the note.</p><p><img src="{photo.get_absolute_url()}" alt="His desk"></p>'
    words = {"body": body, "body_format": "html", "key": str(uuid.uuid4())}
    for _twice in range(2):
        assert signed_in(mara).post(f"/commitments/{promise.pk}/evidence/", words).status_code == 302
    shown = Evidence.objects.get()
    [entry] = entries(cohort.space, "evidence.added")
    assert (entry.target_id, entry.data) == (str(shown.pk), {"commitment": promise.pk})
    share_commitment(promise, by=mara, is_shared=True)
    page = signed_in(aiko).get(promise.get_absolute_url()).text
    assert "He kept the note." in page
    assert StoredFile.objects.visible_to(aiko).filter(pk=photo.pk).exists()
    for other in (lena, tom):
        assert not Evidence.objects.visible_to(other).exists()
        assert not StoredFile.objects.visible_to(other).filter(pk=photo.pk).exists()


def test_watchers_get_it_by_catching_up(cohort, promise, mara, aiko, lena):
    add_evidence(promise, by=mara, body="<p>He kept the note.</p>")
    before = entries(cohort.space, "evidence.added")[0].number - 1
    cohort.space.refresh_from_db()
    assert "He kept the note." in catch_up.after(cohort.space, before, aiko).lines[0]["html"]
    assert catch_up.after(cohort.space, before, lena).lines == []


@pytest.mark.parametrize(("who", "status"), [("aiko", 404), ("grace", 404), ("priya", 404), ("tom", 404)])
def test_nobody_else_shows_anything_there(signed_in, request, promise, who, status):
    client = signed_in(request.getfixturevalue(who))
    assert client.post(f"/commitments/{promise.pk}/evidence/", {"body": "Mine"}).status_code == status


def test_others_are_refused_by_the_action_too(promise, aiko):
    with pytest.raises(PermissionDenied):
        add_evidence(promise, by=aiko, body="<p>Mine</p>")


def test_whoever_left_shows_nothing_more(enrollment, promise, mara, priya):
    withdraw(enrollment, by=priya)
    with pytest.raises(PermissionDenied):
        add_evidence(promise, by=mara, body="<p>Late</p>")


def test_what_is_empty_is_sent_back(signed_in, promise, mara):
    client = signed_in(mara)
    for words in ({"body": "  "}, {"body": "<p> </p>", "body_format": "html"}):
        assert client.post(f"/commitments/{promise.pk}/evidence/", words).status_code == 422
    assert not Evidence.objects.exists()


def test_programs_show_and_read(signed_in, promise, mara, aiko):
    address = f"/api/commitments/{promise.pk}/evidence/"
    words = {"body": "He **kept** it.", "body_format": "markdown"}
    assert signed_in(mara).post(address, words, content_type="application/json").status_code == 201
    assert "<strong>kept</strong>" in signed_in(aiko).get(address).json()[0]["body"]
    assert signed_in(aiko).post(address, words, content_type="application/json").status_code == 403
