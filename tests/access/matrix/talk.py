"""Rows of boards, conversations and messages."""

from tests.access.matrix.rows import EVERYBODY, HARBOR, LANTERN, SPACES, WORDS, rows
from tests.access.world import IN_COHORT, LD, NOBODY, SIGNED_IN

THREADS = {
    "cohort thread": IN_COHORT,
    "harbor stream": HARBOR,
    "lantern stream": LANTERN,
    "direct stream": HARBOR,
    "authors' thread": "AU LD",
    "other cohort's thread": NOBODY,
    "commons thread": SIGNED_IN,
}
POSTS = {
    "cohort post": IN_COHORT,
    "team post": HARBOR,
    "lantern post": LANTERN,
    "direct post": HARBOR,
    "other cohort's thread opener": NOBODY,
}
QUEUES = {
    "cohort space": f"MF {LD}",
    "harbor space": f"MF {LD}",
    "direct space": NOBODY,
    "commons": NOBODY,
}
DRAFTS = {
    "reply to the cohort thread": IN_COHORT,
    "reply to the harbor stream": HARBOR,
    "reply to the direct stream": HARBOR,
    "thread of the cohort board": IN_COHORT,
    "change of the cohort post": "TM",
}
ROWS = [
    *rows("board", "GET", SPACES),
    *rows("start_thread", "POST", SPACES),
    *rows("similar_threads", "GET", SPACES),
    *rows("people_to_mention", "GET", SPACES),
    *rows("type_in_space", "POST", SPACES),
    *rows("space_after", "GET", {f"{label} + from the start": allow for label, allow in SPACES.items()}),
    *rows("thread", "GET", THREADS | {"hidden thread": IN_COHORT}),
    *rows("post_reply", "POST", THREADS),
    *(
        row
        for name in (
            "lock_thread",
            "unlock_thread",
            "pin_thread",
            "unpin_thread",
            "seal_thread",
            "unseal_thread",
        )
        for row in rows(name, "POST", {"cohort thread": "MF LD"}, refuse="CM TM MM")
    ),
    *rows("lock_thread", "POST", {"harbor stream": NOBODY}, refuse=HARBOR),
    *rows("edit_thread", "GET POST", {"cohort thread": "CM MF LD"}, refuse="TM MM"),
    *rows("unaccept_answer", "POST", {"answer": "TM MF LD"}, refuse="CM MM"),
    *rows("move_thread", "GET POST", {"cohort thread": "MF LD"}, refuse="CM TM MM"),
    *rows("hide_thread", "GET POST", {"cohort thread": "MF LD"}, refuse="CM TM MM", reason="Out of place"),
    *rows("merge_thread", "GET", {"cohort thread": "MF LD"}, refuse="CM TM MM"),
    *rows("merge_thread", "POST", {"cohort thread": "MF LD"}, refuse="CM TM MM", into="1"),
    *rows("unhide_thread", "POST", {"cohort thread": "MF LD"}, refuse="CM TM MM"),
    *rows("unhide_thread", "POST", {"hidden thread": "MF LD"}),
    *rows("api_posts", "GET", {"hidden thread": "MF LD"}),
    *rows("api_thread", "PATCH", {"cohort thread": "MF LD"}, refuse="CM TM MM", pinned="true"),
    *rows("mark_read", "GET POST", THREADS),
    *rows("follow_thread", "POST", THREADS),
    *rows("following", "GET POST", SPACES),
    *rows("mute_thread", "GET POST", {"thread mute ticket": EVERYBODY}),
    *rows("edit_post", "GET POST", POSTS),
    *(
        row
        for name in ("post_history", "api_post_history")
        for row in rows(name, "GET", POSTS | {"deleted post": "CM MF LD"})
    ),
    *rows("delete_post", "POST", {"cohort post": "TM"}, refuse="CM MM MF LD"),
    *rows("remove_post", "GET POST", {"cohort post": "MF LD"}, refuse="CM TM MM", reason="Out of place"),
    *rows("remove_post", "GET POST", {"team post": NOBODY}, refuse=HARBOR, reason="Out of place"),
    *rows("delete_post", "POST", {"team post": "TM"}, refuse="MM"),
    *rows("api_remove_post", "POST", {"cohort post": "MF LD"}, refuse="CM TM MM", reason="Out of place"),
    *(
        row
        for name in ("restore_post", "api_restore_post")
        for row in [
            *rows(name, "POST", {"cohort post": "TM"}, refuse="CM MM MF LD"),
            *rows(name, "POST", {"team post": "TM"}, refuse="MM"),
        ]
    ),
    *rows("report_post", "GET POST", {"cohort post": "CM MM MF LD"}, refuse="TM", reason="Unkind"),
    *rows("report_post", "GET POST", {"team post": "MM"}, refuse="TM", reason="Unkind"),
    *rows("api_report_post", "POST", {"cohort post": "CM MM MF LD"}, refuse="TM", reason="Unkind"),
    *rows("my_reports", "GET", SIGNED_IN),
    *rows("make_poll", "GET POST", {"cohort post": "TM"}, refuse="CM MM MF LD"),
    *rows(
        "api_make_poll",
        "POST",
        {"cohort post": "TM"},
        refuse="CM MM MF LD",
        question="How?",
        options=["A", "B"],
    ),
    *rows("poll", "GET", {"poll": IN_COHORT}),
    *rows("api_poll", "GET PUT", {"poll": IN_COHORT}),
    *rows("vote", "POST", {"poll": IN_COHORT}),
    *rows("saved", "GET", SIGNED_IN),
    *rows("api_saved", "GET", SIGNED_IN),
    *rows("save_post", "GET POST", POSTS),
    *rows("unsave_post", "POST", POSTS),
    *rows("api_saved_post", "PUT DELETE", POSTS),
    *rows("api_reports", "GET", SIGNED_IN),
    *rows("reports", "GET", QUEUES),
    *rows("moderation_log", "GET", {"cohort space": "MF LD", "harbor space": NOBODY, "commons": NOBODY}),
    *(
        row
        for name, methods in (
            ("settle_report", "POST"),
            ("reopen_report", "POST"),
            ("api_settle_report", "PUT DELETE"),
        )
        for label in ("report", "team report")
        for row in rows(name, methods, {label: f"MF {LD}"}, refuse="TM", outcome="kept")
    ),
    *rows("api_post", "GET", POSTS),
    *rows("api_post", "PATCH", {"cohort post": "TM"}, refuse="CM MM MF LD", **WORDS),
    *rows("api_post", "DELETE", {"cohort post": "TM"}, refuse="CM MM MF LD"),
    *(row for name in ("put_reaction", "take_reaction") for row in rows(name, "POST", POSTS, kind="thanks")),
    *rows("accept_answer", "POST", {"answer": "TM MF LD"}, refuse="CM MM"),
    *rows("accept_answer", "POST", {"team post": NOBODY}, refuse="TM MM"),
    *rows("messages", "GET", SIGNED_IN),
    *rows("new_message", "GET", SIGNED_IN),
    *rows("open_conversation", "POST", SIGNED_IN),
    *rows("leave_conversation", "POST", {"direct space": HARBOR, "harbor space": NOBODY}),
    *rows("save_draft", "POST", DRAFTS, body="Words."),
    *rows("api_threads", "GET POST", SIGNED_IN),
    *rows("api_thread", "GET", THREADS),
    *rows("api_thread_links", "GET", THREADS),
    *rows("thread_cards", "GET", SIGNED_IN),
    *rows("api_posts", "GET POST", THREADS),
    *rows("api_follow_thread", "GET PUT", THREADS),
    *rows("api_follow_space", "GET PUT", SPACES),
    *rows("api_reaction", "PUT DELETE", {f"{label} + thanks": allow for label, allow in POSTS.items()}),
]

THINGS = {
    "discussions.Thread": 6,
    "discussions.Post": 6,
    "discussions.PostEdit": 6,
    "discussions.Reaction": 6,
    "discussions.Report": 31,
    "discussions.Poll": 6,
    "discussions.PollOption": 6,
    "discussions.Vote": 6,
    "discussions.Bookmark": 26,
    "discussions.ThreadLink": 6,
    "discussions.Mention": 26,
    "discussions.ReadingMark": 17,
    "discussions.Conversation": 30,
    "discussions.Draft": 17,
    "discussions.Word": 25,
    "discussions.Follow": 17,
}
