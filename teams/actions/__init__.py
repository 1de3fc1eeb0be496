"""Every write to teams: forming them, drafts, hand-ins and feedback, reviews, commitments and what came of them."""

from teams.actions.answering import answer_second_look, ask_second_look, look_at_author, rate_review
from teams.actions.checking_in import answer_check_in, ask_check_in, ask_check_ins
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
    restore_version,
    save_part,
    take_part,
)
from teams.actions.feedback import ask_again, give_feedback
from teams.actions.forming import draw_teams, form_team, place_rest
from teams.actions.going_on import add_set_note, go_on, leave_set, skip_turn, swap_turn, write_problem
from teams.actions.handing_in import drop_proposal, hand_in, propose_hand_in, take_back
from teams.actions.ideas import (
    adopt_idea,
    build_on_idea,
    drop_idea,
    make_idea,
    stand_behind_idea,
    try_idea,
)
from teams.actions.importing import import_teams
from teams.actions.meeting import accept_rhythm, choose_rhythm, object_to_rhythm
from teams.actions.mentoring import name_mentor, release_all_managers, release_mentor, set_mentor_limit
from teams.actions.merging import dissolve_team, merge_teams
from teams.actions.naming import rename_team
from teams.actions.noting import delete_note, hand_over_note, write_note
from teams.actions.office import (
    book_office_hour,
    cancel_office_hour,
    offer_office_hours,
    withdraw_office_hour,
)
from teams.actions.practising import (
    empty_practice_rooms,
    enter_practice_room,
    open_practice_room,
    prepare_practice_room,
    release_guests,
)
from teams.actions.reminding import remind
from teams.actions.reviewing import leave_mark, save_mark, sign_review, take_mark
from teams.actions.rounds import offer_more, open_round, release_round
from teams.actions.seating import (
    give_up_seat,
    move_member,
    place_late,
    seat_member,
    take_seats,
    unseat_member,
)
from teams.actions.sets import close_choice, edit_team_set, make_team_set, remind_unplaced
from teams.actions.showing import (
    close_gallery,
    comment_passage,
    delete_comment,
    open_due_galleries,
    open_gallery,
)
from teams.actions.taking import delete_words, restore_words
from teams.actions.talking import (
    delete_talk_words,
    hold_talk,
    send_card,
    tell_of_talk,
    write_talk_words,
)
from teams.actions.tending import tend_round
from teams.actions.trying import add_evidence, respond

__all__ = [
    "PartChanged",
    "accept_rhythm",
    "add_evidence",
    "add_set_note",
    "adopt_idea",
    "answer_check_in",
    "answer_second_look",
    "ask_again",
    "ask_check_in",
    "ask_check_ins",
    "ask_second_look",
    "book_office_hour",
    "build_on_idea",
    "cancel_office_hour",
    "choose_rhythm",
    "choose_team",
    "close_choice",
    "close_gallery",
    "comment_passage",
    "delete_comment",
    "delete_note",
    "delete_talk_words",
    "delete_words",
    "dissolve_team",
    "draw_teams",
    "drop_idea",
    "drop_proposal",
    "edit_team_set",
    "empty_practice_rooms",
    "enter_practice_room",
    "form_team",
    "give_feedback",
    "give_up_seat",
    "go_on",
    "hand_in",
    "hand_over_note",
    "hold_talk",
    "import_teams",
    "leave_mark",
    "leave_part",
    "leave_set",
    "leave_team",
    "look_at_author",
    "make_commitment",
    "make_idea",
    "make_team_set",
    "merge_teams",
    "move_member",
    "name_mentor",
    "note_outcome",
    "object_to_rhythm",
    "offer_more",
    "offer_office_hours",
    "open_due_galleries",
    "open_gallery",
    "open_practice_room",
    "open_round",
    "open_submission",
    "place_late",
    "place_rest",
    "prepare_practice_room",
    "propose_hand_in",
    "rate_review",
    "ready_part",
    "reflect",
    "release_all_managers",
    "release_guests",
    "release_mentor",
    "release_round",
    "remind",
    "remind_unplaced",
    "rename_team",
    "reopen_part",
    "respond",
    "restore_version",
    "restore_words",
    "save_mark",
    "save_part",
    "seat_member",
    "send_card",
    "set_mentor_limit",
    "share_commitment",
    "share_outcome",
    "sign_review",
    "skip_turn",
    "stand_behind_idea",
    "swap_turn",
    "take_back",
    "take_mark",
    "take_part",
    "take_seats",
    "tell_of_talk",
    "tend_round",
    "thank",
    "try_idea",
    "unseat_member",
    "withdraw_office_hour",
    "write_note",
    "write_problem",
    "write_talk_words",
]
