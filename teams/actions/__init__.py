"""Every write to teams: forming them, their draft, hand-ins and feedback, commitments and what came of them."""

from teams.actions.choosing import choose_team, leave_team
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
from teams.actions.forming import draw_teams, form_team, place_rest
from teams.actions.handing_in import give_feedback, hand_in
from teams.actions.importing import import_teams
from teams.actions.meeting import accept_rhythm, choose_rhythm, object_to_rhythm
from teams.actions.mentoring import name_mentor, release_all_managers, release_mentor
from teams.actions.merging import dissolve_team, merge_teams
from teams.actions.seating import (
    give_up_seat,
    move_member,
    place_late,
    seat_member,
    take_seats,
    unseat_member,
)
from teams.actions.sets import close_choice, edit_team_set, make_team_set, remind_unplaced

__all__ = [
    "PartChanged",
    "accept_rhythm",
    "choose_rhythm",
    "choose_team",
    "close_choice",
    "dissolve_team",
    "draw_teams",
    "edit_team_set",
    "form_team",
    "give_feedback",
    "give_up_seat",
    "hand_in",
    "import_teams",
    "leave_part",
    "leave_team",
    "make_commitment",
    "make_team_set",
    "merge_teams",
    "move_member",
    "name_mentor",
    "note_outcome",
    "object_to_rhythm",
    "open_submission",
    "place_late",
    "place_rest",
    "ready_part",
    "reflect",
    "release_all_managers",
    "release_mentor",
    "remind_unplaced",
    "reopen_part",
    "save_part",
    "seat_member",
    "share_commitment",
    "share_outcome",
    "take_part",
    "take_seats",
    "thank",
    "unseat_member",
]
