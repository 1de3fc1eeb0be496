"""Teams of a cohort, and who sits in which."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrollment
from people.models import User
from spaces.models import Role, Space
from teams.models.sets import TeamSet


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, viewer) -> TeamQuerySet:
        """A team's room is seen by its members and by the mentors named in its banner, by nobody else."""
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def known_to(self, viewer) -> TeamQuerySet:
        """That a team exists, its name and its people: the cohort's members and L&D admins know."""
        return self.filter(cohort__in=Cohort.objects.visible_to(viewer))

    def around(self, enrollment: Enrollment) -> TeamQuerySet:
        """The teams in which a learner sits."""
        return self.filter(seats__enrollment=enrollment).order_by("id")

    def joined_by(self, viewer) -> TeamQuerySet:
        return self.filter(space__in=Space.objects.joined_by(viewer, Role.LEARNER))

    def mentored_by(self, viewer) -> TeamQuerySet:
        return self.filter(space__in=Space.objects.joined_by(viewer, Role.MENTOR))

    def read_by(self, viewer) -> TeamQuerySet:
        """Teams whose work a person reads once it is handed in: those they mentor, or whose cohort they run."""
        if viewer.is_ld_admin:
            return self
        mentored = Q(space__in=Space.objects.joined_by(viewer, Role.MENTOR))
        run = Q(cohort__space__in=Space.objects.joined_by(viewer, Role.FACILITATOR, Role.ADMIN))
        return self.filter(mentored | run)

    def working_on(self, activity_id: uuid.UUID | None, cohort: Cohort, viewer) -> TeamQuerySet:
        """The team in which somebody works on a task: of the set made for it, or else of the course-long one.

        Without a task it is the team of the whole course. Nobody has more than one.
        """
        return (
            self.open().joined_by(viewer).filter(team_set__in=TeamSet.objects.used_for(activity_id, cohort))
        )

    def open(self) -> TeamQuerySet:
        """Teams that are; of one that is dissolved only what it handed in is left."""
        return self.filter(dissolved_at=None)

    def with_free_seats(self) -> TeamQuerySet:
        """Open teams in which somebody may still sit, in order."""
        standing = Seat.objects.standing().filter(team=OuterRef("pk")).order_by().values("team")
        taken = Coalesce(Subquery(standing.annotate(n=Count("pk")).values("n")), 0)
        return self.open().annotate(taken=taken).filter(taken__lt=F("team_set__most")).in_order()

    def in_order(self) -> TeamQuerySet:
        return self.order_by("position", "id")

    def answered_by(self, viewer) -> TeamQuerySet:
        """Teams whose hand-ins a person is asked to answer: those they mentor, or whose cohort they facilitate."""
        mentored = Q(space__in=Space.objects.joined_by(viewer, Role.MENTOR))
        return self.filter(mentored | Q(cohort__space__in=Space.objects.joined_by(viewer, Role.FACILITATOR)))


class Team(models.Model):
    """A few learners of a cohort who hand in together and have a room of their own."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="teams")
    team_set = models.ForeignKey(TeamSet, models.CASCADE, related_name="teams")
    space = models.OneToOneField(Space, models.PROTECT, related_name="team")
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveIntegerField(default=0)
    dissolved_at = models.DateTimeField(null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team_set", "name"], condition=Q(dissolved_at=None), name="team_name_once_per_set"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("team", args=[self.pk])

    @property
    def is_dissolved(self) -> bool:
        return self.dissolved_at is not None

    @property
    def learner_count(self) -> int:
        here = self.space.memberships.open().filter(role=Role.LEARNER)
        return here.values("person").distinct().count()

    @cached_property
    def mentors(self) -> list[User]:
        """Who can read here besides the team, as its banner names them."""
        rows = self.space.memberships.open().filter(role=Role.MENTOR)
        return [row.person for row in rows.select_related("person").order_by("id")]


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, viewer) -> SeatQuerySet:
        """Who sits where is known to the cohort's members and to L&D."""
        return self.filter(team__in=Team.objects.known_to(viewer))

    def standing(self) -> SeatQuerySet:
        """Seats of learners who are in the cohort or still asked to come."""
        return self.filter(
            enrollment__removed_at=None, enrollment__moved_at=None, enrollment__withdrawn_at=None
        )

    def beside(self, enrollment_id: int) -> SeatQuerySet:
        """The others' seats at a learner's tables."""
        tables = self.model.objects.filter(enrollment=enrollment_id).values("team")
        return self.standing().filter(team__in=tables).exclude(enrollment=enrollment_id)

    def course_long(self) -> SeatQuerySet:
        """Seats in the teams that stay together for the whole course."""
        return self.filter(team_set__activity_id=None)

    def in_name_order(self) -> SeatQuerySet:
        return self.select_related("enrollment__person").order_by("enrollment__person__name", "id")


class Seat(models.Model):
    """A learner's place in a team; who is only asked yet joins the team's room on coming into the cohort."""

    team_set = models.ForeignKey(TeamSet, models.CASCADE, related_name="seats")
    team = models.ForeignKey(Team, models.CASCADE, related_name="seats")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="seats")

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team_set", "enrollment"], name="seat_once_per_set")]

    def __str__(self) -> str:
        return f"{self.enrollment_id} in team {self.team_id}"
