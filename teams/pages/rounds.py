"""The rounds of a cohort, and one of them, for who runs it: who gives, who got, what is far from the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import Cohort
from courses.models import Activity
from lib.charts import number
from teams import scoring, waiting
from teams.actions.rounds import good_k
from teams.allocation import LEAST
from teams.forms import RoundForm
from teams.models import HandIn, Review, ReviewedWork, ReviewMark, ReviewRound, SecondLook, Usefulness

FEWEST_RATINGS = 5


@dataclass(frozen=True)
class TaskReviewed:
    """A team task with how many teams handed in, its rounds, and the form that opens one."""

    activity: Activity
    handed_in: int
    rounds: list[ReviewRound]
    form: RoundForm

    @property
    def may_open(self) -> bool:
        return self.handed_in > 1


def rounds_context(cohort: Cohort) -> dict:
    tasks = Activity.objects.filter(module__version=cohort.version_id, kind=Activity.Kind.TEAM_TASK)
    latest = HandIn.objects.filter(submission__team__cohort=cohort).last_of_each().order_by()
    counted = latest.values_list("submission__activity_id").annotate(Count("pk"))
    handed_in = dict(counted)
    rounds: dict = defaultdict(list)
    for round in cohort.review_rounds.newest_first():
        rounds[round.activity_id].append(round)
    found = [
        _task(task, handed_in.get(task.stable_id, 0), rounds[task.stable_id])
        for task in tasks.in_outline_order()
    ]
    return {"cohort": cohort, "tasks": found}


def _task(task: Activity, handed_in: int, rounds: list[ReviewRound]) -> TaskReviewed:
    form = RoundForm(initial={"k": good_k(handed_in) or 1}, auto_id=f"id_{task.pk}_%s")
    return TaskReviewed(task, handed_in, rounds, form)


@dataclass(frozen=True)
class Row:
    """A team or person in a round: how many of their reviews are sent, and how many their work got."""

    name: str
    given: int = 0
    to_give: int = 0
    got: int | None = None
    work: ReviewedWork | None = None
    look: SecondLook | None = None


@dataclass(frozen=True)
class Odd:
    """A level far from the others' of the same work and criterion, in a sentence that names no reviewer."""

    work: ReviewedWork
    words: str


def run_context(round: ReviewRound, viewer) -> dict:
    """Who gives and who got, without who reviewed whom; what is far from the rest; how far reviewers agree."""
    works = list(
        round.works.without_words().select_related("team", "second_look").order_by("team__position", "id")
    )
    levels, now = ReviewMark.objects.levels_of(round), timezone.now()
    rows = _rows(works, levels, _counts(round))
    agreement = round.agreement or scoring.agreement_of(list(work.values()) for work in levels.values())
    return {
        "round": round,
        "cohort": round.cohort,
        "rows": rows,
        "sent": sum(row.given for row in rows),
        "all": sum(row.to_give for row in rows),
        "is_late": now >= round.second_wave_due,
        "under": sum(row.got is not None and row.got < LEAST for row in rows),
        "reads": ReviewedWork.objects.read_by_staff(viewer).filter(round=round).exists(),
        "odd": _odd(round, works, levels),
        "agreement": agreement_words(agreement),
        "strict": sum(abs(value) >= 1 for value in _leniency(round, levels).values()),
        "useful": _useful(round, levels),
        "waits": waiting.of_work(round, now),
        "is_due": now >= round.ends_at or all(row.given == row.to_give for row in rows),
    }


def _counts(round: ReviewRound) -> dict:
    """Of each reviewing team or person their name, how many reviews they have sent, and how many they have."""
    standing = Review.objects.standing().filter(work__round=round)
    named = standing.values("by_team", "by_team__name", "by_person", "by_person__name")
    counted = named.annotate(n=Count("pk"), sent=Count("pk", filter=Q(sent_at__isnull=False)))
    return {
        (row["by_team"], row["by_person"]): (
            row["by_team__name"] or row["by_person__name"],
            row["sent"],
            row["n"],
        )
        for row in counted.order_by("by_team", "by_person")
    }


def _rows(works: list[ReviewedWork], levels: dict, counts: dict) -> list[Row]:
    left, rows = dict(counts), []
    for work in works:
        _name, given, to_give = left.pop((work.team_id, None), ("", 0, 0))
        look = getattr(work, "second_look", None)
        rows.append(Row(work.team.name, given, to_give, len(levels.get(work.pk, ())), work, look))
    return rows + [Row(*counted) for counted in left.values()]


def _odd(round: ReviewRound, works: list[ReviewedWork], levels: dict) -> list[Odd]:
    by_id = {work.pk: work for work in works}
    words = _("One review gives %(level)d for “%(title)s”; the others say %(others)s.")
    return [
        Odd(
            by_id[pk],
            words
            % {
                "level": one.level,
                "title": round.criteria[one.criterion].title,
                "others": number(one.others, 1),
            },
        )
        for pk, reviews in levels.items()
        for one in scoring.outliers_of(reviews)
    ]


def _leniency(round: ReviewRound, levels: dict) -> dict:
    """By the reviewing team or person; the page says how many are far off, and never who."""
    sent = Review.objects.sent().filter(work__round=round).values_list("pk", "by_team", "by_person")
    who = {pk: (team, person) for pk, team, person in sent}
    return scoring.leniency_of(
        {who[pk]: marks for pk, marks in reviews.items() if pk in who} for reviews in levels.values()
    )


def _useful(round: ReviewRound, levels: dict) -> str:
    """The mean of all ratings as they count, so that no low mark is paid back; from five ratings on."""
    ratings = Usefulness.objects.filter(review__work__round=round)
    counted = []
    for work, review, score in ratings.values_list("review__work", "review", "score"):
        own = levels[work].get(review, {})
        others = [marks for pk, marks in levels[work].items() if pk != review]
        counted.append(scoring.counted_usefulness(score, own, others))
    if len(counted) < FEWEST_RATINGS:
        return ""
    words = ngettext(
        "Found useful: %(mean)s of 5 (%(n)d rating).",
        "Found useful: %(mean)s of 5 (%(n)d ratings).",
        len(counted),
    )
    return words % {"mean": number(sum(counted) / len(counted), 1), "n": len(counted)}


def agreement_words(agreement: dict) -> str:
    """How far reviewers agree, and what their levels are good for."""
    alpha = agreement.get("alpha")
    if alpha is None:
        return _("Too few levels yet to say how far reviewers agree.")
    words = {
        "firm": _("Reviewers agree firmly (α = %(alpha)s): marks can be relied on."),
        "tentative": _("Reviewers agree so far that marks are tentative (α = %(alpha)s)."),
    }
    little = _("Reviewers agree little (α = %(alpha)s): read this as feedback, not as marks.")
    return words.get(agreement.get("says", ""), little) % {"alpha": number(alpha, 2)}
