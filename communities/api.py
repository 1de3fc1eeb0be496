"""Communities over REST, through the same fetches and actions as the pages."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from communities import actions, pages
from communities.models import Community

AFTER = OpenApiParameter("after", str, description="The `next` of the page before.")


class CommunitySerializer(serializers.ModelSerializer):
    """A community as a program reads it; its board is that of its space."""

    title = serializers.CharField(source="space.title")
    members = serializers.IntegerField(source="member_count")
    is_member = serializers.BooleanField(source="is_mine")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Community
        fields = ["id", "space", "title", "purpose", "join_rule", "members", "is_member", "url"]
        read_only_fields = fields


class NewCommunitySerializer(serializers.Serializer):
    """A new community; a repeated `key` has one effect."""

    title = serializers.CharField(max_length=160)
    purpose = serializers.CharField(max_length=600)
    join_rule = serializers.ChoiceField(Community.JoinRule.choices, default=Community.JoinRule.OPEN)
    key = serializers.UUIDField(required=False)


class JoinSerializer(serializers.Serializer):
    """What somebody says who asks to join."""

    words = serializers.CharField(max_length=300, required=False, allow_blank=True)


class CommunityListSerializer(serializers.Serializer):
    """One page of communities; `next` asks for the page after it."""

    results = CommunitySerializer(many=True)
    next = serializers.CharField(allow_null=True)


class Communities(APIView):
    """Communities by name; and founding one."""

    @extend_schema(operation_id="communities_list", parameters=[AFTER], responses=CommunityListSerializer)
    def get(self, request):
        page = pages.directory(request.user, request.query_params.get("after"))["page"]
        return Response({"results": CommunitySerializer(page.items, many=True).data, "next": page.next_key})

    @extend_schema(request=NewCommunitySerializer, responses={201: CommunitySerializer})
    def post(self, request):
        sent = NewCommunitySerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        founded = actions.found_community(by=request.user, **sent.validated_data)
        return Response(_shown(request, founded.pk), status=status.HTTP_201_CREATED)


class OneCommunity(APIView):
    @extend_schema(responses=CommunitySerializer)
    def get(self, request, community_id: int):
        return Response(_shown(request, community_id))


class JoinCommunity(APIView):
    """Come in, or ask to where it is on request."""

    @extend_schema(request=JoinSerializer, responses=CommunitySerializer)
    def post(self, request, community_id: int):
        sent = JoinSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        actions.join_community(_met(request, community_id), by=request.user, **sent.validated_data)
        return Response(_shown(request, community_id))


class LeaveCommunity(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request, community_id: int):
        actions.leave_community(_met(request, community_id), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _met(request, community_id: int) -> Community:
    met = Community.objects.visible_to(request.user).as_met_by(request.user)
    return get_object_or_404(met, pk=community_id)


def _shown(request, community_id: int) -> dict:
    return CommunitySerializer(_met(request, community_id)).data
