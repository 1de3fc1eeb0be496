"""Teams over REST: teams, drafts and hand-ins, through the same fetches and actions as the pages."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from lib import html
from lib.keyset import page_by_key
from teams import actions
from teams.actions.drafting import LONGEST_BODY
from teams.models import Part, Submission, Team

SIZE = 50
AFTER = OpenApiParameter("after", str, description="The `next` of the page before.")


class TeamSerializer(serializers.ModelSerializer):
    """A team whose room one may enter."""

    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Team
        fields = ["id", "cohort", "space", "name", "url"]
        read_only_fields = fields


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
    """A part's new text, HTML or Markdown, and the revision it began from."""

    body = serializers.CharField(max_length=LONGEST_BODY, allow_blank=True)
    body_format = serializers.ChoiceField(["html", "markdown"], default="html")
    revision = serializers.IntegerField(min_value=0)

    def validate(self, words: dict) -> dict:
        if words.pop("body_format") == "markdown":
            words["body"] = html.from_markdown(words["body"])
        return words


class TeamListSerializer(serializers.Serializer):
    """One page of teams; `next` asks for the page after it."""

    results = TeamSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class SubmissionListSerializer(serializers.Serializer):
    """One page of drafts and hand-ins; `next` asks for the page after it."""

    results = SubmissionSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class Teams(APIView):
    """The teams whose rooms one may enter."""

    @extend_schema(parameters=[AFTER], responses=TeamListSerializer)
    def get(self, request):
        return _page(request, Team.objects.visible_to(request.user), TeamSerializer)


class OneTeam(APIView):
    @extend_schema(responses=TeamSerializer)
    def get(self, request, team_id: int):
        return Response(
            TeamSerializer(get_object_or_404(Team.objects.visible_to(request.user), pk=team_id)).data
        )


class Submissions(APIView):
    """One's team's drafts, and what one may read of others' hand-ins."""

    @extend_schema(parameters=[AFTER], responses=SubmissionListSerializer)
    def get(self, request):
        return _page(request, Submission.objects.visible_to(request.user), SubmissionSerializer)


class OneSubmission(APIView):
    @extend_schema(responses=WholeSubmissionSerializer)
    def get(self, request, submission_id: int):
        return _whole(_submission(request, submission_id))


class HandIn(APIView):
    """Hand in a draft for everyone in the team; twice is quiet."""

    @extend_schema(request=None, responses=WholeSubmissionSerializer)
    def post(self, request, submission_id: int):
        actions.hand_in(_submission(request, submission_id), by=request.user)
        return _whole(_submission(request, submission_id))


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


def _submission(request, submission_id: int) -> Submission:
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


def _page(request, queryset, serializer) -> Response:
    page = page_by_key(queryset, order=("-id",), after=request.query_params.get("after"), size=SIZE)
    return Response({"results": serializer(page.items, many=True).data, "next": page.next_key})
