"""Colleagues answering to how it went, and what that counts for."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts.models import ActivityProgress, Enrollment
from courses.models import Activity
from notifications.models import Notification
from spaces import readers
from teams.actions import make_commitment, reflect, respond, share_commitment
from teams.models import Commitment, Response
from tests.teams.conftest import entries

DAY = date(2026, 11, 26)


def promise_of(person, cohort, activity=None) -> Commitment:
    enrollment = Enrollment.objects.select_related("cohort__space", "person").get(
        cohort=cohort, person=person
    )
    stable_id = activity.stable_id if activity else None
    return make_commitment(
        enrollment, by=person, what="Ask before advising", by_on=DAY, activity_id=stable_id
    )


@pytest.fixture
def promise(cohort, harbor, mara, steps) -> Commitment:
    return promise_of(mara, cohort, steps["commitment"])


@pytest.fixture
def told(promise, mara) -> Commitment:
    return reflect(promise, by=mara, result="partly", reflection="He read it, and got coffee.")


def send(client, commitment, **words):
    return client.post(f"/commitments/{commitment.pk}/responses/", {"body": "So did mine.", **words})


def test_a_colleague_answers_and_the_owner_is_told(signed_in, harbor, told, aiko, mara):
    key = str(uuid.uuid4())
    for _twice in range(2):
        answer = send(signed_in(aiko), told, key=key)
        assert answer.status_code == 302
    sent = Response.objects.get()
    assert answer["Location"].endswith(f"/commitments/{told.pk}/#response-{sent.pk}")
    [entry] = entries(harbor.space, "response.sent")
    assert entry.data == {"commitment": told.pk, "activity": str(told.activity_id), "to": mara.pk}
    readers.run_all(harbor.space_id)
    line = Notification.objects.get(entry=entry)
    assert (line.person, line.kind) == (mara, "reply")
    assert "So did mine." in signed_in(mara).get(told.get_absolute_url()).text


def test_the_mentor_may_answer_too(signed_in, told, grace):
    assert send(signed_in(grace), told).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("mara", 403), ("priya", 403), ("lena", 404), ("stranger", 404)])
def test_nobody_else_answers(signed_in, request, told, lantern, who, status):
    assert send(signed_in(request.getfixturevalue(who)), told).status_code == status
    assert not Response.objects.exists()


def test_a_manager_with_whom_it_is_shared_reads_no_answers(signed_in, told, aiko, mara, tom):
    respond(told, by=aiko, body="Between us")
    share_commitment(told, by=mara, is_shared=True)
    page = signed_in(tom).get(told.get_absolute_url())
    assert page.status_code == 200
    assert "Between us" not in page.text
    assert not Response.objects.visible_to(tom).exists()
    assert send(signed_in(tom), told).status_code == 403


def test_what_nobody_has_told_is_not_answered(promise, aiko):
    with pytest.raises(ValidationError, match="told yet"):
        respond(promise, by=aiko, body="Well?")


@pytest.mark.parametrize("words", ["", " \n ", "x" * 2001])
def test_empty_and_endless_words_are_sent_back(signed_in, told, aiko, words):
    answer = send(signed_in(aiko), told, body=words)
    assert answer.status_code == 422
    assert words.strip() in answer.text


def test_whoever_left_the_team_answers_no_more(told, aiko, cohort, priya):
    from cohorts.actions import withdraw

    withdraw(Enrollment.objects.get(cohort=cohort, person=aiko), by=priya)
    with pytest.raises(PermissionDenied):
        respond(told, by=aiko, body="Still here")


def test_colleagues_are_told_how_it_went(cohort, told, aiko, jon, lena, lantern):
    readers.run_all(cohort.space_id)
    told_of = Notification.objects.filter(entry__verb="commitment.reflected").values_list("person", flat=True)
    assert set(told_of) == {aiko.pk, jon.pk}


def progress(person, activity) -> ActivityProgress:
    return ActivityProgress.objects.get(enrollment__person=person, activity_id=activity.stable_id)


def test_answers_count_where_the_step_asks_for_them(signed_in, cohort, harbor, told, steps, mara, aiko, jon):
    step = steps["commitment"]
    Activity.objects.filter(pk=step.pk).update(responses_needed=2)
    promise_of(aiko, cohort, step)
    other = reflect(promise_of(jon, cohort, step), by=jon, result="worked")
    for answered, (count, done) in {told: (2, False), other: (3, True)}.items():
        for _again in range(2):  # a second answer to the same colleague counts no more
            respond(answered, by=aiko, body="So did mine.")
        for space in (cohort.space, harbor.space):
            readers.run("progress", space.pk)
        row = progress(aiko, step)
        assert (row.count, row.needed, row.is_done) == (count, 3, done)
    page = signed_in(mara).get(f"/cohorts/{cohort.pk}/activities/{step.stable_id}/").text
    assert "1 of 3" in page


def test_without_answers_asked_a_commitment_is_enough(cohort, promise, steps, mara):
    readers.run("progress", cohort.space_id)
    row = progress(mara, steps["commitment"])
    assert (row.count, row.needed, row.is_done) == (1, 1, True)


def test_the_step_shows_what_colleagues_told(signed_in, cohort, told, steps, aiko):
    page = signed_in(aiko).get(f"/cohorts/{cohort.pk}/activities/{steps['commitment'].stable_id}/").text
    assert "He read it, and got coffee." in page
    assert told.get_absolute_url() in page


def test_programs_answer_and_read(signed_in, told, aiko, tom):
    client = signed_in(aiko)
    address = f"/api/commitments/{told.pk}/responses/"
    answer = client.post(address, {"body": "So did mine."}, content_type="application/json")
    assert answer.status_code == 201
    assert [one["body"] for one in client.get(address).json()] == ["So did mine."]
    assert signed_in(tom).get(address).status_code == 404
