"""Rows of when teams meet."""

from tests.access.matrix.rows import HARBOR, rows

TIMES = {"times": "3-1000"}
SLOTS = {"slots": [{"weekday": 3, "at": "10:00"}]}
ROWS = [
    *rows("rhythm", "GET", {"harbor": HARBOR, "lantern": "CM"}),
    *rows("rhythm", "POST", {"harbor": "TM"}, refuse="MM", **TIMES),
    *rows("rhythm", "POST", {"lantern": "CM"}, **TIMES),
    *rows("rhythm_file", "GET", {"harbor": HARBOR}),
    *rows("object_to_rhythm", "POST", {"harbor": "TM"}, refuse="MM"),
    *rows("accept_rhythm", "POST", {"harbor": "TM"}, refuse="MM"),
    *rows("api_rhythm", "GET", {"harbor": HARBOR, "lantern": "CM"}),
    *rows("api_rhythm", "PUT", {"harbor": "TM"}, refuse="MM", **SLOTS),
]

THINGS = {"teams.Rhythm": 8}
