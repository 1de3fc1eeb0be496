"""What the world's teams say of each other's work: a released round, one in which each reviews alone, and one's own."""

from __future__ import annotations

from courses.models import Activity
from teams import actions as teams
from teams.models import Review, ReviewRound
from tests.access.world import LD, World, file, shown

# Whose hand-in it is: of Harbor, and of Lantern, which has no mentor.
HARBORS, LANTERNS = "TM MM MF", "CM MF"


def fill(world: World) -> None:
    task = Activity.objects.filter(module__version=world["version"], kind="team_task").in_outline_order()[2]
    _hand_in(world, task)
    _released(world, task)
    _each_alone(world, task)
    _own(world, task)


def _hand_in(world: World, task: Activity) -> None:
    """Each work is read by the other team too, without names; the name of a file in it by its own readers only."""
    mara, lena = world.people["TM"], world.people["CM"]
    pictured = shown(file(world, "file of the reviewed work", mara, f"TM MM MF {LD}"))
    for label, person, readers, more in (
        ("harbor", mara, f"CM {HARBORS}", pictured),
        ("lantern", lena, f"TM {LANTERNS}", ""),
    ):
        draft = teams.open_submission(world[label], task, by=person)
        part = teams.take_part(draft.parts.in_order()[0], by=person)
        own = person == mara  # which stays hers to read under her contributions
        words = world.canaries.html(f"reviewed work of {label}", f"{readers} {LD}", own=own) + more
        teams.save_part(part, by=person, body=words, revision=part.revision)
        teams.ready_part(part, by=person)
        if label == "harbor":
            teams.propose_hand_in(draft, by=world.extras["Jon"])
        teams.hand_in(draft, by=person)


def _released(world: World, task: Activity) -> None:
    mara, priya = world.people["TM"], world.people["MF"]
    made = _round(world, "released round", task, "team")
    for label, seen_by in (("lantern", f"CM {HARBORS}"), ("harbor", f"TM {LANTERNS}")):
        review = Review.objects.get(work__round=made, by_team=world[label])
        _write(world, f"{label}'s review", review, _signers(world, label), seen_by)
    world.at["first file"] = {"number": 1}
    teams.release_round(made, by=priya)
    for label in ("lantern", "harbor"):
        work = _work_of(made, world[label])
        world.put(f"{label}'s work", work, work_id=work.pk)
    received = Review.objects.get(pk=world["lantern's review"].pk)
    words = world.canaries.words("word on a review", "TM", own=True)
    teams.rate_review(received, by=mara, score=2, comment=words)
    why = world.canaries.words("why a second look", HARBORS)
    look = teams.ask_second_look(world["harbor's work"], by=mara, why=why)
    world.put("harbor's second look", look, look_id=look.pk)
    seen = world.canaries.words("why an author was looked at", "CM MF")
    teams.look_at_author(received, by=priya, why=seen)


def _each_alone(world: World, task: Activity) -> None:
    """Of the round that is not released Lena has sent her review, and Mara writes hers."""
    made = _round(world, "open round", task, "peer")
    lena, mara = world.people["CM"], world.people["TM"]
    _write(world, "CM's review", Review.objects.get(work__round=made, by_person=lena), [lena], "CM MM MF")
    _write(
        world, "TM's review", Review.objects.get(work__round=made, by_person=mara), [mara], "TM", sign=False
    )


def _own(world: World, task: Activity) -> None:
    made = _round(world, "own round", task, "self")
    review = Review.objects.get(work__round=made, by_team=world["harbor"])
    _write(world, "own review", review, [world.people["TM"]], "TM", sign=False)


def _round(world: World, label: str, task: Activity, mode: str) -> ReviewRound:
    made = teams.open_round(world["cohort"], task, by=world.people["MF"], mode=mode, k=1, seed=1)
    return world.put(label, made, round_id=made.pk)


def _write(
    world: World, label: str, review: Review, people: list, seen_by: str, *, sign: bool = True
) -> None:
    for mark in review.marks.in_order():
        comment = world.canaries.words(f"mark {mark.criterion} of {label}", seen_by)
        teams.save_mark(mark, by=people[0], level=2, comment=comment)
        world.put(f"mark {mark.criterion} of {label}", mark, mark_id=mark.pk)
    for person in people if sign else ():
        teams.sign_review(review, by=person)
    world.put(label, review, review_id=review.pk)


def _signers(world: World, label: str) -> list:
    return [world.people["CM"]] if label == "lantern" else [world.people["TM"], world.extras["Jon"]]


def _work_of(round: ReviewRound, team):
    return round.works.select_related("round", "team__space").get(team=team)
