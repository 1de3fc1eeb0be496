"""What somebody keeps for later, over REST."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from discussions import actions
from discussions.api.posts import find_post
from discussions.api.threads import AFTER, SIZE
from discussions.models import Bookmark
from lib.keyset import page_by_key


class BookmarkSerializer(serializers.ModelSerializer):
    """A kept post: its note, and when its keeper is reminded of it."""

    class Meta:
        model = Bookmark
        fields = ["id", "post", "note", "remind_at", "reminded_at", "saved_at"]
        read_only_fields = ["id", "post", "reminded_at", "saved_at"]


class BookmarkListSerializer(serializers.Serializer):
    """One page of kept posts; `next` asks for the page after it."""

    results = BookmarkSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class Saved(APIView):
    """What I keep for later, the newest first."""

    @extend_schema(parameters=[AFTER], responses=BookmarkListSerializer)
    def get(self, request):
        mine = Bookmark.objects.visible_to(request.user)
        page = page_by_key(mine, order=("-id",), after=request.query_params.get("after"), size=SIZE)
        return Response({"results": BookmarkSerializer(page.items, many=True).data, "next": page.next_key})


class SavedPost(APIView):
    """Keep a post, or let it go; both twice are quiet."""

    @extend_schema(request=BookmarkSerializer, responses=BookmarkSerializer)
    def put(self, request, post_id: int):
        post = find_post(request, post_id)
        sent = BookmarkSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        kept = actions.save_post(post, by=request.user, **sent.validated_data)
        return Response(BookmarkSerializer(kept).data)

    @extend_schema(responses={204: None})
    def delete(self, request, post_id: int):
        actions.unsave_post(find_post(request, post_id), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
