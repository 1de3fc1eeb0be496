"""Markup that is the same for everybody, made once a process and language."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token, VariableNode
from django.template.context import BaseContext
from django.template.defaulttags import CsrfTokenNode
from django.utils.translation import get_language

register = template.Library()


class SameNode(template.Node):
    """Rendered with nothing at hand: who looks at what cannot get into it."""

    def __init__(self, nodelist: NodeList):
        self.nodelist = nodelist
        self.made: dict[str | None, str] = {}

    def render(self, context: BaseContext) -> str:
        language = get_language()
        if language not in self.made:
            bare = context.new({})
            bare.template = context.template
            self.made[language] = self.nodelist.render(bare)
        return self.made[language]


@register.tag
def same(parser: Parser, _token: Token) -> SameNode:
    """{% same %}…{% endsame %} around words, icons and addresses that differ by language alone."""
    nodelist = parser.parse(("endsame",))
    parser.delete_first_token()
    if any(nodelist.get_nodes_by_type(kind) for kind in (VariableNode, CsrfTokenNode)):
        raise template.TemplateSyntaxError("What stands in {% same %} differs for nobody: no variables")
    return SameNode(nodelist)
