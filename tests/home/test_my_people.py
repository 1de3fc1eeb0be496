"""The manager's page: one sentence, a row for each report, and one act where it helps."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cohorts.actions import set_due_date
from cohorts.models import Enrollment
from discussions.models import Post
from home.manager import next_hour, summary
from people.actions import ask_for_hour
from people.models import Hour, Look
from teams.actions import make_commitment, note_outcome
from tests.cohorts.conftest import cohort, plan, quiet_cohort, steps, version
from tests.conftest import person

__all__ = ["cohort", "plan", "quiet_cohort", "steps", "version"]
PAGE = "/my-people/"


def page(client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def late(cohort):
    """The cohort's dates lie so that the first part is past due."""
    today = timezone.now().date()
    cohort.starts_on, cohort.ends_on = today - timedelta(days=20), today + timedelta(days=1)
    cohort.save()
    return cohort


@pytest.fixture
def outcome(cohort, mara):
    enrollment = Enrollment.objects.get(cohort=cohort, person=mara)
    made = make_commitment(enrollment, by=mara, what="Ask before advising", by_on=timezone.now().date())
    return note_outcome(
        enrollment,
        by=mara,
        commitment=made,
        title="Fewer returns",
        measure="Returns a week",
        before="14",
        after="6",
        is_shared=True,
    )


def test_sentence_says_who_is_late(late, tom, signed_in):
    text = page(signed_in(tom))
    assert "0 of 2 on track, 2 late</h1>" in text


def test_dates_are_written_in_one_way(late, tom, mara, signed_in):
    text = signed_in(tom).get(f"{PAGE}{mara.pk}/").content.decode()
    assert "Not finished; the cohort ends</p>" in text
    assert f'<time datetime="{late.ends_on.isoformat()}" data-form="day">' in text


def test_more_days_are_said_with_their_day(late, tom, mara, priya, steps, signed_in):
    later = timezone.now() + timedelta(days=4)
    for step in steps.values():
        set_due_date(late, step.stable_id, due_at=later, by=priya, person=mara)
    text = page(signed_in(tom))
    assert "0 of 2 on track, 1 with more days, 1 late</h1>" in text
    assert f'datetime="{later.astimezone(UTC):%Y-%m-%d}' in text


def test_finished_is_on_track(late, tom, mara, lena, priya, signed_in):
    from cohorts.actions import complete_many

    complete_many(late, people=[mara, lena], by=priya)
    assert "2 of 2 on track" in page(signed_in(tom))


def test_row_has_the_lines_that_the_learner_sees(late, tom, mara, signed_in):
    mine = signed_in(mara).get("/what-my-manager-sees/").content.decode()
    theirs = page(signed_in(tom))
    rows = [line for line in mine.splitlines() if "line__title" in line and 'class="rows"' in line]
    assert rows
    assert all(row.strip() in theirs for row in rows[:1])


def test_person_outside_the_tree_is_absent(late, tom, aiko, signed_in):
    client = signed_in(tom)
    assert Enrollment.objects.filter(cohort=late, person=aiko).exists()
    assert aiko.name not in page(client)
    assert client.get(f"{PAGE}{aiko.pk}/").status_code == 404
    assert client.get(f"{PAGE}{10**8}/").status_code == 404


def test_former_manager_sees_nothing(late, tom, mara, signed_in):
    client = signed_in(tom)
    assert client.get(f"{PAGE}{mara.pk}/").status_code == 200
    mara.manager = None
    mara.save()
    assert client.get(f"{PAGE}{mara.pk}/").status_code == 404
    assert mara.name not in page(client)


def test_look_is_one_line_a_day(late, tom, mara, lena, signed_in):
    client = signed_in(tom)
    page(client)
    page(client)
    assert list(Look.objects.get(what="list").people.in_name_order()) == [lena, mara]
    client.get(f"{PAGE}{mara.pk}/")
    assert Look.objects.visible_to(mara).count() == 2
    assert Look.objects.visible_to(lena).count() == 1
    assert Look.objects.visible_to(tom).count() == 0


def test_hour_asked_for_is_given_by_one_button(late, tom, mara, signed_in):
    ask_for_hour(mara, by=mara, what_for="the interview guide")
    client = signed_in(tom)
    text = page(client)
    assert "the interview guide" in text
    value = next_hour(tom, timezone.now())["value"]
    assert f'value="{value}"' in text

    answer = client.post(f"/people/{mara.pk}/give-hour/", {"begins_at": value, "next": PAGE})
    assert answer.status_code == 302
    assert answer["Location"] == PAGE
    assert Hour.objects.given().get().person == mara
    assert "the interview guide" not in page(client)


def test_offered_hour_is_the_coming_wednesday(tom):
    tom.time_zone = "Europe/Berlin"
    hour = next_hour(tom, datetime(2026, 11, 18, 23, 30, tzinfo=UTC))  # Thursday already in Berlin
    assert hour["value"] == "2026-11-25T10:00"
    assert "10–11" in hour["words"]


def test_asking_to_help_opens_a_conversation_of_two(late, tom, mara, lena, signed_in):
    client = signed_in(tom)
    key = "00000000-0000-4000-8000-000000000001"
    for _again in range(2):
        assert client.post(f"{PAGE}{mara.pk}/help/", {"key": key}).status_code == 302
    asked = Post.objects.visible_to(mara).get(by=tom)
    assert not Post.objects.visible_to(lena).filter(by=tom).exists()

    client.post(f"{PAGE}{mara.pk}/help/")
    assert Post.objects.filter(by=tom, thread=asked.thread).count() == 2


def test_asking_somebody_elses_report_is_refused(late, tom, aiko, signed_in):
    assert signed_in(tom).post(f"{PAGE}{aiko.pk}/help/").status_code == 404
    assert not Post.objects.filter(by=tom).exists()


def test_shared_outcome_can_be_thanked(outcome, tom, signed_in):
    client = signed_in(tom)
    text = page(client)
    assert "Fewer returns" in text
    assert "Thank Mara" in text
    client.post(f"/outcomes/{outcome.pk}/thank/", {"next": PAGE})
    assert "Thanked" in page(client)


def test_kept_outcome_is_unseen(outcome, tom, signed_in):
    outcome.is_shared = False
    outcome.save()
    assert "Fewer returns" not in page(signed_in(tom))


def test_nobody_in_a_cohort_is_said(tom, mara, signed_in):
    assert "None of your people is in a cohort yet" in page(signed_in(tom))
    assert summary([]) == "None of your people is in a cohort yet"


def test_indirect_reports_are_rolled_up(late, tom, mara, lena, signed_in):
    lena.manager = mara
    lena.save()
    text = page(signed_in(tom))
    assert lena.name not in text
    assert "1 person below: 1 learning or done, 0 finished" in text
    assert signed_in(tom).get(f"{PAGE}{lena.pk}/").status_code == 200


def test_manager_lands_here_on_signing_in(tom, mara, signed_in):
    assert signed_in(tom).get("/").headers["Location"] == PAGE


def test_queries_do_not_grow(late, tom, priya, signed_in, django_assert_max_num_queries):
    from cohorts.actions import enroll_many

    client = signed_in(tom)
    page(client)
    with django_assert_max_num_queries(12):
        page(client)
    late.seats = 60
    late.save()
    enroll_many(late, people=[person(f"Report{n}", manager=tom) for n in range(30)], by=priya)
    page(client)
    with django_assert_max_num_queries(12):
        page(client)
