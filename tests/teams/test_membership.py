"""Whatever is drawn, moved, chosen, merged and left: who sits in a team is in its room, and nobody else is."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohorts.actions import enroll, enroll_many, invite, withdraw
from cohorts.models import Cohort
from people.models import User
from spaces import readers
from spaces.models import Membership, Role
from teams import actions, formation
from teams.models import Seat, TeamSet

pytestmark = pytest.mark.django_db
DEEDS = (
    "draw",
    "move",
    "take out",
    "merge",
    "dissolve",
    "withdraw",
    "come",
    "choose",
    "leave",
    "place the rest",
)


def crowd(count: int, start: int = 0) -> list[User]:
    """So many people, of whom every fifth manages the next four, around the world."""
    zones = ("Asia/Tokyo", "Europe/Berlin", "America/New_York", "UTC")
    rows = [
        User(email=f"c{n}@example.org", name=f"C {n:04}", password="!", time_zone=zones[n % 4])
        for n in range(start, start + count)
    ]
    people = User.objects.bulk_create(rows)
    for n, person in enumerate(people):
        person.manager = people[n - n % 5] if n % 5 else None
    User.objects.bulk_update(people, ["manager"], batch_size=500)
    return people


def rooms(team_set: TeamSet) -> dict[int, list[int]]:
    """By person in which rooms of the set they are, each as often as they are in it."""
    here = Membership.objects.open().filter(space__team__team_set=team_set, role=Role.LEARNER)
    found: dict[int, list[int]] = {}
    for person, space in here.values_list("person", "space"):
        found.setdefault(person, []).append(space)
    return found


def seats(team_set: TeamSet) -> dict[int, list[int]]:
    """The same as it ought to be: of whoever is in the cohort and sits in a team that is."""
    rows = Seat.objects.standing().filter(team_set=team_set, enrollment__enrolled_at__isnull=False)
    return {p: [s] for p, s in rows.values_list("enrollment__person", "team__space")}


@dataclass
class Table:
    """What is done to one set of a cohort by a seeded chance."""

    cohort: Cohort
    team_set: TeamSet
    by: User
    chance: random.Random

    def do(self, deed: str) -> None:
        try:
            with transaction.atomic():
                getattr(self, deed.replace(" ", "_"))()
        except ValidationError:
            pass  # refused, and as it was
        readers.run("seats", self.cohort.space_id)

    def one(self, rows):
        found = list(rows)
        return self.chance.choice(found) if found else None

    def team(self):
        rows = self.team_set.teams.open().select_related("space", "cohort__space", "team_set__cohort__space")
        return self.one(rows.in_order())

    def learner(self):
        return self.one(
            self.cohort.enrollments.active().select_related("person", "cohort__space").order_by("id")
        )

    def draw(self) -> None:
        size, seed = self.chance.randint(2, 6), self.chance.randint(0, 9)
        actions.draw_teams(self.cohort, by=self.by, size=size, seed=seed, team_set=self.team_set)
        TeamSet.objects.filter(pk=self.team_set.pk).update(how=TeamSet.How.SELF_CHOSEN)

    def move(self) -> None:
        if (team := self.team()) and (learner := self.one(self.team_set.to_place())):
            actions.seat_member(team, learner, by=self.by)

    def take_out(self) -> None:
        if (team := self.team()) and (
            seat := self.one(team.seats.select_related("enrollment__person").order_by("id"))
        ):
            actions.unseat_member(team, person=seat.enrollment.person, by=self.by)

    def merge(self) -> None:
        if (team := self.team()) and (into := self.team()):
            actions.merge_teams(team, into, by=self.by)

    def dissolve(self) -> None:
        if team := self.team():
            actions.dissolve_team(team, by=self.by)

    def withdraw(self) -> None:
        if learner := self.learner():
            withdraw(learner, by=learner.person)

    def come(self) -> None:
        asked = self.one(
            self.cohort.enrollments.invited().select_related("person", "cohort__space").order_by("id")
        )
        if asked:
            enroll(asked, by=asked.person)

    def choose(self) -> None:
        if (team := self.team()) and (learner := self.learner()):
            actions.choose_team(team, by=learner.person)

    def leave(self) -> None:
        if learner := self.learner():
            actions.leave_team(self.team_set, by=learner.person)

    def place_the_rest(self) -> None:
        actions.place_rest(self.team_set, by=self.by)


@given(
    count=st.integers(4, 24),
    seed=st.integers(0, 10**6),
    deeds=st.lists(st.sampled_from(DEEDS), min_size=4, max_size=14),
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rooms_follow_seats_whatever_is_done(quiet_cohort, task_set, priya, count, seed, deeds):
    with transaction.atomic():
        people = crowd(count)
        asked, inside = people[: count // 3], people[count // 3 :]
        enroll_many(quiet_cohort, people=inside, by=priya)
        invite(quiet_cohort, by=priya, people=asked)
        table = Table(quiet_cohort, task_set, priya, random.Random(seed))
        for deed in ("draw", *deeds):
            table.do(deed)
            assert rooms(task_set) == seats(task_set), deed
        placed = Counter(Seat.objects.filter(team_set=task_set).values_list("enrollment", flat=True))
        assert set(placed.values()) <= {1}
        transaction.set_rollback(True)


@pytest.fixture
def task_set(quiet_cohort, priya) -> TeamSet:
    """A set of its own for the course's one team task, from whose teams one may choose."""
    from courses.models import Activity

    task = Activity.objects.get(module__version=quiet_cohort.version_id, kind=Activity.Kind.TEAM_TASK)
    quiet_cohort.seats = 3000
    quiet_cohort.save()
    return actions.make_team_set(quiet_cohort, by=priya, activity=task, how=TeamSet.How.SELF_CHOSEN)


@given(count=st.integers(4, 2000), size=st.integers(2, 12), seed=st.integers(), gone=st.floats(0, 0.9))
@settings(max_examples=40)
def test_any_size_and_any_drop_outs_deal_whole_teams(count, size, seed, gone):
    chance = random.Random(seed)
    people = [Somebody(n, n - n % 7 if n % 7 else None) for n in range(1, count + 1)]
    left = [person for person in people if chance.random() >= gone] or people
    offsets = {person.pk: chance.choice((-480, -300, 0, 60, 330, 540)) for person in people}
    dealt = formation.draw(left, size=size, seed=seed, offsets=offsets)
    assert sorted(p.pk for team in dealt for p in team) == [p.pk for p in left]
    sizes = {len(team) for team in dealt}
    assert max(sizes) - min(sizes) <= 1
    assert len(left) == 1 or min(sizes) >= 2
    assert formation.draw(reversed(left), size=size, seed=seed, offsets=offsets) == dealt


@dataclass(frozen=True)
class Somebody:
    pk: int
    manager_id: int | None = None


def test_two_thousand_are_drawn_some_leave_and_the_rest_are_placed(quiet_cohort, task_set, priya):
    people = crowd(2000)
    enroll_many(quiet_cohort, people=people[:1900], by=priya)
    drawn = actions.draw_teams(quiet_cohort, by=priya, size=5, seed=3, team_set=task_set)
    assert len(drawn) == 380
    assert rooms(task_set) == seats(task_set)
    enroll_many(quiet_cohort, people=people[1900:], by=priya)
    assert actions.place_rest(task_set, by=priya) == 100
    assert rooms(task_set) == seats(task_set)
    assert len(rooms(task_set)) == 2000
    managers = dict(User.objects.filter(pk__in=[p.pk for p in people]).values_list("pk", "manager"))
    here = seats(task_set)
    assert not [pk for pk, boss in managers.items() if boss and here[pk] == here[boss]]


def test_the_same_seed_seats_the_same_people_together(quiet_cohort, task_set, priya):
    enroll_many(quiet_cohort, people=crowd(40), by=priya)

    def drawn(seed: int) -> list[list[int]]:
        teams = actions.draw_teams(quiet_cohort, by=priya, size=4, seed=seed, team_set=task_set)
        return [sorted(team.seats.values_list("enrollment", flat=True)) for team in teams]

    first = drawn(7)
    assert drawn(8) != first
    assert drawn(7) == first
