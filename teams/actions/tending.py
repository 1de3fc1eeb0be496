"""What a round does by itself, so that nobody waits for ever: reminders, volunteers, the second wave, mentors, release."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cohorts.models import host_of
from people.models import User
from spaces.actions import record
from spaces.models import Membership, Role
from teams.actions.reviewing import space_of
from teams.actions.rounds import give, hold_round, release_round, take_in
from teams.allocation import LEAST, Missing, second_wave
from teams.models import HandIn, Review, ReviewedWork, ReviewRound, Team, Volunteer

REMINDED_FOR = timedelta(days=1)
SECOND_LEASE = timedelta(days=1)
SPARE = 1  # of the volunteers, too, one in five stays away


@transaction.atomic
def tend_round(round: ReviewRound, *, by, now: datetime | None = None) -> ReviewRound:
    """Do what is due in an open round; again at the same moment does nothing more.

    A review not begun within its lease is reminded of once and a day later goes to a volunteer, if there is one. 48
    hours before the end works with fewer than two reviews in sight go to volunteers and late submitters, again after
    a day; at the end to a mentor; three days later what is there is released.
    """
    held, now = hold_round(round), now or timezone.now()
    if held.is_released:
        return held
    if now >= held.releases_at:
        return release_round(held, by=by)
    _tell(_remind(held, now), _give_on(held, now), by)
    return held


def _give_on(round: ReviewRound, now: datetime) -> list[Review]:
    """Give to others what is due to be; the reviews that they have got."""
    if round.mode == ReviewRound.Mode.SELF:
        return []
    if now < round.second_wave_due:
        return _pass_on(round, now)
    if now < round.ends_at:
        return _second_wave(round, now)
    return _fall_back(round, now) if round.fell_back_at is None else []


def _remind(round: ReviewRound, now: datetime) -> list[Review]:
    """Once, a day before it goes to somebody else."""
    late = list(_lapsed(round, now).filter(reminded_at=None, wave=Review.Wave.FIRST).for_giving())
    for review in late:
        review.reminded_at, review.lease_until = now, now + REMINDED_FOR
        review.save(update_fields=["reminded_at", "lease_until"])
    return late


def _lapsed(round: ReviewRound, now: datetime):
    return Review.objects.not_begun().filter(work__round=round, lease_until__lte=now)


def _pass_on(round: ReviewRound, now: datetime) -> list[Review]:
    """What nobody began after a reminder goes to whoever would take one more; without volunteers it stays."""
    lapsed = list(_lapsed(round, now).exclude(reminded_at=None).order_by("id"))
    if not lapsed:
        return []
    counted = defaultdict(list)
    for review in lapsed:
        counted[review.work_id].append(review)
    barred = _barred(round)
    missing = [Missing(work, len(rows), barred[work]) for work, rows in counted.items()]
    given = _hand_out(round, missing, now, until=now + SECOND_LEASE, spare=0)
    _give_up([counted[review.work_id].pop().pk for review in given], now)
    return given


def _second_wave(round: ReviewRound, now: datetime) -> list[Review]:
    """Works with fewer than two reviews sent, begun or just given go to volunteers and to who handed in late."""
    late = _admit_late(round, now)
    _give_up(list(_lapsed(round, now).filter(wave=Review.Wave.SECOND).values_list("pk", flat=True)), now)
    barred, coming = _barred(round), _coming(round)
    works = ReviewedWork.objects.filter(round=round).values_list("pk", flat=True)
    missing = [Missing(work, LEAST - coming[work], barred[work]) for work in works if coming[work] < LEAST]
    if round.second_wave_at is None:
        round.second_wave_at = now
        round.save(update_fields=["second_wave_at"])
    return _hand_out(round, missing, now, until=now + SECOND_LEASE, spare=SPARE, late=late)


def _admit_late(round: ReviewRound, now: datetime) -> list[Team]:
    """Who handed in after the round was opened is in it now, to get reviews and to give them."""
    inside = ReviewedWork.objects.filter(round=round).values("team")
    hand_ins = (
        HandIn.objects.filter(submission__team__cohort=round.cohort_id)
        .of_task(round.activity_id)
        .last_of_each()
    )
    late = list(hand_ins.exclude(submission__team__in=inside).for_page().order_by("id"))
    return [work.team for work in take_in(round, late, now)]


def _coming(round: ReviewRound) -> dict[int, int]:
    """How many reviews of each work are sent, begun, or held by somebody who took them over just now."""
    standing = Review.objects.standing().filter(work__round=round)
    is_coming = Q(sent_at__isnull=False) | Q(begun_at__isnull=False) | Q(wave=Review.Wave.SECOND)
    counted: dict[int, int] = defaultdict(int)
    for work in standing.filter(is_coming).values_list("work", flat=True):
        counted[work] += 1
    return counted


def _barred(round: ReviewRound) -> dict[int, frozenset]:
    """Who must not get a work: who made it, and who has or had it."""
    barred: dict[int, set] = defaultdict(set)
    is_peer = round.mode == ReviewRound.Mode.PEER
    for work, team, people in _makers(round):
        barred[work] |= people if is_peer else {team}
    field = "by_person" if is_peer else "by_team"
    for work, who in Review.objects.filter(work__round=round).values_list("work", field):
        barred[work].add(who)
    return defaultdict(frozenset, {work: frozenset(names) for work, names in barred.items()})


def _makers(round: ReviewRound):
    made = HandIn.roster.through.objects.filter(handin__reviewed_as__round=round)
    people: dict[int, set] = defaultdict(set)
    for hand_in, person in made.values_list("handin", "user"):
        people[hand_in].add(person)
    for work, team, hand_in in ReviewedWork.objects.filter(round=round).values_list("pk", "team", "hand_in"):
        yield work, team, people[hand_in]


def _hand_out(
    round: ReviewRound, missing: list[Missing], now: datetime, *, until: datetime, spare: int, late=()
) -> list[Review]:
    """Give what is missing to volunteers and to who came late."""
    offers = {row.team_id or row.person_id: row for row in _offers(round)}
    known = {key: row.team or row.person for key, row in offers.items()} | {team.pk: team for team in late}
    room = dict.fromkeys(offers, 1)
    if round.mode == ReviewRound.Mode.TEAM:
        room |= {team.pk: round.k for team in late}
    pairs = second_wave(
        missing, room, seed=round.seed + Review.objects.filter(work__round=round).count(), spare=spare
    )
    known_works = ReviewedWork.objects.filter(round=round).without_words().select_related("round")
    works = {work.pk: work for work in known_works}
    given = give(
        [(works[work], known[who]) for who, work in pairs],
        wave=Review.Wave.SECOND,
        at=now,
        until=min(until, max(round.ends_at, now)),
    )
    Volunteer.objects.filter(pk__in=[offers[who].pk for who, _work in pairs if who in offers]).update(
        taken_at=now
    )
    return given


def _offers(round: ReviewRound):
    rows = round.volunteers.filter(taken_at=None).select_related("team__space", "person").order_by("id")
    return list(rows)


def _fall_back(round: ReviewRound, now: datetime) -> list[Review]:
    """At the end a mentor of the team, or who runs the cohort, reviews each work that has fewer than two."""
    sent = defaultdict(int)
    for work in Review.objects.sent().filter(work__round=round).values_list("work", flat=True):
        sent[work] += 1
    works = ReviewedWork.objects.filter(round=round).without_words()
    works = works.select_related("round", "team__space").order_by("id")
    few = [work for work in works if sent[work.pk] < LEAST]
    host = host_of(round.cohort) if few else None
    pairs = [(work, _mentor_of(work) or host) for work in few]
    given = give(pairs, wave=Review.Wave.STAFF, at=now, until=round.releases_at)
    round.fell_back_at = now
    round.save(update_fields=["fell_back_at"])
    return given


def _mentor_of(work: ReviewedWork) -> User | None:
    """The mentor who has stood by the team longest."""
    rows = Membership.objects.open().filter(space=work.team.space_id, role=Role.MENTOR)
    first = rows.select_related("person").order_by("id").first()
    return first.person if first else None


def _give_up(ids: list[int], now: datetime) -> None:
    Review.objects.filter(pk__in=ids).update(given_up_at=now)


def _tell(reminded: list[Review], given: list[Review], by) -> None:
    """All at once in the order of the spaces' ids, as every journal's lock is taken: two rounds never wait for each other."""
    told = [("review.reminded", review) for review in reminded] + [("review.given", one) for one in given]
    for verb, review in sorted(told, key=lambda one: (space_of(one[1]).pk, one[1].pk)):
        record(space_of(review), by=by, verb=verb, target=review)
