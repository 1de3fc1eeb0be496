"""Being asked after thirty, sixty and ninety days, and answering with one press, signed in or not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cohorts.actions import end_cohort, withdraw
from cohorts.models import Enrollment
from notifications.actions import send_waiting, set_mute
from notifications.models import Kind, Mail, Notification
from people.models import User
from spaces import readers
from teams import checkins
from teams.actions import answer_check_in, ask_check_in, ask_check_ins, make_commitment
from teams.models import CheckIn, Commitment
from tests.teams.conftest import entries

MADE = datetime(2026, 11, 10, 9, tzinfo=UTC)


@pytest.fixture
def enrollment(cohort, harbor, mara) -> Enrollment:
    return Enrollment.objects.select_related("cohort__space", "person").get(cohort=cohort, person=mara)


@pytest.fixture
def promise(enrollment, mara) -> Commitment:
    words = {"what": "Ask before advising", "by_on": date(2026, 11, 26)}
    return make_commitment(enrollment, by=mara, occurred_at=MADE, **words)


@pytest.fixture
def asked(promise) -> CheckIn:
    return ask_check_in(promise, days=30, by=User.objects.system())


def ask(now: datetime) -> list[int]:
    """What has been asked by then, by days."""
    ask_check_ins(by=User.objects.system(), now=now)
    return sorted(CheckIn.objects.values_list("days", flat=True))


def address(check_in: CheckIn, answer: str = "tried_worked") -> str:
    return reverse("check_in", args=[checkins.ticket(check_in, answer)])


def test_a_mail_that_was_passed_on_tells_nobody_what_was_promised(signed_in, client, asked, mara, aiko):
    sent = address(asked)
    assert asked.commitment.what in signed_in(mara).get(sent).text
    for somebody in (client, signed_in(aiko)):
        assert asked.commitment.what not in somebody.get(sent).text


def test_each_age_is_asked_once_in_the_owners_morning(promise, cohort):
    # Mara is in Stockholm, an hour ahead of UTC in winter; the tenth of December is thirty days on.
    assert ask(datetime(2026, 12, 9, 23, tzinfo=UTC)) == []
    assert ask(datetime(2026, 12, 10, 6, 59, tzinfo=UTC)) == []
    assert ask(datetime(2026, 12, 10, 7, tzinfo=UTC)) == [30]
    assert ask(datetime(2026, 12, 11, 12, tzinfo=UTC)) == [30]
    assert ask(datetime(2027, 1, 9, 12, tzinfo=UTC)) == [30, 60]
    assert ask(datetime(2027, 2, 8, 12, tzinfo=UTC)) == [30, 60, 90]
    assert ask(datetime(2027, 3, 20, 12, tzinfo=UTC)) == [30, 60, 90]
    assert len(entries(cohort.space, "check_in.asked")) == 3
    assert Mail.objects.filter(kind=Kind.CHECK_IN).count() == 3


def test_the_bell_and_a_mail_ask_the_owner(cohort, promise, asked, mara):
    readers.run_all(cohort.space_id)
    line = Notification.objects.get(entry__verb="check_in.asked")
    assert line.person == mara
    send_waiting(now=datetime.now(UTC) + timedelta(minutes=1))
    [letter] = [one for one in mail.outbox if "Did you try it" in one.subject]
    assert letter.to == [mara.email]
    assert letter.body.count("/tried/") == len(CheckIn.Answer)


def test_whoever_muted_such_mails_finds_it_in_the_bell_only(cohort, promise, mara):
    set_mute(mara, kind=Kind.CHECK_IN, muted=True)
    ask_check_in(promise, days=30, by=User.objects.system())
    readers.run_all(cohort.space_id)
    assert not Mail.objects.filter(kind=Kind.CHECK_IN).exists()
    assert Notification.objects.filter(entry__verb="check_in.asked").count() == 1


def test_who_answered_before_it_was_sent_gets_no_mail(asked, mara):
    answer_check_in(asked, by=mara, answer="not_yet")
    assert checkins.compose_check_in(Mail.objects.get(kind=Kind.CHECK_IN)) is None


def test_looking_at_a_link_writes_nothing(client, asked):
    for method in (client.get, client.head):
        assert method(address(asked)).status_code == 200
    asked.refresh_from_db()
    assert not asked.is_answered


def test_one_press_answers_once_and_signs_in_nobody(client, cohort, asked):
    for _twice in range(2):
        answer = client.post(address(asked), follow=True)
        assert "Thank you" in answer.text
    asked.refresh_from_db()
    assert asked.answer == "tried_worked"
    [entry] = entries(cohort.space, "check_in.answered")
    assert entry.data == {"commitment": asked.commitment_id, "days": 30, "answer": "tried_worked"}
    assert client.get("/commitments/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_first_answer_stands(signed_in, client, asked, mara):
    client.post(address(asked, "tried_partly"))
    page = signed_in(mara).post(address(asked, "no_longer"), follow=True).text
    assert "it partly worked" in page
    asked.refresh_from_db()
    assert asked.answer == "tried_partly"


def test_a_link_ends_after_thirty_days(client, asked, monkeypatch):
    sent = address(asked)
    monkeypatch.setattr(checkins, "TICKET_LASTS", timedelta(seconds=-1))
    assert client.post(sent).status_code == 410
    asked.refresh_from_db()
    assert not asked.is_answered


@pytest.mark.parametrize("ticket", ["none", "a:b:c"])
def test_a_link_that_is_not_ours_is_unknown(client, db, ticket):
    assert client.get(reverse("check_in", args=[ticket])).status_code == 404


def test_what_was_given_up_is_not_asked_again(promise, mara):
    asked = ask_check_in(promise, days=30, by=User.objects.system())
    answer_check_in(asked, by=mara, answer="no_longer")
    assert ask(datetime(2027, 1, 10, 12, tzinfo=UTC)) == [30]


def test_who_left_is_not_asked(enrollment, promise, priya):
    withdraw(enrollment, by=priya)
    assert ask(datetime(2026, 12, 10, 12, tzinfo=UTC)) == []


def test_it_goes_on_after_the_cohort_has_ended(cohort, promise, mara, priya):
    end_cohort(cohort, by=priya)
    assert ask(datetime(2026, 12, 10, 12, tzinfo=UTC)) == [30]
    assert answer_check_in(CheckIn.objects.get(), by=mara, answer="not_yet").is_answered


def test_the_page_asks_too(signed_in, promise, asked, mara):
    client = signed_in(mara)
    assert f"/check-ins/{asked.pk}/" in client.get(promise.get_absolute_url()).text
    assert client.post(f"/check-ins/{asked.pk}/", {"answer": "tried_did_not"}).status_code == 302
    page = client.get(promise.get_absolute_url()).text
    assert f"/check-ins/{asked.pk}/" not in page
    assert 'value="did_not" required checked' in page


@pytest.mark.parametrize("who", ["aiko", "grace", "priya", "tom", "stranger"])
def test_nobody_answers_for_somebody_else(signed_in, request, asked, who):
    person = request.getfixturevalue(who)
    assert signed_in(person).post(f"/check-ins/{asked.pk}/", {"answer": "not_yet"}).status_code == 404
    with pytest.raises(PermissionDenied):
        answer_check_in(asked, by=person, answer="not_yet")


def test_an_answer_is_one_of_those_offered(asked, mara):
    with pytest.raises(ValidationError):
        answer_check_in(asked, by=mara, answer="splendid")


def test_nobody_asks_by_hand(promise, priya):
    with pytest.raises(PermissionDenied):
        ask_check_in(promise, days=30, by=priya)
