"""Rounds of review: opening one over what was handed in, offering to take one more, releasing what came of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from courses.models import Activity
from courses.rubrics import usual_rubric
from people.models import User
from spaces.actions import hold_membership, record
from spaces.models import Membership, Role
from teams import allocation
from teams.actions.handing_in import make_nameless_later
from teams.blinding import blinded
from teams.models import Gallery, HandIn, Review, ReviewedWork, ReviewMark, ReviewRound, Team, Volunteer
from teams.permissions import can_open_round, can_release_round
from teams.scoring import agreement_of

MOST_EACH = 5
MANY = 6  # works from which on each gives three: one who stays away then leaves two
LARGEST_SEED = 2**31 - 1
DAYS, LEAST_DAYS, MOST_DAYS = 7, 2, 60
LEASE = 3 / 7  # of a round's length


def good_k(works: int) -> int:
    """How many reviews each gives, unless somebody says otherwise: three from six works on, else two."""
    return allocation.k_for(works, 3 if works >= MANY else 2)


@transaction.atomic
def open_round(
    cohort: Cohort,
    activity: Activity,
    *,
    by,
    mode: str = ReviewRound.Mode.TEAM,
    k: int | None = None,
    days: int = DAYS,
    is_blind: bool = True,
    seed: int | None = None,
    occurred_at: datetime | None = None,
) -> ReviewRound:
    """What was handed in for a team task is given out to be reviewed, each work to as many others; twice is quiet.

    The seed decides who gets which. Refuses whoever does not run the cohort, fewer than two works (one, where each
    team looks at its own), more than five reviews each, and an end within two days or beyond sixty.
    """
    if not can_open_round(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort opens reviews."))
    Cohort.objects.select_for_update(no_key=True, of=("self",)).get(pk=cohort.pk)
    if known := cohort.review_rounds.filter(activity_id=activity.stable_id, mode=mode).first():
        return known
    hand_ins = _handed_in(cohort, activity)
    _refuse_odd(hand_ins, mode, k, days)
    is_blind = is_blind and mode != ReviewRound.Mode.SELF
    _refuse_telling(cohort, activity, mode, is_blind)
    at = occurred_at or timezone.now()
    made = cohort.review_rounds.create(
        **_of_task(activity),
        mode=mode,
        k=k or good_k(len(hand_ins)) or 1,
        seed=random.randrange(LARGEST_SEED) if seed is None else seed,
        is_blind=is_blind,
        opened_at=at,
        opened_by=by,
        ends_at=at + timedelta(days=days),
    )
    works = take_in(made, hand_ins, at)
    give(allocate(made, works), wave=Review.Wave.FIRST, at=at, until=at + (made.ends_at - at) * LEASE)
    record(cohort.space, by=by, verb="round.opened", target=made, occurred_at=occurred_at)
    return made


def _of_task(activity: Activity) -> dict:
    """What a round keeps of its task as it is now: its rubric is frozen with it."""
    rubric = activity.rubric or usual_rubric()
    return {"activity_id": activity.stable_id, "title": activity.title, "rubric": rubric}


@transaction.atomic
def offer_more(round: ReviewRound, *, by, withdraw: bool = False) -> Volunteer | None:
    """A team that has sent its reviews would take one more, or would not after all; twice is quiet.

    Where each reviews by themselves, a person. Refuses whoever has not sent all of theirs, and a released round.
    """
    hold_membership(round.cohort.space, by)
    held = hold_round(round)
    who = _reviewer_of(held, by)
    if held.is_released:
        raise ValidationError(_("These reviews are released."))
    mine = Review.objects.standing().filter(
        work__round=held, **{f"by_{field}": one for field, one in who.items()}
    )
    if not mine.exists() or mine.filter(sent_at=None).exists():
        raise ValidationError(_("Send your own reviews first; then you can take one more."))
    if withdraw:
        held.volunteers.filter(taken_at=None, **who).delete()
        return None
    return Volunteer.objects.get_or_create(round=held, taken_at=None, **who)[0]


@transaction.atomic
def release_round(round: ReviewRound, *, by, occurred_at: datetime | None = None) -> ReviewRound:
    """Each team reads what was said of its work, and reviews that were not sent are closed; twice is quiet.

    Refuses whoever does not run the cohort.
    """
    if not can_release_round(by, round):
        raise PermissionDenied(_("Only who runs this cohort releases reviews."))
    held = hold_round(round)
    if held.is_released:
        return held
    held.released_at = occurred_at or timezone.now()
    held.agreement = agreement_of(list(work.values()) for work in ReviewMark.objects.levels_of(held).values())
    held.save(update_fields=["released_at", "agreement"])
    record(held.cohort.space, by=by, verb="round.released", target=held, occurred_at=occurred_at)
    return held


def hold_round(round: ReviewRound) -> ReviewRound:
    """One at a time gives out a round's reviews."""
    rows = ReviewRound.objects.select_related("cohort__space")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=round.pk)


def take_in(round: ReviewRound, hand_ins: Iterable[HandIn], at: datetime) -> list[ReviewedWork]:
    """These hand-ins are works of the round, from now on as they are."""
    return ReviewedWork.objects.bulk_create(_as_work(round, hand_in, at) for hand_in in hand_ins)


def _as_work(round: ReviewRound, hand_in: HandIn, at: datetime) -> ReviewedWork:
    """As it was blinded when it was handed in; with names, or of a hand-in from before that was so, as it is now."""
    team = hand_in.submission.team
    if not round.is_blind:
        seen = blinded(hand_in.parts, [], "")
    else:
        seen = hand_in.blinded or blinded(hand_in.parts, hand_in.makers, team.name)
        make_nameless_later(seen["files"], hand_in.submission_id)
    return ReviewedWork(
        round=round, hand_in=hand_in, team=team, parts=seen["parts"], files=seen["files"], came_at=at
    )


def allocate(round: ReviewRound, works: list[ReviewedWork]) -> list[tuple]:
    """Pairs (work, reviewer) as the round's seed deals them."""
    by_team = {work.team_id: work for work in works}
    if round.mode == ReviewRound.Mode.SELF:
        return [(work, work.team) for work in works]
    if round.mode == ReviewRound.Mode.PEER:
        people = _learners_of(by_team)
        dealt = allocation.among({t: sorted(people.get(t, {})) for t in by_team}, k=round.k, seed=round.seed)
        known = {pk: person for members in people.values() for pk, person in members.items()}
        return [(by_team[team], known[pk]) for pk, teams in dealt.items() for team in teams]
    regions = {work.team_id: _region_of(work.hand_in) for work in works}
    dealt = allocation.circle(by_team, k=round.k, seed=round.seed, region_of=regions.__getitem__)
    return [(by_team[of], by_team[maker].team) for maker, teams in dealt.items() for of in teams]


def give(pairs: Iterable[tuple], *, wave: int, at: datetime, until: datetime) -> list[Review]:
    """Reviews for pairs of a work and a team or person, each with a mark for every criterion."""
    rows = [_review(work, who, wave=wave, given_at=at, lease_until=until) for work, who in pairs]
    if rows:  # in an order that only the seed knows: that of the circle would tell who sits beside whom
        random.Random(f"{rows[0].work.round.seed} {wave}").shuffle(rows)
    reviews = Review.objects.bulk_create(rows, batch_size=2000)
    ReviewMark.objects.bulk_create(
        (
            ReviewMark(review=review, criterion=criterion.number)
            for review in reviews
            for criterion in review.work.round.criteria
        ),
        batch_size=2000,
    )
    return reviews


def _review(work: ReviewedWork, who: Team | User, **fields) -> Review:
    reviewer = {"by_team": who} if isinstance(who, Team) else {"by_person": who}
    return Review(work=work, **reviewer, **fields)


def _handed_in(cohort: Cohort, activity: Activity) -> list[HandIn]:
    rows = HandIn.objects.filter(submission__team__cohort=cohort).of_task(activity.stable_id).last_of_each()
    return list(rows.for_page().order_by("submission__team__position", "id"))


def _refuse_odd(hand_ins: list[HandIn], mode: str, k: int | None, days: int) -> None:
    if mode not in ReviewRound.Mode.values:
        raise ValidationError(_("There is no such kind of review."))
    if len(hand_ins) < (1 if mode == ReviewRound.Mode.SELF else 2):
        raise ValidationError(_("At least two teams have to hand in before they can review each other."))
    if k is not None and not 1 <= k <= MOST_EACH:
        raise ValidationError(_("Each gives from one to %(most)d reviews.") % {"most": MOST_EACH})
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise ValidationError(
            _("Reviews take from %(least)d to %(most)d days.") % {"least": LEAST_DAYS, "most": MOST_DAYS}
        )


def _refuse_telling(cohort: Cohort, activity: Activity, mode: str, is_blind: bool) -> None:
    """The same work is not shown with names to some and without to others."""
    if mode == ReviewRound.Mode.SELF:
        return
    others = cohort.review_rounds.open().filter(activity_id=activity.stable_id)
    if others.exclude(mode=ReviewRound.Mode.SELF).exclude(is_blind=is_blind).exists():
        raise ValidationError(
            _("Another review of this work goes on, with names or without. Do the same here.")
        )
    if is_blind and Gallery.objects.open().filter(cohort=cohort, activity_id=activity.stable_id).exists():
        raise ValidationError(
            _("The cohort sees this work with names. Close the gallery first, or review with names.")
        )


def _region_of(hand_in: HandIn) -> str:
    """Where most of a work's makers are; of several the first by name."""
    counted = Counter(sorted(person.region for person in hand_in.people))
    return counted.most_common(1)[0][0] if counted else ""


def _learners_of(teams: Iterable[int]) -> dict[int, dict[int, User]]:
    here = Membership.objects.open().filter(space__team__in=list(teams), role=Role.LEARNER)
    found: dict[int, dict[int, User]] = {}
    for membership in here.select_related("person", "space__team"):
        found.setdefault(membership.space.team.pk, {})[membership.person_id] = membership.person
    return found


def _reviewer_of(round: ReviewRound, person) -> dict:
    """Who reviews here for a person: they themselves, or their team that has a work in the round."""
    if round.mode == ReviewRound.Mode.PEER:
        return {"person": person}
    team = Team.objects.joined_by(person).filter(reviewed_works__round=round).order_by("id").first()
    if team is None:
        raise PermissionDenied(_("Only teams with a work in this round review here."))
    return {"team": team}
