"""Asking one of one's people how one can help: a conversation of two."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.utils.html import format_html
from django.utils.translation import gettext as _

from discussions.actions import open_stream, post_reply
from discussions.models import Post, Thread
from people.models import User
from spaces.actions import join_space, open_space
from spaces.models import Membership, Role, Space


@transaction.atomic
def ask_how_i_can_help(person: User, *, by: User, key=None) -> Post:
    """A manager asks one of their people how they can help, where only the two can read; refuses everybody else."""
    if not User.objects.below(by).filter(pk=person.pk).exists():
        raise PermissionDenied(_("You can ask people who report to you."))
    thread = conversation_of_two(by, person)
    named = format_html(
        '<a class="mention" data-person="{}" href="{}">@{}</a>',
        person.pk,
        person.get_absolute_url(),
        person.name,
    )
    words = format_html("<p>{} {}</p>", named, _("how can I help? Say it here, or tell me when we meet."))
    return post_reply(thread, by=by, body=words, key=key)


def conversation_of_two(one: User, other: User) -> Thread:
    """The stream that only these two read, opened when first needed."""
    User.objects.select_for_update(no_key=True).filter(pk__in=[one.pk, other.pk]).order_by("pk").first()
    mine = Membership.objects.of(one).filter(space__kind=Space.Kind.DIRECT).values("space")
    theirs = Membership.objects.of(other).filter(space__in=mine).values("space")
    people = Count("memberships", distinct=True)
    space = Space.objects.filter(pk__in=theirs, closed_at=None).annotate(n=people).filter(n=2).first()
    if space is None:
        space = open_space(Space.Kind.DIRECT, title=f"{one.first_name} · {other.first_name}")
        for person in (one, other):
            join_space(space, person=person, role=Role.GUEST, by=one)
    return open_stream(space, by=one, title=space.title)
