"""The console: who may need a word and why; nudges once a day; who may look."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from cohorts import actions
from cohorts.models import Nudge
from discussions.actions import post_reply, start_thread
from discussions.models import Thread
from notifications.actions import set_mute
from notifications.models import Mail, Notification
from spaces import readers
from teams.actions import form_team


def begin_earlier(cohort, days: int = 9) -> None:
    """As if the cohort had started some days ago and everybody had been in since."""
    cohort.started_at -= timedelta(days=days)
    cohort.save()
    for enrollment in cohort.enrollments.all():
        enrollment.enrolled_at -= timedelta(days=days)
        enrollment.save()


def test_who_is_late_stands_there_with_the_reason(signed_in, priya, cohort):
    begin_earlier(cohort)
    flags = signed_in(priya).get(f"/cohorts/{cohort.pk}/console/").context["flags"]
    assert len(flags) == 3
    assert "Has not started" in flags[0].why
    assert flags[0].words.startswith("Hello ")


def test_whoever_was_given_more_time_is_not_late(signed_in, priya, mara, cohort, steps):
    now = timezone.now()
    for enrollment in cohort.enrollments.all():
        enrollment.started_at = enrollment.last_act_at = now
        enrollment.save()
    for kind in ("lesson", "discussion"):
        for whose, days in ((None, -1), (mara, 3)):
            actions.set_due_date(
                cohort, steps[kind].stable_id, due_at=now + timedelta(days=days), by=priya, person=whose
            )
    for kind in ("quiz", "team_task", "commitment", "survey"):
        actions.set_due_date(cohort, steps[kind].stable_id, due_at=now + timedelta(days=9), by=priya)
    flags = signed_in(priya).get(f"/cohorts/{cohort.pk}/console/").context["flags"]
    assert len(flags) == 3
    assert mara not in [flag.enrollment.person for flag in flags]
    assert flags[0].why == "2 required steps are past due"


def test_a_team_that_says_nothing_is_silent_until_it_speaks(signed_in, priya, mara, jon, cohort):
    team = form_team(cohort, by=priya, name="Harbor", people=[mara, jon])
    page = f"/cohorts/{cohort.pk}/console/"
    assert not signed_in(priya).get(page).context["silent"]
    begin_earlier(cohort)
    (silent,) = signed_in(priya).get(page).context["silent"]
    assert {person.pk for person in silent.people} == {mara.pk, jon.pk}
    post_reply(Thread.objects.get(space=team.space), by=mara, body="Here I am.")
    assert not signed_in(priya).get(page).context["silent"]


def test_an_unanswered_question_stands_there(signed_in, priya, mara, cohort):
    start_thread(cohort.space, by=mara, title="How long?", body="Really?", kind="question")
    assert b"How long?" in signed_in(priya).get(f"/cohorts/{cohort.pk}/console/").content


def test_a_nudge_reaches_one_person_once_a_day(signed_in, priya, mara, jon, cohort):
    for _twice in range(2):
        words = {"people": [mara.pk], "words": "Hello Mara, shall we talk?"}
        signed_in(priya).post(f"/cohorts/{cohort.pk}/nudge/", words)
    readers.run_all(cohort.space_id)
    assert Nudge.objects.get().words == "Hello Mara, shall we talk?"
    assert Notification.objects.get(kind="nudge").person == mara
    assert Mail.objects.get(kind="nudge").person == mara
    assert not Notification.objects.filter(person=jon).exists()


def test_words_are_muted_on_their_own(signed_in, priya, mara, cohort):
    set_mute(mara, kind="nudge", muted=True)
    words = {"people": [mara.pk], "words": "Hello Mara, shall we talk?"}
    signed_in(priya).post(f"/cohorts/{cohort.pk}/nudge/", words)
    readers.run_all(cohort.space_id)
    assert Notification.objects.get(kind="nudge").person == mara
    assert not Mail.objects.exists()
    assert b"A word from who runs your cohort" in signed_in(mara).get("/mails/").content


def test_learners_and_mentors_have_no_console(signed_in, mara, grace, cohort):
    for person in (mara, grace):
        assert signed_in(person).get(f"/cohorts/{cohort.pk}/console/").status_code == 404
        assert signed_in(person).post(f"/cohorts/{cohort.pk}/nudge/").status_code == 404
        assert signed_in(person).post(f"/cohorts/{cohort.pk}/end/").status_code == 404


def test_a_nudge_to_somebody_outside_is_refused(signed_in, priya, stranger, cohort):
    signed_in(priya).post(f"/cohorts/{cohort.pk}/nudge/", {"people": [stranger.pk], "words": "Hello"})
    assert not Nudge.objects.exists()


def test_ending_twice_is_quiet(signed_in, priya, cohort):
    for _twice in range(2):
        assert signed_in(priya).post(f"/cohorts/{cohort.pk}/end/").status_code == 302
    assert cohort.space.entries.filter(verb="cohort.ended").count() == 1


def test_twelve_queries(signed_in, priya, cohort, django_assert_max_num_queries):
    begin_earlier(cohort)
    browser = signed_in(priya)
    browser.get(f"/cohorts/{cohort.pk}/console/")
    with django_assert_max_num_queries(12):
        browser.get(f"/cohorts/{cohort.pk}/console/")


def test_the_list_of_cohorts_is_for_those_who_run_some(signed_in, ines, priya, mara, cohort):
    assert cohort.title.encode() in signed_in(ines).get("/cohorts/").content
    assert cohort.title.encode() in signed_in(priya).get("/cohorts/").content
    assert signed_in(mara).get("/cohorts/").status_code == 404


def test_the_manager_sees_no_cohort(signed_in, tom, cohort):
    assert signed_in(tom).get(f"/cohorts/{cohort.pk}/console/").status_code == 404
