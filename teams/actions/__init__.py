"""Every write to teams: forming them, their draft, hand-ins and feedback, commitments and what came of them."""

from teams.actions.committing import (
    make_commitment,
    note_outcome,
    reflect,
    share_commitment,
    share_outcome,
    thank,
)
from teams.actions.drafting import (
    PartChanged,
    leave_part,
    open_submission,
    ready_part,
    reopen_part,
    save_part,
    take_part,
)
from teams.actions.forming import (
    draw_teams,
    form_team,
    give_up_seat,
    move_member,
    place_late,
    take_seats,
)
from teams.actions.handing_in import give_feedback, hand_in
from teams.actions.meeting import accept_rhythm, choose_rhythm, object_to_rhythm
from teams.actions.mentoring import name_mentor, release_all_managers, release_mentor

__all__ = [
    "PartChanged",
    "accept_rhythm",
    "choose_rhythm",
    "draw_teams",
    "form_team",
    "give_feedback",
    "give_up_seat",
    "hand_in",
    "leave_part",
    "make_commitment",
    "move_member",
    "name_mentor",
    "note_outcome",
    "object_to_rhythm",
    "open_submission",
    "place_late",
    "ready_part",
    "reflect",
    "release_all_managers",
    "release_mentor",
    "reopen_part",
    "save_part",
    "share_commitment",
    "share_outcome",
    "take_part",
    "take_seats",
    "thank",
]
