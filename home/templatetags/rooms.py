"""Tags by which pages of lower floors stand under their cohort's head."""

from django import template

from communities.models import Community
from discussions.pages import audience
from home.pages import cohort_head, cohort_of_space
from spaces.models import Space
from teams.models import PracticeRoom

register = template.Library()


@register.inclusion_tag("home/_cohort_head.html", takes_context=True)
def cohort_head_of(context, space: Space, tab: str) -> dict:
    """The head of the cohort that a space belongs to, for a viewer who may see it; nothing for other spaces."""
    viewer = context["request"].user
    found = cohort_of_space(viewer, space) if space.kind == Space.Kind.COHORT else []
    return cohort_head(found[0], viewer, tab=tab) if found else {}


@register.inclusion_tag("communities/_head.html", takes_context=True)
def community_head_of(context, space: Space) -> dict:
    """The head of the community that a space belongs to: what it is for, and who can read it."""
    if space.kind != Space.Kind.COMMUNITY:
        return {}
    met = Community.objects.visible_to(context["request"].user).with_members()
    community = met.filter(space=space).first()
    return {"community": community, **audience(space, community.member_count)} if community else {}


@register.inclusion_tag("teams/_practice_banner.html")
def practice_banner(space: Space) -> dict:
    """What a practice room promises, over its board and its conversations."""
    if space.kind != Space.Kind.PRACTICE:
        return {}
    return {"room": PracticeRoom.objects.filter(space=space).first()}
