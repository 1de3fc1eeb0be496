"""Addresses of teams: drawing them, when they meet, their draft, hand-ins, promises."""

from django.urls import path

from teams.views import committing, drafting, forming, handing_in, meeting, mentoring

urlpatterns = [
    path("cohorts/<int:cohort_id>/teams/draw/", forming.draw_teams, name="draw_teams"),
    path("cohorts/<int:cohort_id>/teams/move/", forming.move_member, name="move_member"),
    path("cohorts/<int:cohort_id>/teams/place/", forming.place_late, name="place_late"),
    path("teams/<int:team_id>/mentors/", forming.name_mentor, name="name_mentor"),
    path("teams/<int:team_id>/mentors/release/", forming.release_mentor, name="release_mentor"),
    path("teams/<int:team_id>/rhythm/", meeting.rhythm, name="rhythm"),
    path("teams/<int:team_id>/rhythm.ics", meeting.rhythm_file, name="rhythm_file"),
    path("teams/<int:team_id>/rhythm/object/", meeting.object_to_rhythm, name="object_to_rhythm"),
    path("teams/<int:team_id>/rhythm/accept/", meeting.accept_rhythm, name="accept_rhythm"),
    path("teams/<int:team_id>/tasks/<uuid:activity_id>/", drafting.take_task_part, name="take_task_part"),
    path("parts/<int:part_id>/", drafting.part, name="part"),
    path("parts/<int:part_id>/take/", drafting.take_part, name="take_part"),
    path("parts/<int:part_id>/leave/", drafting.leave_part, name="leave_part"),
    path("parts/<int:part_id>/ready/", drafting.ready_part, name="ready_part"),
    path("parts/<int:part_id>/reopen/", drafting.reopen_part, name="reopen_part"),
    path("submissions/<int:submission_id>/", handing_in.submission, name="submission"),
    path("submissions/<int:submission_id>/acts/", drafting.draft_acts, name="draft_acts"),
    path("submissions/<int:submission_id>/hand-in/", handing_in.hand_in, name="hand_in"),
    path("hand-ins/<int:hand_in_id>/", handing_in.handed_in, name="handed_in"),
    path("mentoring/", mentoring.mentoring, name="mentoring"),
    path("mentoring/limit/", mentoring.set_mentor_limit, name="set_mentor_limit"),
    path("mentoring/hours/", mentoring.offer_office_hours, name="offer_office_hours"),
    path("office-hours/<int:hour_id>/withdraw/", mentoring.withdraw_office_hour, name="withdraw_office_hour"),
    path("office-hours/<int:hour_id>.ics", mentoring.office_hour_file, name="office_hour_file"),
    path("teams/<int:team_id>/office-hours/", mentoring.office_hours, name="office_hours"),
    path(
        "teams/<int:team_id>/office-hours/<int:hour_id>/book/",
        mentoring.book_office_hour,
        name="book_office_hour",
    ),
    path(
        "teams/<int:team_id>/office-hours/<int:hour_id>/cancel/",
        mentoring.cancel_office_hour,
        name="cancel_office_hour",
    ),
    path("teams/<int:team_id>/notes/", mentoring.mentor_notes, name="mentor_notes"),
    path("mentor-notes/<int:note_id>/delete/", mentoring.delete_note, name="delete_note"),
    path("mentor-notes/<int:note_id>/hand-over/", mentoring.hand_over_note, name="hand_over_note"),
    path("cohorts/<int:cohort_id>/commitments/", committing.make_commitment, name="make_commitment"),
    path("commitments/", committing.commitments, name="commitments"),
    path("commitments/<int:commitment_id>/reflect/", committing.reflect, name="reflect"),
    path("commitments/<int:commitment_id>/share/", committing.share_commitment, name="share_commitment"),
    path("commitments/<int:commitment_id>/outcome/", committing.note_outcome, name="note_outcome"),
    path("outcomes/<int:outcome_id>/share/", committing.share_outcome, name="share_outcome"),
    path("outcomes/<int:outcome_id>/thank/", committing.thank, name="thank_outcome"),
]
