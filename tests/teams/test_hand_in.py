"""Handing in, and the answer."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts.actions import withdraw
from cohorts.models import ActivityProgress, Enrollment
from files.models import StoredFile
from notifications.models import Notification
from spaces import readers
from spaces.actions import leave_space
from teams.actions import give_feedback, hand_in
from teams.models import Feedback
from tests.discussions.test_images import picture
from tests.teams.conftest import entries, write


def test_it_is_a_moment_with_names(signed_in, draft, part, mara, harbor):
    for one in draft.parts.in_order():
        write(one, mara)
    page = signed_in(mara).post(f"/submissions/{draft.pk}/hand-in/", follow=True).content.decode()
    assert "Thank you, Aiko, Jon and Mara" in page or "Thank you, Mara, Aiko and Jon" in page
    assert "2 parts" not in page


def test_the_page_warns_of_parts_that_are_not_ready(signed_in, draft, part, mara, harbor):
    write(part, mara)
    page = signed_in(mara).get(harbor.get_absolute_url()).content.decode()
    assert "Not ready yet: How we say it and When it goes wrong." in page


def test_the_roster_is_frozen_and_the_entry_names_it(handed_in, task, harbor, mara, aiko, jon, priya):
    [entry] = entries(harbor.space, "submission.handed_in")
    people = sorted([mara.pk, aiko.pk, jon.pk])
    frozen = handed_in.hand_ins.get()
    assert entry.data == {
        "activity": str(task.stable_id),
        "people": people,
        "hand_in": frozen.pk,
        "number": 1,
    }
    leave_space(harbor.space, person=jon, by=priya)
    assert sorted(handed_in.roster.values_list("pk", flat=True)) == people


def test_a_double_click_hands_in_once(signed_in, draft, part, mara, aiko, harbor):
    for one in draft.parts.in_order():
        write(one, mara)
    for person in (mara, mara, aiko):
        assert signed_in(person).post(f"/submissions/{draft.pk}/hand-in/").status_code == 302
    assert len(entries(harbor.space, "submission.handed_in")) == 1
    draft.refresh_from_db()
    assert draft.handed_in_by == mara


def test_a_draft_without_a_ready_part_is_refused(draft, part, mara):
    with pytest.raises(ValidationError, match="No part is ready"):
        hand_in(draft, by=mara)


def test_the_step_is_done_for_everyone_on_the_roster(handed_in, task, harbor, cohort):
    readers.run("progress", harbor.space_id)
    done = ActivityProgress.objects.done().filter(activity_id=task.stable_id)
    assert done.filter(enrollment__cohort=cohort).count() == 3


def test_team_and_mentor_are_told(handed_in, harbor, mara, aiko, jon, grace):
    readers.run_all(harbor.space_id)
    told = Notification.objects.filter(entry__verb="submission.handed_in").values_list("person", flat=True)
    assert set(told) == {aiko.pk, jon.pk, grace.pk}


@pytest.mark.parametrize("who", ["lena", "priya", "grace", "tom", "ines", "stranger"])
def test_nobody_else_hands_in(signed_in, request, draft, part, mara, lantern, who):
    write(part, mara)
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).post(f"/submissions/{draft.pk}/hand-in/").status_code == 404
    with pytest.raises(PermissionDenied):
        hand_in(draft, by=somebody)


@pytest.mark.parametrize("who", ["mara", "aiko", "grace", "priya", "ines"])
def test_who_may_read_what_was_handed_in(signed_in, request, handed_in, who):
    page = signed_in(request.getfixturevalue(who)).get(handed_in.get_absolute_url())
    assert page.status_code == 200
    assert "One thing a week." in page.content.decode()


@pytest.mark.parametrize("who", ["lena", "tom", "stranger"])
def test_others_do_not_learn_of_it(signed_in, request, handed_in, lantern, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(handed_in.get_absolute_url()).status_code == 404
    assert client.post(handed_in.get_absolute_url(), {"body": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["grace", "priya"])
def test_mentor_or_facilitator_answers(signed_in, request, handed_in, harbor, mara, who):
    somebody = request.getfixturevalue(who)
    answer = signed_in(somebody).post(handed_in.get_absolute_url(), {"body": "The first line lands."})
    assert answer.status_code == 302
    assert Feedback.objects.get().by == somebody
    assert "The first line lands." in signed_in(mara).get(harbor.get_absolute_url()).content.decode()
    readers.run_all(harbor.space_id)
    told = Notification.objects.filter(entry__verb="feedback.given")
    assert told.count() == 3


@pytest.mark.parametrize("who", ["mara", "lena", "tom", "ines", "stranger"])
def test_nobody_else_answers(request, handed_in, lantern, who):
    with pytest.raises(PermissionDenied):
        give_feedback(handed_in, by=request.getfixturevalue(who), body="<p>x</p>")


def test_the_same_answer_twice_is_quiet_and_it_may_be_mended(handed_in, harbor, grace, priya):
    give_feedback(handed_in, by=grace, body="<p>Good.</p>")
    give_feedback(handed_in, by=grace, body="<p>Good.</p>")
    assert len(entries(harbor.space, "feedback.given")) == 1
    assert give_feedback(handed_in, by=grace, body="<p>Better.</p>").body == "<p>Better.</p>"
    with pytest.raises(ValidationError, match="Grace Test has answered"):
        give_feedback(handed_in, by=priya, body="<p>Mine.</p>")


def test_a_draft_is_not_answered(draft, grace):
    with pytest.raises(PermissionDenied):
        give_feedback(draft, by=grace, body="<p>x</p>")


def test_what_waits_stands_on_the_mentors_page(signed_in, handed_in, grace, mara):
    page = signed_in(grace).get("/mentoring/").content.decode()
    assert handed_in.get_absolute_url() in page
    give_feedback(handed_in, by=grace, body="<p>Good.</p>")
    assert "Nothing waits for you" in signed_in(grace).get("/mentoring/").content.decode()
    assert "Nothing waits for you" in signed_in(mara).get("/mentoring/").content.decode()


def test_who_left_the_cohort_frees_their_part(draft, part, mara, cohort):
    withdraw(Enrollment.objects.get(cohort=cohort, person=mara), by=mara)
    readers.run_all(cohort.space_id)
    part.refresh_from_db()
    assert part.owner is None


def test_a_picture_in_the_answer_is_seen_by_the_team(handed_in, mara, grace, stranger):
    file = picture(grace)
    body = f'<p>See here</p><img src="/files/{file.pk}/" alt="Our flow">'
    give_feedback(handed_in, by=grace, body=body)
    assert StoredFile.objects.visible_to(mara).get() == file
    assert not StoredFile.objects.visible_to(stranger).exists()
