"""How the Workbench's own marks look as HTML: pictures with their captions, fenced divs, formulas."""

from html import escape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from courses.importing.outline import left_out_tag

# What a fenced div becomes: (class, title where the text brings none, whether it opens on a click).
DIVS = {
    "objectives": ("objectives", gettext_noop("Objectives"), False),
    "questions": ("questions", gettext_noop("Questions"), False),
    "keypoints": ("keypoints", gettext_noop("Key points"), False),
    "challenge": ("challenge", gettext_noop("Challenge"), False),
    "exercise": ("challenge", gettext_noop("Exercise"), False),
    "discussion": ("discussion", gettext_noop("Discussion"), False),
    "callout": ("callout", "", False),
    "caution": ("callout", gettext_noop("Caution"), False),
    "checklist": ("callout", gettext_noop("Checklist"), False),
    "prereq": ("prereq", gettext_noop("Before you start"), False),
    "testimonial": ("testimonial", "", False),
    "instructor": ("instructor", gettext_noop("For the facilitator"), False),
    "solution": ("solution", gettext_noop("Solution"), True),
    "hint": ("solution", gettext_noop("Hint"), True),
    "spoiler": ("solution", gettext_noop("More"), True),
    "group-tab": ("callout", "", False),
    "tab": ("callout", "", False),
}


def _render_image(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    given = token.meta.get("attributes", {})
    words = renderer.renderInlineAsText(token.children or [], options, env)
    sizes = "".join(
        f' {name}="{given[name].removesuffix("px")}"'
        for name in ("width", "height")
        if given.get(name, "").removesuffix("px").isdigit()
    )
    image = f'<img src="{escape(str(token.attrs["src"]))}" alt="{escape(given.get("alt") or words)}"{sizes}>'
    if not token.meta.get("is_figure"):
        return image
    has_caption = "alt" in given and words.strip()
    caption = renderer.renderInline(token.children or [], options, env) if has_caption else ""
    title = escape(str(token.attrs.get("title", "")))
    lines = "<br>".join(part for part in (caption, title) if part)
    return image + (f"<figcaption>{lines}</figcaption>" if lines else "")


def _render_div_open(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    lost = left_out_tag("unclosed block", token.info, quiet=True) if token.meta["unclosed"] else ""
    if token.info not in DIVS:
        lost += left_out_tag("unknown block", token.info, quiet=True)
    name, title, opens = DIVS.get(token.info, ("callout", "", False))
    heading = _leading_heading(tokens, index)
    if opens:
        summary = _take_heading(renderer, tokens, index, options, env) if heading else escape(_(title))
        return f"{lost}<details><summary>{summary}</summary>\n"
    words = "" if heading or not title else f"<p><strong>{escape(_(title))}</strong></p>\n"
    return f'{lost}<aside class="callout callout--{name}">{words}'


def _leading_heading(tokens: list[Token], index: int) -> bool:
    return index + 3 < len(tokens) and tokens[index + 1].type == "heading_open"


def _take_heading(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    """The words of the heading that opens a block, which is not shown again as a heading."""
    inline = tokens[index + 2]
    words = renderer.renderInline(inline.children or [], options, env)
    for token in tokens[index + 1 : index + 4]:
        token.hidden = True
        token.children = [] if token.type == "inline" else None
    return words


def _render_div_close(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    opens = DIVS.get(tokens[index].info, ("", "", False))[2]
    return "</details>\n" if opens else "</aside>\n"


def _render_left_out(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return left_out_tag(tokens[index].meta["kind"], tokens[index].meta["detail"])


def _render_formula(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return f'<span class="math">{escape(tokens[index].content)}</span>'


def _render_formula_block(
    renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any
) -> str:
    return f'<p><span class="math math--display">{escape(tokens[index].content.strip())}</span></p>\n'


RENDERED = {
    "image": _render_image,
    "div_open": _render_div_open,
    "div_close": _render_div_close,
    "left_out": _render_left_out,
    "math_inline": _render_formula,
    "math_inline_double": _render_formula_block,
    "math_block": _render_formula_block,
}
