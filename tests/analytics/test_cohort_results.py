"""A cohort's results: who sees them, what they say, and that nobody can be told apart in them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from analytics import figures
from analytics.actions import answer, close_wave, open_wave
from analytics.models import Figure
from analytics.tasks import compute_figures
from cohorts.actions import complete_many, enroll_many, withdraw_many
from cohorts.models import Enrollment
from courses.actions import open_activity
from spaces import readers
from tests.conftest import person

PAGES = ("results/", "results.csv", "progress/")


def learners_of(cohort, priya, count):
    cohort.seats = 2000
    cohort.save()
    people = [person(f"Zoe{n:03}") for n in range(count)]
    enroll_many(cohort, people=people, by=priya, occurred_at=datetime(2026, 11, 9, 8, tzinfo=UTC))
    return people


@pytest.fixture
def finished(cohort, priya, steps):
    """Twenty enrolled beside the four of the cast; twelve finished, two withdrew, twelve were asked, ten answered."""
    people = learners_of(cohort, priya, 20)
    for somebody in people[:15]:
        open_activity(steps["lesson"], space=cohort.space, by=somebody)
    noon = datetime(2026, 11, 15, 12, tzinfo=UTC)
    withdraw_many(cohort, people=people[18:], by=priya, occurred_at=noon)
    complete_many(cohort, people=people[:12], by=priya, occurred_at=noon)
    readers.run_all(cohort.space_id)
    Enrollment.objects.filter(person__in=people[12:]).update(last_act_at=None)
    wave = open_wave(cohort, by=priya)
    for somebody, score in zip(people, (10, 9, 9, 9, 8, 8, 7, 6, 5, 10), strict=False):
        answer(wave, person=somebody, score=score, comment="Words of mine")
    close_wave(wave, by=priya)
    figures.compute(cohort)
    return cohort


def text_of(client, cohort) -> str:
    answer = client.get(f"/cohorts/{cohort.pk}/results/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_sentences_come_first(finished, priya, signed_in):
    text = text_of(signed_in(priya), finished)
    assert "12 of 24 finished" in text
    assert "NPS 30 (10 of 12 answered)" in text
    assert "12 of 24 finished on time" in text


def test_counting_is_explained(finished, priya, signed_in):
    text = text_of(signed_in(priya), finished)
    assert "How is this counted?" in text
    assert "Finished, of those who started: 12 of 15" in text
    assert "Wilson" in text
    assert "through entry" in text
    assert text.count("How is this counted?") == 6
    assert "As a table" in text


def test_too_few_answers_are_not_shown(cohort, priya, steps, signed_in):
    people = learners_of(cohort, priya, 6)
    complete_many(cohort, people=people, by=priya)
    wave = open_wave(cohort, by=priya)
    for somebody in people[:4]:
        answer(wave, person=somebody, score=0, comment="canary-4711")
    close_wave(wave, by=priya)
    figures.compute(cohort)
    client = signed_in(priya)
    text = text_of(client, cohort)
    assert "Too few answers to show" in text
    assert "canary-4711" not in text
    found = {one["key"]: one for one in client.get(f"/api/cohorts/{cohort.pk}/figures/").json()["figures"]}
    assert found["nps"]["value"] is None
    assert found["nps"]["detail"] == {}


def test_low_response_is_warned_of(cohort, priya, signed_in):
    people = learners_of(cohort, priya, 20)
    complete_many(cohort, people=people, by=priya)
    wave = open_wave(cohort, by=priya)
    for somebody in people[:6]:
        answer(wave, person=somebody, score=9)
    close_wave(wave, by=priya)
    figures.compute(cohort)
    assert "Fewer than 40 % answered" in text_of(signed_in(priya), cohort)


def test_only_who_runs_the_cohort_sees(finished, mara, tom, grace, stranger, ines, priya, signed_in):
    for page in (*(f"/cohorts/{finished.pk}/{one}" for one in PAGES), f"/api/cohorts/{finished.pk}/figures/"):
        for somebody in (mara, tom, grace, stranger):
            assert signed_in(somebody).get(page).status_code == 404, (somebody, page)
        for somebody in (ines, priya):
            assert signed_in(somebody).get(page).status_code == 200, (somebody, page)


def test_signed_out_is_led_to_sign_in(finished, client):
    for page in PAGES:
        assert client.get(f"/cohorts/{finished.pk}/{page}").status_code == 302
    assert client.get(f"/api/cohorts/{finished.pk}/figures/").status_code == 401


def test_list_of_results(finished, ines, mara, signed_in):
    text = signed_in(ines).get("/results/").content.decode()
    assert "12 of 24 finished; NPS 30 (10 of 12 answered)" in text
    assert "finished" not in signed_in(mara).get("/results/").content.decode()


def test_queries_do_not_grow(finished, priya, signed_in, django_assert_max_num_queries):
    client = signed_in(priya)
    for more in (0, 60):
        learners_of(finished, priya, 0) if not more else enroll_many(
            finished, people=[person(f"More{n}") for n in range(more)], by=priya
        )
        for page in ("results/", "progress/"):
            client.get(f"/cohorts/{finished.pk}/{page}")
            with django_assert_max_num_queries(12):
                client.get(f"/cohorts/{finished.pk}/{page}")


def test_progress_pages_by_key(cohort, priya, signed_in):
    learners_of(cohort, priya, 60)
    client = signed_in(priya)
    first = client.get(f"/cohorts/{cohort.pk}/progress/")
    assert first.context["progress"].next_key
    rest = client.get(f"/cohorts/{cohort.pk}/progress/?after={first.context['progress'].next_key}")
    names = [row.enrollment.person.name for page in (first, rest) for row in page.context["progress"].rows]
    assert len(names) == 64
    assert names == sorted(set(names))


def test_broken_key_leads_nowhere(cohort, priya, signed_in):
    for page in (f"/cohorts/{cohort.pk}/progress/", "/results/"):
        assert signed_in(priya).get(f"{page}?after=nonsense").status_code == 404


def test_csv_is_streamed(cohort, priya, mara, steps, signed_in, django_assert_max_num_queries):
    learners_of(cohort, priya, 30)
    mara.name = "=SUM(A1)"
    mara.save()
    open_activity(steps["lesson"], space=cohort.space, by=mara)
    client = signed_in(priya)
    with django_assert_max_num_queries(12):
        sent = client.get(f"/cohorts/{cohort.pk}/results.csv")
        assert sent.streaming
        pieces = [piece.decode() for piece in sent.streaming_content]
    assert pieces[0].startswith("\ufeffName,")
    rows = "".join(pieces).splitlines()
    assert len(rows) == 1 + 34
    assert any(row.startswith("'=SUM(A1)") for row in rows)
    assert "no-store" in sent["Cache-Control"]


def test_task_computes_only_what_has_news(cohort, priya, mara, steps):
    readers.run_all(cohort.space_id)
    compute_figures()
    first = Figure.objects.get(metric="completion")
    compute_figures()
    assert Figure.objects.get(metric="completion").as_of == first.as_of

    open_activity(steps["lesson"], space=cohort.space, by=mara)
    readers.run_all(cohort.space_id)
    compute_figures()
    again = Figure.objects.get(metric="completion")
    assert again.as_of > first.as_of
    assert again.through_number == cohort.space.last_number
    assert again.detail["S"] == 1


def test_closing_question_goes_out_on_the_last_day(cohort, priya):
    today = timezone.now().astimezone(cohort.zone).date()
    cohort.starts_on, cohort.ends_on = today - timedelta(days=14), today + timedelta(days=1)
    cohort.save()
    compute_figures()
    assert not cohort.waves.exists()
    cohort.ends_on = today
    cohort.save()
    compute_figures()
    compute_figures()
    assert cohort.waves.get().asked_at


def test_of_nobody_it_says_what_will_stand_here(cohort, priya, signed_in):
    for enrollment in cohort.enrollments.all():
        enrollment.delete()
    figures.compute(cohort)
    text = text_of(signed_in(priya), cohort)
    assert "Nobody has come in yet" in text
    assert "0 of 0" not in text
