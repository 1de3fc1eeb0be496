"""Of drafts in the world: what was said of a part that is waited for, another go, and a gallery with a comment."""

from __future__ import annotations

from courses.models import Activity
from teams import actions as teams
from tests.access.world import IN_COHORT, LD, NOBODY, World

SHOWN = f"{IN_COHORT} LD2"
READERS = f"MF {LD}"


def fill(world: World) -> None:
    """After the drafts: `draft part 0` is Mara's and missing; Jon asks for help with it."""
    jon = world.extras["Jon"]
    _waiting(world, world["draft part 0"], jon, {"mentor": "TM MM", "merge": f"TM {READERS}"})
    _gallery(world)
    teams.propose_hand_in(world["draft submission"], by=world.extras["Jon"])
    first = world["draft part 0"].versions.get(number=1)
    world.put("version of the draft", first, version_id=first.pk)


def _waiting(world: World, part, by, steps: dict[str, str]) -> None:
    for step, seen_by in steps.items():
        words = world.canaries.words(f"{step} for a part", seen_by)
        world.put(f"{step} for a part", teams.remind(part, by=by, step=step, words=words))


def _gallery(world: World) -> None:
    """A third team handed in twice; the cohort sees the second time, and Lena says something to it."""
    cohort, priya = world["cohort"], world.people["MF"]
    members = [world.extras[f"Pat{i}"] for i in range(2)]
    name = world.canaries.words("name of quay", f"CM TM MM {READERS}")
    quay = teams.form_team(cohort, by=priya, name=name, people=members)
    tasks = Activity.objects.filter(module__version=world["version"], kind="team_task").in_outline_order()
    task = tasks.select_related("module")[1]
    world.put("second task", task, activity_id=task.stable_id)
    submission = teams.open_submission(quay, task, by=members[0])
    part = teams.take_part(submission.parts.in_order()[0], by=members[0])
    world.put("shown part", part, part_id=part.pk)
    missing = teams.take_part(submission.parts.in_order()[1], by=members[1])
    _waiting(world, missing, members[0], {"nudge": NOBODY, "card": NOBODY})
    first = _hand_in(world, submission, part, members[0], "first hand-in", READERS)
    again = world.canaries.words("what to look at again", READERS)
    teams.ask_again(first, by=priya, words=again)
    teams.reopen_part(part, by=members[0])
    last = _hand_in(world, submission, part, members[0], "shown hand-in", SHOWN)
    teams.open_gallery(cohort, task, by=priya)
    comment = teams.comment_passage(
        last, by=world.people["CM"], part_id=part.pk, body=world.canaries.words("comment on a work", SHOWN)
    )
    world.put("comment on a work", comment, comment_id=comment.pk)


def _hand_in(world: World, submission, part, by, label: str, seen_by: str):
    part.refresh_from_db()
    words = world.canaries.html(f"words of the {label}", seen_by)
    teams.save_part(part, by=by, body=words, revision=part.revision)
    teams.ready_part(part, by=by)
    frozen = teams.hand_in(submission, by=by).hand_ins.latest("number")
    return world.put(label, frozen, hand_in_id=frozen.pk)
