"""What allocating reviews costs, and how many works are left with too few when one in five does not show."""

from __future__ import annotations

import random
import time
from collections import Counter
from statistics import mean

from teams.allocation import LEAST, Missing, circle, second_wave

PEOPLE, EACH, REGIONS = 10_000, 3, 7
NO_SHOW, VOLUNTEERS = 0.2, 0.5
ROUNDS = 2  # of the second wave: what is not begun within a day is offered again


def measure(*, runs: int) -> dict:
    """Seconds of one allocation (the median run), the least and most given, and shares left with too few reviews."""
    took, given = [], Counter()
    for seed in range(runs):
        began = time.perf_counter()
        allocated = circle(range(PEOPLE), k=EACH, seed=seed, region_of=lambda maker: maker % REGIONS)
        took.append(time.perf_counter() - began)
        given.update(len(works) for works in allocated.values())
    left = [without(seed) for seed in range(runs)]
    return {
        "people": PEOPLE,
        "k": EACH,
        "seconds": round(sorted(took)[len(took) // 2], 4),
        "given_min": min(given),
        "given_max": max(given),
        "under_two_reviews_at_20pct_no_show": round(mean(after for *_rest, after in left), 5),
        "under_two_circle_alone": round(mean(alone for _random, alone, _after in left), 5),
        "under_two_at_random": round(mean(by_lot for by_lot, *_rest in left), 5),
    }


def without(seed: int) -> tuple[float, float, float]:
    """The share of works with fewer than two reviews: dealt by lot, on the circle, and after the second wave.

    Each reviewer stays away with one chance in five and then gives none. Half of those who came would take one more;
    of them, too, one in five stays away, and what they have not begun after a day goes to the others.
    """
    chance = random.Random(f"no-show-{seed}")
    here = [chance.random() >= NO_SHOW for _ in range(PEOPLE)]
    allocated = circle(range(PEOPLE), k=EACH, seed=seed)
    given = Counter(work for maker, works in allocated.items() if here[maker] for work in works)
    alone = _under(given)
    had: dict[int, set[int]] = {work: {work} for work in range(PEOPLE)}
    for maker, works in allocated.items():
        for work in works:
            had[work].add(maker)
    willing = {maker: 1 for maker in range(PEOPLE) if here[maker] and chance.random() < VOLUNTEERS}
    for turn in range(ROUNDS):
        missing = [
            Missing(work, LEAST - given[work], frozenset(had[work]))
            for work in range(PEOPLE)
            if given[work] < LEAST
        ]
        for who, work in second_wave(missing, willing, seed=seed + turn, spare=1):
            del willing[who]
            had[work].add(who)
            given[work] += chance.random() >= NO_SHOW
    return _under(_by_lot(chance, here)), alone, _under(given)


def _by_lot(chance: random.Random, here: list[bool]) -> Counter:
    """Each draws as many of all other works, without anybody counting what a work has got."""
    given: Counter = Counter()
    for maker in range(PEOPLE):
        drawn = chance.sample(range(PEOPLE), EACH + 1)
        given.update(work for work in [w for w in drawn if w != maker][:EACH] if here[maker])
    return given


def _under(given: Counter) -> float:
    return sum(given[work] < LEAST for work in range(PEOPLE)) / PEOPLE
