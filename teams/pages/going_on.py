"""A set's agenda: who presents and what they bring, questions, actions, and what is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from cohorts.models import Enrollment
from lib.times import week_of
from teams import turns
from teams.actions.going_on import members_of
from teams.forms import CommitmentForm, ProblemForm
from teams.models import Commitment, LearningSet, Rhythm, SetMeeting, SetNote, Team
from teams.pages.promises import initial_commitment

AHEAD = 4
PAST = 20


def next_week(team: Team, now: datetime) -> date:
    """The Monday of the week in which the set meets next; without a rhythm that of this week."""
    rhythm = getattr(team, "rhythm", None)
    if rhythm and (upcoming := rhythm.meetings_after(now, 1)):
        return week_of(upcoming[0].date())
    return week_of(now.astimezone(team.cohort.zone).date())


def presents_next(team: Team, members: list, now: datetime):
    """Whose turn it is when the set meets next, of its members in the order of their turns; nobody in another team."""
    learning_set = getattr(team, "learning_set", None)
    if learning_set is None:
        return None
    number = learning_set.number(next_week(team, now))
    return turns.presenter_of(number, members, learning_set.swapped())


def agenda_context(team: Team, learning_set: LearningSet, week: date, viewer, **sent) -> dict:
    """One meeting's page for a member: three parts, whose turn comes next, and the meetings before."""
    members, swapped = members_of(team), learning_set.swapped()
    number = learning_set.number(week)
    presenter = turns.presenter_of(number, members, swapped)
    meeting = SetMeeting.objects.filter(learning_set=learning_set, week=week).first()
    notes = list(meeting.notes.in_order()) if meeting else []
    past = SetMeeting.objects.filter(learning_set=learning_set, week__lt=week).exclude(problem="")
    rhythm = Rhythm.objects.for_fragment().filter(team=team).first()
    return {
        "team": team,
        "learning_set": learning_set,
        "rhythm": rhythm,
        "week": week,
        "begins": _begins(rhythm, week),
        "meeting": meeting,
        "presenter": presenter,
        "presents": presenter == viewer,
        "others": [member for member in members if member != presenter],
        "ahead": _ahead(learning_set, number, members, swapped),
        "questions": [note for note in notes if note.is_question],
        "kept": [note for note in notes if not note.is_question],
        "past": list(past.select_related("problem_by").newest_first()[:PAST]),
        "problem_form": ProblemForm(initial={"body": meeting.problem if meeting else ""}),
        **_actions(team, members, viewer),
        # Where a refused note stands again: whoever presents has no form for questions.
        "is_question": presenter != viewer and _asks(sent.get("note_form")),
        **sent,
    }


def _asks(form) -> bool:
    return form is not None and form["kind"].value() == SetNote.Kind.QUESTION


def _begins(rhythm: Rhythm | None, week: date) -> datetime | None:
    """When the set meets in this week, if it has a rhythm."""
    if rhythm is None:
        return None
    slots = rhythm.slots
    turn = ((week - week_of(rhythm.first_on)).days // 7) % len(slots)
    return slots[turn].on(week, rhythm.zone)


def _ahead(learning_set: LearningSet, number: int, members: list, swapped: dict) -> list[dict]:
    """Whose turn it is in the weeks after."""
    return [
        {"week": learning_set.week(n), "person": turns.presenter_of(n, members, swapped)}
        for n in range(number + 1, number + 1 + AHEAD)
        if members
    ]


def _actions(team: Team, members: list, viewer) -> dict:
    """Commitments carried over, those that are done lately, and the form for a new one of the viewer's."""
    made = Commitment.objects.of_team(team).filter(person__in=members).newest_first()
    mine = Enrollment.objects.active().filter(cohort=team.cohort_id, person=viewer)
    enrollment = mine.select_related("person").first()
    lately = timezone.now() - timedelta(days=28)
    return {
        "carried_over": list(made.filter(reflected_at=None)[:50]),
        "done_lately": list(made.filter(reflected_at__gte=lately)[:50]),
        "commitment_form": CommitmentForm(initial=initial_commitment(enrollment)) if enrollment else None,
        "cohort_id": team.cohort_id,
        "manager": viewer.manager,
    }
