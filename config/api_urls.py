"""The REST API: each app's doors, and the description of them all."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from analytics import api as analytics
from cohorts import api as cohorts
from communities import api as communities
from courses import api as courses
from discussions import api as discussions
from home import api as home
from teams import api as teams

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("courses/", courses.Courses.as_view(), name="api_courses"),
    path("courses/<int:course_id>/", courses.OneCourse.as_view(), name="api_course"),
    path("threads/", discussions.Threads.as_view(), name="api_threads"),
    path("threads/<int:thread_id>/", discussions.OneThread.as_view(), name="api_thread"),
    path("threads/<int:thread_id>/links/", discussions.Links.as_view(), name="api_thread_links"),
    path("threads/<int:thread_id>/posts/", discussions.Posts.as_view(), name="api_posts"),
    path("threads/<int:thread_id>/follow/", discussions.FollowThread.as_view(), name="api_follow_thread"),
    path("spaces/<int:space_id>/follow/", discussions.FollowSpace.as_view(), name="api_follow_space"),
    path("posts/<int:post_id>/", discussions.OnePost.as_view(), name="api_post"),
    path("posts/<int:post_id>/restore/", discussions.RestorePost.as_view(), name="api_restore_post"),
    path("posts/<int:post_id>/remove/", discussions.RemovePost.as_view(), name="api_remove_post"),
    path("posts/<int:post_id>/report/", discussions.ReportPost.as_view(), name="api_report_post"),
    path("reports/", discussions.Reports.as_view(), name="api_reports"),
    path("reports/<int:report_id>/settling/", discussions.SettleReport.as_view(), name="api_settle_report"),
    path("saved/", discussions.Saved.as_view(), name="api_saved"),
    path("posts/<int:post_id>/saved/", discussions.SavedPost.as_view(), name="api_saved_post"),
    path("posts/<int:post_id>/poll/", discussions.MakePoll.as_view(), name="api_make_poll"),
    path("polls/<int:poll_id>/", discussions.OnePoll.as_view(), name="api_poll"),
    path("posts/<int:post_id>/history/", discussions.PostHistory.as_view(), name="api_post_history"),
    path(
        "posts/<int:post_id>/reactions/<slug:kind>/", discussions.OneReaction.as_view(), name="api_reaction"
    ),
    path("search/", home.Search.as_view(), name="api_search"),
    path("cohorts/", cohorts.Cohorts.as_view(), name="api_cohorts"),
    path("cohorts/<int:cohort_id>/", cohorts.OneCohort.as_view(), name="api_cohort"),
    path("cohorts/<int:cohort_id>/progress/", cohorts.Progress.as_view(), name="api_cohort_progress"),
    path("cohorts/<int:cohort_id>/figures/", analytics.cohort_figures, name="api_cohort_figures"),
    path("communities/", communities.Communities.as_view(), name="api_communities"),
    path("communities/<int:community_id>/", communities.OneCommunity.as_view(), name="api_community"),
    path(
        "communities/<int:community_id>/join/", communities.JoinCommunity.as_view(), name="api_join_community"
    ),
    path(
        "communities/<int:community_id>/leave/",
        communities.LeaveCommunity.as_view(),
        name="api_leave_community",
    ),
    path("commitments/", teams.Commitments.as_view(), name="api_commitments"),
    path("commitments/<int:commitment_id>/", teams.OneCommitment.as_view(), name="api_commitment"),
    path(
        "commitments/<int:commitment_id>/evidence/", teams.CommitmentEvidence.as_view(), name="api_evidence"
    ),
    path(
        "commitments/<int:commitment_id>/reflection/",
        teams.CommitmentReflection.as_view(),
        name="api_reflection",
    ),
    path(
        "commitments/<int:commitment_id>/responses/",
        teams.CommitmentResponses.as_view(),
        name="api_responses",
    ),
    path("ideas/", teams.Ideas.as_view(), name="api_ideas"),
    path("ideas/<int:idea_id>/", teams.OneIdea.as_view(), name="api_idea"),
    path("ideas/<int:idea_id>/additions/", teams.Additions.as_view(), name="api_additions"),
    path("teams/", teams.Teams.as_view(), name="api_teams"),
    path("cohorts/<int:cohort_id>/team-sets/", teams.TeamSets.as_view(), name="api_team_sets"),
    path("team-sets/<int:set_id>/seats/", teams.Seats.as_view(), name="api_seats"),
    path("team-sets/<int:set_id>/my-seat/", teams.MySeat.as_view(), name="api_my_seat"),
    path(
        "team-sets/<int:set_id>/seats/<int:enrollment_id>/",
        teams.MemberSeat.as_view(),
        name="api_member_seat",
    ),
    path("teams/<int:team_id>/", teams.OneTeam.as_view(), name="api_team"),
    path("teams/<int:team_id>/rhythm/", teams.TeamRhythm.as_view(), name="api_rhythm"),
    path("office-hours/", teams.OfficeHours.as_view(), name="api_office_hours"),
    path(
        "teams/<int:team_id>/office-hours/<int:hour_id>/booking/",
        teams.Booking.as_view(),
        name="api_booking",
    ),
    path("submissions/", teams.Submissions.as_view(), name="api_submissions"),
    path("submissions/<int:submission_id>/", teams.OneSubmission.as_view(), name="api_submission"),
    path(
        "submissions/<int:submission_id>/propose/", teams.ProposeHandIn.as_view(), name="api_propose_hand_in"
    ),
    path("submissions/<int:submission_id>/take-back/", teams.TakeBack.as_view(), name="api_take_back"),
    path("hand-ins/", teams.HandIns.as_view(), name="api_hand_ins"),
    path("hand-ins/<int:hand_in_id>/", teams.OneHandIn.as_view(), name="api_one_hand_in"),
    path("parts/<int:part_id>/versions/", teams.PartVersions.as_view(), name="api_part_versions"),
    path(
        "part-versions/<int:version_id>/restore/", teams.RestoreVersion.as_view(), name="api_restore_version"
    ),
    path("submissions/<int:submission_id>/hand-in/", teams.HandIn.as_view(), name="api_hand_in"),
    path("reviews/", teams.Reviews.as_view(), name="api_reviews"),
    path("reviews/<int:review_id>/", teams.OneReview.as_view(), name="api_review"),
    path("reviews/<int:review_id>/sign/", teams.SignReview.as_view(), name="api_sign_review"),
    path("reviews/<int:review_id>/rating/", teams.RateReview.as_view(), name="api_rate_review"),
    path("marks/<int:mark_id>/", teams.OneMark.as_view(), name="api_mark"),
    path("works/<int:work_id>/", teams.OneWork.as_view(), name="api_reviewed_work"),
    path("parts/<int:part_id>/", teams.OnePart.as_view(), name="api_part"),
    path("parts/<int:part_id>/take/", teams.TakePart.as_view(), name="api_take_part"),
    path("parts/<int:part_id>/ready/", teams.ReadyPart.as_view(), name="api_ready_part"),
]
