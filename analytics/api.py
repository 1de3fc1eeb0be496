"""What a program reads of figures: the registry's words beside the numbers."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response

from analytics.models import Figure
from analytics.registry import all_metrics, metric
from cohorts.models import Cohort

CURVE = ("day", "share", "low", "high", "at_risk", "events", "censored")
FIELDS = ("version", "numerator", "denominator", "value", "low", "high", "through_number", "as_of")


@extend_schema(responses=OpenApiTypes.OBJECT)
@api_view(["GET"])
def cohort_figures(request, cohort_id: int) -> Response:
    """The figures of a cohort that its viewer runs, each with its definition."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=cohort_id)
    found = {figure.metric: figure for figure in Figure.objects.filter(cohort=cohort)}
    figures = [_figure(found[one.key]) for one in all_metrics() if one.key in found]
    return Response({"cohort": cohort.pk, "title": cohort.title, "figures": figures})


def _figure(figure: Figure) -> dict:
    about = metric(figure.metric)
    words = {
        name: str(getattr(about, name)) for name in ("title", "sentence", "unit", "population", "interval")
    }
    numbers = {name: getattr(figure, name) for name in FIELDS}
    return {"key": about.key, **words, "formula": about.formula, **numbers, "detail": _detail(figure)}


def _detail(figure: Figure) -> dict:
    detail = {name: value for name, value in figure.detail.items() if name != "seen"}
    if "steps" in detail:
        detail["steps"] = [dict(zip(CURVE, step, strict=True)) for step in detail["steps"]]
    return detail
