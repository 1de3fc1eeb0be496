"""A form that is sent twice, one after the other or at the same moment, has one effect."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from cohorts import actions as cohorts
from cohorts.models import Enrollment
from tests.access.conftest import BACKEND
from tests.robustness.forms import KEY, PAGES, PROGRAMS, Form
from tests.robustness.sending import Sender, add_missing

# What makes or changes something; the others say how far one has read, set a thing to what it is, or, as drawing
# teams does, do it once more as often as one likes.
CREATING = [
    form
    for form in (*PAGES, *PROGRAMS)
    if form.route
    in {
        "ask_for_hour", "give_hour", "withdraw_hour", "open_activity", "finish_activity", "submit_attempt", "create_course",
        "add_author", "publish_course", "add_module", "add_activity", "start_thread", "post_reply", "delete_post",
        "restore_post", "remove_post", "report_post", "settle_report", "put_reaction",
        "make_poll", "save_post",
        "accept_answer", "unaccept_answer", "name_mentor", "release_mentor", "take_task_part", "take_part",
        "ready_part", "submission", "hand_in", "make_commitment", "reflect", "note_outcome", "thank_outcome",
        "add_evidence", "respond", "answer_check_in", "make_idea", "build_on_idea", "drop_idea",
        "delete_words", "restore_words",
        "answer_survey", "close_wave", "join_cohort", "nudge", "run_cohort", "end_cohort", "invite", "start_cohort",
        "make_team_set", "form_team", "move_member", "place_late", "place_rest", "remind_unplaced", "close_choice",
        "choose_team", "leave_team", "merge_teams", "dissolve_team", "rename_team",
        "start_beside", "ask_to_help", "api_threads", "api_posts", "api_hand_in", "api_take_part", "api_ready_part",
        "propose_hand_in", "take_back", "restore_version", "remind", "ask_again", "open_gallery", "comment_passage",
        "delete_comment",
        "rhythm", "object_to_rhythm", "tell_of_talk", "hold_talk",
        "offer_office_hours", "withdraw_office_hour", "cancel_office_hour", "mentor_notes",
    }
]  # fmt: skip
FIELDS = {"add_author": {"email": "@CM.email"}, "submit_attempt": {"question-1": ""}, "withdraw_hour": {}}
UNCOUNTED = {"sessions", "admin", "contenttypes", "django_celery_beat"}


def counts() -> dict[str, int]:
    """How many rows there are of everything."""
    models = [model for model in apps.get_models() if model._meta.app_label not in UNCOUNTED]
    return {model._meta.label: model._default_manager.count() for model in models}


@pytest.mark.django_db
@pytest.mark.parametrize("form", CREATING, ids=str)
def test_twice_has_one_effect(sender, form):
    fields = sender.fields(form) | {name: sender.value(v) for name, v in FIELDS.get(form.route, {}).items()}
    fields["key"] = KEY
    with transaction.atomic():
        before = counts()
        _send(sender, form, fields)
        once = counts()
        _send(sender, form, fields)
        twice = counts()
        transaction.set_rollback(True)
    more = {name: (once[name], n) for name, n in twice.items() if n != once[name]}
    assert more == {}
    assert once != before or form.route in QUIET


# They change rows and add none.
QUIET = {
    "withdraw_hour", "delete_post", "restore_post", "remove_post",
    "settle_report", "unaccept_answer", "accept_answer", "take_part", "reflect", "close_wave", "join_cohort",
    "finish_activity", "open_activity", "take_task_part", "publish_course", "give_hour", "ask_for_hour", "hand_in",
    "ready_part", "name_mentor", "release_mentor", "submission", "nudge", "answer_survey", "end_cohort",
    "drop_idea", "answer_check_in", "delete_words", "restore_words",
    "withdraw_office_hour",
    "thank_outcome", "api_take_part", "api_ready_part", "api_hand_in", "run_cohort", "ask_to_help",
    "take_back", "restore_version", "delete_comment",
}  # fmt: skip


def _send(sender, form: Form, fields: dict) -> None:
    cache.clear()
    client = sender.clients[form.persona]
    kind = {"content_type": "application/json"} if form.is_json else {}
    answer = getattr(client, form.method)(sender.address(form), fields, **kind)
    assert answer.status_code < 400, (answer.status_code, answer.content[:300])


def test_twice_at_the_same_moment_has_one_effect(open_world):
    """Replies, hand-ins, answers, enrolments, starts and what is made in the studio, each by four at once."""
    add_missing(open_world)
    sender = Sender(open_world, {})
    faults = {}
    for form in [form for form in CREATING if form.route in AT_ONCE]:
        before = counts()
        statuses = _at_once(lambda form=form: _status(sender, form), 4)
        made = _new_rows(before)
        most = AT_ONCE[form.route]
        if max(statuses) >= 400 or {name: made.get(name, 0) for name in most} != most:
            faults[form.route] = (statuses, made)
    assert faults == {}


# What one sending makes.
AT_ONCE = {
    "post_reply": {"discussions.Post": 1}, "start_thread": {"discussions.Thread": 1, "discussions.Post": 1},
    "hand_in": {"teams.RosterLine": 0}, "answer_survey": {"analytics.Answer": 1}, "create_course": {"courses.Course": 1},
    "add_module": {"courses.Module": 1}, "add_activity": {"courses.Activity": 1}, "start_cohort": {"cohorts.Cohort": 1},
    "make_commitment": {"teams.Commitment": 1}, "note_outcome": {"teams.Outcome": 1}, "submit_attempt": {"courses.Attempt": 1},
    "ask_for_hour": {}, "give_hour": {"people.Hour": 0}, "finish_activity": {"spaces.Entry": 1}, "nudge": {"cohorts.Nudge": 0},
    "make_team_set": {"teams.TeamSet": 1}, "choose_team": {"teams.Seat": 1},
    "comment_passage": {"teams.PassageComment": 1}, "open_gallery": {"teams.Gallery": 1}, "ask_again": {"teams.Reopening": 1},
    "add_evidence": {"teams.Evidence": 1}, "respond": {"teams.Response": 1}, "answer_check_in": {"spaces.Entry": 1},
    "tell_of_talk": {"teams.Talk": 1, "spaces.Entry": 1}, "hold_talk": {"spaces.Entry": 1},
    "make_idea": {"teams.Idea": 1}, "build_on_idea": {"teams.Addition": 1},
    "run_cohort": {}, "thank_outcome": {"spaces.Entry": 1},
}  # fmt: skip


def _new_rows(before: dict) -> dict:
    return {name: n - before[name] for name, n in counts().items() if n != before[name]}


def _at_once(deed, times: int) -> list:
    def done(_n):
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(done, range(times)))


def sign_in(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def _status(sender: Sender, form: Form) -> int:
    client = sign_in(sender.world.people[form.persona])
    fields = {
        **sender.fields(form),
        **{n: sender.value(v) for n, v in FIELDS.get(form.route, {}).items()},
        "key": str(uuid.uuid5(uuid.UUID(KEY), form.route)),
    }
    return client.post(sender.address(form), fields).status_code


def test_an_invitation_accepted_twice_at_once_is_one_enrolment(open_world):
    enrollment = Enrollment.objects.get(cohort=open_world["cohort"], person=open_world.extras["Newa"])
    before = counts()
    accept = lambda: cohorts.enroll(Enrollment.objects.get(pk=enrollment.pk), by=open_world.extras["Newa"])  # noqa: E731
    _at_once(accept, 4)
    assert _new_rows(before) == {"spaces.Membership": 1, "spaces.Entry": 2}
