"""When a team meets: the same time each week, or two in turn, and who cannot come to it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from people.models import User
from teams.models.teams import Team
from teams.rhythm import MINUTES, Slot, meetings


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def visible_to(self, viewer) -> RhythmQuerySet:
        """When a team meets is known in its room."""
        return self.filter(team__in=Team.objects.visible_to(viewer))

    def of_member(self, person) -> RhythmQuerySet:
        """Those of the teams in which somebody learns, as long as the cohort runs or the team goes on."""
        mine = self.filter(team__in=Team.objects.joined_by(person))
        return mine.filter(Q(team__cohort__ended_at=None) | Q(team__learning_set__isnull=False))

    def for_fragment(self) -> RhythmQuerySet:
        return self.select_related("team__space", "chosen_by").prefetch_related("objectors")


class Rhythm(models.Model):
    """A team's series of meetings, on the clock of its room; chosen again it stays the same series in calendars."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="rhythm")
    weekday = models.PositiveSmallIntegerField()
    at = models.TimeField()
    other_weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    other_at = models.TimeField(null=True, blank=True)
    first_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    chosen_at = models.DateTimeField(default=timezone.now)
    sequence = models.PositiveIntegerField(default=0)
    objectors: models.ManyToManyField[User, models.Model] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True
    )

    objects = RhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6) & (Q(other_weekday=None) | Q(other_weekday__lte=6)),
                name="rhythm_on_a_weekday",
            ),
            models.CheckConstraint(
                condition=Q(other_weekday=None, other_at=None)
                | Q(other_weekday__isnull=False, other_at__isnull=False),
                name="rhythm_other_time_is_whole",
            ),
        ]

    def __str__(self) -> str:
        words = get_text_list([str(slot) for slot in self.slots], _("and"))
        place = self.team.space.time_zone.rpartition("/")[2].replace("_", " ")
        if self.is_in_turn:
            return _("%(times)s in turn, %(place)s time") % {"times": words, "place": place}
        return _("%(times)s, %(place)s time") % {"times": words, "place": place}

    def get_absolute_url(self) -> str:
        return f"{self.team.get_absolute_url()}#team-{self.team_id}-rhythm"

    @property
    def slots(self) -> tuple[Slot, ...]:
        one = Slot(self.weekday, self.at)
        if self.other_weekday is None or self.other_at is None:
            return (one,)
        return one, Slot(self.other_weekday, self.other_at)

    @property
    def is_in_turn(self) -> bool:
        return self.other_weekday is not None

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.team.space.time_zone)

    def meetings_after(self, moment: datetime, count: int) -> list[datetime]:
        """The next meetings' beginnings, the one under way included; none after the last day."""
        found: Iterator[datetime] = meetings(self.slots, first_on=self.first_on, zone=self.zone, after=moment)
        return [begins for begins in islice(found, count) if not self.is_past(begins)]

    def is_past(self, begins: datetime) -> bool:
        return self.until_on is not None and begins.date() > self.until_on

    @property
    def next_meeting(self) -> datetime | None:
        return next(iter(self.meetings_after(timezone.now(), 1)), None)

    @property
    def next_ends(self) -> datetime | None:
        return self.next_meeting and self.next_meeting + timedelta(minutes=MINUTES)
