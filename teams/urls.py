"""Addresses of teams: drawing them, their draft, hand-ins, promises."""

from django.urls import path

from teams.views import checking_in, committing, drafting, forming, handing_in, ideas

urlpatterns = [
    path("cohorts/<int:cohort_id>/teams/draw/", forming.draw_teams, name="draw_teams"),
    path("cohorts/<int:cohort_id>/teams/move/", forming.move_member, name="move_member"),
    path("cohorts/<int:cohort_id>/teams/place/", forming.place_late, name="place_late"),
    path("teams/<int:team_id>/mentors/", forming.name_mentor, name="name_mentor"),
    path("teams/<int:team_id>/mentors/release/", forming.release_mentor, name="release_mentor"),
    path("teams/<int:team_id>/tasks/<uuid:activity_id>/", drafting.take_task_part, name="take_task_part"),
    path("parts/<int:part_id>/", drafting.part, name="part"),
    path("parts/<int:part_id>/take/", drafting.take_part, name="take_part"),
    path("parts/<int:part_id>/leave/", drafting.leave_part, name="leave_part"),
    path("parts/<int:part_id>/ready/", drafting.ready_part, name="ready_part"),
    path("parts/<int:part_id>/reopen/", drafting.reopen_part, name="reopen_part"),
    path("submissions/<int:submission_id>/", handing_in.submission, name="submission"),
    path("submissions/<int:submission_id>/acts/", drafting.draft_acts, name="draft_acts"),
    path("submissions/<int:submission_id>/hand-in/", handing_in.hand_in, name="hand_in"),
    path("mentoring/", handing_in.mentoring, name="mentoring"),
    path("cohorts/<int:cohort_id>/commitments/", committing.make_commitment, name="make_commitment"),
    path("commitments/", committing.commitments, name="commitments"),
    path("commitments/<int:commitment_id>/", committing.commitment, name="commitment"),
    path("commitments/<int:commitment_id>/evidence/", committing.add_evidence, name="add_evidence"),
    path("commitments/<int:commitment_id>/responses/", committing.respond, name="respond"),
    path("commitments/<int:commitment_id>/reflect/", committing.reflect, name="reflect"),
    path("commitments/<int:commitment_id>/share/", committing.share_commitment, name="share_commitment"),
    path("commitments/<int:commitment_id>/outcome/", committing.note_outcome, name="note_outcome"),
    path("check-ins/<int:check_in_id>/", checking_in.answer_check_in, name="answer_check_in"),
    path("tried/<str:ticket>/", checking_in.check_in, name="check_in"),
    path("spaces/<int:space_id>/ideas/", ideas.ideas, name="ideas"),
    path("ideas/from/<slug:source_type>/<int:source_id>/", ideas.make_idea, name="make_idea"),
    path("ideas/<int:idea_id>/", ideas.idea, name="idea"),
    path("ideas/<int:idea_id>/additions/", ideas.build_on_idea, name="build_on_idea"),
    path("ideas/<int:idea_id>/stand-behind/", ideas.stand_behind_idea, name="stand_behind_idea"),
    path("ideas/<int:idea_id>/try/", ideas.try_idea, name="try_idea"),
    path("ideas/<int:idea_id>/adopt/", ideas.adopt_idea, name="adopt_idea"),
    path("ideas/<int:idea_id>/drop/", ideas.drop_idea, name="drop_idea"),
    path("outcomes/<int:outcome_id>/share/", committing.share_outcome, name="share_outcome"),
    path("outcomes/<int:outcome_id>/thank/", committing.thank, name="thank_outcome"),
]
