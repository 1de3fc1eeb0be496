"""What a person may do in a space."""

from spaces.models import MODERATORS, Membership, Role, Space


def can_write_in_space(user, space: Space) -> bool:
    """Members write in an open space; in the organisation's commons everybody does."""
    if not user.is_authenticated or not user.is_active or space.is_closed:
        return False
    return space.kind == Space.Kind.COMMONS or Membership.objects.of(user).filter(space=space).exists()


def can_moderate_space(user, space: Space) -> bool:
    """A space is kept in order by its own facilitators, experts and L&D admins who joined it."""
    return user.is_authenticated and Membership.objects.of(user, *MODERATORS).filter(space=space).exists()


def can_run_space(user, space: Space) -> bool:
    """Who may announce, nudge and let people in: facilitators and L&D admins."""
    roles = (Role.FACILITATOR, Role.ADMIN)
    return user.is_authenticated and (
        user.is_ld_admin or Membership.objects.of(user, *roles).filter(space=space).exists()
    )
