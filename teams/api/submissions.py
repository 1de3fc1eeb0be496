"""Drafts, their parts, and hand-ins."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from lib import html
from teams import actions
from teams.actions.drafting import LONGEST_BODY
from teams.api.pages import AFTER, page
from teams.models import Part, Submission


class SubmissionSerializer(serializers.ModelSerializer):
    """A team's draft, or what it handed in."""

    class Meta:
        model = Submission
        fields = ["id", "team", "activity_id", "title", "opened_at", "handed_in_at", "handed_in_by"]
        read_only_fields = fields


class PartSerializer(serializers.ModelSerializer):
    """A part of a draft; `revision` goes back with the next text."""

    class Meta:
        model = Part
        fields = [
            "id", "submission", "title", "position", "owner", "body", "revision",
            "edited_at", "edited_by", "ready_at",
        ]  # fmt: skip
        read_only_fields = fields


class WholeSubmissionSerializer(SubmissionSerializer):
    """One with its parts in order, and who handed it in."""

    parts = PartSerializer(many=True)

    class Meta(SubmissionSerializer.Meta):
        fields = [*SubmissionSerializer.Meta.fields, "roster", "parts"]
        read_only_fields = fields


class PartWordsSerializer(serializers.Serializer):
    """A part's new text, HTML or Markdown, the revision it began from, and, to be put together with others', its text."""

    body = serializers.CharField(max_length=LONGEST_BODY, allow_blank=True)
    body_format = serializers.ChoiceField(["html", "markdown"], default="html")
    revision = serializers.IntegerField(min_value=0)
    base = serializers.CharField(
        max_length=LONGEST_BODY, required=False, allow_blank=True, trim_whitespace=False
    )

    def validate(self, words: dict) -> dict:
        if words.pop("body_format") == "markdown":
            words["body"] = html.from_markdown(words["body"])
        return words


class SubmissionListSerializer(serializers.Serializer):
    """One page of drafts and hand-ins; `next` asks for the page after it."""

    results = SubmissionSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class Submissions(APIView):
    """One's team's drafts, and what one may read of others' hand-ins."""

    @extend_schema(parameters=[AFTER], responses=SubmissionListSerializer)
    def get(self, request):
        return page(request, Submission.objects.visible_to(request.user), SubmissionSerializer)


class OneSubmission(APIView):
    @extend_schema(responses=WholeSubmissionSerializer)
    def get(self, request, submission_id: int):
        return _whole(find_submission(request, submission_id))


class HandIn(APIView):
    """Hand in a draft for everyone in the team; twice is quiet."""

    @extend_schema(request=None, responses=WholeSubmissionSerializer)
    def post(self, request, submission_id: int):
        actions.hand_in(find_submission(request, submission_id), by=request.user)
        return _whole(find_submission(request, submission_id))


class OnePart(APIView):
    """A part, and writing it: 400 with code `changed` where somebody else saved meanwhile."""

    @extend_schema(responses=PartSerializer)
    def get(self, request, part_id: int):
        return _answer(_part(request, part_id))

    @extend_schema(request=PartWordsSerializer, responses=PartSerializer)
    def put(self, request, part_id: int):
        part = _part(request, part_id)
        words = PartWordsSerializer(data=request.data)
        words.is_valid(raise_exception=True)
        return _answer(actions.save_part(part, by=request.user, **words.validated_data))


class TakePart(APIView):
    """Take a free part; twice is quiet."""

    @extend_schema(request=None, responses=PartSerializer)
    def post(self, request, part_id: int):
        return _answer(actions.take_part(_part(request, part_id), by=request.user))


class ReadyPart(APIView):
    """Say that one's part is ready; twice is quiet."""

    @extend_schema(request=None, responses=PartSerializer)
    def post(self, request, part_id: int):
        return _answer(actions.ready_part(_part(request, part_id), by=request.user))


def find_submission(request, submission_id: int) -> Submission:
    """One's team's draft, or a hand-in that one may read."""
    rows = Submission.objects.visible_to(request.user).select_related("team__space", "team__cohort")
    return get_object_or_404(rows.prefetch_related("parts", "roster"), pk=submission_id)


def _part(request, part_id: int) -> Part:
    rows = Part.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("submission__team__space", "submission__team__cohort"), pk=part_id
    )


def _whole(submission: Submission) -> Response:
    return Response(WholeSubmissionSerializer(submission).data)


def _answer(part: Part) -> Response:
    return Response(PartSerializer(part).data)
