"""Rows of how drafts came about, what is waited for, other goes and galleries."""

from tests.access.matrix.rows import HANDED_IN, RUN, rows
from tests.access.world import IN_COHORT, LD, SIGNED_IN

PARTS = {"draft part 0": "TM", "lantern draft part 0": "CM"}
SHOWN = f"{IN_COHORT} LD2"
READS = f"MM MF {LD}"
NUDGE = {"step": "nudge", "words": "Hello"}
SAID = {"part": 1, "body": "Good"}
TASK = "cohort + team_task"
SECOND = "cohort + second task"
ROWS = [
    *rows("part_history", "GET", {**PARTS, "handed-in part 0": "TM"}),
    *rows("restore_version", "POST", {"version of the draft": "TM"}),
    *rows("remind", "POST", PARTS, **NUDGE),
    *rows("remind", "POST", {"handed-in part 0": "TM"}, refuse=READS, **NUDGE),
    *(
        row
        for name in ("propose_hand_in", "drop_proposal", "take_back")
        for row in [
            *rows(name, "POST", {"draft submission": "TM", "lantern draft submission": "CM"}),
            *rows(name, "POST", {"handed-in submission": "TM"}, refuse=READS),
        ]
    ),
    *rows("handed_in", "GET", {"hand-in": HANDED_IN, "first hand-in": RUN, "shown hand-in": SHOWN}),
    *rows("ask_again", "POST", {"hand-in": "MM MF"}, refuse=f"TM {LD}", words="Again"),
    *rows("comment_passage", "POST", {"shown hand-in": IN_COHORT}, refuse="LD2", **SAID),
    *rows("comment_passage", "POST", {"hand-in": ""}, refuse=HANDED_IN, **SAID),
    *rows("delete_comment", "POST", {"comment on a work": "CM MF LD"}, refuse="TM MM LD2"),
    *rows("gallery", "GET", {SECOND: SHOWN, TASK: RUN}),
    *rows("open_gallery", "POST", {SECOND: RUN, TASK: RUN}),
    *rows("close_gallery", "POST", {SECOND: RUN}),
    *rows("give_more_time", "POST", {"lantern + team_task": RUN}, until="2027-01-08"),
    *rows("api_propose_hand_in", "POST", {"draft submission": "TM", "lantern draft submission": "CM"}),
    *rows("api_take_back", "POST", {"draft submission": "TM"}),
    *rows("api_take_back", "POST", {"handed-in submission": "TM"}, refuse=READS),
    *rows("api_hand_ins", "GET", SIGNED_IN),
    *rows("api_one_hand_in", "GET", {"hand-in": HANDED_IN, "shown hand-in": SHOWN}),
    *rows("api_part_versions", "GET", {**PARTS, "handed-in part 0": "TM"}),
    *rows("api_restore_version", "POST", {"version of the draft": "TM"}),
]

THINGS = {
    "teams.HandIn": 10,
    "teams.PartVersion": 9,
    "teams.Reopening": 13,
    "teams.Reminder": 8,
    "teams.Gallery": 10,
    "teams.PassageComment": 10,
}
