"""The card to one's manager, that the talk was held, and words that both keep to themselves."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cohorts.actions import withdraw
from cohorts.models import ActivityProgress, Enrollment
from courses.models import Activity
from notifications.actions import send_waiting
from notifications.models import Notification
from people.models import User
from spaces import readers, verbs
from spaces.models import Entry
from teams.actions import hold_talk, send_card, write_talk_words
from teams.models import Talk, TalkWords
from tests.teams.conftest import entries

WORDS = {"will_try": "Ask before I advise", "needs": "A quiet hour on Fridays"}
ANSWER = {"will_try": "Come along once", "needs": "A word before it"}


@pytest.fixture
def step(cohort, steps) -> Activity:
    """One step more: a talk with the manager."""
    return Activity.objects.create(
        module_id=steps["commitment"].module_id, kind="talk", title="A quarter of an hour", position=90,
        body="<p>Ask for it.</p>",
    )  # fmt: skip


@pytest.fixture
def talk(cohort, step, mara) -> Talk:
    return send_card(row_of(cohort, mara), step, by=mara)


def row_of(cohort, person) -> Enrollment:
    return Enrollment.objects.select_related("cohort__space", "person").get(cohort=cohort, person=person)


def at(cohort, step, act="") -> str:
    kind = "talks" if act else "activities"
    return f"/cohorts/{cohort.pk}/{kind}/{step.stable_id}/{act}"


def progress(person, step) -> ActivityProgress | None:
    return ActivityProgress.objects.filter(
        enrollment__person=person, activity_id=step.stable_id, done_at__isnull=False
    ).first()


def told_of(verb: str) -> list[int]:
    return list(Notification.objects.filter(entry__verb=verb).values_list("person", flat=True))


def test_the_card_reaches_the_manager_by_bell_and_mail(signed_in, cohort, step, mara, tom):
    client = signed_in(mara)
    assert "Send the card" in client.get(at(cohort, step)).text
    for _twice in range(2):
        assert client.post(at(cohort, step, "send/")).status_code == 302
    [entry] = entries(cohort.space, "talk.asked")
    talk = Talk.objects.get()
    assert (talk.manager, entry.by, entry.data["to"]) == (tom, mara, tom.pk)
    readers.run_all(cohort.space_id)
    assert told_of("talk.asked") == [tom.pk]
    send_waiting(now=timezone.now() + timedelta(minutes=5))
    [letter] = [one for one in mail.outbox if one.to == [tom.email]]
    assert "would like to talk with you" in letter.subject
    assert "What will you try? What do you need from me for it?" in letter.body
    assert talk.get_absolute_url() in letter.body
    assert "has the card" in client.get(at(cohort, step)).text


@pytest.mark.parametrize("who", ["mara", "tom"])
def test_either_says_that_they_talked_and_the_step_is_done(
    signed_in, request, cohort, step, talk, who, mara, tom
):
    client = signed_in(request.getfixturevalue(who))
    assert "We have talked" in client.get(talk.get_absolute_url()).text
    readers.run_all(cohort.space_id)
    assert progress(mara, step) is None
    for _twice in range(2):
        assert client.post(f"/talks/{talk.pk}/held/").status_code == 302
    [entry] = entries(cohort.space, "talk.held")
    assert entry.data["people"] == [mara.pk]
    readers.run_all(cohort.space_id)
    assert progress(mara, step).is_done
    assert not ActivityProgress.objects.exclude(enrollment__person=mara).filter(activity_id=step.stable_id)
    assert told_of("talk.held") == [tom.pk if who == "mara" else mara.pk]
    assert "We have talked" not in client.get(talk.get_absolute_url()).text


def test_its_verbs_are_in_confidence():
    for name in ("talk.asked", "talk.held"):
        assert verbs.named(name).in_confidence
        assert not verbs.named(name).to_everyone


@pytest.mark.parametrize("who", ["aiko", "lena", "grace", "priya", "ines", "stranger"])
def test_nobody_else_finds_the_talk(signed_in, request, talk, harbor, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(talk.get_absolute_url()).status_code == 404
    for act in ("held", "words", "words/delete"):
        assert client.post(f"/talks/{talk.pk}/{act}/", WORDS).status_code == 404
    assert not Talk.objects.get().is_held
    with pytest.raises(PermissionDenied):
        hold_talk(talk, by=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["tom", "grace", "priya", "ines", "stranger"])
def test_only_learners_send_cards(signed_in, request, cohort, step, who):
    client = signed_in(request.getfixturevalue(who))
    for act in ("send/", "tell/"):
        assert client.post(at(cohort, step, act)).status_code == 404
    assert not Talk.objects.exists()


def test_only_a_step_of_this_kind_sends_cards(signed_in, cohort, steps, step, mara):
    assert signed_in(mara).post(at(cohort, steps["commitment"], "send/")).status_code == 404


def test_who_has_no_manager_talks_with_somebody(signed_in, cohort, step, aiko):
    client = signed_in(aiko)
    assert "Nobody is named as your manager" in client.get(at(cohort, step)).text
    client.post(at(cohort, step, "send/"))
    assert not Talk.objects.exists()
    for _twice in range(2):
        client.post(at(cohort, step, "tell/"))
    assert len(entries(cohort.space, "talk.held")) == 1
    readers.run_all(cohort.space_id)
    assert progress(aiko, step).is_done
    assert told_of("talk.held") == []
    assert "You have said that you talked" in client.get(at(cohort, step)).text
    assert client.get(Talk.objects.get().get_absolute_url()).status_code == 200


def test_who_has_a_manager_sends_the_card_first(signed_in, cohort, step, mara):
    page = signed_in(mara).post(at(cohort, step, "tell/"), follow=True)
    assert "Send Tom the card first" in page.text
    assert not Talk.objects.exists()


def test_whoever_has_left_sends_and_says_nothing_and_keeps_their_words(
    signed_in, cohort, step, talk, mara, tom, priya
):
    write_talk_words(talk, by=mara, **WORDS)
    withdraw(row_of(cohort, mara), by=priya)
    fresh = Talk.objects.with_people().get()
    with pytest.raises(ValidationError, match="has left"):
        hold_talk(fresh, by=tom)
    with pytest.raises(PermissionDenied):
        send_card(row_of(cohort, mara), step, by=mara)
    page = signed_in(mara).get(talk.get_absolute_url()).text
    assert WORDS["needs"] in page
    assert step.title not in page
    assert "We have talked" not in page


def test_words_are_read_by_the_other_only_when_both_say_so(signed_in, talk, mara, tom):
    pages = {person: signed_in(person) for person in (mara, tom)}

    def keep(person, words, **more):
        assert pages[person].post(f"/talks/{talk.pk}/words/", words | more).status_code == 302

    def reads(person) -> set[str]:
        page = pages[person].get(talk.get_absolute_url()).text
        return {one for one in (*WORDS.values(), *ANSWER.values()) if one in page}

    keep(mara, WORDS)
    keep(tom, ANSWER, is_shared="on")
    assert (reads(mara), reads(tom)) == (set(WORDS.values()), set(ANSWER.values()))
    keep(mara, WORDS, is_shared="on")
    assert reads(mara) == reads(tom) == {*WORDS.values(), *ANSWER.values()}
    keep(tom, ANSWER)
    assert (reads(mara), reads(tom)) == (set(WORDS.values()), set(ANSWER.values()))
    assert TalkWords.objects.count() == 2


def test_words_stay_out_of_the_journal(talk, mara):
    before = Entry.objects.count()
    write_talk_words(talk, by=mara, **WORDS)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("who", ["aiko", "grace", "priya", "ines", "stranger"])
def test_nobody_else_reads_words_however_shared(request, harbor, talk, mara, tom, who):
    for person in (mara, tom):
        write_talk_words(talk, by=person, is_shared=True, **WORDS)
    assert TalkWords.objects.visible_to(mara).count() == 2
    assert not TalkWords.objects.visible_to(request.getfixturevalue(who)).exists()


def test_ones_own_words_can_be_deleted(signed_in, talk, mara, tom):
    write_talk_words(talk, by=mara, **WORDS)
    write_talk_words(talk, by=tom, **ANSWER)
    for _twice in range(2):
        assert signed_in(mara).post(f"/talks/{talk.pk}/words/delete/").status_code == 302
    assert TalkWords.objects.get().by == tom


@pytest.mark.parametrize("words", [{}, {"will_try": " \n "}, {"needs": "x" * 601}])
def test_empty_and_endless_words_are_sent_back(signed_in, talk, mara, words):
    answer = signed_in(mara).post(f"/talks/{talk.pk}/words/", words)
    assert answer.status_code == 422
    assert words.get("needs", "") in answer.text
    assert not TalkWords.objects.exists()


def test_a_manager_who_is_it_no_more_finds_nothing_and_a_new_one_gets_a_card(
    signed_in, cohort, step, talk, mara, tom, grace
):
    write_talk_words(talk, by=tom, is_shared=True, **ANSWER)
    write_talk_words(talk, by=mara, is_shared=True, **WORDS)
    User.objects.filter(pk=mara.pk).update(manager=grace)
    mara.refresh_from_db()
    client = signed_in(tom)
    assert client.get(talk.get_absolute_url()).status_code == 404
    assert client.post(f"/talks/{talk.pk}/held/").status_code == 404
    assert signed_in(grace).get(talk.get_absolute_url()).status_code == 404
    signed_in(mara).post(at(cohort, step, "send/"))
    page = signed_in(grace).get(talk.get_absolute_url())
    assert page.status_code == 200
    assert WORDS["needs"] not in page.text
    kept = TalkWords.objects.get()
    assert (kept.by, kept.is_shared) == (mara, False)
    readers.run_all(cohort.space_id)
    assert told_of("talk.asked") == [grace.pk]
