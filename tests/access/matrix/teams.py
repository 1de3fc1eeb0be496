"""Rows of teams, their drafts and hand-ins."""

from tests.access.matrix.rows import HANDED_IN, HARBOR, LANTERN, RUN, WORDS, rows
from tests.access.world import LD, SIGNED_IN

PARTS = {"draft part 0": "TM", "lantern draft part 0": "CM"}
ROWS = [
    *rows("team", "GET", {"harbor": HARBOR, "lantern": LANTERN, "heron": "TM"}),
    *rows("name_mentor", "POST", {"harbor": RUN}),
    *rows("release_mentor", "POST", {"harbor": RUN}, person="MM"),
    *rows("take_task_part", "POST", {"harbor + team_task": "TM", "lantern + team_task": "CM"}),
    *rows("part", "GET POST", PARTS),
    *rows("part", "GET", {"handed-in part 0": HANDED_IN}),
    *(
        row
        for name in ("take_part", "leave_part", "ready_part", "reopen_part")
        for row in [
            *rows(name, "POST", PARTS),
            *rows(name, "POST", {"handed-in part 0": "TM"}, refuse=f"MM MF {LD}"),
        ]
    ),
    *rows("submission", "GET", {"handed-in submission": HANDED_IN, "draft submission": "TM"}),
    *rows("submission", "POST", {"handed-in submission": "MM MF"}, refuse=f"TM {LD}", **WORDS),
    *rows("draft_acts", "GET", {"draft submission": "TM", "lantern draft submission": "CM"}),
    *rows("hand_in", "POST", {"draft submission": "TM"}),
    *rows("hand_in", "POST", {"handed-in submission": "TM"}, refuse=f"MM MF {LD}"),
    *rows("api_teams", "GET", SIGNED_IN),
    *rows("api_team", "GET", {"harbor": HARBOR, "lantern": LANTERN}),
    *rows("api_submissions", "GET", SIGNED_IN),
    *rows("api_submission", "GET", {"handed-in submission": HANDED_IN, "draft submission": "TM"}),
    *rows("api_hand_in", "POST", {"draft submission": "TM", "lantern draft submission": "CM"}),
    *rows("api_hand_in", "POST", {"handed-in submission": "TM"}, refuse=f"MM MF {LD}"),
    *rows("api_part", "GET PUT", PARTS),
    *rows("api_part", "GET", {"handed-in part 0": HANDED_IN}),
    *rows("api_take_part", "POST", PARTS),
    *rows("api_ready_part", "POST", PARTS),
]

THINGS = {
    "teams.Team": 8,
    "teams.Submission": 10,
    "teams.Part": 9,
    "teams.Feedback": 13,
}
