"""Every address that takes a POST: who sends it, about what, which of its fields hold words and which do not.

A value that begins with @ names a thing of the world: `@cohort` is its id, `@lesson.stable_id` another attribute.
"""

from __future__ import annotations

from dataclasses import dataclass, field

KEY = "7f0c3a52-7a36-4d3c-9d61-0f3b5a1f2c11"


@dataclass(frozen=True)
class Form:
    """One form: `words` are fields that people write in, `values` those of a certain type."""

    route: str
    persona: str
    where: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    is_json: bool = False
    method: str = "post"

    def __str__(self) -> str:
        return self.route + "".join(f"-{value[1:]}" for value in self.where.values() if " " in value)


def _cohort(**more: str) -> dict[str, str]:
    return {"cohort_id": "@cohort", **more}


RICH = {"body_format": "html"}
COURSE = {"title": "Asking well", "summary": "How", "behavior_change": "People ask", "judged_by": "Answers"}
ACTIVITY = {
    "minutes": "5", "is_required": "on", "module": "@draft module", "edited_at": "", **RICH,
}  # fmt: skip
PLAN = {
    "starts_on": "2027-01-04", "ends_on": "2027-02-04", "time_zone": "Europe/Berlin", "seats": "12",
}  # fmt: skip
OUTCOME = {"title": "Fewer surprises", "measure": "Late changes", "before": "9", "after": "2"}

PAGES = (
    Form("ask_for_hour", "TM", words={"what_for": "To write"}, values={"next": "/"}),
    Form("give_hour", "MG", {"person_id": "@TM"}, values={"begins_at": "2027-01-06T10:00", "next": "/"}),
    Form("withdraw_hour", "TM", {"hour_id": "@asked hour"}),
    Form("import_people", "LD", values={"looked": "abc", "write": "1"}),
    Form("upload_file", "TM", words={"alt": "A face"}),
    Form("type_in_space", "TM", {"space_id": "@cohort space"}, values={"where": "thread-1"}),
    # Learning
    Form("open_activity", "TM", {"space_id": "@cohort space", "stable_id": "@lesson.stable_id"}),
    Form("finish_activity", "TM", {"space_id": "@cohort space", "stable_id": "@lesson.stable_id"}, values={"next": "/"}),
    Form("submit_attempt", "TM", {"space_id": "@cohort space", "stable_id": "@quiz.stable_id"},
         values={"question-1": "1", "key": KEY, "next": "/"}),
    # The studio
    Form("create_course", "LD", words=COURSE),
    Form("import_course", "LD"),
    Form("import_into_course", "AU", {"course_id": "@course"}),
    Form("edit_course", "AU", {"course_id": "@course"}, words=COURSE),
    Form("upload_cover", "AU", {"course_id": "@course"}),
    Form("upload_film", "AU", {"activity_id": "@drafted video"}),
    Form("add_author", "AU", {"course_id": "@course"}, words={"email": "nobody@example.org"}),
    Form("remove_author", "AU", {"course_id": "@course", "person_id": "@LD"}),
    Form("publish_course", "AU", {"course_id": "@course"}),
    Form("order_outline", "AU", {"course_id": "@course"},
         values={"order": "@ordered", "moved": "@ordered", "parent": "@around"}),
    Form("add_module", "AU", {"course_id": "@course"}, words={"title": "Second week"}),
    Form("rename_module", "AU", {"module_id": "@draft module"}, words={"title": "Last week"}),
    Form("move_module", "AU", {"module_id": "@draft module"}, values={"to": "up"}),
    Form("remove_module", "AU", {"module_id": "@draft module"}),
    Form("add_activity", "AU", {"module_id": "@draft module"}, values={"kind": "lesson"}),
    Form("edit_activity", "AU", {"activity_id": "@draft activity"}, {"title": "A page", "body": "<p>Words</p>"}, ACTIVITY),
    Form("edit_activity", "AU", {"activity_id": "@drafted video"}, {"title": "A film"},
         ACTIVITY | {"video_url": "https://example.org/a"}),
    Form("edit_activity", "AU", {"activity_id": "@draft quiz"}, {"title": "A quiz", "body": "<p>Words</p>"},
         ACTIVITY | {"pass_mark": "70"}),
    Form("edit_activity", "AU", {"activity_id": "@drafted prompt"}, {"title": "Ask", "body": "<p>Words</p>"},
         ACTIVITY | {"replies_needed": "1", "is_sealed": "on"}),
    Form("edit_activity", "AU", {"activity_id": "@drafted task"}, {"title": "Do", "body": "<p>Words</p>", "parts": "A\nB"},
         ACTIVITY),
    Form("edit_quiz", "AU", {"activity_id": "@draft quiz"},
         {"q-0-prompt": "Why?", "q-0-0-text": "Because", "q-0-0-feedback": "Indeed"},
         {"q-0-0-correct": "on", "q-0-multiple": "on", "edited_at": ""}),
    Form("edit_rubric", "AU", {"activity_id": "@draft task"},
         {"level-0": "No", "c-0-title": "It helps", "c-0-0-anchor": "Nobody is helped"}, {"edited_at": ""}),
    Form("move_activity", "AU", {"activity_id": "@draft activity"}, values={"to": "up"}),
    Form("remove_activity", "AU", {"activity_id": "@draft activity"}),
    # Talking
    Form("start_thread", "TM", {"space_id": "@cohort space"},
         {"title": "Hello", "body": "<p>Hello all</p>", "tags": "asking", "poll-question": "When?", "poll-options": "Now\nLater"},
         {"kind": "question", "key": KEY, "poll-is_multiple": "on", "poll-closes_at": "2100-01-01T10:00", **RICH}),
    Form("post_reply", "TM", {"thread_id": "@cohort thread"},
         {"body": "<p>Yes</p>", "poll-question": "When?", "poll-options": "Now\nLater"},
         {"in_reply_to": "@cohort post", "key": KEY, "next": "/", "poll-is_anonymous": "on", "poll-closes_at": "", **RICH}),
    Form("mark_read", "TM", {"thread_id": "@cohort thread"}, values={"number": "2"}),
    Form("open_conversation", "TM", values={"person": "@MM"}),
    Form("leave_conversation", "TM", {"space_id": "@direct space"}),
    Form("save_draft", "TM", {"kind": "reply", "number": "@cohort thread"}, {"body": "<p>Half</p>", "title": "Half"},
         {"in_reply_to": "@cohort post", "read_at": "2026-11-22T10:00:00Z", **RICH}),
    Form("report_post", "TM", {"post_id": "@answer"}, {"reason": "Unkind"}),
    Form("settle_report", "MF", {"report_id": "@report"}, values={"outcome": "removed", "reason": "Unkind"}),
    Form("reopen_report", "MF", {"report_id": "@report"}),
    Form("edit_thread", "TM", {"thread_id": "@question"}, {"title": "Hello", "tags": "asking"}, {"kind": "question"}),
    Form("unaccept_answer", "TM", {"post_id": "@answer"}, values={"next": "/"}),
    Form("save_post", "TM", {"post_id": "@answer"}, {"note": "Later"}, {"when": "at", "remind_at": "2027-01-06T10:00"}),
    Form("unsave_post", "TM", {"post_id": "@answer"}),
    Form("make_poll", "TM", {"post_id": "@cohort post"}, {"question": "How?", "options": "A\nB"},
         {"is_multiple": "on", "is_anonymous": "on", "closes_at": "2027-01-06T10:00"}),
    Form("vote", "TM", {"poll_id": "@poll"}, values={"option": "1"}),
    Form("lock_thread", "MF", {"thread_id": "@cohort thread"}),
    Form("unlock_thread", "MF", {"thread_id": "@cohort thread"}),
    Form("seal_thread", "MF", {"thread_id": "@cohort thread"}),
    Form("unseal_thread", "MF", {"thread_id": "@cohort thread"}),
    Form("hide_thread", "MF", {"thread_id": "@open question"}, {"reason": "Out of place"}),
    Form("merge_thread", "MF", {"thread_id": "@open question"}, values={"into": "@question"}),
    Form("unhide_thread", "MF", {"thread_id": "@hidden thread"}),
    Form("pin_thread", "MF", {"thread_id": "@cohort thread"}),
    Form("unpin_thread", "MF", {"thread_id": "@cohort thread"}),
    Form("move_thread", "LD", {"thread_id": "@cohort thread"}, values={"to": "@course space"}),
    Form("follow_thread", "TM", {"thread_id": "@cohort thread"}, values={"level": "watch"}),
    Form("mute_thread", "AN", {"ticket": "none"}),
    Form("edit_post", "TM", {"post_id": "@cohort post"}, {"body": "<p>No</p>"}, {"key": KEY, "next": "/", **RICH}),
    Form("delete_post", "TM", {"post_id": "@cohort post"}, values={"next": "/"}),
    Form("remove_post", "MF", {"post_id": "@cohort post"}, {"reason": "It names a client"}, {"next": "/"}),
    Form("restore_post", "CM", {"post_id": "@deleted post"}, values={"next": "/"}),
    Form("put_reaction", "TM", {"post_id": "@answer"}, values={"kind": "thanks", "next": "/"}),
    Form("take_reaction", "TM", {"post_id": "@answer"}, values={"kind": "thanks", "next": "/"}),
    Form("accept_answer", "TM", {"post_id": "@answer"}, values={"next": "/"}),
    Form("read_bell", "TM", values={"upto": "5"}),
    Form("mail_settings", "TM",
         values={"wanted": "reply", "rhythm": "daily", "quiet_from": "22:00", "quiet_until": "07:00"}),
    Form("following", "TM", {"space_id": "@cohort space"}, values={"level": "watch", "wanted": "reply"}),
    Form("mute", "AN", {"ticket": "none"}),
    # Teams
    Form("draw_teams", "MF", {"cohort_id": "@planned cohort"}, values={"size": "4", "seed": "7"}),
    Form("move_member", "MF", _cohort(), values={"moved": "1", "parent": "@lantern"}),
    Form("place_late", "MF", _cohort(), values={"enrollment": "1"}),
    Form("name_mentor", "MF", {"team_id": "@lantern"}, {"email": "nobody@example.org"}, {"person": "@MM"}),
    Form("release_mentor", "MF", {"team_id": "@harbor"}, values={"person": "@MM"}),
    Form("set_mentor_limit", "MM", values={"most": "9"}),
    Form("offer_office_hours", "MM", values={"begins_at": "2027-01-06T10:00", "in_a_row": "2", "weeks": "3"}),
    Form("withdraw_office_hour", "MM", {"hour_id": "@free hour"}),
    Form("book_office_hour", "TM", {"team_id": "@harbor", "hour_id": "@booked hour"}),
    Form("cancel_office_hour", "TM", {"team_id": "@harbor", "hour_id": "@booked hour"}, values={"next": "/"}),
    Form("mentor_notes", "MM", {"team_id": "@harbor"}, {"body": "They laugh"}, {"key": KEY}),
    Form("delete_note", "MM", {"note_id": "@mentor's note"}),
    Form("hand_over_note", "MM", {"note_id": "@mentor's note"}, values={"to": "1"}),
    Form("go_on", "TM", {"team_id": "@set"}),
    Form("leave_set", "TM", {"team_id": "@set"}),
    Form("write_problem", "TM", {"team_id": "@set", "week": "@set's week"}, {"body": "Nobody asks"}),
    Form("add_set_note", "TM", {"team_id": "@set", "week": "@set's week"}, {"body": "Since when?"},
         {"kind": "question", "key": KEY}),
    Form("swap_turn", "TM", {"team_id": "@set", "week": "@set's week"}, values={"person": "1"}),
    Form("invite_mentor", "TM", {"team_id": "@set"}, {"email": "nobody@example.org"}, {"person": "@MM"}),
    Form("thank_mentor", "TM", {"team_id": "@set"}, values={"person": "@MM"}),
    Form("rhythm", "TM", {"team_id": "@harbor"}, values={"times": "3-1000", "weekday": "3", "at": "10:00"}),
    Form("object_to_rhythm", "TM", {"team_id": "@harbor"}),
    Form("accept_rhythm", "TM", {"team_id": "@harbor"}),
    Form("take_task_part", "TM", {"team_id": "@harbor", "activity_id": "@team_task.stable_id"},
         values={"position": "3", "next": "/"}),
    Form("part", "TM", {"part_id": "@draft part 0"}, {"body": "<p>Ours</p>"}, {"revision": "@draft part 0.revision", **RICH}),
    Form("take_part", "TM", {"part_id": "@draft free part"}, values={"next": "/"}),
    Form("leave_part", "TM", {"part_id": "@draft part 0"}),
    Form("ready_part", "TM", {"part_id": "@draft part 0"}, {"body": "<p>Ours</p>"},
         {"revision": "@draft part 0.revision", **RICH}),
    Form("reopen_part", "TM", {"part_id": "@draft part 0"}),
    Form("submission", "MM", {"submission_id": "@handed-in submission"}, {"body": "<p>Good</p>"}, RICH),
    Form("hand_in", "TM", {"submission_id": "@draft submission"}, values={"next": "/"}),
    Form("make_commitment", "TM", _cohort(), {"what": "Ask first", "with_whom": "Tom"},
         {"by_on": "2027-01-08", "is_shared": "on", "activity_id": "@commitment.stable_id", "key": KEY, "next": "/"}),
    Form("reflect", "TM", {"commitment_id": "@private promise"}, {"reflection": "It helps"}, {"result": "worked"}),
    Form("share_commitment", "TM", {"commitment_id": "@private promise"}, values={"is_shared": "on"}),
    Form("note_outcome", "TM", {"commitment_id": "@private promise"}, OUTCOME, {"is_shared": "on", "key": KEY}),
    Form("share_outcome", "TM", {"outcome_id": "@outcome of the shared promise"}, values={"is_shared": "on"}),
    Form("thank_outcome", "MG", {"outcome_id": "@outcome of the shared promise"}, values={"next": "/"}),
    # Reviews
    Form("open_round", "MF", _cohort(activity_id="@team_task.stable_id"),
         values={"k": "1", "days": "7", "mode": "team", "is_blind": "on"}),
    Form("offer_more", "CM", {"round_id": "@open round"}, values={"withdraw": ""}),
    Form("release_round", "MF", {"round_id": "@open round"}),
    Form("sign_review", "TM", {"review_id": "@own review"}),
    Form("mark", "TM", {"mark_id": "@mark 0 of own review"}, {"comment": "Because"}, {"level": "3"}),
    Form("take_mark", "TM", {"mark_id": "@mark 0 of own review"}),
    Form("leave_mark", "TM", {"mark_id": "@mark 0 of own review"}),
    Form("rate_review", "TM", {"review_id": "@lantern's review"}, {"comment": "It helps"}, {"score": "4"}),
    Form("look_at_author", "MF", {"review_id": "@lantern's review"}, {"why": "Unkind words"}),
    Form("ask_second_look", "CM", {"work_id": "@lantern's work"}, {"why": "Misread"}),
    Form("second_look", "MM", {"look_id": "@harbor's second look"}, {"body": "Read again"}, {"level-0": "2"}),
    # Communities
    Form("found_community", "TM", {}, {"title": "Askers", "purpose": "To ask well"}, {"join_rule": "open", "key": KEY}),
    Form("edit_community", "MM", {"community_id": "@open community"}, {"title": "Askers", "purpose": "To ask well"},
         {"join_rule": "open"}),
    Form("join_community", "LX", {"community_id": "@community on request"}, {"words": "I ask, too"}),
    Form("leave_community", "TM", {"community_id": "@open community"}),
    Form("invite_to_community", "MM", {"community_id": "@open community"}, {"person": "nobody@example.org"}),
    Form("answer_request", "MM", {"request_id": "@CM's join request"}, values={"accept": "1"}),
    Form("name_expert", "MM", {"community_id": "@open community", "person_id": "@TM"}),
    Form("release_expert", "MM", {"community_id": "@open community", "person_id": "@TM"}),
    # Figures and cohorts
    Form("answer_survey", "TM", {"cohort_id": "@planned cohort"}, {"comment": "Good"},
         {"score": "9", "signed": "on", "decline": ""}),
    Form("open_wave", "MF", {"cohort_id": "@cohort"}),
    Form("close_wave", "MF", {"cohort_id": "@cohort"}),
    Form("join_cohort", "LD", {"cohort_id": "@cohort"}),
    Form("nudge", "MF", _cohort(), {"words": "Come along"}, {"people": "@TM"}),
    Form("run_cohort", "LD", {"cohort_id": "@planned cohort"}),
    Form("end_cohort", "MF", {"cohort_id": "@cohort"}),
    Form("invite", "LD", _cohort(), {"lines": "New Person <new@example.org>"}),
    Form("start_cohort", "LD", {"course_id": "@course"}, {"title": "Winter", "facilitator": ""}, PLAN),
    Form("start_beside", "TM", _cohort(activity_id="@lesson.stable_id"), {"body": "<p>First</p>"}, {"key": KEY, **RICH}),
    Form("ask_to_help", "MG", {"person_id": "@TM"}, values={"key": KEY}),
    Form("come_in", "AN", {"token": "@link"}, {"ask_me_about": "Maps"}),
    Form("my_profile", "TM", {}, {"name": "Mara Lind", "called": "Mara", "job_title": "Lead", "ask_me_about": "Maps"},
         {"time_zone": "Europe/Stockholm", "works_from": "08:00", "works_until": "16:30", "works_on": "0"}),
)  # fmt: skip

PROGRAMS = (
    Form("api_threads", "TM", {}, {"title": "Hello", "body": "<p>Hello</p>"},
         {"space": "@cohort space", "kind": "question", "key": KEY, **RICH}, is_json=True),
    Form("api_posts", "TM", {"thread_id": "@cohort thread"}, {"body": "<p>Yes</p>"},
         {"in_reply_to": "@cohort post", "key": KEY, **RICH}, is_json=True),
    Form("api_thread", "MF", {"thread_id": "@cohort thread"}, values={"locked": "true", "pinned": "true"},
         is_json=True, method="patch"),
    Form("api_report_post", "TM", {"post_id": "@answer"}, {"reason": "Unkind"}, is_json=True),
    Form("api_settle_report", "MF", {"report_id": "@report"}, values={"outcome": "kept", "reason": "Unkind"},
         is_json=True, method="put"),
    Form("api_saved_post", "TM", {"post_id": "@answer"}, {"note": "Later"}, is_json=True, method="put"),
    Form("api_make_poll", "TM", {"post_id": "@cohort post"},
         values={"question": "How?", "options": "A", "is_multiple": "true", "closes_at": "2027-01-06T10:00:00Z"}, is_json=True),
    Form("api_poll", "TM", {"poll_id": "@poll"}, values={"options": "1"}, is_json=True, method="put"),
    Form("api_follow_thread", "TM", {"thread_id": "@cohort thread"}, values={"level": "watch"}, is_json=True, method="put"),
    Form("api_follow_space", "TM", {"space_id": "@cohort space"}, values={"level": "watch"}, is_json=True, method="put"),
    Form("api_post", "TM", {"post_id": "@cohort post"}, {"body": "<p>No</p>"}, RICH, is_json=True, method="patch"),
    Form("api_remove_post", "MF", {"post_id": "@cohort post"}, values={"reason": "It names a client"}, is_json=True),
    Form("api_restore_post", "CM", {"post_id": "@deleted post"}, is_json=True),
    Form("api_reaction", "TM", {"post_id": "@answer", "kind": "thanks"}, is_json=True, method="put"),
    Form("api_hand_in", "TM", {"submission_id": "@draft submission"}, is_json=True),
    Form("api_part", "TM", {"part_id": "@draft part 0"}, {"body": "<p>Ours</p>"},
         {"revision": "@draft part 0.revision", **RICH}, is_json=True, method="put"),
    Form("api_communities", "TM", {}, {"title": "Askers", "purpose": "To ask well"}, {"join_rule": "open", "key": KEY},
         is_json=True),
    Form("api_join_community", "LX", {"community_id": "@community on request"}, {"words": "I ask, too"}, is_json=True),
    Form("api_leave_community", "TM", {"community_id": "@open community"}, is_json=True),
    Form("api_mark", "TM", {"mark_id": "@mark 0 of own review"}, {"comment": "Because"}, {"level": "3"},
         is_json=True, method="put"),
    Form("api_sign_review", "TM", {"review_id": "@own review"}, is_json=True),
    Form("api_rate_review", "TM", {"review_id": "@lantern's review"}, {"comment": "It helps"}, {"score": "4"},
         is_json=True, method="put"),
    Form("api_take_part", "TM", {"part_id": "@draft free part"}, is_json=True),
    Form("api_ready_part", "TM", {"part_id": "@draft part 0"}, is_json=True),
    Form("api_booking", "TM", {"team_id": "@harbor", "hour_id": "@booked hour"}, is_json=True, method="put"),
    Form("api_rhythm", "TM", {"team_id": "@harbor"}, values={"slots": "1"}, is_json=True, method="put"),
)  # fmt: skip

# allauth's pages, by address: they are other people's house, but a 500 there is ours.
SIGN_IN = {
    "/accounts/login/": {"login": "mara@example.org", "password": "something long"},
    "/accounts/password/reset/": {"email": "mara@example.org"},
    "/accounts/signup/": {"email": "mara@example.org", "password1": "something long"},
    "/accounts/password/reset/key/1-set-password/": {"password1": "something long"},
    "/admin/login/": {"username": "mara@example.org", "password": "something long"},
}
