"""Whom a text names, and which of them may read it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from discussions import permissions
from discussions.models import Post
from lib.html import MAX_MENTIONS, mention_count, mentioned_people, mentioned_roles, mentioned_teams
from lib.text import clean_line
from people.models import User
from spaces.models import Membership, Space

EVERYONE = "everyone"
MOST_OFFERED, MOST_TEAMS = 8, 3


def refuse_unfit(html: str, space: Space, by) -> None:
    """At most twenty mentions a text, and everyone is named only by who keeps the space in order."""
    if mention_count(html) > MAX_MENTIONS:
        raise ValidationError(
            _("At most 20 mentions in a post: name a team, or fewer people."), code="mentions"
        )
    if EVERYONE in mentioned_roles(html) and not permissions.can_name_everyone(by, space):
        raise ValidationError(_("Only who keeps this space in order can name everyone."), code="mentions")


def within_reach(html: str, space: Space) -> list[int]:
    """Ids of those who may see the space among the people, and the members of the teams, named in clean HTML."""
    ids, team_ids = mentioned_people(html), mentioned_teams(html)
    if not ids and not team_ids:
        return []
    of_teams = Membership.objects.open().filter(space__in=_teams(space).filter(pk__in=team_ids))
    named = _readers(space).filter(Q(pk__in=ids) | Q(pk__in=of_teams.values("person")))
    return list(named.order_by("pk").values_list("pk", flat=True))


def names_everyone(html: str) -> bool:
    return EVERYONE in mentioned_roles(html)


def out_of_reach(post: Post) -> QuerySet[User]:
    """The people whom a post names and who cannot read it, so that its writer can be warned."""
    ids = mentioned_people(post.body)
    if not ids:
        return User.objects.none()
    told = within_reach(post.body, post.thread.space)
    return User.objects.filter(pk__in=ids, is_active=True).exclude(pk__in=told).in_name_order()


def completions(space: Space, start: str, by) -> list[dict]:
    """Whom somebody may name here, by how their name or a later word of it begins: everyone, teams, people."""
    start = clean_line(start)[:60]
    begins = Q()
    if start:
        begins = Q(name__istartswith=start) | Q(name__icontains=f" {start}")
    offered = [*_everyone(space, start, by), *_offered_teams(space, start)]
    people = _readers(space).filter(begins).in_name_order()[: MOST_OFFERED - len(offered)]
    return [*offered, *({"id": one.pk, "name": one.name, "photo_url": one.photo_url} for one in people)]


def _everyone(space: Space, start: str, by) -> list[dict]:
    word = _("everyone")
    is_asked = start and word.casefold().startswith(start.casefold())
    return [{"role": EVERYONE, "name": word}] if is_asked and permissions.can_name_everyone(by, space) else []


def _offered_teams(space: Space, start: str) -> list[dict]:
    found = _teams(space).filter(title__icontains=start).order_by("title", "pk") if start else ()
    return [{"team": team.pk, "name": team.title} for team in found[:MOST_TEAMS]]


def _teams(space: Space) -> QuerySet[Space]:
    """The teams of a space, whose members read it; of a team's own room the team."""
    return Space.objects.filter(Q(pk=space.pk) | Q(parent=space), kind=Space.Kind.TEAM, closed_at=None)


def _readers(space: Space) -> QuerySet[User]:
    people = User.objects.filter(is_active=True, is_system=False)
    if space.readable_by == Space.ReadableBy.ORGANISATION:
        return people
    return people.filter(pk__in=Membership.objects.open().filter(space=space).values("person"))
