"""Rows of practice rooms: who runs the cohort knows that there is one, and reads nothing in it."""

from tests.access.matrix.rows import RUN, rows
from tests.access.world import LD, NOBODY

ROWS = [
    *rows("practice_room", "GET", {"cohort": f"CM TM {RUN}", "other_cohort": f"AU {LD}"}),
    *rows("prepare_practice_room", "POST", {"cohort": RUN, "other_cohort": LD}),
    *rows("open_practice_room", "POST", {"cohort": NOBODY, "other_cohort": "AU"}),
    *rows("board", "GET", {"practice space": "CM TM"}),
    *rows("thread", "GET", {"story thread": "CM TM"}),
    *rows("api_thread", "GET", {"story thread": "CM TM"}),
]

THINGS = {"teams.PracticeRoom": 8}
