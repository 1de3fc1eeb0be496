"""Rows of reviews. Who writes a review is its writers' to know; what it says is read once it is released."""

from tests.access.matrix.rows import COHORT, RUN, RUN_COHORTS, rows
from tests.access.world import LD, NOBODY, SIGNED_IN

LEARN = "CM TM"
ROUNDS = {"released round": COHORT, "open round": COHORT}
OWN = {"TM's review": "TM", "CM's review": "CM", "own review": "TM", "lantern's review": "CM"}
MARKS = {"mark 0 of TM's review": "TM", "mark 0 of own review": "TM", "mark 0 of CM's review": "CM"}
ROWS = [
    *rows("review_rounds", "GET", RUN_COHORTS),
    *rows("open_round", "POST", {"cohort + team_task": RUN, "cohort + unknown": NOBODY}),
    *rows("review_round", "GET", ROUNDS),
    *rows("offer_more", "POST", {"open round": f"{LEARN} MM MF LD"}, refuse="LD2"),
    *rows("offer_more", "POST", {"released round": LEARN}, refuse=f"MM MF {LD}"),
    *rows("run_round", "GET", {"released round": RUN, "open round": RUN}),
    *rows("release_round", "POST", {"open round": RUN}),
    *rows("review", "GET", OWN),
    *rows("sign_review", "POST", OWN),
    *rows(
        "review_file", "GET", {"lantern's review + first file": "CM", "harbor's review + first file": NOBODY}
    ),
    *rows("rate_review", "POST", {"lantern's review": "TM", "CM's review": NOBODY}, score="4"),
    *rows("look_at_author", "POST", {"lantern's review": "MF"}, refuse="MM", why="Unkind words"),
    *(row for name in ("mark", "take_mark", "leave_mark") for row in rows(name, "POST", MARKS, level="2")),
    *rows("mark", "GET", MARKS),
    *rows("reviewed_work", "GET", {"harbor's work": "TM MM MF", "lantern's work": "CM MF"}),
    *rows("ask_second_look", "POST", {"harbor's work": "TM", "lantern's work": "CM"}, why="Misread"),
    *rows("second_look", "GET", {"harbor's second look": "TM MM MF"}),
    *rows("second_look", "POST", {"harbor's second look": "MM MF"}, refuse="TM", body="Read again"),
    *rows("api_reviews", "GET", SIGNED_IN),
    *rows("api_review", "GET", OWN),
    *rows("api_sign_review", "POST", OWN),
    *rows("api_mark", "PUT", MARKS, level=2),
    *rows("api_reviewed_work", "GET", {"harbor's work": "TM MM MF", "lantern's work": "CM MF"}),
    *rows("api_rate_review", "PUT", {"lantern's review": "TM", "CM's review": NOBODY}, score=4),
]

THINGS = {
    "teams.ReviewRound": 3,
    "teams.ReviewedWork": 10,
    "teams.Volunteer": 12,
    "teams.Review": 11,
    "teams.ReviewMark": 11,
    "teams.SignOff": 12,
    "teams.Usefulness": 13,
    "teams.SecondLook": 13,
    "teams.AuthorLook": 12,
}
