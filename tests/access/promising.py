"""What the world's people promised to try, what they showed of it, how it went, and what came of it."""

from __future__ import annotations

from django.utils import timezone

from people.models import User
from teams import actions as teams
from teams import checkins
from tests.access.world import NOBODY, World, enrollment, file, shown

STAFFED = "TM MM MF"


def fill(world: World) -> None:
    _promises(world)
    _said(world)
    _asked(world)


def _promises(world: World) -> None:
    mara, lena, jon = world.people["TM"], world.people["CM"], world.extras["Jon"]
    _promise(world, "private promise", mara, STAFFED, is_shared=False)
    _promise(world, "shared promise", mara, f"{STAFFED} MG", is_shared=True)
    _promise(world, "jon's promise", jon, STAFFED, is_shared=True, own=False)
    _promise(world, "lena's promise", lena, "CM MF", is_shared=True, own=False)


def _promise(world: World, label: str, person, seen_by: str, *, is_shared: bool, own: bool = True) -> None:
    """A promise, how it went, and what came of it: twice, shared as the promise is, and not shared."""
    row, words = enrollment(world, person), world.canaries.words
    made = teams.make_commitment(
        row, by=person, what=words(f"the {label}", seen_by, own=own), is_shared=is_shared,
        with_whom=words(f"with whom of the {label}", seen_by, own=own), by_on=timezone.localdate(),
    )  # fmt: skip
    reflection = words(f"what was learned from the {label}", seen_by, own=own)
    teams.reflect(made, by=person, result="worked", reflection=reflection)
    world.put(label, made, commitment_id=made.pk)
    alone = " ".join(persona for persona in seen_by.split() if persona != "MG")
    for shared, reach in ((is_shared, seen_by), (False, alone)):
        texts = {
            name: words(f"{name} of an outcome of the {label}", reach, own=own)[:60]
            for name in ("title", "measure", "before", "after")
        }
        outcome = teams.note_outcome(row, by=person, commitment=made, is_shared=shared, **texts)
        world.put(f"outcome of the {label}{'' if shared else ', unshared'}", outcome, outcome_id=outcome.pk)


def _said(world: World) -> None:
    """Beside promises that Mara shares with her manager and that she does not: what she showed, and what Jon answered."""
    mara, jon = world.people["TM"], world.extras["Jon"]
    for label in ("private promise", "shared promise"):
        pictured = file(world, f"file of the {label}", mara, STAFFED, own=True)
        body = world.canaries.html(f"evidence of the {label}", STAFFED, own=True) + shown(pictured)
        _put(world, f"evidence of the {label}", teams.add_evidence(world[label], by=mara, body=body))
        answer = teams.respond(
            world[label], by=jon, body=world.canaries.words(f"answer to the {label}", STAFFED)
        )
        _put(world, f"answer to the {label}", answer)
    _taken_away(world, world["private promise"])
    lenas = world.canaries.html("evidence of lena's promise", "CM MF")
    teams.add_evidence(world["lena's promise"], by=world.people["CM"], body=lenas)


def _taken_away(world: World, promise) -> None:
    """What Mara showed with a picture, and what her mentor answered, and took away."""
    mara, grace = world.people["TM"], world.people["MM"]
    pictured = file(world, "file of the deleted evidence", mara, NOBODY, own=True)
    body = world.canaries.html("deleted evidence", NOBODY) + shown(pictured)
    _put(world, "deleted evidence", teams.add_evidence(promise, by=mara, body=body))
    teams.delete_words(world["deleted evidence"], by=mara)
    answer = teams.respond(promise, by=grace, body=world.canaries.words("deleted answer", NOBODY))
    teams.delete_words(_put(world, "deleted answer", answer), by=grace)
    _put(world, "grace's answer", teams.respond(promise, by=grace, body="Go on."))


def _put(world: World, label: str, said):
    return world.put(label, said, kind=said._meta.model_name, words_id=said.pk)


def _asked(world: World) -> None:
    """Mara was asked of one promise whether she tried it, and has answered of the other."""
    system = User.objects.system()
    for label in ("private promise", "shared promise"):
        asked = teams.ask_check_in(world[label], days=30, by=system)
        world.put(f"check-in of the {label}", asked, check_in_id=asked.pk)
    teams.answer_check_in(asked, by=world.people["TM"], answer="tried_worked")
    ticket = checkins.ticket(world["check-in of the private promise"], "tried_partly")
    world.at["check-in ticket"] = {"ticket": ticket}
