"""A page of rows, with the key of the next."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from lib.keyset import page_by_key

SIZE = 50
AFTER = OpenApiParameter("after", str, description="The `next` of the page before.")


def page(request, queryset, serializer) -> Response:
    page = page_by_key(queryset, order=("-id",), after=request.query_params.get("after"), size=SIZE)
    return Response({"results": serializer(page.items, many=True).data, "next": page.next_key})
