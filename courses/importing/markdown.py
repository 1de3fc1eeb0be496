"""Markdown as The Carpentries' Workbench writes it: fenced divs, pandoc's attributes, formulas, leftovers of Jekyll."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from courses.importing.markup import RENDERED

_FENCE = re.compile(r"\s*:{3,}\s*(.*?)\s*:*\s*$")
_CODE_FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)$")
_ATTRIBUTES = re.compile(r"\{:?((?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^{}\"'])*)\}", re.DOTALL)
_PAIR = re.compile(
    r"""([\w-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|(\S+))|([#.][\w:.-]+)""", re.DOTALL
)
_TEMPLATE_TAG = re.compile(r"\{%.{0,500}?%\}|\{\{.{0,500}?\}\}", re.DOTALL)
_REFERENCE = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")
# Jekyll's ways to write "from the top of this lesson" and "the page of this file".
_ADDRESS = r"(\]\(|\]:[ ]?|(?:href|src)=\")"
_ROOT = re.compile(_ADDRESS + r"\{\{ ?(?:page\.root|site\.baseurl|site\.url|relative_root_path) ?\}\}/?")
_PAGE = re.compile(_ADDRESS + r"\{% ?link _?([^\s%]+) ?%\}")


def to_html(text: str, links: str = "") -> str:
    """HTML of one page; `links` are the definitions that all pages share. Unsafe until rewritten and cleaned."""
    text = _PAGE.sub(r"\1../\2", _ROOT.sub(r"\1../", text))
    parser = _parser()
    references = _references(parser, links) | _references(parser, text) if links else {}
    return str(parser.render(text, {"references": references}))


def attributes_of(text: str) -> dict[str, str]:
    """Pandoc's `{#id .class key='value'}` (without the braces) as a dictionary."""
    found: dict[str, str] = {}
    for name, double, single, bare, mark in _PAIR.findall(text):
        if mark:
            found["id" if mark[0] == "#" else "class"] = mark[1:]
        else:
            found[name] = re.sub(r"\\(.)", r"\1", double or single or bare)
    return found


def slug(text: str) -> str:
    """The id that pandoc gives to a heading with these words."""
    words = re.sub(r"[^\w\s.-]", "", text.lower())
    return re.sub(r"^[\W\d_]+", "", re.sub(r"\s+", "-", words.strip())) or "section"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(dollarmath_plugin, allow_space=False, allow_digits=False)
    parser.block.ruler.before(
        "fence", "fenced_div", _fenced_div, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.before("link", "undefined_reference", _undefined_reference)
    parser.inline.ruler.before("link", "braces", _braces)
    parser.core.ruler.push("headings", _name_headings)
    parser.core.ruler.push("figures", _make_figures)
    for name, render in RENDERED.items():
        parser.add_render_rule(name, render)
    return parser


def _references(parser: MarkdownIt, text: str) -> dict[str, Any]:
    env: dict[str, Any] = {}
    parser.parse(text, env)
    return dict(env.get("references", {}))


def _fenced_div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of three colons or more; the next line of colons alone closes the innermost, however many there are."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    match = _fence(line)
    if not match:
        return False
    if silent:
        return True
    closing = _pairs(state).get(start)
    inside_end = min(closing if closing is not None else end, end)
    if match[1]:
        _tokens_of_div(state, start, inside_end, _div_name(match[1]), unclosed=closing is None)
        state.line = min(inside_end + 1, end) if closing is not None else inside_end
    else:
        state.line = start + 1
    return True


def _tokens_of_div(state: StateBlock, start: int, end: int, name: str, *, unclosed: bool) -> None:
    token = state.push("div_open", "aside", 1)
    token.block, token.info, token.meta = True, name, {"unclosed": unclosed}
    token.map = [start, end]
    line_max, parent = state.lineMax, state.parentType
    state.lineMax, state.parentType = end, "container"
    state.md.block.tokenize(state, start + 1, end)
    state.lineMax, state.parentType = line_max, parent
    closing = state.push("div_close", "aside", -1)
    closing.block, closing.info = True, name


def _div_name(info: str) -> str:
    if info.startswith("{"):
        return attributes_of(info.strip("{}")).get("class", "").lower()
    return info.split()[0].strip("{}.").lower()


def _pairs(state: StateBlock) -> dict[int, int]:
    """For each line that opens a div the line that closes it, found once per page: code blocks do not count."""
    if "div_pairs" not in state.env:
        lines = (_line(state, number) for number in range(len(state.bMarks) - 1))
        state.env["div_pairs"] = dict(_matched(lines))
    pairs: dict[int, int] = state.env["div_pairs"]
    return pairs


def _matched(lines: Iterator[str]) -> Iterator[tuple[int, int]]:
    waiting: list[int] = []
    code = ""
    for number, line in enumerate(lines):
        fence = _CODE_FENCE.match(line)
        if fence and not code:
            code = fence[1]
        elif code:
            closes = fence and fence[1].startswith(code) and not fence[2].strip()
            code = "" if closes else code
        elif match := _fence(line):
            if match[1]:
                waiting.append(number)
            elif waiting:
                yield waiting.pop(), number


def _fence(line: str) -> re.Match[str] | None:
    return _FENCE.match(line) if len(line) <= 300 else None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] : state.eMarks[number]]


def _braces(state: StateInline, silent: bool) -> bool:
    """`{alt='…'}` after a picture or link belongs to it; `{% … %}` and `{{ … }}` are another system's commands."""
    if state.src[state.pos] != "{":
        return False
    if match := _TEMPLATE_TAG.match(state.src, state.pos):
        if not silent:
            state.push("left_out", "", 0).meta = {"kind": "template tag", "detail": match[0]}
        state.pos = match.end()
        return True
    match = _ATTRIBUTES.match(state.src, state.pos)
    previous = state.tokens[-1] if state.tokens and not state.pending else None
    belongs = previous is not None and previous.type in {"image", "link_close", "code_inline"}
    if not match or not (belongs or match[0].startswith("{:")):
        return False
    if not silent and previous is not None and previous.type == "image":
        previous.meta["attributes"] = attributes_of(match[1])
    state.pos = match.end()
    return True


def _undefined_reference(state: StateInline, silent: bool) -> bool:
    """`[text][name]` whose name is defined nowhere stays a link, so that it is named as dangling."""
    match = _REFERENCE.match(state.src, state.pos) if state.src[state.pos] == "[" else None
    if not match or (state.pos and state.src[state.pos - 1] == "!"):
        return False
    label = match[2] or match[1]
    if label.isdigit() or (state.pos and state.src[state.pos - 1].isalnum()):
        return False
    if normalizeReference(label) in state.env.get("references", {}) or label.startswith("^"):
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": f"undefined:{label}"}
        state.push("text", "", 0).content = match[1]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _name_headings(state: StateCore) -> None:
    """Give each heading its id: the one in `{#id}`, else pandoc's."""
    used: dict[str, int] = {}
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        written = re.search(r"\s*\{([^{}]*)\}\s*$", inline.content)
        given = attributes_of(written[1]).get("id") if written else None
        if written and inline.children and inline.children[-1].type == "text":
            inline.children[-1].content = re.sub(r"\s*\{[^{}]*\}\s*$", "", inline.children[-1].content)
        name = given or slug("".join(child.content for child in inline.children or []))
        used[name] = used.get(name, -1) + 1
        opening.attrSet("id", f"{name}-{used[name]}" if used[name] else name)


def _make_figures(state: StateCore) -> None:
    """A picture alone in its paragraph is a figure, as in the Workbench: what stands in [ ] is its caption."""
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type != "paragraph_open" or not inline.children:
            continue
        pictures = [child for child in inline.children if not _is_blank(child)]
        if len(pictures) == 1 and pictures[0].type == "image":
            opening.tag = closing.tag = "figure"
            opening.hidden = closing.hidden = False
            pictures[0].meta["is_figure"] = True
            inline.children = pictures


def _is_blank(token: Token) -> bool:
    return token.type in {"softbreak", "hardbreak"} or (token.type == "text" and not token.content.strip())
