"""A round as those see it who review and are reviewed in it; and one review while it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from lib.composed import composed
from teams import waiting
from teams.blinding import with_addresses
from teams.models import Review, ReviewedWork, ReviewMark, ReviewRound, Usefulness
from teams.scoring import USEFUL

ROUNDS_SHOWN = 3


@dataclass(frozen=True)
class ToGive:
    """A review that the viewer's team, or the viewer, has; which work it is stands in its number only."""

    number: int
    review: Review
    waits: waiting.Waits
    done: int
    of: int


def round_context(round: ReviewRound, viewer) -> dict:
    """What one gives and gets in a round."""
    now = timezone.now()
    to_give = _to_give(round, viewer, now)
    mine = (
        ReviewedWork.objects.made_by(viewer)
        .filter(round=round)
        .without_words()
        .select_related("team")
        .first()
    )
    offers = round.volunteers.filter(taken_at=None)
    is_peer = round.mode == ReviewRound.Mode.PEER
    own = [one for one in to_give if not one.review.is_by_staff]
    return {
        "round": round,
        "to_give": to_give,
        "next": next((one for one in to_give if not one.review.is_sent), None)
        if not round.is_released
        else None,
        "useful": useful_words(to_give) if round.is_released else "",
        "work": mine,
        "waits": waiting.of_work(round, now) if mine else None,
        "may_offer": bool(own) and all(one.review.is_sent for one in own) and now < round.ends_at,
        "offer": offers.filter(person=viewer).exists()
        if is_peer
        else bool(mine) and offers.filter(team=mine.team).exists(),
    }


def _to_give(round: ReviewRound, viewer, now: datetime) -> list[ToGive]:
    useful = Usefulness.objects.filter(review=OuterRef("pk"), score__gte=USEFUL)
    reviews = Review.objects.given_by(viewer).filter(work__round=round).select_related("by_team__space")
    reviews = reviews.annotate(is_found_useful=Exists(useful))
    marks = Prefetch("marks", ReviewMark.objects.in_order(), to_attr="in_order")
    found = []
    works = Prefetch("work", ReviewedWork.objects.without_words())
    for number, review in enumerate(reviews.prefetch_related(marks, works).order_by("id"), start=1):
        review.work.round = round
        for mark in review.in_order:
            mark.review = review
        done = sum(mark.is_complete for mark in review.in_order)
        found.append(ToGive(number, review, waiting.of_review(review, now), done, len(round.criteria)))
    return found


def round_cards(team: str) -> ArraySubquery:
    """Beside rows of something else, the rounds in which its team reviews and is reviewed, the newest first."""
    rounds = ReviewRound.objects.filter(works__team=OuterRef(team)).newest_first()
    card = JSONObject(id="id", title="title", ends_at="ends_at", released_at="released_at")
    return ArraySubquery(rounds.values(card=card)[:ROUNDS_SHOWN])


def rounds_of(cards: list[dict]) -> list[ReviewRound]:
    """The rounds of such cards, with as much as a link to each needs."""
    return [
        ReviewRound(
            pk=card["id"],
            title=card["title"],
            ends_at=datetime.fromisoformat(card["ends_at"]),
            released_at=datetime.fromisoformat(card["released_at"]) if card["released_at"] else None,
        )
        for card in cards
    ]


@composed
def reviews_waiting_for(viewer, cohort) -> QuerySet:
    """Reviews that somebody's team has and has not sent, in rounds that are open."""
    rows = Review.objects.given_by(viewer).filter(sent_at=None, work__round__released_at=None)
    return rows.filter(work__round__cohort=cohort).select_related("work__round").order_by("lease_until", "id")


def review_context(review: Review, viewer) -> dict:
    """The work without names, the criteria with who has which, and who has signed."""
    marks = list(review.marks.select_related("owner").in_order())
    for mark in marks:
        mark.review = review
    return {
        "review": review,
        "round": review.work.round,
        "parts": blind_parts(review),
        "marks": marks,
        "team": review.by_team,
        "waits": waiting.of_review(review, timezone.now()),
        "is_open": not review.is_sent and not review.work.round.is_released,
        "has_signed": any(person.pk == viewer.pk for person in review.signers),
        "is_complete": all(mark.is_complete for mark in marks),
        "unblinded": list(review.author_looks.select_related("by")),
    }


def blind_parts(review: Review) -> list[dict]:
    """The work's parts; each file has an address under the review, by which alone its reader may get it."""

    def address(number: int) -> str:
        return reverse("review_file", args=[review.pk, number])

    return [part | {"body": with_addresses(part["body"], address)} for part in review.work.parts]


def useful_words(to_give: list[ToGive]) -> str:
    """How many found their reviews useful, for those who wrote them; low ratings are never told."""
    count = sum(one.review.is_found_useful for one in to_give)
    if not count:
        return ""
    return ngettext(
        "%(n)d of your reviews was found useful.", "%(n)d of your reviews were found useful.", count
    ) % {"n": count}
