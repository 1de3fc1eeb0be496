"""Commitments: making one, what happened, how it went, and what colleagues answer."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response as Answer
from rest_framework.views import APIView

from cohorts.models import Enrollment
from lib import html
from teams import actions
from teams.actions.trying import LONGEST_EVIDENCE, LONGEST_RESPONSE
from teams.api.pages import AFTER, page
from teams.models import Commitment, Evidence, Response


class CommitmentSerializer(serializers.ModelSerializer):
    """What somebody tries, with whom, by when, and how it went."""

    class Meta:
        model = Commitment
        fields = [
            "id", "person", "enrollment", "activity_id", "what", "with_whom", "by_on", "is_shared", "made_at",
            "result", "reflection", "reflected_at",
        ]  # fmt: skip
        read_only_fields = fields


class CommitmentListSerializer(serializers.Serializer):
    """One page of commitments; `next` asks for the page after it."""

    results = CommitmentSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class NewCommitmentSerializer(serializers.Serializer):
    """A new commitment in a cohort in which one learns; nobody above sees it unless it is shared."""

    cohort = serializers.IntegerField(min_value=1, max_value=2**62)
    what = serializers.CharField(max_length=300)
    with_whom = serializers.CharField(max_length=160, allow_blank=True, default="")
    by_on = serializers.DateField()
    is_shared = serializers.BooleanField(default=False)
    activity_id = serializers.UUIDField(required=False, allow_null=True)
    key = serializers.UUIDField(required=False, allow_null=True)


class ReflectionSerializer(serializers.Serializer):
    """How it went."""

    result = serializers.ChoiceField(Commitment.Result.choices)
    reflection = serializers.CharField(max_length=5000, allow_blank=True, default="")


class EvidenceSerializer(serializers.ModelSerializer):
    """A note, a photo or a voice from the try, as clean HTML."""

    class Meta:
        model = Evidence
        fields = ["id", "commitment", "body", "added_at"]
        read_only_fields = fields


class NewEvidenceSerializer(serializers.Serializer):
    """What happened, as HTML or Markdown."""

    body = serializers.CharField(max_length=LONGEST_EVIDENCE)
    body_format = serializers.ChoiceField(["html", "markdown"], default="html")
    key = serializers.UUIDField(required=False, allow_null=True)

    def validate(self, words: dict) -> dict:
        if words.pop("body_format") == "markdown":
            words["body"] = html.from_markdown(words["body"])
        return words


class ResponseSerializer(serializers.ModelSerializer):
    """A colleague's answer."""

    class Meta:
        model = Response
        fields = ["id", "commitment", "by", "body", "sent_at"]
        read_only_fields = fields


class NewResponseSerializer(serializers.Serializer):
    """What one answers to how it went."""

    body = serializers.CharField(max_length=LONGEST_RESPONSE)
    key = serializers.UUIDField(required=False, allow_null=True)


class Commitments(APIView):
    """The commitments that one may read, newest first; and making one of one's own."""

    @extend_schema(parameters=[AFTER], responses=CommitmentListSerializer)
    def get(self, request):
        return page(request, Commitment.objects.visible_to(request.user), CommitmentSerializer)

    @extend_schema(request=NewCommitmentSerializer, responses=CommitmentSerializer)
    def post(self, request):
        words = _said(NewCommitmentSerializer, request)
        mine = Enrollment.objects.active().filter(person=request.user).select_related("cohort__space")
        enrollment = get_object_or_404(mine, cohort=words.pop("cohort"))
        made = actions.make_commitment(enrollment, by=request.user, **words)
        return Answer(CommitmentSerializer(made).data, status=201)


class OneCommitment(APIView):
    @extend_schema(responses=CommitmentSerializer)
    def get(self, request, commitment_id: int):
        return Answer(CommitmentSerializer(_commitment(request, commitment_id)).data)


class CommitmentReflection(APIView):
    """Say how one's own commitment went; the same again is quiet."""

    @extend_schema(request=ReflectionSerializer, responses=CommitmentSerializer)
    def put(self, request, commitment_id: int):
        commitment, words = _commitment(request, commitment_id), _said(ReflectionSerializer, request)
        return Answer(CommitmentSerializer(actions.reflect(commitment, by=request.user, **words)).data)


class CommitmentEvidence(APIView):
    """What its owner shows of the try."""

    @extend_schema(responses=EvidenceSerializer(many=True))
    def get(self, request, commitment_id: int):
        shown = (
            Evidence.objects.visible_to(request.user)
            .standing()
            .filter(commitment=_commitment(request, commitment_id))
        )
        return Answer(EvidenceSerializer(shown.in_order()[:200], many=True).data)

    @extend_schema(request=NewEvidenceSerializer, responses=EvidenceSerializer)
    def post(self, request, commitment_id: int):
        commitment, words = _commitment(request, commitment_id), _said(NewEvidenceSerializer, request)
        added = actions.add_evidence(commitment, by=request.user, **words)
        return Answer(EvidenceSerializer(added).data, status=201)


class CommitmentResponses(APIView):
    """What colleagues answer to how it went."""

    counts_as = "post_reply"

    @extend_schema(responses=ResponseSerializer(many=True))
    def get(self, request, commitment_id: int):
        said = (
            Response.objects.visible_to(request.user)
            .standing()
            .filter(commitment=_commitment(request, commitment_id))
        )
        return Answer(ResponseSerializer(said.in_order()[:200], many=True).data)

    @extend_schema(request=NewResponseSerializer, responses=ResponseSerializer)
    def post(self, request, commitment_id: int):
        commitment, words = _commitment(request, commitment_id), _said(NewResponseSerializer, request)
        return Answer(
            ResponseSerializer(actions.respond(commitment, by=request.user, **words)).data, status=201
        )


def _commitment(request, commitment_id: int) -> Commitment:
    rows = Commitment.objects.visible_to(request.user).select_related("person", "enrollment__cohort__space")
    return get_object_or_404(rows, pk=commitment_id)


def _said(serializer, request) -> dict:
    words = serializer(data=request.data)
    words.is_valid(raise_exception=True)
    return words.validated_data
