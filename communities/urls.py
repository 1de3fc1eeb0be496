"""Addresses of communities."""

from django.urls import path

from communities import views

urlpatterns = [
    path("communities/", views.communities, name="communities"),
    path("communities/found/", views.found_community, name="found_community"),
    path("communities/<int:community_id>/", views.community, name="community"),
    path("communities/<int:community_id>/edit/", views.edit_community, name="edit_community"),
    path("communities/<int:community_id>/join/", views.join_community, name="join_community"),
    path("communities/<int:community_id>/leave/", views.leave_community, name="leave_community"),
    path("communities/<int:community_id>/invite/", views.invite_to_community, name="invite_to_community"),
    path("communities/<int:community_id>/experts/<int:person_id>/", views.name_expert, name="name_expert"),
    path(
        "communities/<int:community_id>/experts/<int:person_id>/release/",
        views.release_expert,
        name="release_expert",
    ),
    path("join-requests/<int:request_id>/answer/", views.answer_request, name="answer_request"),
]
