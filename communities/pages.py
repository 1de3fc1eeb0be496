"""What the pages of communities show their viewer."""

from __future__ import annotations

from communities.models import Community, JoinRequest
from communities.permissions import can_invite_to_community, can_join_community
from discussions.models import Thread
from discussions.pages import audience
from lib.keyset import page_by_key
from spaces.models import Membership, Role

PAGE = 30
MEMBERS_SHOWN = 60
THREADS_SHOWN = 5


def directory(viewer, after: str | None) -> dict:
    """The communities that a person may meet, by name."""
    communities = Community.objects.as_met_by(viewer)
    page = page_by_key(communities.visible_to(viewer), order=("space__title", "id"), after=after, size=PAGE)
    return {"page": page, "communities": page.items}


def community_context(community: Community, viewer) -> dict:
    """A community's own page: what it is for, who can read it and who keeps it, and how to come in or go."""
    members = list(_members(community))
    roles = {row.role for row in members if row.person_id == viewer.pk} | set(_roles(community, viewer))
    keepers = {row.person_id for row in members if row.role == Role.EXPERT}
    keeps = not {Role.EXPERT, Role.ADMIN}.isdisjoint(roles)
    requests = JoinRequest.objects.open().filter(community=community)
    mine = requests.filter(person=viewer).first()
    reads = bool(roles) or community.is_open
    return {
        "community": community,
        "members": [row for row in members if row.person_id not in keepers] if reads else [],
        "experts": [row for row in members if row.role == Role.EXPERT],
        "threads": _threads(community, viewer) if reads else [],
        "is_member": bool(roles),
        "keeps": keeps,
        "my_request": mine,
        "requests": list(requests.asked().select_related("person").order_by("id")[:PAGE]) if keeps else [],
        "joins_at_once": can_join_community(viewer, community) or bool(mine and mine.invited_by_id),
        "may_invite": bool(roles) and can_invite_to_community(viewer, community),
        "reads": reads,
        **audience(community.space, community.member_count),
    }


def _members(community: Community):
    """Experts first, so that all of them are among those shown."""
    inside = Membership.objects.open().filter(space=community.space_id).select_related("person")
    experts = inside.filter(role=Role.EXPERT).order_by("id")
    others = inside.exclude(role=Role.EXPERT).order_by("id")[:MEMBERS_SHOWN]
    return [*experts, *others]


def _roles(community: Community, viewer) -> list[str]:
    return list(Membership.objects.of(viewer).filter(space=community.space_id).values_list("role", flat=True))


def _threads(community: Community, viewer) -> list[Thread]:
    threads = Thread.objects.visible_to(viewer).on_board().filter(space=community.space_id)
    return list(threads.select_related("by").order_by("-last_post_at", "-id")[:THREADS_SHOWN])
