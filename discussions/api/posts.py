"""What programs do to one post: read it and what it said before, change it, take it away and back, react to it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from discussions import actions, permissions
from discussions.api.saying import NewPostSerializer
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


class ChangedPostSerializer(NewPostSerializer):
    """New words for a post."""

    key = None


class ReasonSerializer(serializers.Serializer):
    """Why somebody does something to what another wrote."""

    reason = serializers.CharField(max_length=actions.LONGEST_REASON)


class OnePost(APIView):
    """A post: read, changed or deleted by its writer."""

    @extend_schema(responses=PostSerializer)
    def get(self, request, post_id: int):
        return _shown(find_post(request, post_id))

    @extend_schema(request=ChangedPostSerializer, responses=PostSerializer)
    def patch(self, request, post_id: int):
        post = find_post(request, post_id)
        sent = ChangedPostSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return _shown(actions.edit_post(post, by=request.user, **sent.validated_data))

    @extend_schema(responses=PostSerializer)
    def delete(self, request, post_id: int):
        return _shown(actions.delete_post(find_post(request, post_id), by=request.user))


class RestorePost(APIView):
    """Bring a post back."""

    @extend_schema(request=None, responses=PostSerializer)
    def post(self, request, post_id: int):
        return _shown(actions.restore_post(find_post(request, post_id), by=request.user))


class RemovePost(APIView):
    """Take somebody's post away, for a reason that stands where it stood."""

    @extend_schema(request=ReasonSerializer, responses=PostSerializer)
    def post(self, request, post_id: int):
        post = find_post(request, post_id)
        sent = ReasonSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return _shown(actions.remove_post(post, by=request.user, **sent.validated_data))


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
        return _shown(actions.put_reaction(post, by=request.user, kind=kind))

    @extend_schema(request=None, parameters=[KIND], responses=PostSerializer)
    def delete(self, request, post_id: int, kind: str):
        post = find_post(request, post_id)
        return _shown(actions.take_reaction(post, by=request.user, kind=kind))


def _shown(post: Post) -> Response:
    return Response(PostSerializer(post).data)


def find_post(request, post_id: int) -> Post:
    return get_object_or_404(Post.objects.visible_to(request.user).for_fragment(), pk=post_id)
