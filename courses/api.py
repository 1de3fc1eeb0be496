"""Courses over REST: the catalogue, and of one course what its reader may see of its content."""

from __future__ import annotations

from django.db.models import Max, Prefetch, Q
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from courses.models import Activity, Course, Module, Version
from courses.rules import what_completes
from lib.keyset import page_by_key

SIZE = 50
AFTER = OpenApiParameter("after", str, description="The `next` of the page before.")


class CourseSerializer(serializers.ModelSerializer):
    """A course as the catalogue tells of it; `version` is the newest published one."""

    version = serializers.IntegerField(source="newest", allow_null=True)
    cover = serializers.CharField(source="cover.get_absolute_url", default=None, allow_null=True)

    class Meta:
        model = Course
        fields = ["id", "title", "summary", "behavior_change", "judged_by", "cover", "version", "made_at"]
        read_only_fields = fields


class ActivitySerializer(serializers.ModelSerializer):
    """An activity, with what completes it; its questions' right answers are nowhere here."""

    id = serializers.UUIDField(source="stable_id")
    completes = serializers.SerializerMethodField()

    class Meta:
        model = Activity
        fields = ["id", "kind", "title", "body", "minutes", "is_required", "completes"]
        read_only_fields = fields

    def get_completes(self, activity: Activity) -> str:
        return what_completes(activity)


class ModuleSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="stable_id")
    activities = ActivitySerializer(many=True)

    class Meta:
        model = Module
        fields = ["id", "title", "activities"]
        read_only_fields = fields


class VersionSerializer(serializers.ModelSerializer):
    """One state of a course; the draft's number is 0 and it is never published."""

    modules = ModuleSerializer(many=True)

    class Meta:
        model = Version
        fields = ["number", "published_at", "modules"]
        read_only_fields = fields


class OneCourseSerializer(CourseSerializer):
    """A course with its newest version and, for those who write it, the draft: as far as the reader sees them."""

    versions = VersionSerializer(many=True, source="seen")

    class Meta(CourseSerializer.Meta):
        fields = [*CourseSerializer.Meta.fields, "versions"]
        read_only_fields = fields


class CourseListSerializer(serializers.Serializer):
    """One page of courses; `next` asks for the page after it."""

    results = CourseSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class Courses(APIView):
    """The courses that one may see, newest first; drafts only for those who write them."""

    @extend_schema(parameters=[AFTER], responses=CourseListSerializer)
    def get(self, request):
        page = page_by_key(
            _courses(request.user), order=("-id",), after=request.query_params.get("after"), size=SIZE
        )
        return Response({"results": CourseSerializer(page.items, many=True).data, "next": page.next_key})


class OneCourse(APIView):
    @extend_schema(responses=OneCourseSerializer)
    def get(self, request, course_id: int):
        course = get_object_or_404(_courses(request.user), pk=course_id)
        course.seen = _seen(course, request.user)
        return Response(OneCourseSerializer(course).data)


def _courses(viewer):
    newest = Max("versions__number", filter=Q(versions__published_at__isnull=False))
    return Course.objects.visible_to(viewer).select_related("cover").annotate(newest=newest)


def _seen(course: Course, viewer) -> list[Version]:
    activities = Prefetch("activities", Activity.objects.order_by("position"))
    modules = Prefetch("modules", Module.objects.order_by("position").prefetch_related(activities))
    versions = Version.objects.visible_to(viewer).filter(course=course).prefetch_related(modules)
    return [*versions.drafts(), *versions.published().order_by("-number")[:1]]
