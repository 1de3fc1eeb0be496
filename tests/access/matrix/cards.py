"""Rows of talks with managers: only the two, and of the manager only the learner's own."""

from tests.access.matrix.rows import rows
from tests.access.world import NOBODY

STEPS = {"cohort + talk": "CM TM", "cohort + commitment": NOBODY, "other_cohort + talk": NOBODY}
TALKS = {"talk with the manager": "TM MG", "jon's talk": NOBODY}
ROWS = [
    *rows("send_card", "POST", STEPS),
    *rows("tell_of_talk", "POST", STEPS),
    *rows("talk", "GET", TALKS),
    *rows("hold_talk", "POST", TALKS),
    *rows("write_talk_words", "POST", TALKS, will_try="Ask first"),
    *rows("delete_talk_words", "POST", TALKS),
]

THINGS = {"teams.Talk": 30, "teams.TalkWords": 30}
