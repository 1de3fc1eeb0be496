"""Teams whose rooms one may enter."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from teams.api.pages import AFTER, page
from teams.models import Team


class TeamSerializer(serializers.ModelSerializer):
    """A team whose room one may enter."""

    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Team
        fields = ["id", "cohort", "space", "name", "url"]
        read_only_fields = fields


class TeamListSerializer(serializers.Serializer):
    """One page of teams; `next` asks for the page after it."""

    results = TeamSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class Teams(APIView):
    """The teams whose rooms one may enter."""

    @extend_schema(parameters=[AFTER], responses=TeamListSerializer)
    def get(self, request):
        return page(request, Team.objects.visible_to(request.user), TeamSerializer)


class OneTeam(APIView):
    @extend_schema(responses=TeamSerializer)
    def get(self, request, team_id: int):
        return Response(
            TeamSerializer(get_object_or_404(Team.objects.visible_to(request.user), pk=team_id)).data
        )
