"""What a person may do in a community."""

from communities.models import Community
from spaces.models import Membership
from spaces.permissions import can_moderate_space


def can_found_community(user, join_rule: str) -> bool:
    """Everybody may found one that others can find; a hidden one only L&D admins, who answer for its being there."""
    return user.is_authenticated and (join_rule != Community.JoinRule.HIDDEN or user.is_ld_admin)


def can_keep_community(user, community: Community) -> bool:
    """Its experts, and L&D admins who joined it, say what it is for, let people in and name experts."""
    return can_moderate_space(user, community.space)


def can_invite_to_community(user, community: Community) -> bool:
    """Into an open one every member invites; elsewhere those who keep it."""
    if community.is_open:
        return Membership.objects.of(user).filter(space=community.space).exists()
    return can_keep_community(user, community)


def can_join_community(user, community: Community) -> bool:
    """Open ones everybody joins; L&D admins also those that others ask to join, listed as who they are."""
    return community.is_open or (user.is_ld_admin and not community.is_hidden)
