"""Cohorts over REST: which there are, and how far whom one may see has come."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from cohorts.models import Cohort, Enrollment
from lib.keyset import page_by_key

SIZE = 50
LARGE = 200
AFTER = OpenApiParameter("after", str, description="The `next` of the page before.")


class CohortSerializer(serializers.ModelSerializer):
    """A cohort as a program reads it."""

    course = serializers.CharField(source="version.course.title")
    version = serializers.IntegerField(source="version.number")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Cohort
        fields = [
            "id", "title", "course", "version", "space", "starts_on", "ends_on", "time_zone", "seats",
            "started_at", "ended_at", "url",
        ]  # fmt: skip
        read_only_fields = fields


class ProgressSerializer(serializers.ModelSerializer):
    """A learner's standing as those see it who may see progress."""

    name = serializers.CharField(source="person.name")

    class Meta:
        model = Enrollment
        fields = [
            "id", "person", "name", "invited_at", "enrolled_at", "started_at", "done_count", "completed_at",
            "withdrawn_at",
        ]  # fmt: skip
        read_only_fields = fields


class Cohorts(APIView):
    """The cohorts that one may see."""

    @extend_schema(parameters=[AFTER], responses=CohortSerializer(many=True))
    def get(self, request) -> Response:
        found = Cohort.objects.visible_to(request.user).with_frame()
        page = page_by_key(found, order=("-starts_on", "-id"), after=request.GET.get("after"), size=SIZE)
        return Response({"results": CohortSerializer(page.items, many=True).data, "next": page.next_key})


class OneCohort(APIView):
    """One cohort."""

    @extend_schema(responses=CohortSerializer)
    def get(self, request, cohort_id: int) -> Response:
        found = get_object_or_404(Cohort.objects.visible_to(request.user).with_frame(), pk=cohort_id)
        return Response(CohortSerializer(found).data)


class Progress(APIView):
    """The progress in a cohort that one may see: a learner's own, everyone's for who runs it."""

    @extend_schema(parameters=[AFTER], responses=ProgressSerializer(many=True))
    def get(self, request, cohort_id: int) -> Response:
        cohort = get_object_or_404(Cohort.objects.visible_to(request.user), pk=cohort_id)
        rows = Enrollment.objects.visible_to(request.user).filter(cohort=cohort).select_related("person")
        page = page_by_key(rows, order=("person__name", "id"), after=request.GET.get("after"), size=LARGE)
        return Response({"results": ProgressSerializer(page.items, many=True).data, "next": page.next_key})
