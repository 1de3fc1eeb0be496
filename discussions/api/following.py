"""How closely a program's owner follows a space or a thread: asked and chosen."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from discussions import actions
from discussions.models import Follow, Level, Thread
from spaces.models import Space


class LevelSerializer(serializers.Serializer):
    """The level chosen here; of a thread an empty one means that its space's counts."""

    level = serializers.ChoiceField(Level.choices, allow_blank=True)


class FollowSpace(APIView):
    """One's own level for a space's threads."""

    @extend_schema(responses=LevelSerializer)
    def get(self, request, space_id: int):
        return _chosen(request, space=_space(request, space_id))

    @extend_schema(request=LevelSerializer, responses=LevelSerializer)
    def put(self, request, space_id: int):
        space = _space(request, space_id)
        actions.follow_space(space, by=request.user, level=_sent(request))
        return _chosen(request, space=space)


class FollowThread(APIView):
    """One's own level for one thread."""

    @extend_schema(responses=LevelSerializer)
    def get(self, request, thread_id: int):
        return _chosen(request, thread=_thread(request, thread_id))

    @extend_schema(request=LevelSerializer, responses=LevelSerializer)
    def put(self, request, thread_id: int):
        thread = _thread(request, thread_id)
        actions.follow_thread(thread, by=request.user, level=_sent(request))
        return _chosen(request, thread=thread)


def _space(request, space_id: int) -> Space:
    return get_object_or_404(Space.objects.visible_to(request.user), pk=space_id)


def _thread(request, thread_id: int) -> Thread:
    return get_object_or_404(Thread.objects.visible_to(request.user), pk=thread_id)


def _sent(request) -> str:
    sent = LevelSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    return sent.validated_data["level"]


def _chosen(request, **what) -> Response:
    chosen = Follow.objects.visible_to(request.user).filter(**what).values_list("level", flat=True)
    return Response({"level": chosen.first() or ""})
