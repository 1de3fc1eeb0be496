"""Rows of ideas: read where they live, made of what one may read, settled by who tries them."""

from tests.access.matrix.rows import HARBOR, SPACES, WORDS, rows
from tests.access.world import IN_COHORT, SIGNED_IN

IDEAS = {"cohort idea": IN_COHORT, "harbor idea": HARBOR}
ENDED = {"after": "3", "reason": "It works"}
ROWS = [
    *rows("ideas", "GET", SPACES),
    *rows("idea", "GET", IDEAS),
    *rows("make_idea", "GET POST", {"team post as a source": HARBOR}),
    *rows("build_on_idea", "POST", IDEAS, **WORDS),
    *rows("stand_behind_idea", "POST", {"cohort idea": "CM MM MF LD"}, refuse="TM"),
    *rows("try_idea", "POST", {"cohort idea": IN_COHORT}),
    *rows("adopt_idea", "POST", {"cohort idea": ""}, refuse=IN_COHORT, **ENDED),
    *rows("drop_idea", "POST", {"cohort idea": "TM"}, refuse="CM MM MF LD", **ENDED),
    *(
        row
        for name in ("adopt_idea", "drop_idea")
        for row in rows(name, "POST", {"harbor idea": "TM"}, refuse="MM", **ENDED)
    ),
    *(
        row
        for name in ("delete_words", "restore_words")
        for label, writer, others in (
            ("lena's addition", "CM", "TM MM MF LD"),
            ("deleted addition", "CM", "TM MM MF LD"),
            ("mara's addition", "TM", "MM"),
            ("cohort idea as words", "TM", "CM MM MF LD"),
            ("deleted idea as words", "TM", "CM MM MF LD"),
        )
        for row in rows(name, "POST", {label: writer}, refuse=others)
    ),
    *rows("idea", "GET", {"deleted idea": IN_COHORT}),
    *rows("api_ideas", "GET", SIGNED_IN),
    *rows("api_idea", "GET", IDEAS),
    *rows("api_additions", "GET", IDEAS),
    *rows("api_additions", "POST", IDEAS, **WORDS),
]

THINGS = {"teams.Addition": 19, "teams.Idea": 19}
