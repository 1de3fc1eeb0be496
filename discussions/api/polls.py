"""Polls over REST: asking one, reading it as one may, and choosing."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from discussions import actions, polls
from discussions.api.posts import find_post
from discussions.api.saying import NewPollSerializer
from discussions.models import Poll


class ChoiceSerializer(serializers.Serializer):
    """One thing to choose; `count` and `names` as far as the reader may know them."""

    id = serializers.IntegerField(source="pk")
    text = serializers.CharField()
    count = serializers.IntegerField()
    is_mine = serializers.BooleanField()
    names = serializers.ListField(child=serializers.CharField())


class PollSerializer(serializers.ModelSerializer):
    """A poll as its reader may see it."""

    choices = ChoiceSerializer(many=True)

    class Meta:
        model = Poll
        fields = ["id", "post", "question", "is_multiple", "is_anonymous", "closes_at", "choices"]
        read_only_fields = fields


class VoteSerializer(serializers.Serializer):
    """The ids of what one chooses."""

    options = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62), max_length=10
    )


class MakePoll(APIView):
    """Ask something in one's own post."""

    @extend_schema(request=NewPollSerializer, responses={201: PollSerializer})
    def post(self, request, post_id: int):
        post = find_post(request, post_id)
        sent = NewPollSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        poll = actions.make_poll(post, by=request.user, **sent.validated_data)
        return _shown(poll, request.user, status.HTTP_201_CREATED)


class OnePoll(APIView):
    """A poll: read, and chosen in."""

    @extend_schema(responses=PollSerializer)
    def get(self, request, poll_id: int):
        return _shown(_poll(request, poll_id), request.user)

    @extend_schema(request=VoteSerializer, responses=PollSerializer)
    def put(self, request, poll_id: int):
        found = _poll(request, poll_id)
        sent = VoteSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return _shown(actions.vote(found, by=request.user, **sent.validated_data), request.user)


def _shown(poll: Poll, viewer, code: int = status.HTTP_200_OK) -> Response:
    poll.choices = polls.poll_context(poll, viewer)["choices"]
    return Response(PollSerializer(poll).data, status=code)


def _poll(request, poll_id: int) -> Poll:
    seen = Poll.objects.visible_to(request.user).select_related("post__thread__space")
    return get_object_or_404(seen, pk=poll_id)
