"""Taking back what one showed, answered, added or had as an idea, and bringing it again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from analytics.applied import ideas_adopted
from cohorts.models import ActivityProgress, Enrollment
from courses.models import Activity
from discussions import actions as talk
from discussions.models import Thread
from files import actions as files
from files.models import StoredFile
from notifications.models import Notification
from spaces import catch_up, readers
from teams import actions
from teams.models import Commitment, Idea
from tests.access.world import picture
from tests.teams.conftest import entries

TRACE = "Deleted by its writer."
LIVE = {"HX-Request": "true"}


@pytest.fixture
def told(cohort, harbor, steps, mara) -> Commitment:
    """Mara told how her try went."""
    row = Enrollment.objects.select_related("cohort__space", "person").get(cohort=cohort, person=mara)
    step = steps["commitment"].stable_id
    made = actions.make_commitment(row, by=mara, what="Ask first", by_on=date(2026, 11, 26), activity_id=step)
    return actions.reflect(made, by=mara, result="worked")


@pytest.fixture
def idea(cohort, harbor, mara) -> Idea:
    stream = Thread.objects.select_related("space").get(space=harbor.space, kind=Thread.Kind.STREAM)
    post = talk.post_reply(stream, by=mara, body="<p>It began with a number.</p>")
    return actions.make_idea(post, by=mara, space=cohort.space, title="Say where", body="<p>Rather not</p>")


def press(client, said, act: str, **headers):
    return client.post(f"/words/{said._meta.model_name}/{said.pk}/{act}/", headers=headers)


def words_of(told, idea, mara, aiko, lena) -> list[tuple]:
    """One of each kind: its words, who wrote it, where it is read."""
    return [
        (actions.add_evidence(told, by=mara, body="<p>The evidence</p>"), mara, told),
        (actions.respond(told, by=aiko, body="The response"), aiko, told),
        (actions.build_on_idea(idea, by=lena, body="The addition"), lena, idea),
    ]


def test_its_writer_takes_it_back_and_brings_it_again(signed_in, told, idea, mara, aiko, lena, lantern, jon):
    for said, by, page in words_of(told, idea, mara, aiko, lena):
        client, reader, words = signed_in(by), signed_in(jon), f"The {said._meta.model_name}"
        assert press(client, said, "delete").headers["Location"] == said.get_absolute_url()
        shown = reader.get(page.get_absolute_url()).text
        assert TRACE in shown
        assert words not in shown
        press(client, said, "restore")
        assert words in reader.get(page.get_absolute_url()).text


def test_twice_is_quiet_and_the_journal_has_it_once(told, aiko, harbor):
    sent = actions.respond(told, by=aiko, body="Rather not")
    for _twice in range(2):
        actions.delete_words(sent, by=aiko)
    for _twice in range(2):
        actions.restore_words(sent, by=aiko)
    assert len(entries(harbor.space, "response.deleted")) == 1
    assert len(entries(harbor.space, "response.restored")) == 1


def test_nobody_else_does(signed_in, told, idea, mara, aiko, lena, lantern, jon, priya, stranger):
    for said, _by, _page in words_of(told, idea, mara, aiko, lena):
        for other in (jon, priya):
            assert press(signed_in(other), said, "delete").status_code == 403
        assert press(signed_in(stranger), said, "delete").status_code == 404
        said.refresh_from_db()
        assert not said.is_deleted


def test_one_click_undoes_it_where_it_stood(signed_in, told, mara):
    said = actions.add_evidence(told, by=mara, body="<p>Rather not</p>")
    page = signed_in(mara).get(told.get_absolute_url()).text
    assert f'formaction="/words/evidence/{said.pk}/delete/"' in page
    gone = press(signed_in(mara), said, "delete", **LIVE).text
    assert "post--mine" in gone
    assert f'formaction="/words/evidence/{said.pk}/restore/"' in gone
    assert "Rather not" in press(signed_in(mara), said, "restore", **LIVE).text


def test_watchers_see_it_go(cohort, told, mara, aiko):
    said = actions.add_evidence(told, by=mara, body="<p>Rather not</p>")
    cohort.space.refresh_from_db()
    before = cohort.space.last_number
    actions.delete_words(said, by=mara)
    cohort.space.refresh_from_db()
    [line] = catch_up.after(cohort.space, before, aiko).lines
    assert TRACE in line["html"]
    assert "post--mine" not in line["html"]


def test_its_picture_goes_too(told, mara, aiko):
    photo = files.store(picture("desk.png"), by=mara, alt="His desk")
    body = f'<p><img src="{photo.get_absolute_url()}" alt="His desk"></p>'
    said = actions.add_evidence(told, by=mara, body=body)
    assert StoredFile.objects.visible_to(aiko).filter(pk=photo.pk).exists()
    actions.delete_words(said, by=mara)
    assert not StoredFile.objects.visible_to(aiko).filter(pk=photo.pk).exists()


def test_what_was_told_of_it_is_no_news_any_more(signed_in, told, aiko, mara, harbor):
    sent = actions.respond(told, by=aiko, body="Rather not")
    readers.run_all(harbor.space_id)
    mine = Notification.objects.visible_to(mara).filter(entry__verb="response.sent")
    assert mine.unread().exists()
    actions.delete_words(sent, by=aiko)
    assert "answered what you tried" not in signed_in(mara).get("/bell/").text
    readers.run_all(harbor.space_id)
    assert not mine.unread().exists()
    later = actions.respond(told, by=aiko, body="Nor this")
    actions.delete_words(later, by=aiko)
    readers.run_all(harbor.space_id)
    assert not mine.unread().exists()


def test_it_counts_nowhere(signed_in, cohort, harbor, told, steps, aiko, mara):
    Activity.objects.filter(pk=steps["commitment"].pk).update(responses_needed=1)
    row = Enrollment.objects.select_related("cohort__space", "person").get(cohort=cohort, person=aiko)
    step = steps["commitment"].stable_id
    actions.make_commitment(row, by=aiko, what="Too", by_on=date(2026, 11, 26), activity_id=step)
    sent = actions.respond(told, by=aiko, body="So did mine")

    def is_done() -> bool:
        for space in (cohort.space, harbor.space):
            readers.run("progress", space.pk)
        return ActivityProgress.objects.get(enrollment=row, activity_id=step).is_done

    assert is_done()
    assert "1 answer" in signed_in(mara).get("/commitments/").text
    actions.delete_words(sent, by=aiko)
    assert not is_done()
    assert "1 answer" not in signed_in(mara).get("/commitments/").text
    actions.restore_words(sent, by=aiko)
    assert is_done()


def test_an_idea_goes_until_somebody_builds_on_it(signed_in, cohort, idea, mara, lena, lantern):
    client, address = signed_in(mara), f"/spaces/{cohort.space_id}/ideas/"
    assert f"/words/idea/{idea.pk}/delete/" in client.get(idea.get_absolute_url()).text
    press(client, idea, "delete")
    assert "Say where" not in client.get(address).text
    page = signed_in(lena).get(idea.get_absolute_url()).text
    assert TRACE in page
    assert "Say where" not in page
    assert "/restore/" not in page
    assert f"/words/idea/{idea.pk}/restore/" in client.get(idea.get_absolute_url()).text
    assert ideas_adopted(cohort).denominator == 0
    with pytest.raises(ValidationError, match="Deleted"):
        actions.build_on_idea(idea, by=lena, body="And")
    press(client, idea, "restore")
    assert ideas_adopted(cohort).denominator == 1
    added = actions.build_on_idea(idea, by=lena, body="And")
    assert f"/words/idea/{idea.pk}/delete/" not in client.get(idea.get_absolute_url()).text
    with pytest.raises(ValidationError, match="stays"):
        actions.delete_words(idea, by=mara)
    actions.delete_words(added, by=lena)
    assert actions.delete_words(idea, by=mara).is_deleted


def test_an_idea_that_somebody_stands_behind_stays(idea, mara, jon):
    Idea.objects.filter(pk=idea.pk).update(build_until=timezone.now() - timedelta(hours=1))
    idea.refresh_from_db()
    actions.stand_behind_idea(idea, by=jon)
    with pytest.raises(ValidationError, match="stays"):
        actions.delete_words(idea, by=mara)


def test_programs_are_not_told_of_it(signed_in, told, idea, mara, aiko, lena, lantern, jon):
    for said, by, _page in words_of(told, idea, mara, aiko, lena):
        actions.delete_words(said, by=by)
    client = signed_in(jon)
    for address in (
        f"/api/commitments/{told.pk}/evidence/",
        f"/api/commitments/{told.pk}/responses/",
        f"/api/ideas/{idea.pk}/additions/",
    ):
        assert client.get(address).json() == []
    actions.delete_words(idea, by=mara)
    assert client.get("/api/ideas/").json()["results"] == []
    assert client.get(f"/api/ideas/{idea.pk}/").status_code == 404


def test_who_left_the_team_takes_no_answer_back(signed_in, cohort, told, aiko, priya):
    from cohorts.actions import withdraw

    sent = actions.respond(told, by=aiko, body="So did mine")
    withdraw(Enrollment.objects.get(cohort=cohort, person=aiko), by=priya)
    assert press(signed_in(aiko), sent, "delete").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.delete_words(sent, by=aiko)
