"""Addresses of courses: the studio, and what learners send.

What may carry a picture or a film goes to an address that says upload or import: others are capped at 2.5 MB.
"""

from django.urls import path

from courses import views

urlpatterns = [
    path("learn/<uuid:stable_id>/", views.find_activity, name="find_activity"),
    path("learn/<int:space_id>/<uuid:stable_id>/open/", views.open_activity, name="open_activity"),
    path("learn/<int:space_id>/<uuid:stable_id>/finish/", views.finish_activity, name="finish_activity"),
    path("learn/<int:space_id>/<uuid:stable_id>/attempt/", views.submit_attempt, name="submit_attempt"),
    path("studio/", views.studio, name="studio"),
    path("studio/courses/upload/", views.create_course, name="create_course"),
    path("studio/import/", views.import_course, name="import_course"),
    path("studio/courses/<int:course_id>/", views.course_outline, name="course_outline"),
    path("studio/courses/<int:course_id>/about/", views.edit_course, name="edit_course"),
    path("studio/courses/<int:course_id>/about/upload/", views.edit_course, name="upload_cover"),
    path("studio/courses/<int:course_id>/authors/", views.add_author, name="add_author"),
    path(
        "studio/courses/<int:course_id>/authors/<int:person_id>/remove/",
        views.remove_author,
        name="remove_author",
    ),
    path("studio/courses/<int:course_id>/import/", views.import_into_course, name="import_into_course"),
    path("studio/courses/<int:course_id>/versions/", views.course_versions, name="course_versions"),
    path("studio/courses/<int:course_id>/publish/", views.publish_course, name="publish_course"),
    path("studio/courses/<int:course_id>/order/", views.order_outline, name="order_outline"),
    path("studio/courses/<int:course_id>/modules/", views.add_module, name="add_module"),
    path("studio/modules/<int:module_id>/rename/", views.rename_module, name="rename_module"),
    path("studio/modules/<int:module_id>/move/", views.move_module, name="move_module"),
    path("studio/modules/<int:module_id>/remove/", views.remove_module, name="remove_module"),
    path("studio/modules/<int:module_id>/activities/", views.add_activity, name="add_activity"),
    path("studio/activities/<int:activity_id>/", views.edit_activity, name="edit_activity"),
    path("studio/activities/<int:activity_id>/upload/", views.edit_activity, name="upload_film"),
    path("studio/activities/<int:activity_id>/quiz/", views.edit_quiz, name="edit_quiz"),
    path("studio/activities/<int:activity_id>/rubric/", views.edit_rubric, name="edit_rubric"),
    path("studio/activities/<int:activity_id>/preview/", views.preview_activity, name="preview_activity"),
    path("studio/activities/<int:activity_id>/move/", views.move_activity, name="move_activity"),
    path("studio/activities/<int:activity_id>/remove/", views.remove_activity, name="remove_activity"),
]
