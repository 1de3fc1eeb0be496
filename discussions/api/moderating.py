"""Reports over REST: making one, reading those one may see, settling them and taking that back."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from discussions import actions
from discussions.api.posts import ReasonSerializer, find_post
from discussions.api.threads import AFTER, SIZE
from discussions.models import Report
from lib.keyset import page_by_key


class ReportSerializer(serializers.ModelSerializer):
    """A report as a program reads it; the words of the post are fetched by who may read them."""

    class Meta:
        model = Report
        fields = ["id", "post", "by", "reason", "reported_at", "outcome", "settled_at", "settled_by"]
        read_only_fields = fields


class ReportListSerializer(serializers.Serializer):
    """One page of reports; `next` asks for the page after it."""

    results = ReportSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class SettlingSerializer(serializers.Serializer):
    """How a report is settled; a removal says why."""

    outcome = serializers.ChoiceField(Report.Outcome.choices)
    reason = serializers.CharField(max_length=actions.LONGEST_REASON, required=False, allow_blank=True)


class Reports(APIView):
    """One's own reports and those of the spaces that one keeps in order, newest first."""

    @extend_schema(parameters=[AFTER], responses=ReportListSerializer)
    def get(self, request):
        seen = Report.objects.visible_to(request.user)
        page = page_by_key(seen, order=("-id",), after=request.query_params.get("after"), size=SIZE)
        return Response({"results": ReportSerializer(page.items, many=True).data, "next": page.next_key})


class ReportPost(APIView):
    """Ask whoever keeps the space in order to look at a post."""

    counts_as = "report_post"

    @extend_schema(request=ReasonSerializer, responses={201: ReportSerializer})
    def post(self, request, post_id: int):
        post = find_post(request, post_id)
        sent = ReasonSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        report = actions.report_post(post, by=request.user, **sent.validated_data)
        return Response(ReportSerializer(report).data, status=status.HTTP_201_CREATED)


class SettleReport(APIView):
    """Leave a reported post where it stands or remove it; deleting the settling takes it back."""

    @extend_schema(request=SettlingSerializer, responses=ReportSerializer)
    def put(self, request, report_id: int):
        report = _report(request, report_id)
        sent = SettlingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        settled = actions.settle_report(report, by=request.user, **sent.validated_data)
        return Response(ReportSerializer(settled).data)

    @extend_schema(responses=ReportSerializer)
    def delete(self, request, report_id: int):
        report = _report(request, report_id)
        return Response(ReportSerializer(actions.reopen_report(report, by=request.user)).data)


def _report(request, report_id: int) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user), pk=report_id)
