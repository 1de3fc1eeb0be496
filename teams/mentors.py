"""Mentors: how many teams each has room for, and which came to stand above somebody of their team."""

from __future__ import annotations

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from cohorts.models import Cohort
from people.models import User
from spaces.models import Membership, Role
from teams.models import Mentor
from teams.models.mentoring import MOST_TEAMS

MOST_OFFERED = 100

# From the learners of mentored teams upwards: a few steps each, whereas a mentor's tree may be the organisation.
ABOVE_MEMBERS = """
WITH RECURSIVE mentor AS (
    SELECT membership.id, membership.person_id, team.id AS team_id
    FROM spaces_membership membership JOIN teams_team team ON team.space_id = membership.space_id
    WHERE membership.role = %s AND membership.ended_at IS NULL
), above AS (
    SELECT seat.team_id, person.manager_id AS person_id
    FROM teams_seat seat
    JOIN cohorts_enrollment enrollment ON enrollment.id = seat.enrollment_id
        AND enrollment.removed_at IS NULL AND enrollment.moved_at IS NULL AND enrollment.withdrawn_at IS NULL
    JOIN people_user person ON person.id = enrollment.person_id
    WHERE person.manager_id IS NOT NULL AND seat.team_id IN (SELECT team_id FROM mentor)
    UNION
    SELECT above.team_id, manager.manager_id
    FROM above JOIN people_user manager ON manager.id = above.person_id
    WHERE manager.manager_id IS NOT NULL
)
SELECT mentor.id FROM mentor JOIN above USING (team_id, person_id)
"""


def mentors_above_members() -> QuerySet[Membership]:
    """Open memberships of mentors who manage, at whatever distance, a learner whose seat in the team stands."""
    found = Membership.objects.filter(id__in=RawSQL(ABOVE_MEMBERS, [Role.MENTOR]))
    return found.select_related("space__team__cohort", "person").order_by("space_id", "id")


def with_room() -> QuerySet[User]:
    """People, each with how many teams of running cohorts they mentor (`mentored`), and take at most (`most`)."""
    rows = Membership.objects.open().filter(
        person=OuterRef("pk"), role=Role.MENTOR, space__team__isnull=False, space__team__cohort__ended_at=None
    )
    count = rows.order_by().values("person").annotate(n=Count("pk")).values("n")
    return User.objects.annotate(
        mentored=Coalesce(Subquery(count, output_field=IntegerField()), 0),
        most=Coalesce(
            Subquery(Mentor.objects.filter(person=OuterRef("pk")).values("most")), Value(MOST_TEAMS)
        ),
        free=F("most") - F("mentored"),
    )


def offered_for(cohort: Cohort) -> QuerySet[User]:
    """Whoever mentors or facilitates somewhere and does not learn in this cohort, those with most room first."""
    helping = Membership.objects.open().filter(
        person=OuterRef("pk"), role__in=(Role.MENTOR, Role.FACILITATOR)
    )
    learning = Membership.objects.open().filter(
        person=OuterRef("pk"), space=cohort.space_id, role=Role.LEARNER
    )
    helpers = with_room().filter(Exists(helping), ~Exists(learning), is_active=True, is_system=False)
    return helpers.order_by("-free", "name", "id")[:MOST_OFFERED]
