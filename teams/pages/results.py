"""What came of a work's reviews, for its team and for who helps it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.charts import Bar, Bars, number
from teams import permissions, scoring, waiting
from teams.models import Review, ReviewedWork, ReviewMark, ReviewRound, SecondLook, Usefulness


@dataclass(frozen=True)
class Received:
    """A review as it is read: by whom only where names are shown, its marks in order, and the viewer's rating."""

    review: Review
    by: str
    marks: list[ReviewMark]
    rating: Usefulness | None = None


def work_context(work: ReviewedWork, viewer) -> dict:
    """The result in a sentence, a picture and a table, then the reviews, and what the viewer may answer."""
    round, is_mine = work.round, ReviewedWork.objects.made_by(viewer).filter(pk=work.pk).exists()
    reviews = _received(work, viewer, is_mine)
    look = SecondLook.objects.for_page().filter(work=work).first()
    again = {int(number): level for number, level in look.levels.items()} if look else {}
    levels = [{m.criterion: m.level for m in one.marks if m.level} for one in reviews]
    results = scoring.results_of(round.criteria, levels, again)
    return {
        "work": work,
        "round": round,
        "is_mine": is_mine,
        "may_unblind": round.is_blind and permissions.facilitates(viewer, round.cohort),
        "reviews": reviews,
        "results": results,
        "sentence": sentence_of(results, len(reviews)),
        "chart": _chart(work, results) if any(one.stands is not None for one in results) else None,
        "mark": _mark(round, results),
        "waits": waiting.of_work(round, timezone.now()),
        "look": look,
        "may_ask": is_mine
        and not look
        and round.is_released
        and timezone.now() < round.released_at + waiting.SECOND_LOOK_WITHIN,
        "may_look": bool(look) and not look.is_answered and permissions.can_answer_second_look(viewer, look),
    }


def _received(work: ReviewedWork, viewer, is_mine: bool) -> list[Received]:
    """In an order that tells nothing, drawn by the work: not when they came, nor from whom."""
    marks = Prefetch("marks", ReviewMark.objects.in_order(), to_attr="in_order")
    rows = Review.objects.visible_to(viewer).sent().filter(work=work).select_related("by_team", "by_person")
    ratings = (
        {r.review_id: r for r in Usefulness.objects.filter(review__work=work, person=viewer)}
        if is_mine
        else {}
    )
    reviews = list(rows.prefetch_related(marks).order_by("id"))
    random.Random(f"{work.round.seed}-{work.pk}").shuffle(reviews)
    for review in reviews:
        review.work = work
        for mark in review.in_order:
            mark.review = review
    return [Received(r, _writer(work.round, r), r.in_order, ratings.get(r.pk)) for r in reviews]


def _writer(round: ReviewRound, review: Review) -> str:
    if review.is_by_staff:
        return _("A mentor")
    if round.is_blind:
        return _("A team") if review.by_team_id else _("A colleague")
    return str(review.by_team or review.by_person)


def sentence_of(results: list[scoring.Result], reviews: int) -> str:
    """What is strongest, and where there is most room."""
    if not reviews:
        return _("Nobody has reviewed this work yet.")
    known = [one for one in results if one.stands is not None]
    if not known:
        return _("One review is in; its words are below. A result wants two.")
    best, least = max(known, key=lambda one: one.stands), min(known, key=lambda one: one.stands)
    words = ngettext("%(n)d review", "%(n)d reviews", reviews) % {"n": reviews}
    if best.stands == least.stands:
        return _("%(reviews)s: all criteria at %(level)s of %(of)d.") % {
            "reviews": words, "level": number(best.stands, 1), "of": best.of,
        }  # fmt: skip
    return _("%(reviews)s: strongest in “%(best)s” (%(high)s of %(of)d), most room in “%(least)s” (%(low)s).") % {
        "reviews": words, "best": best.criterion.title, "high": number(best.stands, 1), "of": best.of,
        "least": least.criterion.title, "low": number(least.stands, 1),
    }  # fmt: skip


def _chart(work: ReviewedWork, results: list[scoring.Result]) -> Bars:
    return Bars(
        f"work-{work.pk}",
        _("The middle of each criterion; the line shows from the lowest to the highest"),
        _("One bar a criterion"),
        [_bar(one) for one in results],
        (_("Criterion"), _("Middle, and from lowest to highest")),
        most=max(one.of for one in results),
    )


def _bar(one: scoring.Result) -> Bar:
    if one.stands is None or one.spread is None:
        return Bar(one.criterion.title, None)
    shown = _("%(middle)s of %(of)d") % {"middle": number(one.stands, 1), "of": one.of}
    low, high = one.spread
    if one.again is not None:
        return Bar(
            one.criterion.title, one.stands, shown=_("%(shown)s, by the second look") % {"shown": shown}
        )
    spread = _("all alike") if low == high else _("from %(low)d to %(high)d") % {"low": low, "high": high}
    return Bar(one.criterion.title, one.stands, float(low), float(high), shown=f"{shown}, {spread}")


def _mark(round: ReviewRound, results: list[scoring.Result]) -> str:
    """One figure, where three reviewed and the round's reviewers agree well enough for one."""
    mark, says = scoring.mark_of(results), round.agreement.get("says", "feedback")
    if mark is None or says == "feedback":
        return ""
    shown = {"mark": number(mark, 1), "of": results[0].of}
    if says == "tentative":
        return (
            _("Together %(mark)s of %(of)d, tentatively: reviewers of this round agree only so far.") % shown
        )
    return _("Together %(mark)s of %(of)d.") % shown


def look_context(look: SecondLook, viewer) -> dict:
    """What is asked to be looked at once more, the work itself, and whether this viewer may answer."""
    return {
        "look": look,
        "work": look.work,
        "round": look.work.round,
        "may_answer": not look.is_answered and permissions.can_answer_second_look(viewer, look),
        "levels": [
            (criterion, criterion.level(look.levels.get(str(criterion.number))))
            for criterion in look.work.round.criteria
        ],
    }
