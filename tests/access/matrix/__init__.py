"""The access table as data: every address × every persona, every thing kept, every task and consumer.

A route, model, task or consumer without a row here fails `test_matrix.py`. A row says who is let in and whom a rule
refuses (403); for everyone else there is nothing at this address (404), and who is signed out comes to the sign-in.
"""

from __future__ import annotations

from tests.access.matrix import (
    cards,
    cohorts,
    communities,
    drafts,
    forming,
    going_on,
    house,
    ideas,
    learning,
    meetings,
    mentoring,
    practising,
    promises,
    reviews,
    talk,
    teams,
)
from tests.access.matrix.rows import Row

SUBJECTS = (
    *(house, talk, learning, cohorts, forming, teams, drafts, meetings, mentoring, going_on, practising),
    *(promises, cards, ideas, communities, reviews),
)
ROWS: list[Row] = [row for subject in SUBJECTS for row in subject.ROWS]

# Everything that is kept, and the row of the access table in docs that says who may see it.
THINGS: dict[str, int] = {name: row for subject in SUBJECTS for name, row in subject.THINGS.items()}

# Rows of the access table whose thing is not built yet: any model so named fails, and wants its rows above.
LATER = {
    18: ("Flag", "RiskFlag"),
    20: ("Playlist", "PlaylistItem"),
    22: ("Export", "ScheduledReport"),
    23: ("ApiToken", "Token"),
    25: ("SavedSearch",),
    27: ("Certificate",),
    29: ("AuditEntry", "AuditLog"),
    31: ("ModerationCase", "BreakGlass"),
}

# What works without a viewer, and by which door it tells people something.
TASKS = {
    "analytics.tasks.compute_figures": "counts; what it keeps is fetched through Figure.visible_to",
    "analytics.tasks.compute_figures_of": "counts; what it keeps is fetched through Figure.visible_to",
    "cohorts.tasks.remind_due": "queues mails of ids, composed as their reader when they are sent",
    "discussions.tasks.drop_drafts": "tells nobody anything",
    "discussions.tasks.remind": "writes an entry that its keeper alone is told of, if they may still read the post",
    "files.tasks.drop_orphans": "tells nobody anything",
    "files.tasks.make_nameless": "writes a copy that belongs where the file does, for whoever may see that",
    "notifications.tasks.send_mail": "each mail is composed as its reader, at the moment of sending",
    "spaces.tasks.read_journal": "readers keep ids; the bell fetches through the verbs' visible_to",
    "spaces.tasks.read_journals": "readers keep ids; the bell fetches through the verbs' visible_to",
    "teams.tasks.open_galleries": "opens what a task says to the cohort, as open_gallery does",
    "teams.tasks.ask_check_ins": "writes an entry that a commitment's owner is told of, and queues mails of ids",
    "teams.tasks.empty_practice_rooms": "empties posts through discussions, tells what a deleted post tells",
    "teams.tasks.release_managers": "ends mentors' memberships, tells what release_mentor tells",
    "teams.tasks.tend_reviews": "gives reviews to whom tells only them; what it releases is fetched through visible_to",
}
CONSUMERS = {"live/": "joins spaces through Space.visible_to, again at each change of a membership"}
READERS = {"bell", "words", "progress", "seats", "figures"}
MAILS = {"reply", "watched", "invitation", "team_waits", "nudge", "due", "nps", "check_in", "hour"}
