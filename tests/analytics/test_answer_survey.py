"""The closing question: answered once, kept without a person, published by steps that isolate nobody."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from analytics.actions import answer, close_wave, decline, open_wave
from analytics.models import Answer, Figure, Participation, Wave
from cohorts.actions import enroll_many, withdraw
from cohorts.models import ActivityProgress, Enrollment
from notifications.models import Mail
from spaces.models import Entry
from tests.conftest import person


@pytest.fixture
def learners(cohort, priya):
    """Twelve who have done something lately, and all are asked, in a cohort that goes on whatever the day is."""
    cohort.ends_on = timezone.localdate() + timedelta(days=7)
    cohort.save(update_fields=["ends_on"])
    people = [person(f"Learner{n:02}") for n in range(12)]
    enroll_many(cohort, people=people, by=priya)
    Enrollment.objects.filter(person__in=people).update(started_at=timezone.now(), last_act_at=timezone.now())
    return people


@pytest.fixture
def wave(cohort, learners, priya):
    return open_wave(cohort, by=priya)


def published(wave):
    wave.refresh_from_db()
    return wave.published.get("answered", 0)


def test_learner_answers_on_the_page(cohort, wave, learners, steps, signed_in):
    client = signed_in(learners[0])
    where = f"/cohorts/{cohort.pk}/activities/{steps['survey'].stable_id}/"
    assert 'name="score"' in client.get(where).content.decode()

    sent = client.post(f"/cohorts/{cohort.pk}/survey/", {"score": "9", "comment": "More of it"})
    assert sent.status_code == 302
    assert sent["Location"] == where
    assert "Thank you" in client.get(where).content.decode()
    assert ActivityProgress.objects.done().filter(activity_id=steps["survey"].stable_id).count() == 1


def test_second_answer_changes_nothing_and_says_so(cohort, wave, learners, signed_in):
    client = signed_in(learners[0])
    client.post(f"/cohorts/{cohort.pk}/survey/", {"score": "9"})
    again = client.post(f"/cohorts/{cohort.pk}/survey/", {"score": "0"}, follow=True)
    assert "You have answered already" in again.content.decode()
    assert [one.score for one in Answer.objects.all()] == [9]


def test_declining_is_done_too(wave, learners, steps):
    assert decline(wave, person=learners[0])
    assert not decline(wave, person=learners[0])
    assert not answer(wave, person=learners[0], score=3)
    assert not Answer.objects.exists()
    assert ActivityProgress.objects.done().filter(activity_id=steps["survey"].stable_id).exists()


@pytest.mark.parametrize("score", [-1, 11, "7", None, True, 7.5])
def test_only_whole_numbers_from_0_to_10(wave, learners, score):
    with pytest.raises(ValidationError):
        answer(wave, person=learners[0], score=score)


def test_page_asks_for_a_number(cohort, wave, learners, signed_in):
    sent = signed_in(learners[0]).post(f"/cohorts/{cohort.pk}/survey/", {"score": "11"})
    assert sent.status_code == 422
    assert not Answer.objects.exists()


def test_staff_and_strangers_are_refused(cohort, wave, priya, tom, stranger, signed_in):
    for somebody in (priya, tom, stranger):
        with pytest.raises(PermissionDenied):
            answer(wave, person=somebody, score=1)
    assert signed_in(stranger).post(f"/cohorts/{cohort.pk}/survey/", {"score": "1"}).status_code == 404


def test_whoever_left_is_not_asked_any_more(cohort, wave, learners, priya):
    withdraw(Enrollment.objects.get(cohort=cohort, person=learners[0]), by=priya)
    with pytest.raises(PermissionDenied):
        answer(wave, person=learners[0], score=1)


def test_closed_question_takes_no_answer(wave, learners, priya):
    close_wave(wave, by=priya)
    with pytest.raises(ValidationError):
        answer(wave, person=learners[0], score=1)


def test_nothing_ties_an_answer_to_its_person(wave, learners):
    """Neither ids nor places nor ages of rows, nor any entry of a journal."""
    entries = Entry.objects.count()
    for score, somebody in enumerate(learners[:11]):
        answer(wave, person=somebody, score=score)
    assert Entry.objects.count() == entries

    with connection.cursor() as cursor:
        cursor.execute("SELECT score, xmin FROM analytics_answer ORDER BY ctid")
        rows = cursor.fetchall()
    assert sorted(score for score, _age in rows) == list(range(11))
    assert [score for score, _age in rows] != list(range(11))
    assert len({age for _score, age in rows}) == 1
    names = {field.name for field in Answer._meta.get_fields()}
    assert names == {"id", "wave", "slice", "score", "comment", "signed_by"}
    assert not Answer.objects.exclude(signed_by=None).exists()


def test_answers_get_new_ids_with_each_answer(wave, learners):
    answer(wave, person=learners[0], score=10)
    before = set(Answer.objects.values_list("pk", flat=True))
    answer(wave, person=learners[1], score=9)
    assert not before & set(Answer.objects.values_list("pk", flat=True))


def test_counts_are_published_five_apart_and_a_step_behind(wave, learners):
    shown = []
    for somebody in learners[:11]:
        answer(wave, person=somebody, score=9)
        shown.append(published(wave))
    assert shown == [0] * 9 + [5, 5]


def test_steps_are_never_smaller_than_the_smallest_group(wave, learners, settings, priya):
    settings.SMALLEST_GROUP = 6
    for somebody in learners[:11]:
        answer(wave, person=somebody, score=9)
    assert published(wave) == 0
    answer(wave, person=learners[11], score=9)
    assert published(wave) == 6


@pytest.mark.parametrize(("answers", "shown"), [(4, 0), (5, 5), (6, 6), (11, 11)])
def test_closing_publishes_all_from_five_on(wave, learners, priya, answers, shown):
    for somebody in learners[:answers]:
        answer(wave, person=somebody, score=9)
    before = published(wave)
    close_wave(wave, by=priya)
    assert published(wave) == shown
    assert before == 0 or shown - before >= 5


def test_comments_wait_for_eight_answers(wave, learners, priya):
    for somebody in learners[:7]:
        answer(wave, person=somebody, score=9, comment="Words")
    close_wave(wave, by=priya)
    wave.refresh_from_db()
    assert wave.published["comments"] == []


def test_comment_has_a_name_only_if_signed(wave, learners, priya):
    for n, somebody in enumerate(learners[:8]):
        answer(wave, person=somebody, score=9, comment=f"Words {n}", signed=n == 3)
    close_wave(wave, by=priya)
    wave.refresh_from_db()
    signed = {one["words"]: one["by"] for one in wave.published["comments"]}
    assert signed == {f"Words {n}": learners[3].pk if n == 3 else None for n in range(8)}


def test_each_is_asked_by_one_mail_and_not_again_within_30_days(cohort, learners, priya, version, plan, ines):
    Mail.objects.create(person=learners[0], kind="nps", cause="another", sent_at=timezone.now())
    wave = open_wave(cohort, by=priya)
    open_wave(cohort, by=priya)
    mails = Mail.objects.filter(cause=f"wave-{wave.pk}")
    assert set(mails.values_list("person", flat=True)) == {one.pk for one in learners[1:]}
    assert mails.count() == 11


def test_silent_and_departed_are_not_asked(cohort, learners, mara, priya):
    withdraw(Enrollment.objects.get(cohort=cohort, person=learners[0]), by=priya)
    assert Enrollment.objects.get(cohort=cohort, person=mara).last_act_at is None
    wave = open_wave(cohort, by=priya)
    asked = set(Participation.objects.filter(wave=wave).values_list("person", flat=True))
    assert asked == {one.pk for one in learners[1:]}
    assert wave.asked == 11


def test_coming_by_oneself_is_no_ask(cohort, learners, mara, signed_in):
    signed_in(mara).post(f"/cohorts/{cohort.pk}/survey/", {"score": "8"})
    wave = Wave.objects.get()
    assert wave.asked == 13
    assert wave.asked_at is None
    assert not Mail.objects.filter(kind="nps").exists()


def test_only_who_runs_the_cohort_asks_and_closes(cohort, wave, learners, mara, priya, signed_in):
    for verb in ("ask", "close"):
        assert signed_in(mara).post(f"/cohorts/{cohort.pk}/survey/{verb}/").status_code == 404
    with pytest.raises(PermissionDenied):
        open_wave(cohort, by=mara)
    with pytest.raises(PermissionDenied):
        close_wave(wave, by=mara)
    assert signed_in(priya).post(f"/cohorts/{cohort.pk}/survey/close/").status_code == 302
    assert Wave.objects.get().is_closed


def test_single_answers_are_visible_to_nobody(wave, learners, ines, priya):
    answer(wave, person=learners[0], score=3)
    for viewer in (ines, priya, learners[0]):
        assert not Answer.objects.visible_to(viewer).exists()


def test_figure_follows_what_was_published(cohort, wave, learners, priya):
    for score, somebody in zip((10, 9, 9, 8, 7, 6), learners, strict=False):
        answer(wave, person=somebody, score=score)
    assert not Figure.objects.filter(metric="nps").exclude(value=None).exists()
    close_wave(wave, by=priya)
    nps = Figure.objects.get(metric="nps")
    assert (nps.numerator, nps.denominator, round(nps.value, 2)) == (2, 6, 33.33)
    assert nps.low <= nps.value <= nps.high
    response = Figure.objects.get(metric="nps_response")
    assert (response.numerator, response.denominator) == (6, 12)
