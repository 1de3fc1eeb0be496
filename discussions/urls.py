"""Addresses of discussions."""

from django.urls import path

from discussions import views

urlpatterns = [
    path("messages/", views.messages_page, name="messages"),
    path("messages/new/", views.new_message, name="new_message"),
    path("messages/open/", views.open_conversation, name="open_conversation"),
    path("messages/<int:space_id>/leave/", views.leave_conversation, name="leave_conversation"),
    path("drafts/<str:kind>/<int:number>/", views.save_draft, name="save_draft"),
    path("spaces/<int:space_id>/board/", views.board, name="board"),
    path("spaces/<int:space_id>/board/start/", views.start_thread, name="start_thread"),
    path("spaces/<int:space_id>/board/similar/", views.similar_threads, name="similar_threads"),
    path("spaces/<int:space_id>/people/", views.people_to_mention, name="people_to_mention"),
    path("threads/<int:thread_id>/", views.thread, name="thread"),
    path("threads/<int:thread_id>/reply/", views.post_reply, name="post_reply"),
    path("threads/<int:thread_id>/read/", views.mark_read, name="mark_read"),
    path("threads/<int:thread_id>/follow/", views.follow_thread, name="follow_thread"),
    path("threads/mute/<str:ticket>/", views.mute_thread, name="mute_thread"),
    path("threads/<int:thread_id>/edit/", views.edit_thread, name="edit_thread"),
    path("threads/<int:thread_id>/lock/", views.lock_thread, name="lock_thread"),
    path("threads/<int:thread_id>/unlock/", views.unlock_thread, name="unlock_thread"),
    path("threads/<int:thread_id>/pin/", views.pin_thread, name="pin_thread"),
    path("threads/<int:thread_id>/unpin/", views.unpin_thread, name="unpin_thread"),
    path("threads/<int:thread_id>/move/", views.move_thread, name="move_thread"),
    path("spaces/<int:space_id>/reports/", views.reports, name="reports"),
    path("spaces/<int:space_id>/moderation/", views.moderation_log, name="moderation_log"),
    path("reports/", views.my_reports, name="my_reports"),
    path("reports/<int:report_id>/settle/", views.settle_report, name="settle_report"),
    path("reports/<int:report_id>/reopen/", views.reopen_report, name="reopen_report"),
    path("posts/<int:post_id>/report/", views.report_post, name="report_post"),
    path("posts/<int:post_id>/edit/", views.edit_post, name="edit_post"),
    path("posts/<int:post_id>/history/", views.post_history, name="post_history"),
    path("posts/<int:post_id>/delete/", views.delete_post, name="delete_post"),
    path("posts/<int:post_id>/remove/", views.remove_post, name="remove_post"),
    path("posts/<int:post_id>/restore/", views.restore_post, name="restore_post"),
    path("posts/<int:post_id>/react/", views.put_reaction, name="put_reaction"),
    path("posts/<int:post_id>/react/back/", views.take_reaction, name="take_reaction"),
    path("posts/<int:post_id>/accept/", views.accept_answer, name="accept_answer"),
    path("posts/<int:post_id>/unaccept/", views.unaccept_answer, name="unaccept_answer"),
]
