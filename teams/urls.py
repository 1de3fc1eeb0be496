"""Addresses of teams: drawing them, when they meet, their draft, hand-ins, promises."""

from django.urls import path

from teams.views import committing, drafting, forming, handing_in, showing
from teams.views import committing, drafting, forming, handing_in, meeting

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
    path("parts/<int:part_id>/history/", drafting.part_history, name="part_history"),
    path("parts/<int:part_id>/remind/", drafting.remind, name="remind"),
    path("part-versions/<int:version_id>/restore/", drafting.restore_version, name="restore_version"),
    path("submissions/<int:submission_id>/", handing_in.submission, name="submission"),
    path("submissions/<int:submission_id>/acts/", drafting.draft_acts, name="draft_acts"),
    path("submissions/<int:submission_id>/hand-in/", handing_in.hand_in, name="hand_in"),
    path("submissions/<int:submission_id>/propose/", handing_in.propose_hand_in, name="propose_hand_in"),
    path("submissions/<int:submission_id>/go-on/", handing_in.drop_proposal, name="drop_proposal"),
    path("submissions/<int:submission_id>/take-back/", handing_in.take_back, name="take_back"),
    path("hand-ins/<int:hand_in_id>/", handing_in.handed_in, name="handed_in"),
    path("hand-ins/<int:hand_in_id>/again/", handing_in.ask_again, name="ask_again"),
    path("hand-ins/<int:hand_in_id>/comments/", showing.comment_passage, name="comment_passage"),
    path("passage-comments/<int:comment_id>/delete/", showing.delete_comment, name="delete_comment"),
    path("cohorts/<int:cohort_id>/tasks/<uuid:activity_id>/gallery/", showing.gallery, name="gallery"),
    path(
        "cohorts/<int:cohort_id>/tasks/<uuid:activity_id>/gallery/open/",
        showing.open_gallery,
        name="open_gallery",
    ),
    path(
        "cohorts/<int:cohort_id>/tasks/<uuid:activity_id>/gallery/close/",
        showing.close_gallery,
        name="close_gallery",
    ),
    path(
        "teams/<int:team_id>/tasks/<uuid:activity_id>/more-time/",
        showing.give_more_time,
        name="give_more_time",
    ),
    path("mentoring/", handing_in.mentoring, name="mentoring"),
    path("cohorts/<int:cohort_id>/commitments/", committing.make_commitment, name="make_commitment"),
    path("commitments/", committing.commitments, name="commitments"),
    path("commitments/<int:commitment_id>/reflect/", committing.reflect, name="reflect"),
    path("commitments/<int:commitment_id>/share/", committing.share_commitment, name="share_commitment"),
    path("commitments/<int:commitment_id>/outcome/", committing.note_outcome, name="note_outcome"),
    path("outcomes/<int:outcome_id>/share/", committing.share_outcome, name="share_outcome"),
    path("outcomes/<int:outcome_id>/thank/", committing.thank, name="thank_outcome"),
]
