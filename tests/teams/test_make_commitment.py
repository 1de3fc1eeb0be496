"""Promises at work: making them, how they went, what came of them, who sees them, and thanks."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts.actions import withdraw
from cohorts.models import ActivityProgress, Enrollment
from notifications.models import Notification
from spaces import catch_up, readers
from teams.actions import make_commitment, note_outcome, reflect, share_commitment, share_outcome, thank
from teams.models import Commitment, Outcome
from teams.pages import next_thursday
from tests.teams.conftest import entries


@pytest.fixture
def enrollment(cohort, mara) -> Enrollment:
    return Enrollment.objects.get(cohort=cohort, person=mara)


@pytest.fixture
def promise(enrollment, mara) -> Commitment:
    return make_commitment(enrollment, by=mara, what="Ask before advising", by_on=date(2026, 11, 26))


@pytest.fixture
def outcome(promise, enrollment, mara) -> Outcome:
    words = {"title": "Call-backs are made", "measure": "A week", "before": "4 of 10", "after": "9 of 10"}
    return note_outcome(enrollment, by=mara, commitment=promise, **words)


def seen_by(noun, person) -> bool:
    return type(noun).objects.visible_to(person).filter(pk=noun.pk).exists()


def test_two_fields_and_it_stands(signed_in, cohort, steps, mara):
    words = {
        "what": "Ask before advising",
        "with_whom": "Jon",
        "by_on": "2026-11-26",
        "activity_id": str(steps["commitment"].stable_id),
        "key": str(uuid.uuid4()),
    }
    client = signed_in(mara)
    for _twice in range(2):
        assert client.post(f"/cohorts/{cohort.pk}/commitments/", words).status_code == 302
    made = Commitment.objects.get()
    assert (made.person, made.is_shared) == (mara, False)
    [entry] = entries(cohort.space, "commitment.made")
    assert entry.data == {"activity": words["activity_id"]}
    readers.run("progress", cohort.space_id)
    assert ActivityProgress.objects.done().filter(activity_id=words["activity_id"]).count() == 1


def test_a_promise_without_words_is_sent_back(signed_in, cohort, mara):
    answer = signed_in(mara).post(f"/cohorts/{cohort.pk}/commitments/", {"what": " ", "by_on": "soon"})
    assert answer.status_code == 422
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("who", ["grace", "priya", "ines", "tom", "stranger"])
def test_only_learners_of_the_cohort_promise(signed_in, request, cohort, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.post(f"/cohorts/{cohort.pk}/commitments/", {"what": "x"}).status_code == 404


def test_nobody_promises_for_somebody_else(enrollment, aiko):
    with pytest.raises(PermissionDenied):
        make_commitment(enrollment, by=aiko, what="Be on time", by_on=date(2026, 11, 26))


@pytest.mark.parametrize("who", ["mara", "aiko", "grace", "priya"])
def test_team_mentor_and_facilitator_see_it(request, harbor, promise, outcome, who):
    assert seen_by(promise, request.getfixturevalue(who))
    assert seen_by(outcome, request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["lena", "tom", "ines", "stranger"])
def test_nobody_else_sees_it(request, harbor, lantern, promise, outcome, who):
    assert not seen_by(promise, request.getfixturevalue(who))
    assert not seen_by(outcome, request.getfixturevalue(who))


def test_the_journal_shows_it_to_the_team_only(cohort, harbor, lantern, promise, aiko, lena):
    before = entries(cohort.space, "commitment.made")[0].number - 1
    cohort.space.refresh_from_db()
    assert [line["verb"] for line in catch_up.after(cohort.space, before, aiko).lines] == ["commitment.made"]
    assert catch_up.after(cohort.space, before, lena).lines == []


def test_the_manager_sees_what_is_shared_and_only_while_it_is(signed_in, promise, outcome, mara, tom):
    client = signed_in(mara)
    client.post(f"/commitments/{promise.pk}/share/", {"is_shared": "on"})
    client.post(f"/outcomes/{outcome.pk}/share/", {"is_shared": "on"})
    assert seen_by(promise, tom)
    assert seen_by(outcome, tom)
    client.post(f"/commitments/{promise.pk}/share/")
    client.post(f"/outcomes/{outcome.pk}/share/")
    assert not seen_by(promise, tom)
    assert not seen_by(outcome, tom)


@pytest.mark.parametrize("who", ["aiko", "tom", "priya", "stranger"])
def test_others_share_and_reflect_nothing(signed_in, request, harbor, promise, outcome, who):
    client = signed_in(request.getfixturevalue(who))
    for address in (
        f"/commitments/{promise.pk}/share/",
        f"/commitments/{promise.pk}/reflect/",
        f"/commitments/{promise.pk}/outcome/",
        f"/outcomes/{outcome.pk}/share/",
    ):
        assert client.post(address, {"is_shared": "on", "result": "worked"}).status_code == 404
    promise.refresh_from_db()
    assert not promise.is_shared
    assert not promise.is_reflected


def test_others_are_refused_by_the_actions_too(promise, outcome, enrollment, aiko):
    for act in (
        lambda: share_commitment(promise, by=aiko, is_shared=True),
        lambda: share_outcome(outcome, by=aiko, is_shared=True),
        lambda: reflect(promise, by=aiko, result="worked"),
        lambda: note_outcome(enrollment, by=aiko, title="x", measure="x", before="1", after="2"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_how_it_went_is_told_once_and_may_be_mended(signed_in, cohort, promise, mara):
    client = signed_in(mara)
    words = {"result": "partly", "reflection": "He read it, and got coffee."}
    client.post(f"/commitments/{promise.pk}/reflect/", words)
    client.post(f"/commitments/{promise.pk}/reflect/", words)
    promise.refresh_from_db()
    assert (promise.result, promise.reflection) == ("partly", "He read it, and got coffee.")
    assert len(entries(cohort.space, "commitment.reflected")) == 1
    with pytest.raises(ValidationError):
        reflect(promise, by=mara, result="splendid")


def test_whoever_left_reads_on_and_writes_no_more(signed_in, enrollment, promise, outcome, mara, priya):
    withdraw(enrollment, by=priya)
    page = signed_in(mara).get("/commitments/").text
    assert promise.what in page
    assert f"/commitments/{promise.pk}/reflect/" not in page
    for act in (
        lambda: reflect(promise, by=mara, result="worked"),
        lambda: note_outcome(enrollment, by=mara, title="T", measure="M", before="1", after="2"),
        lambda: make_commitment(enrollment, by=mara, what="More", by_on=date(2026, 11, 26)),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_outcome_sent_twice_is_noted_once(signed_in, promise, mara):
    words = {"title": "T", "measure": "M", "before": "1", "after": "2", "key": str(uuid.uuid4())}
    for _twice in range(2):
        assert signed_in(mara).post(f"/commitments/{promise.pk}/outcome/", words).status_code == 302
    assert Outcome.objects.count() == 1


def test_a_manager_thanks_once(signed_in, cohort, outcome, mara, tom):
    share_outcome(outcome, by=mara, is_shared=True)
    for _twice in range(2):
        assert signed_in(tom).post(f"/outcomes/{outcome.pk}/thank/").status_code == 302
    outcome.refresh_from_db()
    assert outcome.thanked_by == tom
    assert len(entries(cohort.space, "outcome.thanked")) == 1
    readers.run_all(cohort.space_id)
    assert Notification.objects.get(entry__verb="outcome.thanked").person == mara


@pytest.mark.parametrize("who", ["aiko", "priya", "mara"])
def test_only_a_manager_thanks(request, harbor, outcome, mara, who):
    share_outcome(outcome, by=mara, is_shared=True)
    with pytest.raises(PermissionDenied):
        thank(outcome, by=request.getfixturevalue(who))


def test_what_is_not_shared_is_not_thanked_for(signed_in, outcome, tom):
    assert signed_in(tom).post(f"/outcomes/{outcome.pk}/thank/").status_code == 404
    with pytest.raises(PermissionDenied):
        thank(outcome, by=tom)


@pytest.mark.parametrize(
    ("today", "thursday"),
    [(date(2026, 11, 23), 26), (date(2026, 11, 25), 26), (date(2026, 11, 19), 26), (date(2026, 11, 20), 26)],
)
def test_the_day_offered_is_the_next_thursday(today, thursday):
    assert next_thursday(today) == date(2026, 11, thursday)


@pytest.mark.parametrize("count", [2, 15])
def test_the_page_takes_few_queries(signed_in, enrollment, mara, django_assert_max_num_queries, count):
    for n in range(count):
        promise = make_commitment(enrollment, by=mara, what=f"Try {n}", by_on=date(2026, 11, 26))
        note_outcome(enrollment, by=mara, commitment=promise, title="T", measure="M", before="1", after="2")
    client = signed_in(mara)
    with django_assert_max_num_queries(12):
        page = client.get("/commitments/").content.decode()
    assert page.count('class="commitment"') == count
    assert "Share with Tom" in page
