"""Rows of communities."""

from tests.access.canaries import POLYGLOT
from tests.access.matrix.rows import rows
from tests.access.world import SIGNED_IN

XENO = f"Xeno {POLYGLOT}"
KEPT, OTHERS = "MM", "LX CM TM MF MG AU LD LD2"  # of the communities of Grace
KNOWN = {"open community": SIGNED_IN, "community on request": SIGNED_IN, "hidden community": "TM AU LD"}
ROWS = [
    *rows("communities", "GET", SIGNED_IN),
    *rows("found_community", "GET POST", SIGNED_IN),
    *rows("community", "GET", KNOWN),
    *rows("board", "GET", {"open community space": SIGNED_IN, "community on request space": "TM MM"}),
    *rows("thread", "GET", {"thread of the open community": SIGNED_IN}),
    *rows(
        "thread",
        "GET",
        {"thread of the community on request": "TM MM", "thread of the hidden community": "TM LD"},
    ),
    *rows(
        "edit_community", "GET POST", {"open community": KEPT, "community on request": KEPT}, refuse=OTHERS
    ),
    *rows("edit_community", "GET POST", {"hidden community": "LD"}, refuse="TM AU"),
    *rows("join_community", "POST", KNOWN),
    *rows("leave_community", "POST", KNOWN),
    *rows("invite_to_community", "POST", {"open community": "TM MM"}, "LX CM MF MG AU LD LD2", person=XENO),
    *rows("invite_to_community", "POST", {"community on request": KEPT}, refuse=OTHERS, person=XENO),
    *rows("answer_request", "POST", {"CM's join request": KEPT}, refuse="CM"),
    *rows("answer_request", "POST", {"AU's invitation": "AU"}, refuse="LD"),
    *rows("name_expert", "POST", {"open community + TM": KEPT}, refuse=OTHERS),
    *rows("release_expert", "POST", {"open community + TM": KEPT}, refuse=OTHERS),
    *rows("api_communities", "GET POST", SIGNED_IN),
    *rows("api_community", "GET", KNOWN),
    *rows("api_join_community", "POST", KNOWN),
    *rows("api_leave_community", "POST", KNOWN),
]

THINGS = {
    "communities.Community": 7,
    "communities.JoinRequest": 7,
}
