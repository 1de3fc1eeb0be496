"""What programs send to say something on a board: a new thread, a reply, a poll."""

from __future__ import annotations

from rest_framework import serializers

from discussions import actions
from discussions.models import Post, Thread
from lib import html
from spaces.models import Space

TAGS = serializers.ListField(child=serializers.CharField(max_length=60), max_length=20, required=False)


class NewPostSerializer(serializers.Serializer):
    """What somebody says: HTML, or Markdown where `body_format` says so; a repeated `key` has one effect."""

    body = serializers.CharField(max_length=actions.LONGEST_BODY)
    body_format = serializers.ChoiceField(["html", "markdown"], default="html")
    key = serializers.UUIDField(required=False)

    def validate(self, words: dict) -> dict:
        if words.pop("body_format") == "markdown":
            words["body"] = html.from_markdown(words["body"])
        return words


class NewPollSerializer(serializers.Serializer):
    """What a post asks."""

    question = serializers.CharField(max_length=200)
    options = serializers.ListField(child=serializers.CharField(max_length=120), max_length=20)
    is_multiple = serializers.BooleanField(default=False)
    is_anonymous = serializers.BooleanField(default=False)
    closes_at = serializers.DateTimeField(required=False, allow_null=True)


class NewReplySerializer(NewPostSerializer):
    """A reply, perhaps to one post of the same thread, perhaps with a poll below it."""

    in_reply_to = serializers.PrimaryKeyRelatedField(
        queryset=Post.objects.none(), required=False, allow_null=True
    )

    poll = NewPollSerializer(required=False, allow_null=True)

    def get_fields(self) -> dict:
        fields = super().get_fields()
        if thread := self.context.get("thread"):
            fields["in_reply_to"].queryset = Post.objects.filter(thread=thread).standing()
        return fields


class NewThreadSerializer(NewPostSerializer):
    """A new thread with its first post, perhaps with a poll below it."""

    space = serializers.PrimaryKeyRelatedField(queryset=Space.objects.none())
    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(Thread.Kind.choices, default=Thread.Kind.CONVERSATION)
    tags = TAGS
    poll = NewPollSerializer(required=False, allow_null=True)

    def get_fields(self) -> dict:
        fields = super().get_fields()
        if request := self.context.get("request"):
            fields["space"].queryset = Space.objects.visible_to(request.user)
        return fields
