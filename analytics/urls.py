"""Addresses of analytics."""

from django.urls import path

from analytics import views

urlpatterns = [
    path("results/", views.results, name="results"),
    path("cohorts/<int:cohort_id>/results/", views.cohort_results, name="cohort_results"),
    path("cohorts/<int:cohort_id>/results.csv", views.cohort_results_csv, name="cohort_results_csv"),
    path("cohorts/<int:cohort_id>/progress/", views.cohort_progress, name="cohort_progress"),
    path("cohorts/<int:cohort_id>/survey/", views.answer_survey, name="answer_survey"),
    path("cohorts/<int:cohort_id>/survey/ask/", views.ask_closing_question, name="open_wave"),
    path("cohorts/<int:cohort_id>/survey/close/", views.close_closing_question, name="close_wave"),
]
