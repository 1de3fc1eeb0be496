"""When a team is silent, as the console of whoever runs its cohort and the page of its mentor both say it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from spaces import verbs
from spaces.models import Entry, Membership, Role
from teams.models import Team

SILENT_DAYS = 4


def silent_among(teams: QuerySet[Team], now: datetime) -> QuerySet[Team]:
    """Those in whose room none of its learners contributed for four days, or never and their cohort began before that.

    Each with when somebody last did, `last_at`; metadata only, no word of theirs.
    """
    learners = Membership.objects.open().filter(space=OuterRef(OuterRef("space")), role=Role.LEARNER)
    said = Entry.objects.filter(
        space=OuterRef("space"), verb__in=verbs.contributions(), by__in=learners.values("person")
    ).order_by()
    last = said.values("space").annotate(at=Max("occurred_at")).values("at")
    before = now - timedelta(days=SILENT_DAYS)
    never = Q(last_at=None, cohort__started_at__lt=before)
    begun = teams.filter(cohort__started_at__isnull=False).annotate(last_at=Subquery(last))
    return begun.filter(Q(last_at__lt=before) | never)
