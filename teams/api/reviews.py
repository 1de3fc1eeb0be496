"""Reviews that one writes, and what came of one's team's work; of neither is told who is on the other side."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from teams import actions, pages
from teams.api.pages import AFTER, page
from teams.models import Review, ReviewedWork, ReviewMark
from teams.models.answers import LEAST_USEFUL, MOST_USEFUL


class ReviewSerializer(serializers.ModelSerializer):
    """A review that one's team, or oneself, has to write; whose work it is of stands nowhere."""

    round = serializers.IntegerField(source="work.round_id")
    title = serializers.CharField(source="work.round.title")
    is_sent = serializers.BooleanField()
    ends_at = serializers.DateTimeField(source="work.round.ends_at")

    class Meta:
        model = Review
        fields = ["id", "round", "title", "lease_until", "ends_at", "is_sent"]
        read_only_fields = fields


class ReviewMarkSerializer(serializers.ModelSerializer):
    """What a review says by one criterion."""

    class Meta:
        model = ReviewMark
        fields = ["id", "criterion", "owner", "level", "comment", "is_complete"]
        read_only_fields = fields


class BlindPartSerializer(serializers.Serializer):
    """A part of the work, without names where the round is blind."""

    title = serializers.CharField()
    body = serializers.CharField()


class WholeReviewSerializer(ReviewSerializer):
    """One with the work as its reviewers see it, the rubric, and its marks."""

    rubric = serializers.JSONField(source="work.round.rubric")
    parts = BlindPartSerializer(many=True)
    marks = ReviewMarkSerializer(many=True, source="in_order")

    class Meta(ReviewSerializer.Meta):
        fields = [*ReviewSerializer.Meta.fields, "rubric", "parts", "marks"]
        read_only_fields = fields


class ReviewListSerializer(serializers.Serializer):
    """One page of reviews to write; `next` asks for the page after it."""

    results = ReviewSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class LevelSerializer(serializers.Serializer):
    """A level, counted from 1, and why."""

    level = serializers.IntegerField(min_value=1, max_value=9, allow_null=True)
    comment = serializers.CharField(max_length=4000, allow_blank=True, default="")


class RatingSerializer(serializers.Serializer):
    """How useful a review was."""

    score = serializers.IntegerField(min_value=LEAST_USEFUL, max_value=MOST_USEFUL)
    comment = serializers.CharField(max_length=500, allow_blank=True, default="")


class ResultSerializer(serializers.Serializer):
    """One criterion: the middle of at least two levels with its half, or the second look's; else null."""

    title = serializers.CharField(source="criterion.title")
    stands = serializers.FloatField(allow_null=True)
    median = serializers.FloatField(allow_null=True)
    levels = serializers.ListField(child=serializers.IntegerField())
    of = serializers.IntegerField()


class ReceivedSerializer(serializers.Serializer):
    """A review as it is read, in an order that tells nothing."""

    id = serializers.IntegerField(source="review.pk")
    by = serializers.CharField()
    marks = ReviewMarkSerializer(many=True)

    def to_representation(self, one) -> dict:
        said = super().to_representation(one)
        for mark in said["marks"]:
            del mark["owner"], mark["id"]
        return said


class WorkSerializer(serializers.Serializer):
    """What came of a work's reviews."""

    id = serializers.IntegerField(source="work.pk")
    round = serializers.IntegerField(source="round.pk")
    is_released = serializers.BooleanField(source="round.is_released")
    results = ResultSerializer(many=True)
    reviews = ReceivedSerializer(many=True)


class Reviews(APIView):
    """The reviews that one's teams and oneself have."""

    @extend_schema(parameters=[AFTER], responses=ReviewListSerializer)
    def get(self, request):
        return page(
            request, Review.objects.given_by(request.user).select_related("work__round"), ReviewSerializer
        )


class OneReview(APIView):
    @extend_schema(responses=WholeReviewSerializer)
    def get(self, request, review_id: int):
        return _whole(_review(request, review_id))


class SignReview(APIView):
    """Stand behind a review; with enough of the team it is sent. Twice is quiet."""

    @extend_schema(request=None, responses=WholeReviewSerializer)
    def post(self, request, review_id: int):
        return _whole(actions.sign_review(_review(request, review_id), by=request.user))


class OneMark(APIView):
    """Say a level and why."""

    @extend_schema(request=LevelSerializer, responses=ReviewMarkSerializer)
    def put(self, request, mark_id: int):
        marks = ReviewMark.objects.visible_to(request.user).for_page()
        said = LevelSerializer(data=request.data)
        mark = get_object_or_404(marks, pk=mark_id)
        said.is_valid(raise_exception=True)
        return Response(
            ReviewMarkSerializer(actions.save_mark(mark, by=request.user, **said.validated_data)).data
        )


class OneWork(APIView):
    """What came of a work, for its team once released, and for those who help it."""

    @extend_schema(responses=WorkSerializer)
    def get(self, request, work_id: int):
        works = ReviewedWork.objects.visible_to(request.user)
        work = get_object_or_404(works.select_related("round__cohort__space", "team__space"), pk=work_id)
        return Response(WorkSerializer(pages.work_context(work, request.user)).data)


class RateReview(APIView):
    """Say how useful a review was; again changes it."""

    @extend_schema(request=RatingSerializer, responses=RatingSerializer)
    def put(self, request, review_id: int):
        received = Review.objects.received_by(request.user).select_related("work__round", "work__team__space")
        review = get_object_or_404(received, pk=review_id)
        said = RatingSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        return Response(
            RatingSerializer(actions.rate_review(review, by=request.user, **said.validated_data)).data
        )


def _review(request, review_id: int) -> Review:
    return get_object_or_404(Review.objects.given_by(request.user).for_page(), pk=review_id)


def _whole(review: Review) -> Response:
    review.parts = pages.blind_parts(review)
    review.in_order = list(review.marks.in_order())
    for mark in review.in_order:
        mark.review = review
    return Response(WholeReviewSerializer(review).data)
