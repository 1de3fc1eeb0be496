"""Who may write courses."""

from courses.models import Course
from spaces.models import Membership, Role, Space


def can_create_course(user) -> bool:
    """L&D admins begin courses, and so does whoever is an author of one."""
    if not user.is_authenticated or not user.is_active:
        return False
    authored = Membership.objects.of(user, Role.AUTHOR).filter(space__kind=Space.Kind.COURSE)
    return user.is_ld_admin or user.is_system or authored.exists()


def can_edit_course(user, course: Course) -> bool:
    """A course is edited by its authors and by L&D admins."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_ld_admin or user.is_system:
        return True
    return Membership.objects.of(user, Role.AUTHOR).filter(space=course.space_id).exists()
