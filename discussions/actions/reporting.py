"""Writes of reports: asking to have a post looked at, and what those do who keep its space in order."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions import permissions
from discussions.actions.keeping import hold, lock
from discussions.actions.taking import bring_back, reason_of, take_away
from discussions.models import Post, Report
from spaces.actions import record
from spaces.permissions import can_moderate_space


@transaction.atomic
def report_post(post: Post, *, by, reason: str) -> Report:
    """Ask whoever keeps the space in order to look at a post, as it reads now. Again, while it waits, is quiet.

    Refuses non-members, one's own posts, deleted ones, and no reason.
    """
    hold(post.thread.space, by)
    lock(post)
    if not permissions.can_report_post(by, post):
        raise PermissionDenied(_("This cannot be reported."))
    reason = reason_of(reason)
    report, is_new = Report.objects.get_or_create(
        post=post, by=by, settled_at=None, defaults={"reason": reason, "body": post.body}
    )
    if is_new:
        record(post.thread.space, by=by, verb="post.reported", target=report)
    return report


@transaction.atomic
def settle_report(report: Report, *, by, outcome: str, reason: str = "") -> Report:
    """Leave a reported post where it stands, or remove it; this answers all reports of it. Twice is quiet.

    Refuses whoever does not keep the space in order, their own posts, and a removal without a reason.
    """
    post = _held(report, by)
    if outcome not in Report.Outcome.values:
        raise ValidationError(_("Leave the post or remove it."))
    if report.is_settled:
        return report
    if outcome == Report.Outcome.REMOVED:
        take_away(post, by, reason)
    for one in Report.objects.waiting().filter(post=post).select_for_update(of=("self",)).order_by("pk"):
        one.outcome, one.settled_at, one.settled_by = outcome, timezone.now(), by
        one.save(update_fields=["outcome", "settled_at", "settled_by"])
        record(post.thread.space, by=by, verb="report.settled", target=one)
    report.refresh_from_db()
    return report


@transaction.atomic
def reopen_report(report: Report, *, by) -> Report:
    """Take back how a report was settled: a removed post stands again, the report waits. Twice is quiet.

    Refuses whoever could not settle it.
    """
    post = _held(report, by)
    if not report.is_settled or Report.objects.waiting().filter(post=post, by=report.by).exists():
        return report
    if report.outcome == Report.Outcome.REMOVED and post.is_removed:
        bring_back(post, by)
    report.outcome, report.settled_at, report.settled_by = "", None, None
    report.save(update_fields=["outcome", "settled_at", "settled_by"])
    record(post.thread.space, by=by, verb="report.reopened", target=report)
    return report


def _held(report: Report, by) -> Post:
    """The reported post, held as it stands, and the report read anew, for whoever may settle it."""
    post = Post.objects.for_fragment().get(pk=report.post_id)
    if can_moderate_space(by, post.thread.space):
        hold(post.thread.space, by)
    elif post.thread.space.is_closed:
        raise PermissionDenied(_("This space is closed; it can be read."))
    lock(post)
    report.refresh_from_db()
    if not permissions.can_settle_report(by, report, post):
        raise PermissionDenied(_("Only who keeps this space in order can do this."))
    return post
