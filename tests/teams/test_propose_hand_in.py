"""Handing in on the team's word, without the parts that are missing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from notifications.models import Notification
from spaces import readers
from spaces.actions import leave_space
from teams.actions import (
    drop_proposal,
    hand_in,
    leave_part,
    propose_hand_in,
    ready_part,
    save_part,
    take_part,
)
from teams.models import HandIn, Submission
from tests.teams.conftest import entries, write


def test_one_proposes_another_agrees(signed_in, draft, part, mara, aiko, harbor):
    write(part, mara)
    assert "Propose it to the team" in signed_in(mara).get(harbor.get_absolute_url()).text
    assert signed_in(mara).post(f"/submissions/{draft.pk}/propose/").status_code == 302
    page = signed_in(aiko).get(harbor.get_absolute_url()).text
    assert "Mara proposes to hand in without the rest" in page
    assert "Agree and hand in" in page
    signed_in(aiko).post(f"/submissions/{draft.pk}/hand-in/")
    assert HandIn.objects.get().handed_in_by == aiko


def test_ones_own_word_is_not_the_teams(draft, part, mara):
    write(part, mara)
    for _twice in range(2):
        propose_hand_in(draft, by=mara)
        with pytest.raises(ValidationError, match="Not every part is ready"):
            hand_in(draft, by=mara)
    assert len(entries(draft.team.space, "hand_in.proposed")) == 1


def test_two_who_propose_agree(draft, part, mara, jon):
    write(part, mara)
    propose_hand_in(draft, by=mara)
    assert propose_hand_in(draft, by=jon).is_handed_in


def test_who_has_the_missing_part_lets_go(draft, part, mara, jon):
    write(part, mara)
    missing = take_part(draft.parts.in_order()[1], by=jon)
    propose_hand_in(draft, by=mara)
    leave_part(missing, by=jon)
    assert hand_in(draft, by=mara).is_handed_in


def test_letting_go_of_ones_own_part_agrees_with_nobody(draft, part, mara, jon):
    write(part, mara)
    missing = take_part(draft.parts.in_order()[1], by=mara)
    propose_hand_in(draft, by=mara)
    leave_part(missing, by=mara)
    with pytest.raises(ValidationError, match="Not every part"):
        hand_in(draft, by=mara)


def test_in_a_team_of_two_ones_word_is_enough(draft, part, mara, jon, harbor, priya):
    write(part, mara)
    leave_space(harbor.space, person=jon, by=priya)
    assert propose_hand_in(draft, by=mara).is_handed_in


def test_all_ready_needs_no_proposal(draft, mara):
    for part in draft.parts.in_order():
        write(part, mara)
    assert propose_hand_in(draft, by=mara).is_handed_in


def test_nothing_ready_is_nothing_to_propose(draft, part, mara):
    with pytest.raises(ValidationError, match="No part is ready"):
        propose_hand_in(draft, by=mara)


def test_the_team_goes_on_writing(signed_in, draft, part, mara, aiko):
    write(part, mara)
    propose_hand_in(draft, by=mara)
    for _twice in range(2):
        signed_in(aiko).post(f"/submissions/{draft.pk}/go-on/")
    draft.refresh_from_db()
    assert not draft.is_proposed
    assert len(entries(draft.team.space, "hand_in.dropped")) == 1
    with pytest.raises(ValidationError, match="Not every part"):
        hand_in(draft, by=aiko)


def test_the_team_is_told_while_it_stands(draft, part, mara, aiko, jon, harbor):
    write(part, mara)
    propose_hand_in(draft, by=mara)
    readers.run_all(harbor.space_id)
    told = Notification.objects.filter(entry__verb="hand_in.proposed")
    assert set(told.values_list("person", "kind")) == {(aiko.pk, "team_waits"), (jon.pk, "team_waits")}


@pytest.mark.parametrize("who", ["lena", "priya", "grace", "tom", "ines", "stranger"])
@pytest.mark.parametrize("verb", ["propose", "go-on"])
def test_nobody_else_proposes(signed_in, request, draft, part, mara, lantern, who, verb):
    write(part, mara)
    somebody = request.getfixturevalue(who)
    assert signed_in(somebody).post(f"/submissions/{draft.pk}/{verb}/").status_code == 404
    for act in (propose_hand_in, drop_proposal):
        with pytest.raises(PermissionDenied):
            act(draft, by=somebody)


def test_through_the_api(signed_in, draft, part, mara, aiko):
    write(part, mara)
    assert signed_in(mara).post(f"/api/submissions/{draft.pk}/propose/").json()["handed_in_at"] is None
    assert signed_in(aiko).post(f"/api/submissions/{draft.pk}/propose/").json()["handed_in_by"] == aiko.pk


@pytest.mark.django_db(transaction=True)
def test_all_who_hand_in_at_once_hand_in_once(draft, mara, aiko, jon):
    for part in draft.parts.in_order():
        take_part(part, by=mara)
        save_part(part, by=mara, body="<p>Words.</p>", revision=0)
        ready_part(part, by=mara)

    def deed(person):
        try:
            return hand_in(Submission.objects.get(pk=draft.pk), by=person).handed_in_by_id
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        who = set(pool.map(deed, [mara, aiko, jon] * 2))
    assert HandIn.objects.filter(submission=draft).count() == 1
    assert len(who) == 1
    assert len(entries(draft.team.space, "submission.handed_in")) == 1
