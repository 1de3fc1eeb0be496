"""What was handed in stays as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.actions import set_due_date
from cohorts.models import Cohort
from cohorts.schedule import schedule_of
from files.models import StoredFile
from spaces.actions import leave_space
from teams.actions import hand_in, propose_hand_in, ready_part, release_round, save_part
from teams.models import HandIn, Part
from tests.discussions.test_images import picture
from tests.teams.conftest import write


def test_words_people_and_moment_are_kept(handed_in, part, mara, aiko, jon, priya, harbor):
    frozen = handed_in.hand_ins.get()
    assert (frozen.number, frozen.handed_in_by, frozen.handed_in_at) == (1, mara, handed_in.handed_in_at)
    assert set(frozen.people) == {mara, aiko, jon}
    first = frozen.parts[0]
    assert first == {
        "id": part.pk,
        "title": part.title,
        "body": "<p>One thing a week.</p>",
        "owner": mara.pk,
        "is_ready": True,
    }
    assert [p["is_ready"] for p in frozen.parts] == [True, False, False]
    leave_space(harbor.space, person=jon, by=priya)
    Part.objects.update(body="<p>Other words.</p>", title="Other")
    frozen.refresh_from_db()
    assert frozen.parts[0] == first
    assert frozen.roster.filter(pk=jon.pk).exists()


def test_handing_in_twice_freezes_once(handed_in, aiko):
    hand_in(handed_in, by=aiko)
    assert HandIn.objects.count() == 1


@pytest.mark.parametrize("who", ["mara", "aiko", "grace", "priya", "ines"])
def test_it_has_a_page_for_its_readers(signed_in, request, handed_in, who):
    page = signed_in(request.getfixturevalue(who)).get(handed_in.hand_ins.get().get_absolute_url())
    assert page.status_code == 200
    assert "One thing a week." in page.content.decode()


@pytest.mark.parametrize("who", ["lena", "tom", "stranger"])
def test_others_do_not_find_it(signed_in, request, handed_in, lantern, who):
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).get(handed_in.hand_ins.get().get_absolute_url()).status_code == 404
    assert not HandIn.objects.visible_to(somebody).exists()


def test_its_pictures_go_with_it_and_others_stay_the_teams(draft, part, mara, aiko, grace):
    shown, dropped = picture(mara), picture(mara)
    for revision, file in enumerate((dropped, shown)):
        body = f'<p>Here</p><img src="/files/{file.pk}/" alt="Our flow">'
        save_part(part, by=mara, body=body, revision=revision)
    ready_part(part, by=mara)
    assert not StoredFile.objects.visible_to(grace).exists()
    propose_hand_in(draft, by=aiko)
    hand_in(draft, by=mara)
    shown.refresh_from_db()
    assert shown.parent_type == "teams.submission"
    dropped.refresh_from_db()
    assert dropped.parent_type == "teams.part"
    assert shown in StoredFile.objects.visible_to(grace)
    assert set(StoredFile.objects.visible_to(mara)) == {shown, dropped}


@pytest.mark.parametrize(("minutes", "late"), [(-1, 0), (0, 0), (0.5, 1), (1, 1), (90, 90)])
def test_how_late_it_was_is_kept(draft, part, mara, aiko, task, cohort, priya, minutes, late):
    write(part, mara)
    propose_hand_in(draft, by=aiko)
    now = timezone.now()
    set_due_date(cohort, task.stable_id, due_at=now - timedelta(minutes=minutes), by=priya)
    hand_in(draft, by=mara, occurred_at=now)
    frozen = draft.hand_ins.get()
    assert (frozen.late_by, frozen.is_late) == (late, late > 0)


def test_more_time_for_one_is_more_time_for_the_team(draft, part, mara, aiko, task, cohort, priya):
    write(part, mara)
    propose_hand_in(draft, by=aiko)
    now = timezone.now()
    set_due_date(cohort, task.stable_id, due_at=now - timedelta(days=1), by=priya)
    set_due_date(cohort, task.stable_id, due_at=now + timedelta(days=1), by=priya, person=aiko)
    hand_in(draft, by=mara, occurred_at=now)
    assert not draft.hand_ins.get().is_late


def test_more_time_for_the_team_counts_and_not_for_others(
    draft, part, mara, aiko, harbor, lantern, task, cohort, priya
):
    write(part, mara)
    propose_hand_in(draft, by=aiko)
    now = timezone.now()
    set_due_date(cohort, task.stable_id, due_at=now - timedelta(days=1), by=priya)
    set_due_date(cohort, task.stable_id, due_at=now + timedelta(days=1), by=priya, space=harbor.space)
    hand_in(draft, by=mara, occurred_at=now)
    assert not draft.hand_ins.get().is_late
    schedule = schedule_of(cohort)
    assert schedule.due_at(task.stable_id, mara.pk) == now + timedelta(days=1)
    assert schedule.due_at(task.stable_id, lantern.seats.get().enrollment.person_id) < now
    [met] = Cohort.objects.filter(pk=cohort.pk).as_met_by(mara)
    assert schedule_of(met).due_at(task.stable_id, mara.pk) == now + timedelta(days=1)


def test_its_page_says_what_its_reviews_wait_for(signed_in, round, harbor, mara, lena, priya):
    hand_in = round.works.get(team=harbor).hand_in
    page = signed_in(mara).get(hand_in.get_absolute_url()).content.decode()
    assert "The work is being read." in page
    assert "works with fewer than two reviews are then offered" in page
    release_round(round, by=priya)
    page = signed_in(mara).get(hand_in.get_absolute_url()).content.decode()
    assert "until then you can ask for a second look" in page
