"""The team's pulse, and the steps that a team can take for a part that it waits for."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from notifications.models import Mail, Notification
from spaces import readers
from teams.actions import hand_in, propose_hand_in, ready_part, release_mentor, remind, save_part, take_part
from teams.models import Reminder
from teams.pages import pulse_of
from tests.teams.conftest import entries, write

KIND = "Shall I sit with you for a while?"


@pytest.fixture
def missing(draft, part, mara, jon):
    """Jon's part, which is not begun; Mara's is ready, the third is nobody's."""
    write(part, mara)
    return take_part(draft.parts.in_order()[1], by=jon)


def told(space, verb: str) -> list:
    readers.run_all(space.pk)
    return list(Notification.objects.filter(entry__verb=verb).values_list("person", "kind"))


def test_the_pulse_says_what_waits_for_whom(draft, missing, aiko, mara, jon):
    parts = list(draft.parts.for_draft().in_order())
    assert [wait.words for wait in pulse_of(parts, aiko)] == [
        "Mara waits for Jon",
        "Nobody has this part yet",
    ]
    assert pulse_of(parts, jon)[0].words == "Mara waits for your part"
    assert pulse_of(parts, jon)[0].offers == []


def test_the_room_shows_the_pulse_and_never_when_somebody_was_here(signed_in, missing, aiko, harbor):
    page = signed_in(aiko).get(harbor.get_absolute_url()).text
    assert "Mara waits for Jon" in page
    assert "A private word" in page
    assert "last seen" not in page.lower()


def test_the_mentor_gets_no_pulse(signed_in, missing, grace, harbor):
    assert "waits for Jon" not in signed_in(grace).get(harbor.get_absolute_url()).text


def test_a_private_word_reaches_one_person_once_a_day(signed_in, missing, mara, aiko, jon, harbor):
    for person in (aiko, aiko, mara):
        answer = signed_in(person).post(f"/parts/{missing.pk}/remind/", {"step": "nudge", "words": KIND})
        assert answer.status_code == 302
    assert Reminder.objects.get().by == aiko
    assert told(harbor.space, "part.nudged") == [(jon.pk, "team_waits")]
    assert Mail.objects.filter(person=jon, kind="team_waits").count() == 1
    assert KIND in signed_in(jon).get(f"/parts/{missing.pk}/").text
    assert KIND not in signed_in(mara).get(harbor.get_absolute_url()).text


def test_a_card_stands_before_the_team(signed_in, missing, mara, aiko, jon, grace, harbor):
    remind(missing, by=aiko, step="card", words=KIND)
    assert told(harbor.space, "part.waited_for") == [(jon.pk, "team_waits")]
    assert KIND in signed_in(mara).get(harbor.get_absolute_url()).text
    assert KIND not in signed_in(grace).get(harbor.get_absolute_url()).text


def test_the_mentor_is_asked(missing, aiko, grace, harbor):
    remind(missing, by=aiko, step="mentor", words=KIND)
    assert told(harbor.space, "part.mentor_asked") == [(grace.pk, "team_waits")]


def test_where_there_is_no_mentor_nobody_is_asked(missing, aiko, grace, harbor, priya):
    release_mentor(harbor, person=grace, by=priya)
    with pytest.raises(ValidationError, match="no mentor"):
        remind(missing, by=aiko, step="mentor", words=KIND)


def test_who_runs_the_cohort_reads_a_proposal_to_merge(
    signed_in, missing, aiko, lena, lantern, priya, cohort
):
    remind(missing, by=aiko, step="merge", words=KIND)
    assert (priya.pk, "news") in told(cohort.space, "part.merge_proposed")
    assert KIND in signed_in(priya).get(f"/cohorts/{cohort.pk}/console/").text
    assert not Reminder.objects.visible_to(lena).exists()


@pytest.mark.parametrize("step", ["nudge", "card"])
def test_nobody_reminds_themselves_or_nobody(draft, missing, jon, aiko, step):
    free = draft.parts.in_order()[2]
    for part, by in ((missing, jon), (free, aiko)):
        with pytest.raises(ValidationError, match="nobody else"):
            remind(part, by=by, step=step, words=KIND)


def test_what_came_meanwhile_is_not_waited_for(draft, missing, jon, aiko, mara):
    save_part(missing, by=jon, body="<p>Here.</p>", revision=0)
    ready_part(missing, by=jon)
    with pytest.raises(ValidationError, match="Nobody waits"):
        remind(missing, by=aiko, step="nudge", words=KIND)
    propose_hand_in(draft, by=aiko)
    hand_in(draft, by=mara)
    with pytest.raises(ValidationError, match="Nobody waits"):
        remind(draft.parts.in_order()[2], by=aiko, step="merge", words=KIND)


def test_who_is_ready_before_the_mail_leaves_gets_none(missing, jon, aiko, harbor):
    remind(missing, by=aiko, step="nudge", words=KIND)
    save_part(missing, by=jon, body="<p>Here.</p>", revision=0)
    ready_part(missing, by=jon)
    assert told(harbor.space, "part.nudged") == []


@pytest.mark.parametrize("words", [{"step": "nudge", "words": ""}, {"step": "shout", "words": KIND}])
def test_odd_words_come_back(signed_in, missing, aiko, words):
    answer = signed_in(aiko).post(f"/parts/{missing.pk}/remind/", words)
    assert answer.status_code == 422
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("who", ["lena", "priya", "grace", "tom", "ines", "stranger"])
def test_nobody_else_reminds(signed_in, request, missing, harbor, lantern, who):
    somebody = request.getfixturevalue(who)
    answer = signed_in(somebody).post(f"/parts/{missing.pk}/remind/", {"step": "nudge", "words": KIND})
    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        remind(missing, by=somebody, step="nudge", words=KIND)
    assert entries(harbor.space, "part.nudged") == []
