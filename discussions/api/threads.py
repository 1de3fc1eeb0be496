"""Boards over REST: threads and their posts, through the same fetches and actions as the pages."""

from __future__ import annotations

from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from discussions import actions, boards, links
from discussions.api.saying import TAGS, NewReplySerializer, NewThreadSerializer
from discussions.models import Post, Thread, ThreadLink
from lib.keyset import page_by_key
from lib.text import whole_number
from spaces.models import Space

SIZE = 50
AFTER = OpenApiParameter("after", str, description="The `next` of the page before.")
SPACE = OpenApiParameter("space", int, description="Threads of this space only.")


class ThreadSerializer(serializers.ModelSerializer):
    """A thread as a program reads it."""

    url = serializers.CharField(source="get_absolute_url")
    unread = serializers.IntegerField()

    class Meta:
        model = Thread
        fields = [
            "id", "space", "kind", "title", "tags", "excerpt", "by", "accepted", "post_count", "reply_count",
            "unread", "started_at", "last_post_at", "locked_at", "pinned_at", "sealed_at",
            "hidden_at", "hidden_for", "merged_into", "url",
        ]  # fmt: skip
        read_only_fields = fields


class PostSerializer(serializers.ModelSerializer):
    """A post as a program reads it; of a deleted one only that it was there."""

    body = serializers.SerializerMethodField()
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Post
        fields = [
            "id", "thread", "number", "by", "in_reply_to", "body", "reacted_by",
            "posted_at", "edited_at", "deleted_at", "deleted_by", "removed_for", "url",
        ]  # fmt: skip
        read_only_fields = fields

    def get_body(self, post: Post) -> str:
        return "" if post.is_deleted else post.body


# What is off and on, each by an action of its own.
SWITCHES = {
    "locked": (actions.unlock_thread, actions.lock_thread),
    "pinned": (actions.unpin_thread, actions.pin_thread),
    "sealed": (actions.unseal_thread, actions.seal_thread),
}


class ChangedThreadSerializer(serializers.Serializer):
    """What is to be true of a thread; each is an action of its own, and all happen or none. Hiding wants a reason."""

    title = serializers.CharField(max_length=200, required=False)
    kind = serializers.ChoiceField(Thread.Kind.choices, required=False)
    tags = TAGS
    locked = serializers.BooleanField(required=False)
    pinned = serializers.BooleanField(required=False)
    sealed = serializers.BooleanField(required=False)
    hidden = serializers.BooleanField(required=False)
    reason = serializers.CharField(max_length=actions.LONGEST_REASON, required=False)
    space = serializers.PrimaryKeyRelatedField(queryset=Space.objects.none(), required=False)
    merged_into = serializers.PrimaryKeyRelatedField(queryset=Thread.objects.none(), required=False)

    def get_fields(self) -> dict:
        fields = super().get_fields()
        if by := self.context.get("by"):
            fields["space"].queryset = boards.boards_to_move_to(by, self.context["thread"])
            fields["merged_into"].queryset = Thread.objects.visible_to(by).standing()
        return fields

    @transaction.atomic
    def create(self, wanted: dict) -> Thread:
        thread, by = self.context["thread"], self.context["by"]
        if not wanted.keys().isdisjoint(("title", "kind", "tags")):
            head = {name: wanted.get(name, getattr(thread, name)) for name in ("title", "kind", "tags")}
            thread = actions.edit_thread(thread, by=by, **head)
        for name in SWITCHES.keys() & wanted.keys():
            thread = SWITCHES[name][wanted[name]](thread, by=by)
        if wanted.get("hidden"):
            thread = actions.hide_thread(thread, by=by, reason=wanted.get("reason", ""))
        elif "hidden" in wanted:
            thread = actions.unhide_thread(thread, by=by)
        if "space" in wanted:
            thread = actions.move_thread(thread, by=by, to=wanted["space"])
        if "merged_into" in wanted:
            thread = actions.merge_thread(thread, by=by, into=wanted["merged_into"])
        return thread


class ThreadListSerializer(serializers.Serializer):
    """One page of threads; `next` asks for the page after it."""

    results = ThreadSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class PostListSerializer(serializers.Serializer):
    """One page of posts; `next` asks for the page after it."""

    results = PostSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class Threads(APIView):
    """Threads by their last post, newest first; and starting one."""

    counts_as = "start_thread"

    @extend_schema(operation_id="threads_list", parameters=[SPACE, AFTER], responses=ThreadListSerializer)
    def get(self, request):
        threads = _threads(request.user).standing()
        space = request.query_params.get("space", "")
        if space:
            threads = threads.filter(space=whole_number(space))
        return _page(request, threads, ("-last_post_at", "-id"), ThreadSerializer)

    @extend_schema(request=NewThreadSerializer, responses={201: ThreadSerializer})
    def post(self, request):
        sent = NewThreadSerializer(data=request.data, context={"request": request})
        sent.is_valid(raise_exception=True)
        words = sent.validated_data
        thread = actions.start_thread(words.pop("space"), by=request.user, **words)
        return _made(ThreadSerializer(_threads(request.user).get(pk=thread.pk)))


class OneThread(APIView):
    """A thread; whoever keeps its space in order locks, pins, hides, moves and merges it."""

    @extend_schema(responses=ThreadSerializer)
    def get(self, request, thread_id: int):
        return Response(ThreadSerializer(get_object_or_404(_threads(request.user), pk=thread_id)).data)

    @extend_schema(request=ChangedThreadSerializer, responses=ThreadSerializer)
    def patch(self, request, thread_id: int):
        threads = Thread.objects.visible_to(request.user).select_related("space")
        thread = get_object_or_404(threads, pk=thread_id)
        sent = ChangedThreadSerializer(data=request.data, context={"thread": thread, "by": request.user})
        sent.is_valid(raise_exception=True)
        sent.save()
        return self.get(request, thread_id)


class LinkSerializer(serializers.ModelSerializer):
    """A post that leads to a thread."""

    thread = serializers.IntegerField(source="post.thread_id")
    title = serializers.CharField(source="post.thread.title")
    url = serializers.CharField(source="post.get_absolute_url")

    class Meta:
        model = ThreadLink
        fields = ["post", "thread", "title", "url"]
        read_only_fields = fields


class Links(APIView):
    """Where a thread is spoken of, as far as one may read it; the newest ten."""

    @extend_schema(responses=LinkSerializer(many=True))
    def get(self, request, thread_id: int):
        thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=thread_id)
        return Response(LinkSerializer(links.leading_to(thread, request.user), many=True).data)


class Posts(APIView):
    """A thread's posts, oldest first; and replying."""

    counts_as = "post_reply"

    @extend_schema(operation_id="threads_posts_list", parameters=[AFTER], responses=PostListSerializer)
    def get(self, request, thread_id: int):
        thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=thread_id)
        posts = Post.objects.visible_to(request.user).filter(thread=thread)
        posts = posts.select_related("thread").defer("words")
        return _page(request, posts, ("number", "id"), PostSerializer)

    @extend_schema(request=NewReplySerializer, responses={201: PostSerializer})
    def post(self, request, thread_id: int):
        threads = Thread.objects.visible_to(request.user).select_related("space")
        thread = get_object_or_404(threads, pk=thread_id)
        sent = NewReplySerializer(data=request.data, context={"thread": thread})
        sent.is_valid(raise_exception=True)
        return _made(PostSerializer(actions.post_reply(thread, by=request.user, **sent.validated_data)))


def _threads(viewer):
    return Thread.objects.visible_to(viewer).with_unread(viewer)


def _page(request, queryset, order, serializer) -> Response:
    page = page_by_key(queryset, order=order, after=request.query_params.get("after"), size=SIZE)
    return Response({"results": serializer(page.items, many=True).data, "next": page.next_key})


def _made(serializer) -> Response:
    return Response(serializer.data, status=status.HTTP_201_CREATED)
