"""What a task says to work that comes after its due date."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.actions import set_due_date
from courses.models import Activity
from teams.actions import hand_in
from tests.teams.conftest import write

Policy = Activity.LatePolicy


@pytest.mark.parametrize(
    ("policy", "days", "late", "is_taken"),
    [
        (Policy.ACCEPT, 3, 40, True),
        (Policy.DAYS, 3, 2, True),
        (Policy.DAYS, 3, 4, False),
        (Policy.REFUSE, 3, 1, False),
        (Policy.REFUSE, 3, -1, True),
    ],
)
def test_it_is_taken_or_refused(draft, task, cohort, mara, priya, policy, days, late, is_taken):
    task.late_policy, task.late_days = policy, days
    task.save()
    for part in draft.parts.in_order():
        write(part, mara)
    now = timezone.now()
    set_due_date(cohort, task.stable_id, due_at=now - timedelta(days=late), by=priya)
    if is_taken:
        assert hand_in(draft, by=mara, occurred_at=now).is_handed_in
        assert draft.hand_ins.get().days_late == max(0, late)
        return
    with pytest.raises(ValidationError, match="Ask your facilitator for more time"):
        hand_in(draft, by=mara, occurred_at=now)


def test_more_time_opens_it_again(signed_in, draft, task, cohort, mara, priya, harbor):
    task.late_policy = Policy.REFUSE
    task.save()
    for part in draft.parts.in_order():
        write(part, mara)
    set_due_date(cohort, task.stable_id, due_at=timezone.now() - timedelta(days=1), by=priya)
    until = (timezone.now() + timedelta(days=2)).date().isoformat()
    address = f"/teams/{harbor.pk}/tasks/{task.stable_id}/more-time/"
    assert signed_in(mara).post(address, {"until": until}).status_code == 404
    assert signed_in(priya).post(address, {"until": "soon"}).status_code == 422
    assert signed_in(priya).post(address, {"until": until}).status_code == 302
    assert hand_in(draft, by=mara).is_handed_in
    assert not draft.hand_ins.get().is_late


def test_a_reader_sees_how_late_it_was(signed_in, draft, task, cohort, mara, priya, grace):
    for part in draft.parts.in_order():
        write(part, mara)
    set_due_date(cohort, task.stable_id, due_at=timezone.now() - timedelta(days=2), by=priya)
    hand_in(draft, by=mara)
    assert "2 days late" in signed_in(grace).get(draft.get_absolute_url()).text
