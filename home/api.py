"""What is found, over REST."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from home.search import Results, SearchForm
from lib import html
from lib.rates import Reads

PARAMETERS = [
    OpenApiParameter("q", str, description='Words, "quoted phrases", -without, one or another.'),
    OpenApiParameter("space", int, description="In this space only."),
    OpenApiParameter("by", str, description="Part of its writer's name."),
    OpenApiParameter("kind", str, description="In threads of this kind."),
    OpenApiParameter("answered", str, enum=["yes", "no"], description="In questions with an accepted answer, or without."),
    OpenApiParameter("since", str, description="From this day on, on the asker's clock: 2027-01-31."),
    OpenApiParameter("until", str, description="Up to this day, it included."),
    OpenApiParameter("after", str, description="The `next` of the page before."),
]  # fmt: skip


class HitSerializer(serializers.Serializer):
    """A post that was found; `snippet` is plain text around the words."""

    post = serializers.IntegerField(source="post.pk")
    thread = serializers.IntegerField(source="post.thread_id")
    space = serializers.IntegerField(source="post.space_id")
    title = serializers.CharField(source="post.thread.title")
    by = serializers.IntegerField(source="post.by_id")
    posted_at = serializers.DateTimeField(source="post.posted_at")
    snippet = serializers.SerializerMethodField()
    url = serializers.CharField(source="post.get_absolute_url")

    def get_snippet(self, hit) -> str:
        return html.to_text(hit.snippet)


class FoundSerializer(serializers.Serializer):
    """One page of what was found, best first; `suggestion` is what `results` hold where nothing held the words."""

    count = serializers.CharField()
    suggestion = serializers.CharField()
    results = HitSerializer(many=True, source="hits")
    next = serializers.CharField(source="next_key", allow_null=True)


class Search(APIView):
    """Posts that hold what is asked for, of all that the asker may see."""

    throttle_classes = [Reads]
    counts_as = "search"

    @extend_schema(parameters=PARAMETERS, responses=FoundSerializer)
    def get(self, request):
        form = SearchForm(request.query_params, viewer=request.user)
        if not form.is_valid():
            raise ValidationError(
                {name: [str(error) for error in errors] for name, errors in form.errors.items()}
            )
        results = Results(request.user, form.asked(), request.query_params.get("after"))
        return Response(FoundSerializer(results).data)
