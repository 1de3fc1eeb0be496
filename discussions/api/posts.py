"""What programs do to one post: read what it said before, put a reaction and take it back."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from discussions import actions, permissions
from discussions.api.threads import AFTER, SIZE, PostSerializer
from discussions.models import Post, PostEdit, Reaction
from lib.keyset import page_by_key

KIND = OpenApiParameter("kind", enum=Reaction.Kind.values, location="path")


class PostEditSerializer(serializers.ModelSerializer):
    """What a post said until it was changed, by whom and when."""

    class Meta:
        model = PostEdit
        fields = ["id", "by", "edited_at", "body"]
        read_only_fields = fields


class PostEditListSerializer(serializers.Serializer):
    """One page of changes; `next` asks for the page after it."""

    results = PostEditSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class PostHistory(APIView):
    """What a post said before each change, newest first."""

    @extend_schema(parameters=[AFTER], responses=PostEditListSerializer)
    def get(self, request, post_id: int):
        post = find_post(request, post_id)
        if not permissions.can_see_earlier_words(request.user, post):
            raise Http404
        edits = PostEdit.objects.filter(post=post)
        page = page_by_key(edits, order=("-id",), after=request.query_params.get("after"), size=SIZE)
        return Response({"results": PostEditSerializer(page.items, many=True).data, "next": page.next_key})


class OneReaction(APIView):
    """One's reaction of a kind to a post; putting it twice, or taking back none, is quiet."""

    @extend_schema(request=None, parameters=[KIND], responses=PostSerializer)
    def put(self, request, post_id: int, kind: str):
        post = find_post(request, post_id)
        return Response(PostSerializer(actions.put_reaction(post, by=request.user, kind=kind)).data)

    @extend_schema(request=None, parameters=[KIND], responses=PostSerializer)
    def delete(self, request, post_id: int, kind: str):
        post = find_post(request, post_id)
        return Response(PostSerializer(actions.take_reaction(post, by=request.user, kind=kind)).data)


def find_post(request, post_id: int) -> Post:
    posts = Post.objects.visible_to(request.user).select_related("thread__space")
    return get_object_or_404(posts, pk=post_id)
