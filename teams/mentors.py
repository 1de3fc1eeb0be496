"""Which mentors came to stand above somebody of their team: one question for all teams at once."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from spaces.models import Membership, Role

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
