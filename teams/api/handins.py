"""What was handed in, each time, and what a part has been."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from lib.keyset import page_by_key
from teams import actions
from teams.api.pages import AFTER, SIZE
from teams.api.submissions import PartSerializer, SubmissionSerializer, find_submission
from teams.models import HandIn, Part, PartVersion, Team


class HandInSerializer(serializers.ModelSerializer):
    """What was handed in once; its parts hold id, title, body, owner and whether each was ready."""

    class Meta:
        model = HandIn
        fields = [
            "id", "submission", "number", "handed_in_at", "handed_in_by", "roster", "late_by", "parts",
        ]  # fmt: skip
        read_only_fields = fields


class PartVersionSerializer(serializers.ModelSerializer):
    """A state of a part's words; one kept aside was never the part's text."""

    class Meta:
        model = PartVersion
        fields = ["id", "part", "number", "by", "body", "began_at", "saved_at", "kept_aside", "restored_from"]
        read_only_fields = fields


class HandInListSerializer(serializers.Serializer):
    """One page of hand-ins; `next` asks for the page after it."""

    results = HandInSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class PartVersionListSerializer(serializers.Serializer):
    """One page of versions, the newest first; `next` asks for the page after it."""

    results = PartVersionSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class HandIns(APIView):
    """What one may read of what teams handed in, the newest first."""

    @extend_schema(parameters=[AFTER], responses=HandInListSerializer)
    def get(self, request):
        rows = HandIn.objects.visible_to(request.user).prefetch_related("roster")
        found = page_by_key(rows, order=("-id",), after=request.query_params.get("after"), size=SIZE)
        return Response({"results": HandInSerializer(found.items, many=True).data, "next": found.next_key})


class OneHandIn(APIView):
    @extend_schema(responses=HandInSerializer)
    def get(self, request, hand_in_id: int):
        rows = HandIn.objects.visible_to(request.user).prefetch_related("roster")
        return Response(HandInSerializer(get_object_or_404(rows, pk=hand_in_id)).data)


class ProposeHandIn(APIView):
    """Propose to hand in without what is missing, or agree with who proposed it; twice is quiet."""

    @extend_schema(request=None, responses=SubmissionSerializer)
    def post(self, request, submission_id: int):
        found = actions.propose_hand_in(find_submission(request, submission_id), by=request.user)
        return Response(SubmissionSerializer(found).data)


class TakeBack(APIView):
    """Open again what one's team handed in, while it may; twice is quiet."""

    @extend_schema(request=None, responses=SubmissionSerializer)
    def post(self, request, submission_id: int):
        found = actions.take_back(find_submission(request, submission_id), by=request.user)
        return Response(SubmissionSerializer(found).data)


class PartVersions(APIView):
    """What a part of one's team's draft has been."""

    @extend_schema(parameters=[AFTER], responses=PartVersionListSerializer)
    def get(self, request, part_id: int):
        own = Part.objects.filter(submission__team__in=Team.objects.joined_by(request.user))
        part = get_object_or_404(own, pk=part_id)
        rows = PartVersion.objects.visible_to(request.user).filter(part=part)
        found = page_by_key(
            rows, order=("-number", "-id"), after=request.query_params.get("after"), size=SIZE
        )
        data = PartVersionSerializer(found.items, many=True).data
        return Response({"results": data, "next": found.next_key})


class RestoreVersion(APIView):
    """Let the part read as it did then; twice is quiet."""

    @extend_schema(request=None, responses=PartSerializer)
    def post(self, request, version_id: int):
        rows = PartVersion.objects.visible_to(request.user)
        rows = rows.select_related("part__submission__team__space", "part__submission__team__cohort")
        version = get_object_or_404(rows, pk=version_id)
        return Response(PartSerializer(actions.restore_version(version, by=request.user)).data)
