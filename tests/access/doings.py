"""What the world's people have done: talked, drafted, handed in, promised, answered, asked for hours."""

from __future__ import annotations

import functools
from datetime import timedelta

from django.utils import timezone

from analytics import actions as analytics
from cohorts import actions as cohorts
from communities import actions as communities
from courses.actions import open_activity
from courses.models import Activity
from discussions import actions as talk
from discussions.models import Thread
from people import actions as people
from spaces.actions import commons, join_space, open_space
from spaces.models import Role, Space
from teams import actions as teams
from teams.models import Team
from tests.access import (
    drafting,
    forming,
    going_on,
    inventing,
    meeting,
    mentoring,
    practising,
    promising,
    reviewing,
    talking,
)
from tests.access.world import IN_COHORT, LD, NOBODY, SIGNED_IN, World, enrollment, file, read_journals, shown

HARBOR = "TM MM"
HANDED_IN = f"TM MM MF {LD}"


def fill(world: World) -> None:
    _opening(world)
    _teams(world)
    _board(world)
    _rooms(world)
    _communities(world)
    _drafts(world)
    drafting.fill(world)
    reviewing.fill(world)
    forming.fill(world)
    promising.fill(world)
    inventing.fill(world)
    _hours(world)
    talking.fill(world)
    _nudges(world)
    meeting.fill(world)
    mentoring.fill(world)
    going_on.fill(world)
    practising.fill(world)
    read_journals()
    _closing_question(world)
    file(world, "file without a parent", world.people["TM"], "TM", own=True)


def _opening(world: World) -> None:
    """Everybody has opened something, so that they count as active."""
    for label in ("cohort", "other_cohort"):
        cohort = world[label]
        activity = Activity.objects.filter(module__version=cohort.version_id).in_outline_order()[0]
        for row in cohort.enrollments.active().select_related("person"):
            open_activity(activity, space=cohort.space, by=row.person)


def _teams(world: World) -> None:
    cohort, priya, known = world["cohort"], world.people["MF"], f"CM TM MM MF {LD}"
    mara, jon, aiko = world.people["TM"], world.extras["Jon"], world.extras["Aiko"]
    harbor = _team(world, "harbor", known, [mara, jon, aiko])
    teams.name_mentor(harbor, person=world.people["MM"], by=priya)
    _team(world, "lantern", known, [world.people["CM"]])
    assert Team.objects.filter(cohort=cohort).count() == 2


def _team(world: World, label: str, seen_by: str, members: list) -> Team:
    name = world.canaries.words(f"name of {label}", seen_by)
    team = teams.form_team(world["cohort"], by=world.people["MF"], name=name, people=members)
    world.put(f"{label} space", team.space, space_id=team.space_id)
    return world.put(label, team, team_id=team.pk)


def _thread(world: World, label: str, space: Space, by, seen_by: str, *, own=False, **words) -> Thread:
    title = world.canaries.words(f"title of the {label}", seen_by, own=own)
    body = world.canaries.html(f"first words of the {label}", seen_by, own=own or _is_theirs(world, by))
    thread = talk.start_thread(space, by=by, title=title, body=body, **words)
    world.put(f"{label} opener", thread.posts.get(), post_id=thread.posts.get().pk)
    return world.put(label, thread, thread_id=thread.pk)


def _reply(world: World, label: str, thread: Thread, by, seen_by: str, more: str = "", *, own=False, **words):
    body = world.canaries.html(f"words of the {label}", seen_by, own=own or _is_theirs(world, by)) + more
    post = talk.post_reply(thread, by=by, body=body, **words)
    return world.put(label, post, post_id=post.pk)


def _is_theirs(world: World, person) -> bool:
    """Mara's own words stay hers to read under her contributions, when she has left."""
    return person == world.people["TM"]


def _board(world: World) -> None:
    """The cohort's board: a conversation with everything that can be in one, a question, an announcement."""
    space, mara, lena = world["cohort space"], world.people["TM"], world.people["CM"]
    jon, priya = world.extras["Jon"], world.people["MF"]
    thread = _thread(world, "cohort thread", space, lena, IN_COHORT)
    pictured = file(world, "file of the cohort post", mara, IN_COHORT)
    names = "".join(
        f'<p><a class="mention" data-person="{person.pk}">@{person.first_name}</a></p>'
        for person in (jon, lena, world.people["LX"], world.people["MG"])
    )
    post = _reply(world, "cohort post", thread, mara, IN_COHORT, shown(pictured) + names)
    talk.put_reaction(post, by=lena, kind="thanks")
    _reply(world, "answer to mara", thread, jon, IN_COHORT, in_reply_to=post)
    talk.delete_post(_reply(world, "deleted post", thread, lena, "CM MF LD"), by=lena)
    edited = _reply(world, "text before it was edited", thread, lena, IN_COHORT)
    talk.edit_post(edited, by=lena, body=world.canaries.html("edited text", IN_COHORT))
    question = _thread(world, "question", space, mara, IN_COHORT, kind=Thread.Kind.QUESTION)
    talk.accept_answer(_reply(world, "answer", question, lena, IN_COHORT), by=mara)
    _thread(world, "open question", space, lena, IN_COHORT, kind=Thread.Kind.QUESTION)
    _thread(world, "announcement", space, priya, IN_COHORT, kind=Thread.Kind.ANNOUNCEMENT)
    _hidden(world)
    _reported(world, "report", _thread(world, "reported thread", space, lena, f"{IN_COHORT} LD2"), IN_COHORT)
    _poll(world, world["answer"], IN_COHORT)
    note = world.canaries.words("note of a bookmark", "TM", own=True)
    talk.save_post(world["answer to mara"], by=mara, note=note)
    talk.mark_read(thread, by=mara, number=2)
    _typed(world, "reply to the cohort thread", "reply", thread.pk)
    _typed(world, "thread of the cohort board", "start", space.pk)
    _typed(world, "change of the cohort post", "edit", post.pk)


def _typed(world: World, label: str, kind: str, number: int) -> None:
    """Mara's unsent words, which nobody else sees wherever they stand."""
    body = world.canaries.html(f"draft: {label}", "TM", own=True)
    poll = {
        name: world.canaries.words(f"{name} of the poll: {label}", "TM", own=True)
        for name in ("question", "options")
    }
    draft = talk.save_draft(
        kind,
        number,
        by=world.people["TM"],
        body=body,
        body_format="html",
        poll=None if kind == "edit" else poll,
    )
    world.put(label, draft, kind=kind, number=number)


def _hidden(world: World) -> None:
    """What only who keeps the board in order still reads; each writer their own words, and all the reason."""
    thread = _thread(world, "hidden thread", world["cohort space"], world.people["CM"], "CM MF LD")
    _reply(world, "hidden post", thread, world.people["TM"], "TM MF LD")
    reason = world.canaries.words("reason of the hidden thread", IN_COHORT)
    talk.hide_thread(thread, by=world.people["MF"], reason=reason)


def _poll(world: World, post, seen_by: str) -> None:
    asked = world.canaries.words("question of a poll", seen_by)
    options = [world.canaries.words(f"choice {i} of a poll", seen_by)[:120] for i in range(2)]
    poll = talk.make_poll(post, by=post.by, question=asked, options=options)
    talk.vote(poll, by=world.people["TM"], options=[poll.options.first().pk])
    world.put("poll", poll, poll_id=poll.pk)


def _reported(world: World, label: str, thread: Thread, seen_by: str) -> None:
    """Jon's post, which Mara reports; it and its neighbours go to who keeps order, here or above, and to L&D."""
    looked_at, jon = " ".join({*seen_by.split(), "MF", *LD.split()}), world.extras["Jon"]
    _reply(world, f"post before the {label}", thread, jon, looked_at)
    post = _reply(world, f"post of the {label}", thread, jon, looked_at)
    _reply(world, f"post after the {label}", thread, jon, looked_at)
    reason = world.canaries.words(f"reason of the {label}", f"TM MF {LD}", own=True)
    report = talk.report_post(post, by=world.people["TM"], reason=reason)
    world.put(label, report, report_id=report.pk)


def _rooms(world: World) -> None:
    """Rooms of a few: two teams, a direct conversation, a course's authors, the other cohort; and the commons."""
    mara, grace, lena = world.people["TM"], world.people["MM"], world.people["CM"]
    harbor = _stream(world, "harbor")
    pictured = file(world, "file of the team post", mara, HARBOR)
    world.put("reply to the harbor stream", harbor, kind="reply", number=harbor.pk)
    post = _reply(world, "team post", harbor, mara, HARBOR, shown(pictured))
    _reply(world, "mentor's post", harbor, grace, HARBOR, in_reply_to=post)
    _reported(world, "team report", harbor, HARBOR)
    _reply(world, "lantern post", _stream(world, "lantern"), lena, "CM")
    _direct(world, mara, grace)
    _thread(world, "authors' thread", world["course"].space, world.people["AU"], "AU LD")
    _thread(world, "other cohort's thread", world["other_cohort space"], world.extras["Zoe"], NOBODY)
    world.put("commons", commons(), space_id=commons().pk)
    _thread(world, "commons thread", commons(), world.people["LX"], SIGNED_IN, own=True)


def _direct(world: World, mara, grace) -> None:
    """A conversation of two, which outlives the cohort in which they met."""
    words = functools.partial(world.canaries.words, seen_by=HARBOR, own=True)
    direct = open_space(Space.Kind.DIRECT, title=words("title of the direct space"))
    for person in (mara, grace):
        join_space(direct, person=person, role=Role.GUEST, by=person)
    world.put("direct space", direct, space_id=direct.pk)
    stream = talk.open_stream(direct, by=mara, title=words("title of the direct stream"))
    world.put("direct stream", stream, thread_id=stream.pk)
    _reply(world, "direct post", stream, grace, HARBOR, own=True)
    world.put("reply to the direct stream", stream, kind="reply", number=stream.pk)


def _stream(world: World, label: str) -> Thread:
    thread = Thread.objects.select_related("space").get(
        space=world[f"{label} space"], kind=Thread.Kind.STREAM
    )
    return world.put(f"{label} stream", thread, thread_id=thread.pk)


def _communities(world: World) -> None:
    """Two that Grace founded, open and on request, with Mara in both; and a hidden one of Ines, with Mara and Otto asked in."""
    grace, mara, ines = world.people["MM"], world.people["TM"], world.people["LD"]
    guild = _community(world, "open community", grace, SIGNED_IN, SIGNED_IN, "open")
    communities.join_community(guild, by=mara)
    circle = _community(world, "community on request", grace, SIGNED_IN, "TM MM", "on_request")
    communities.answer_request(communities.join_community(circle, by=mara), by=grace, accept=True)
    why = world.canaries.words("why CM asks to join", "CM MM", own=True)
    asked = communities.join_community(circle, by=world.people["CM"], words=why)
    world.put("CM's join request", asked, request_id=asked.pk)
    council = _community(world, "hidden community", ines, "TM AU LD", "TM LD", "hidden")
    communities.invite_to_community(council, person=mara, by=ines)
    communities.join_community(council, by=mara)
    invitation = communities.invite_to_community(council, person=world.people["AU"], by=ines)
    world.put("AU's invitation", invitation, request_id=invitation.pk)


def _community(world: World, label: str, by, known_to: str, seen_by: str, join_rule: str):
    title = world.canaries.words(f"name of the {label}", known_to, own=True)
    purpose = world.canaries.words(f"purpose of the {label}", known_to, own=True)
    community = communities.found_community(by=by, title=title, purpose=purpose, join_rule=join_rule)
    world.put(f"{label} space", community.space, space_id=community.space_id)
    _thread(world, f"thread of the {label}", community.space, by, seen_by, own=True)
    return world.put(label, community, community_id=community.pk)


def _drafts(world: World) -> None:
    """Of Harbor a hand-in with its answer and a draft being written; of Lantern a draft."""
    tasks = Activity.objects.filter(module__version=world["version"], kind="team_task").in_outline_order()
    mara, jon, lena = world.people["TM"], world.extras["Jon"], world.people["CM"]
    handed_in = _draft(world, "handed-in", world["harbor"], tasks[0], {mara: HANDED_IN, jon: HANDED_IN})
    for person, label in ((mara, "handed-in part 0"), (jon, "handed-in part 1")):
        teams.ready_part(world[label], by=person)
    teams.propose_hand_in(handed_in, by=jon)
    frozen = teams.hand_in(handed_in, by=mara).hand_ins.get()
    world.put("hand-in", frozen, hand_in_id=frozen.pk)
    words = world.canaries.html("feedback", HANDED_IN)
    world.put("feedback", teams.give_feedback(handed_in, by=world.people["MM"], body=words))
    _draft(world, "draft", world["harbor"], tasks[1], {mara: "TM", jon: "TM"})
    teams.ready_part(world["draft part 1"], by=jon)
    _draft(world, "lantern draft", world["lantern"], tasks[0], {lena: "CM"})


def _draft(world: World, label: str, team: Team, task: Activity, writers: dict):
    submission = teams.open_submission(team, task, by=next(iter(writers)))
    for i, (person, seen_by) in enumerate(writers.items()):
        part, own = teams.take_part(submission.parts.in_order()[i], by=person), _is_theirs(world, person)
        if label == "handed-in" and i == 0:
            pictured = file(world, "file of the handed-in part", person, seen_by)
            words = world.canaries.html(f"{label} part {i}", seen_by, own=own) + shown(pictured)
        elif label == "draft" and i == 0:
            words = world.canaries.html(f"{label} part {i}", seen_by, own=own) + shown(
                file(world, "file of the draft", person, seen_by)
            )
        else:
            words = world.canaries.html(f"{label} part {i}", seen_by, own=own)
        part = teams.save_part(part, by=person, body=words, revision=part.revision)
        world.put(f"{label} part {i}", part, part_id=part.pk)
    free = submission.parts.in_order().last()
    world.put(f"{label} free part", free, part_id=free.pk)
    return world.put(f"{label} submission", submission, submission_id=submission.pk)


def _hours(world: World) -> None:
    """An hour that was given, and another that is asked for."""
    mara, tom = world.people["TM"], world.people["MG"]
    begins = timezone.now() + timedelta(days=2)
    for label in ("given hour", "asked hour"):
        what_for = world.canaries.words(f"what the {label} is for", "TM MG", own=True)
        hour = people.ask_for_hour(mara, by=mara, what_for=what_for)
        world.put(label, hour, hour_id=hour.pk)
        if label == "given hour":
            people.give_hour(mara, by=tom, begins_at=begins)
    people.record_look(by=tom, what="progress", people=[mara])


def _nudges(world: World) -> None:
    priya = world.people["MF"]
    for person, seen_by in ((world.people["TM"], "TM MF"), (world.extras["Jon"], "MF")):
        words = world.canaries.words(f"nudge to {person.first_name}", seen_by, own=True)
        cohorts.nudge(enrollment(world, person), by=priya, words=words)


def _closing_question(world: World) -> None:
    """Eight answered in the cohort, so that comments are published to whoever runs it; six in the other, too few."""
    pats = [world.extras[f"Pat{i}"] for i in range(5)]
    answered = [*pats, world.extras["Jon"], world.extras["Aiko"], world.people["CM"]]
    _wave(world, "cohort", world.people["MF"], answered, f"MF {LD}")
    answered = [world.extras[name] for name in ("Zoe", *(f"Quin{i}" for i in range(5)))]
    _wave(world, "other_cohort", world.extras["third admin"], answered, NOBODY)


def _wave(world: World, label: str, by, answered: list, seen_by: str) -> None:
    wave = analytics.open_wave(world[label], by=by)
    for i, person in enumerate(answered):
        comment = world.canaries.words(f"comment {i} on the {label}", seen_by)
        assert analytics.answer(wave, person=person, score=10 - i, comment=comment, signed=i == 0)
    world.put(f"wave of the {label}", analytics.close_wave(wave, by=by))
