"""Tags by which pages of lower floors stand under their cohort's head."""

from django import template

from home.pages import cohort_head, cohorts_met_by
from spaces.models import Space

register = template.Library()


@register.inclusion_tag("home/_cohort_head.html", takes_context=True)
def cohort_head_of(context, space: Space, tab: str) -> dict:
    """The head of the cohort that a space belongs to, for a viewer who may see it; nothing for other spaces."""
    viewer = context["request"].user
    found = cohorts_met_by(viewer).filter(space=space).first() if space.kind == Space.Kind.COHORT else None
    return cohort_head(found, viewer, tab=tab) if found else {}
