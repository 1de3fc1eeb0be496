"""What a person may do with a cohort and the enrolments in it."""

from cohorts.models import Cohort, Enrollment
from courses.models import Course
from spaces.models import Membership, Role


def can_create_cohort(user, course: Course) -> bool:
    """L&D admins and a course's authors start cohorts of it."""
    if not user.is_active:
        return False
    return user.is_system or Course.objects.written_by(user).filter(pk=course.pk).exists()


def can_run_cohort(user, cohort: Cohort) -> bool:
    """Facilitators and admins of the cohort, and L&D, run it; imports do so in the system's name."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_ld_admin or user.is_system:
        return True
    staff = Membership.objects.of(user, Role.FACILITATOR, Role.ADMIN)
    return staff.filter(space=cohort.space_id).exists()


def can_enroll_person(user, enrollment: Enrollment) -> bool:
    """A person accepts their own invitation; whoever runs the cohort enrols others."""
    return user.pk == enrollment.person_id or can_run_cohort(user, enrollment.cohort)


def can_withdraw_person(user, enrollment: Enrollment) -> bool:
    """A learner may leave; whoever runs the cohort may note that somebody left."""
    return can_enroll_person(user, enrollment)


def can_invite_unknown(user) -> bool:
    """Only L&D lets in people whom the organisation's list does not hold yet."""
    return user.is_ld_admin or user.is_system
