"""Every write to cohorts: running them, who is enrolled, who finished, and kind nudges."""

from cohorts.actions.enrolling import (
    enroll,
    enroll_many,
    move,
    remove,
    withdraw,
    withdraw_many,
)
from cohorts.actions.finishing import complete_many, mark_done, record_completion
from cohorts.actions.inviting import invite, invite_by_email
from cohorts.actions.nudging import nudge
from cohorts.actions.reminding import remind_due
from cohorts.actions.running import (
    create_cohort,
    end_cohort,
    join_as_admin,
    name_facilitator,
    prompt_thread,
    set_due_date,
    start_cohort,
)

__all__ = [
    "complete_many",
    "create_cohort",
    "end_cohort",
    "enroll",
    "enroll_many",
    "invite",
    "invite_by_email",
    "join_as_admin",
    "mark_done",
    "move",
    "name_facilitator",
    "nudge",
    "prompt_thread",
    "record_completion",
    "remind_due",
    "remove",
    "set_due_date",
    "start_cohort",
    "withdraw",
    "withdraw_many",
]
