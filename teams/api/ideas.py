"""Ideas and what colleagues build on them."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from teams import actions
from teams.actions.ideas import LONGEST_WORDS
from teams.api.pages import AFTER, page
from teams.models import Addition, Idea


class IdeaSerializer(serializers.ModelSerializer):
    """An idea where it is in its life; what it was born of is shown on its page to whoever may see that."""

    state = serializers.CharField(source="state_name")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Idea
        fields = [
            "id", "space", "by", "title", "body", "born_at", "build_until", "state", "sponsor", "owner", "try_until",
            "measure", "before", "after", "reason", "adopted_at", "dropped_at", "url",
        ]  # fmt: skip
        read_only_fields = fields


class IdeaListSerializer(serializers.Serializer):
    """One page of ideas; `next` asks for the page after it."""

    results = IdeaSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class AdditionSerializer(serializers.ModelSerializer):
    """What a colleague added."""

    class Meta:
        model = Addition
        fields = ["id", "idea", "by", "body", "added_at"]
        read_only_fields = fields


class NewAdditionSerializer(serializers.Serializer):
    """What one adds to an idea."""

    body = serializers.CharField(max_length=LONGEST_WORDS)
    key = serializers.UUIDField(required=False, allow_null=True)


class Ideas(APIView):
    """The ideas that one may read, newest first."""

    @extend_schema(parameters=[AFTER], responses=IdeaListSerializer)
    def get(self, request):
        return page(request, Idea.objects.visible_to(request.user).standing(), IdeaSerializer)


class OneIdea(APIView):
    @extend_schema(responses=IdeaSerializer)
    def get(self, request, idea_id: int):
        return Response(IdeaSerializer(_idea(request, idea_id)).data)


class Additions(APIView):
    """What colleagues built on an idea, and adding to it."""

    counts_as = "post_reply"

    @extend_schema(responses=AdditionSerializer(many=True))
    def get(self, request, idea_id: int):
        rows = Addition.objects.visible_to(request.user).standing().filter(idea=_idea(request, idea_id))
        return Response(AdditionSerializer(rows.in_order()[:300], many=True).data)

    @extend_schema(request=NewAdditionSerializer, responses=AdditionSerializer)
    def post(self, request, idea_id: int):
        words = NewAdditionSerializer(data=request.data)
        words.is_valid(raise_exception=True)
        added = actions.build_on_idea(_idea(request, idea_id), by=request.user, **words.validated_data)
        return Response(AdditionSerializer(added).data, status=201)


def _idea(request, idea_id: int) -> Idea:
    ideas = Idea.objects.visible_to(request.user).standing().select_related("space")
    return get_object_or_404(ideas, pk=idea_id)
