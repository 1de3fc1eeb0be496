"""The finished cohort's closing question: who was asked, and what was answered by how many."""

from config.demo.seed.world import World, read


def seed_answers(world: World) -> None:
    """Thirty-one of those who finished answer; which score is whose is nobody's to know."""
    from analytics.actions import answer, close_wave, open_wave

    content = read("cohorts.yml")["finished"]
    cohort, nps = world.cohorts["finished"], content["nps"]
    wave = open_wave(cohort, by=world.people[content["facilitator"]])
    finished = [name for name in content["learners"] if name not in content["progress"]]
    comments = iter(nps["comments"])
    for name, score in zip(finished, nps["scores"], strict=False):
        comment = next(comments, "")
        answer(wave, person=world.people[name], score=score, comment=comment)
    close_wave(wave, by=world.people[content["facilitator"]])
