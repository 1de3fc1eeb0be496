"""Rows of forming teams: boards of sets, seating people, choosing one's team."""

from tests.access.matrix.rows import COHORT, COHORTS, RUN, RUN_COHORTS, rows
from tests.access.world import LD, NOBODY

SETS = {"chosen set": RUN, "course-long set": RUN}
LEARNERS = {"chosen set": "CM TM"}
HELPERS = f"MM MF {LD}"
ROWS = [
    *rows("draw_teams", "GET POST", RUN_COHORTS),
    *rows("make_team_set", "GET POST", RUN_COHORTS),
    *(row for name in ("team_set", "edit_team_set", "import_teams") for row in rows(name, "GET POST", SETS)),
    *(
        row
        for name in ("form_team", "place_rest", "close_choice", "remind_unplaced")
        for row in rows(name, "POST", SETS)
    ),
    *rows("move_member", "POST", {"course-long set": RUN}, moved="TM's enrollment", parent="lantern"),
    *rows("place_late", "POST", SETS, enrollment="Pat0's enrolment"),
    *rows("merge_teams", "POST", {"heron": RUN}, into="egret"),
    *rows("rename_team", "POST", {"harbor": f"TM {RUN}"}, refuse="CM MM", name="Gannet"),
    *rows("rename_team", "POST", {"lantern": f"CM {RUN}"}, refuse="TM MM", name="Gannet"),
    *rows("dissolve_team", "POST", {"heron": RUN, "lantern": RUN}),
    *rows("choose_team", "GET", {"chosen set": COHORT, "course-long set": NOBODY}),
    *rows("choose_team", "POST", LEARNERS, refuse=HELPERS, team="egret"),
    *rows("leave_team", "POST", LEARNERS, refuse=HELPERS),
    *rows("api_team_sets", "GET", COHORTS),
    *rows("api_seats", "GET", {"chosen set": COHORT, "course-long set": COHORT}),
    *rows("api_member_seat", "PUT", {"chosen set + TM's enrolment": RUN}, team="egret"),
    *rows("api_my_seat", "PUT", LEARNERS, refuse=HELPERS, team="egret"),
]

THINGS = {"teams.TeamSet": 4, "teams.Seat": 4}
