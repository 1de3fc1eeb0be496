"""Every write to teams: forming them, their draft, hand-ins and feedback, commitments and what came of them."""

from teams.actions.answering import ask_again, give_feedback
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
    restore_version,
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
from teams.actions.handing_in import drop_proposal, hand_in, propose_hand_in, take_back
from teams.actions.meeting import accept_rhythm, choose_rhythm, object_to_rhythm
from teams.actions.mentoring import name_mentor, release_all_managers, release_mentor
from teams.actions.reminding import remind
from teams.actions.showing import (
    close_gallery,
    comment_passage,
    delete_comment,
    open_due_galleries,
    open_gallery,
)

__all__ = [
    "PartChanged",
    "accept_rhythm",
    "ask_again",
    "choose_rhythm",
    "close_gallery",
    "comment_passage",
    "delete_comment",
    "draw_teams",
    "drop_proposal",
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
    "open_due_galleries",
    "open_gallery",
    "open_submission",
    "place_late",
    "propose_hand_in",
    "ready_part",
    "reflect",
    "release_all_managers",
    "release_mentor",
    "remind",
    "reopen_part",
    "restore_version",
    "save_part",
    "share_commitment",
    "share_outcome",
    "take_back",
    "take_part",
    "take_seats",
    "thank",
]
