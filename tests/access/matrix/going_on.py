"""Rows of teams that go on as a set: what they keep is their members' alone."""

from tests.access.matrix.rows import rows
from tests.access.world import NOBODY

MEETING = {"set + set's week": "TM"}
ROWS = [
    *rows("go_on", "POST", {"set": "TM"}),
    *rows("go_on", "POST", {"harbor": "TM"}, refuse="MM"),
    *rows("leave_set", "POST", {"set": "TM", "lantern": "CM"}),
    *rows("agenda", "GET", {"set": "TM", "harbor": NOBODY}),
    *rows("agenda_of", "GET", MEETING),
    *rows("write_problem", "POST", MEETING, body="Something"),
    *rows("add_set_note", "POST", MEETING, kind="note", body="Something"),
    *rows("swap_turn", "POST", MEETING),
    *rows("invite_mentor", "POST", {"set": "TM", "harbor": NOBODY}),
    *rows("thank_mentor", "POST", {"set": "TM", "harbor": NOBODY}, person="MM"),
]

THINGS = {"teams.LearningSet": 8, "teams.SetMeeting": 9, "teams.SetNote": 9}
