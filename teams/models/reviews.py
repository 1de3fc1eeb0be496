"""Reviews: a team's or a person's words on a work, criterion by criterion, and who signed them."""

from __future__ import annotations

from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from people.models import User
from spaces.models import Membership, Role, Space
from teams.models.handins import HandIn
from teams.models.rounds import ReviewedWork, ReviewRound
from teams.models.teams import Team


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, viewer) -> ReviewQuerySet:
        """A review is its writers'; once sent also the facilitators' and the work's mentors'; released, its team's.

        Managers and L&D never read it. Who wrote it is for its writers alone: pages ask `given_by` for that.
        """
        if not viewer.is_authenticated:
            return self.none()
        given = Q(pk__in=self.model.objects.given_by(viewer).values("pk"))
        received = Q(pk__in=self.model.objects.received_by(viewer).values("pk"))
        staff = Q(sent_at__isnull=False, work__in=ReviewedWork.objects.read_by_staff(viewer))
        return self.filter(given | received | staff)

    def given_by(self, viewer) -> ReviewQuerySet:
        """Those that a person writes: their team's and their own, as long as they have them and are in the cohort.

        Whoever made the work, and has moved to the team that reviews it, meets its review once it is released.
        """
        teams = Q(by_team__space__in=Space.objects.joined_by(viewer, Role.LEARNER))
        made = HandIn.objects.filter(roster=viewer, pk=OuterRef("work__hand_in"))
        teams &= Q(work__round__released_at__isnull=False) | Q(by_team=F("work__team")) | ~Exists(made)
        here = Q(work__round__cohort__space__in=Space.objects.joined_by(viewer, Role.LEARNER))
        staff = Q(wave=self.model.Wave.STAFF, work__in=ReviewedWork.objects.answered_by_staff(viewer))
        own = Q(by_person=viewer) & (here | staff)
        return self.filter(teams | own, given_up_at=None)

    def received_by(self, viewer) -> ReviewQuerySet:
        released = self.filter(sent_at__isnull=False, work__round__released_at__isnull=False)
        return released.filter(work__in=ReviewedWork.objects.made_by(viewer))

    def standing(self) -> ReviewQuerySet:
        return self.filter(given_up_at=None)

    def sent(self) -> ReviewQuerySet:
        return self.filter(sent_at__isnull=False)

    def not_begun(self) -> ReviewQuerySet:
        return self.filter(begun_at=None, sent_at=None, given_up_at=None)

    def for_giving(self) -> ReviewQuerySet:
        """With who has it and where they are told, without the words of the work."""
        return self.for_page().defer("work__parts", "work__files").order_by("id")

    def for_page(self) -> ReviewQuerySet:
        return self.select_related("work__round__cohort__space", "by_team__space", "by_person")


class Review(models.Model):
    """One work to be reviewed by one team or person: held for a while, then begun or given to somebody else."""

    class Wave(models.IntegerChoices):
        FIRST = 1, _("dealt at the start")
        SECOND = 2, _("taken over")
        STAFF = 3, _("by a mentor or facilitator")

    work = models.ForeignKey(ReviewedWork, models.CASCADE, related_name="reviews")
    by_team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="reviews")
    by_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    wave = models.PositiveSmallIntegerField(choices=Wave, default=Wave.FIRST)
    given_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "by_team"], condition=Q(by_team__isnull=False), name="review_once_per_team"
            ),
            models.UniqueConstraint(
                fields=["work", "by_person"],
                condition=Q(by_person__isnull=False),
                name="review_once_per_person",
            ),
            models.CheckConstraint(
                condition=Q(by_team__isnull=False, by_person=None) | Q(by_team=None, by_person__isnull=False),
                name="review_is_by_team_or_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lease_until"],
                condition=Q(begun_at=None, sent_at=None, given_up_at=None),
                name="review_not_begun",
            )
        ]

    def __str__(self) -> str:
        return self.work.round.title

    def get_absolute_url(self) -> str:
        return reverse("review", args=[self.pk])

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    def writers(self) -> QuerySet[Membership]:
        """Of the reviewing team who is in it now and did not make the work, unless it looks at its own."""
        here = Membership.objects.open().filter(space=self.by_team.space_id, role=Role.LEARNER)
        if self.by_team_id == self.work.team_id:
            return here
        return here.exclude(person__in=User.objects.filter(hand_ins=self.work.hand_in_id))

    @property
    def is_by_staff(self) -> bool:
        return self.wave == self.Wave.STAFF

    @cached_property
    def signers(self) -> list[User]:
        """Who stands behind it, in the order of signing."""
        return [one.person for one in self.sign_offs.select_related("person").order_by("id")]

    @cached_property
    def signatures_missing(self) -> int:
        """How many more it takes of those in the team now who write it."""
        if self.by_team is None:
            return 0 if self.is_sent else 1
        signed = {person.pk for person in self.signers}
        members = set(self.writers().values_list("person", flat=True))
        return max(0, quorum(len(members)) - len(members & signed))

    @property
    def state(self) -> str:
        """Ready, writing or empty: the look of its line."""
        if self.is_sent:
            return "ready"
        return "writing" if self.begun_at else "empty"


class ReviewMarkQuerySet(models.QuerySet["ReviewMark"]):
    def visible_to(self, viewer) -> ReviewMarkQuerySet:
        """While it is written a mark is its writers' own; readers of a review get its words with it."""
        return (
            self.filter(review__in=Review.objects.given_by(viewer))
            if viewer.is_authenticated
            else self.none()
        )

    def in_order(self) -> ReviewMarkQuerySet:
        return self.order_by("review", "criterion")

    def levels_of(self, round: ReviewRound) -> dict[int, dict[int, dict[int, int]]]:
        """Work → review → criterion → level, of all reviews of a round that were sent."""
        sent = self.filter(review__work__round=round, review__sent_at__isnull=False, level__isnull=False)
        found: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        for work, review, criterion, level in sent.values_list(
            "review__work", "review", "criterion", "level"
        ):
            found[work][review][criterion] = level
        return found

    def for_page(self) -> ReviewMarkQuerySet:
        joined = self.select_related("owner", "review__work__round__cohort__space")
        return joined.select_related("review__by_team__space", "review__by_person")


class ReviewMark(models.Model):
    """What a review says by one criterion: a level and why; a member of the team has it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="marks")
    criterion = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(_("why"), max_length=4000, blank=True)

    objects = ReviewMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="mark_once_per_criterion")
        ]

    def __str__(self) -> str:
        return f"criterion {self.criterion} of review {self.review_id}"

    def get_absolute_url(self) -> str:
        return f"{reverse('review', args=[self.review_id])}#mark-{self.pk}"

    @property
    def is_begun(self) -> bool:
        return self.level is not None or bool(self.comment)

    @property
    def asked(self):
        """The criterion that it is about."""
        return self.review.work.round.criteria[self.criterion]

    @property
    def chosen(self):
        return self.asked.level(self.level)

    @property
    def is_complete(self) -> bool:
        """With a level; at the ends of the scale also with a word on why."""
        return self.chosen is not None and (not self.chosen.is_end or bool(self.comment))


class SignOff(models.Model):
    """A member of a reviewing team stands behind the review as it is."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="sign_offs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "person"], name="sign_off_once")]

    def __str__(self) -> str:
        return f"{self.person_id} signed review {self.review_id}"


def quorum(members: int) -> int:
    """How many of so many sign a review before it is sent: more than half, at least two, of a pair both."""
    return min(members, max(2, members // 2 + 1))
