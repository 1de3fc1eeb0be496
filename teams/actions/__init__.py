"""Every write to teams: forming them, their draft, hand-ins and feedback, commitments and what came of them."""

from teams.actions.checking_in import answer_check_in, ask_check_in, ask_check_ins
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
from teams.actions.ideas import (
    adopt_idea,
    build_on_idea,
    drop_idea,
    make_idea,
    stand_behind_idea,
    try_idea,
)
from teams.actions.meeting import accept_rhythm, choose_rhythm, object_to_rhythm
from teams.actions.mentoring import name_mentor, release_all_managers, release_mentor
from teams.actions.trying import add_evidence, respond

__all__ = [
    "PartChanged",
    "accept_rhythm",
    "add_evidence",
    "adopt_idea",
    "answer_check_in",
    "ask_check_in",
    "ask_check_ins",
    "build_on_idea",
    "choose_rhythm",
    "draw_teams",
    "drop_idea",
    "form_team",
    "give_feedback",
    "give_up_seat",
    "hand_in",
    "leave_part",
    "make_commitment",
    "make_idea",
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
    "respond",
    "save_part",
    "share_commitment",
    "share_outcome",
    "stand_behind_idea",
    "take_part",
    "take_seats",
    "thank",
    "try_idea",
]
