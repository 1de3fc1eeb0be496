"""Progress counts what the journal holds: each rule, and incremental equals full under any order."""

from __future__ import annotations

import functools
import random
from datetime import UTC, datetime, timedelta

import pytest

from cohorts import actions, completion
from cohorts.models import ActivityProgress, Enrollment
from courses.actions import finish_activity, open_activity
from discussions.actions import post_reply
from discussions.models import Post
from spaces import readers
from spaces.actions import Deed, join_space, open_space, record, record_many
from spaces.models import Cursor, Role, Space

START = datetime(2026, 11, 10, 9, tzinfo=UTC)


def step(person, activity) -> ActivityProgress | None:
    return ActivityProgress.objects.filter(enrollment__person=person, activity_id=activity.stable_id).first()


def recompute_all(cohort) -> None:
    """As if nothing had been counted before."""
    completion.recompute(cohort, set(cohort.enrollments.values_list("person_id", flat=True)), None)


def follow(cohort) -> None:
    for space in Space.objects.filter(pk=cohort.space_id) | Space.objects.filter(parent=cohort.space_id):
        readers.run("progress", space.pk)


def hand_in(cohort, team_space, activity, people, by, at=START) -> None:
    data = {"activity": str(activity.stable_id), "people": [p.pk for p in people]}
    record(team_space, by=by, verb="submission.handed_in", target=team_space, data=data, occurred_at=at)


@pytest.fixture
def team_room(cohort, mara, aiko):
    room = open_space(Space.Kind.TEAM, title="Harbor", parent=cohort.space)
    for learner in (mara, aiko):
        join_space(room, person=learner, role=Role.LEARNER, by=mara)
    return room


def test_a_page_is_done_when_finished(cohort, steps, mara):
    open_activity(steps["lesson"], space=cohort.space, by=mara)
    follow(cohort)
    assert step(mara, steps["lesson"]).opened_at
    assert not step(mara, steps["lesson"]).is_done
    finish_activity(steps["lesson"], space=cohort.space, by=mara)
    follow(cohort)
    assert step(mara, steps["lesson"]).is_done


def test_a_prompt_asks_for_an_answer_and_a_reply_to_a_colleague(cohort, steps, mara, aiko):
    thread = actions.prompt_thread(cohort, steps["discussion"])
    theirs = post_reply(thread, by=aiko, body="Mine landed late.")
    post_reply(thread, by=mara, body="Mine landed.")
    follow(cohort)
    assert (step(mara, steps["discussion"]).count, step(mara, steps["discussion"]).needed) == (1, 2)
    post_reply(thread, by=mara, body="Why late?", in_reply_to=theirs)
    follow(cohort)
    assert step(mara, steps["discussion"]).is_done
    assert not step(aiko, steps["discussion"]).is_done


def test_a_reply_to_oneself_is_no_reply_to_a_colleague(cohort, steps, mara):
    thread = actions.prompt_thread(cohort, steps["discussion"])
    mine = post_reply(thread, by=mara, body="Mine landed.")
    post_reply(thread, by=mara, body="And again.", in_reply_to=mine)
    follow(cohort)
    assert step(mara, steps["discussion"]).count == 1


def test_a_deleted_answer_counts_no_more(cohort, steps, mara):
    thread = actions.prompt_thread(cohort, steps["discussion"])
    mine = post_reply(thread, by=mara, body="Mine landed.")
    follow(cohort)
    assert step(mara, steps["discussion"]).count == 1
    Post.objects.filter(pk=mine.pk).update(deleted_at=START)
    record(cohort.space, by=mara, verb="post.deleted", target=mine)
    follow(cohort)
    assert step(mara, steps["discussion"]) is None


def test_a_hand_in_counts_for_its_roster_only(cohort, steps, team_room, mara, aiko, jon):
    hand_in(cohort, team_room, steps["team_task"], [mara, aiko], by=aiko)
    follow(cohort)
    assert step(mara, steps["team_task"]).is_done
    assert step(aiko, steps["team_task"]).is_done
    assert step(jon, steps["team_task"]) is None


def test_a_survey_is_done_without_an_entry(cohort, steps, mara):
    before = cohort.space.entries.count()
    enrollment = cohort.enrollments.get(person=mara)
    actions.mark_done(enrollment, steps["survey"].stable_id, by=mara)
    assert step(mara, steps["survey"]).is_done
    assert cohort.space.entries.count() == before
    recompute_all(cohort)
    assert step(mara, steps["survey"]).is_done


def test_all_required_steps_complete_the_cohort_at_the_last_one(cohort, steps, team_room, mara, aiko):
    last = do_everything(cohort, steps, team_room, mara, aiko)
    follow(cohort)
    enrollment = cohort.enrollments.get(person=mara)
    assert enrollment.done_count == len(steps)
    assert enrollment.completed_at == last
    assert enrollment.started_at == START
    assert cohort.enrollments.get(person=aiko).completed_at is None


def test_a_facilitators_word_stands(cohort, mara, priya):
    enrollment = cohort.enrollments.get(person=mara)
    actions.record_completion(enrollment, by=priya, occurred_at=START)
    actions.record_completion(enrollment, by=priya)
    follow(cohort)
    enrollment.refresh_from_db()
    assert enrollment.completed_at == START
    assert enrollment.completed_by == priya
    assert cohort.space.entries.filter(verb="enrollment.completed").count() == 1


def test_an_act_before_the_run_is_no_start(cohort, steps, mara):
    open_activity(steps["lesson"], space=cohort.space, by=mara, occurred_at=datetime(2026, 11, 8, tzinfo=UTC))
    follow(cohort)
    assert cohort.enrollments.get(person=mara).started_at is None


@pytest.mark.parametrize("seed", range(4))
def test_incremental_equals_full(cohort, steps, team_room, mara, aiko, jon, seed):
    """Random deeds in random order and batches, some of them twice, some with a reader that begins anew."""
    chance = random.Random(seed)
    for deed in deeds_of(chance, cohort, steps, team_room, [mara, aiko, jon]):
        deed()
        if chance.random() < 0.4:
            readers.run("progress", chance.choice([cohort.space_id, team_room.pk]))
        if chance.random() < 0.1:
            Cursor.objects.filter(reader="progress").update(number=chance.randint(0, 5))
    follow(cohort)
    incremental = state(cohort)
    assert any(row[-1] for row in incremental[0])
    ActivityProgress.objects.filter(enrollment__cohort=cohort).delete()
    cohort.enrollments.update(started_at=None, last_act_at=None, done_count=0, completed_at=None)
    recompute_all(cohort)
    assert state(cohort) == incremental


def test_a_thousand_learners_cost_the_same_queries(cohort, steps, mara, django_assert_num_queries):
    people = set(cohort.enrollments.values_list("person_id", flat=True))
    with django_assert_num_queries(6):
        completion.recompute(cohort, {mara.pk}, None)
    with django_assert_num_queries(6):
        completion.recompute(cohort, people, None)


def do_everything(cohort, steps, room, person, other) -> datetime:
    thread = actions.prompt_thread(cohort, steps["discussion"])
    theirs = post_reply(thread, by=other, body="Late.", occurred_at=START)
    post_reply(thread, by=person, body="Mine.", occurred_at=START)
    post_reply(thread, by=person, body="Why?", in_reply_to=theirs, occurred_at=START)
    hand_in(cohort, room, steps["team_task"], [person], by=person)
    open_activity(steps["lesson"], space=cohort.space, by=person, occurred_at=START)
    finish_activity(steps["lesson"], space=cohort.space, by=person, occurred_at=START)
    enrollment = cohort.enrollments.get(person=person)
    step = ActivityProgress(
        enrollment=enrollment, activity_id=steps["survey"].stable_id, count=1, done_at=START
    )
    step.save()
    done(cohort, "quiz.passed", steps["quiz"], person, START)
    last = START + timedelta(days=2)
    done(cohort, "commitment.made", steps["commitment"], person, last)
    return last


def done(cohort, verb, activity, person, at) -> None:
    data = {"activity": str(activity.stable_id)}
    record_many(cohort.space, [Deed(verb, person, activity, at, data)])


def deeds_of(chance, cohort, steps, room, people):
    thread = actions.prompt_thread(cohort, steps["discussion"])
    verbs = [("activity.finished", "lesson"), ("quiz.passed", "quiz"), ("commitment.made", "commitment")]

    def say(person, at):
        said = list(Post.objects.filter(thread=thread, number__gt=1))
        to = chance.choice(said) if said and chance.random() < 0.6 else None
        post_reply(thread, by=person, body="Words.", in_reply_to=to, occurred_at=at)

    def unsay(person, _at):
        if post := Post.objects.filter(by=person, number__gt=1, deleted_at=None).first():
            Post.objects.filter(pk=post.pk).update(deleted_at=START)
            record(cohort.space, by=person, verb="post.deleted", target=post)

    def do(person, at):
        verb, kind = chance.choice(verbs)
        done(cohort, verb, steps[kind], person, at)

    def look(person, at):
        done(cohort, "activity.opened", chance.choice(list(steps.values())), person, at)

    def hand(person, at):
        hand_in(cohort, room, steps["team_task"], chance.sample(people, 2), by=person, at=at)

    for _i in range(60):
        deed = chance.choice([say, say, unsay, do, look, hand])
        at = START + timedelta(minutes=chance.randint(-3000, 20000))
        yield functools.partial(deed, chance.choice(people), at)


def state(cohort) -> tuple[list, list]:
    steps = ActivityProgress.objects.filter(enrollment__cohort=cohort)
    totals = Enrollment.objects.filter(cohort=cohort).order_by("pk")
    return (
        sorted(steps.values_list("enrollment_id", "activity_id", "opened_at", "count", "needed", "done_at"),
               key=str),
        list(totals.values_list("pk", "started_at", "last_act_at", "done_count", "completed_at")),
    )  # fmt: skip
