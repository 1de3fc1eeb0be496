"""What a person may do with teams, their drafts and what they hand in."""

from cohorts.models import Cohort, Enrollment
from cohorts.permissions import can_run_cohort
from people.models import User
from spaces.models import Membership, Role, Space
from teams.models import (
    CheckIn,
    Commitment,
    HandIn,
    Idea,
    LearningSet,
    Outcome,
    Part,
    PassageComment,
    Review,
    ReviewedWork,
    ReviewRound,
    SecondLook,
    Submission,
    Talk,
    Team,
    TeamSet,
)


def can_draw_teams(user, cohort: Cohort) -> bool:
    """Who runs the cohort forms its teams."""
    return can_run_cohort(user, cohort)


def can_choose_team(user, team_set: TeamSet) -> bool:
    """Who learns in the cohort chooses their own seat in its teams."""
    return Enrollment.objects.active().filter(cohort=team_set.cohort_id, person=user.pk).exists()


def can_name_mentor(user, team: Team) -> bool:
    """Who runs the cohort names its teams' mentors; a team that goes on as a set asks one itself."""
    if LearningSet.objects.filter(team=team).exists():
        return Team.objects.joined_by(user).filter(pk=team.pk).exists()
    return can_run_cohort(user, team.cohort)


def can_release_mentor(user, team: Team) -> bool:
    """Whoever may name one; and who runs the cohort, because a reporting line may ask for it at any time."""
    return can_run_cohort(user, team.cohort) or can_name_mentor(user, team)


def can_rename_team(user, team: Team) -> bool:
    """Whoever learns in the team, and who runs the cohort."""
    return Team.objects.joined_by(user).filter(pk=team.pk).exists() or can_run_cohort(user, team.cohort)


def can_mentor_team(person, team: Team) -> bool:
    """A mentor stands beside a team and above none of its members: its room is safe from their managers."""
    learners = team.seats.standing().values("enrollment__person")
    if learners.filter(enrollment__person=person).exists():
        return False
    return not User.objects.below(person).filter(pk__in=learners).exists()


def can_ready_part(user, part: Part) -> bool:
    """A part is ready when its owner says so."""
    return part.owner_id == user.pk


def can_give_feedback(user, submission: Submission) -> bool:
    """The team's mentors and the cohort's facilitators answer a hand-in."""
    return Submission.objects.answered_by(user).filter(pk=submission.pk).exists()


def can_ask_again(user, hand_in: HandIn) -> bool:
    """Who answers what a team hands in may ask for another go."""
    return Team.objects.answered_by(user).filter(pk=hand_in.submission.team_id).exists()


def can_open_gallery(user, cohort: Cohort) -> bool:
    """Who runs the cohort shows its finished work; what a task itself opens is opened in the system's name."""
    return can_run_cohort(user, cohort)


def can_comment_passage(user, hand_in: HandIn) -> bool:
    """Whoever is in the cohort says something to a work that its gallery shows."""
    shown = HandIn.objects.in_galleries(user).filter(pk=hand_in.pk)
    return shown.filter(submission__team__cohort__space__in=Space.objects.joined_by(user)).exists()


def can_delete_comment(user, comment: PassageComment) -> bool:
    """Its writer, and who runs the cohort, takes a comment away."""
    return comment.by_id == user.pk or can_run_cohort(user, comment.hand_in.submission.team.cohort)


def can_add_evidence(user, commitment: Commitment) -> bool:
    """Only who promised shows how it went."""
    return commitment.person_id == user.pk


def can_answer_check_in(user, check_in: CheckIn) -> bool:
    """Only who promised says whether they tried it."""
    return check_in.commitment.person_id == user.pk


def can_respond(user, commitment: Commitment) -> bool:
    """Who sits at the same table, or mentors it, answers; nobody answers themselves."""
    if commitment.person_id == user.pk:
        return False
    return Team.objects.around(commitment.enrollment).visible_to(user).exists()


def can_hold_talk(user, talk: Talk) -> bool:
    """The two who talk say that they did, and each keeps words of their own; a manager only while they are it."""
    return Talk.objects.visible_to(user).filter(pk=talk.pk).exists()


def can_stand_behind_idea(user, idea: Idea) -> bool:
    """Somebody else than whose idea it is."""
    return idea.by_id != user.pk


def can_settle_idea(user, idea: Idea) -> bool:
    """Who tries it says what became of it."""
    return idea.is_tried and idea.owner_id == user.pk


def can_drop_idea(user, idea: Idea) -> bool:
    """Who tries it; before anybody does, whose idea it is."""
    return can_settle_idea(user, idea) or (not idea.is_tried and idea.by_id == user.pk)


def can_delete_words(user, said) -> bool:
    """Evidence, an answer, an addition or an idea is taken away, and brought back, by its writer."""
    return said.by_id == user.pk


def can_delete_idea(user, idea: Idea) -> bool:
    """An idea is its writer's alone until somebody else has built on it, or stands behind it."""
    built = idea.additions.standing().exclude(by=idea.by_id)
    return can_delete_words(user, idea) and not idea.is_sponsored and not built.exists()


def can_thank(user, outcome: Outcome) -> bool:
    """A manager thanks for what a report chose to share."""
    return outcome.is_shared and User.objects.below(user).filter(pk=outcome.person_id).exists()


def can_open_round(user, cohort: Cohort) -> bool:
    """Who runs the cohort gives out what was handed in to be reviewed."""
    return can_run_cohort(user, cohort)


def can_release_round(user, round: ReviewRound) -> bool:
    return can_run_cohort(user, round.cohort)


def can_answer_second_look(user, look: SecondLook) -> bool:
    """The team's mentors and the cohort's facilitators look once more, but for those who reviewed the work or made it."""
    work = look.work
    reads = ReviewedWork.objects.read_by_staff(user).filter(pk=work.pk).exists()
    made = ReviewedWork.objects.made_by(user).filter(pk=work.pk).exists()
    return reads and not made and not work.reviews.filter(by_person=user.pk, sent_at__isnull=False).exists()


def can_look_at_author(user, review: Review) -> bool:
    """For abuse, a facilitator who is in the cohort; nobody who only mentors, and no admin from outside."""
    return review.is_sent and facilitates(user, review.work.round.cohort)


def facilitates(user, cohort: Cohort) -> bool:
    """Whether somebody is in the cohort to run it: no admin from outside."""
    return Membership.objects.of(user, Role.FACILITATOR).filter(space=cohort.space_id).exists()
