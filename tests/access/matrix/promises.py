"""Rows of what is tried at work, and what came of it."""

from tests.access.matrix.rows import EVERYBODY, HARBOR, WORDS, rows
from tests.access.world import NOBODY, SIGNED_IN

PROMISES = {
    "private promise": "TM MM MF",
    "shared promise": "TM MM MF MG",
    "jon's promise": "TM MM MF",
    "lena's promise": "CM MF",
}
NEW = {"cohort": "cohort", "what": "Ask first", "by_on": "2027-01-08"}
ROWS = [
    *rows("make_commitment", "POST", {"cohort": "CM TM", "other_cohort": NOBODY}),
    *(
        row
        for name in ("reflect", "share_commitment", "note_outcome")
        for row in rows(name, "POST", {"private promise": "TM", "jon's promise": NOBODY})
    ),
    *rows("commitment", "GET", PROMISES),
    *rows("add_evidence", "POST", {"private promise": "TM", "jon's promise": NOBODY}, **WORDS),
    *(
        row
        for name in ("delete_words", "restore_words")
        for label, writer, others in (
            ("evidence of the private promise", "TM", "MM MF"),
            ("deleted evidence", "TM", "MM MF"),
            ("answer to the private promise", NOBODY, "TM MM MF"),
            ("grace's answer", "MM", "TM MF"),
            ("deleted answer", "MM", "TM MF"),
        )
        for row in rows(name, "POST", {label: writer}, refuse=others)
    ),
    *rows("respond", "POST", {"jon's promise": HARBOR}, refuse="MF", **WORDS),
    *rows("respond", "POST", {"private promise": "MM"}, refuse="TM MF", **WORDS),
    *rows("respond", "POST", {"shared promise": "MM"}, refuse="TM MF MG", **WORDS),
    *rows("respond", "POST", {"lena's promise": NOBODY}, refuse="CM MF", **WORDS),
    *rows("answer_check_in", "POST", {"check-in of the private promise": "TM"}, answer="not_yet"),
    *rows("check_in", "GET POST", {"check-in ticket": EVERYBODY}),
    *rows("share_outcome", "POST", {"outcome of the shared promise": "TM"}),
    *rows("thank_outcome", "POST", {"outcome of the shared promise": "MG"}, refuse="TM MM MF"),
    *rows("thank_outcome", "POST", {"outcome of the shared promise, unshared": NOBODY}, refuse="TM MM MF"),
    *rows("api_commitments", "GET", SIGNED_IN),
    *rows("api_commitments", "POST", "CM TM", **NEW),
    *rows("api_commitment", "GET", PROMISES),
    *rows("api_evidence", "GET", PROMISES),
    *rows("api_evidence", "POST", {"private promise": "TM"}, refuse="MM MF", **WORDS),
    *rows("api_reflection", "PUT", {"private promise": "TM"}, refuse="MM MF", result="worked"),
    *rows("api_responses", "GET", PROMISES),
    *rows("api_responses", "POST", {"jon's promise": HARBOR}, refuse="MF", **WORDS),
]

THINGS = {
    "teams.CheckIn": 19,
    "teams.Commitment": 19,
    "teams.Evidence": 19,
    "teams.Outcome": 19,
    "teams.Response": 19,
}
