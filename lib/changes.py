"""What changed between two texts of clean HTML, word by word, as HTML that is as clean as they are."""

from __future__ import annotations

import difflib
import re
from html import escape, unescape

# Comparing costs the product of the lengths in the worst case; longer texts are compared paragraph by paragraph.
MOST_WORDS = 3_000
_TOKEN = re.compile(r"<[^>]*>|[^<\s]+\s*|\s+")
_BLOCK = re.compile(
    r"(?<=</p>)|(?<=</ul>)|(?<=</ol>)|(?<=</pre>)|(?<=</blockquote>)|(?<=</table>)|(?<=</h[234]>)"
)
_ALT = re.compile(r'<img [^>]*alt="([^"]*)"')
_STARTS_BLOCK = re.compile(r"<(?:p|h[234]|li|blockquote|pre|tr|br|figure)\b")
# An id or a mention's number would stand twice on the page.
_IDS = re.compile(r' (?:id|data-person)="[^"]*"')


def marked(before: str, after: str) -> str:
    """`after` with <ins> around its new words and <del> around the words that it no longer has.

    All tags are those of `after`, in its order, so that the result nests as it does; of what is gone only the words
    are shown.
    """
    old, new = _tokens(before), _tokens(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = _BLOCK.split(before), _BLOCK.split(after)
    parts: list[str] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > MOST_WORDS)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            parts += new[k:m]
            continue
        parts.append(_gone(old[i:j]))
        parts += _come(new[k:m])
    return _IDS.sub("", "".join(parts))


def _tokens(html: str) -> list[str]:
    return _TOKEN.findall(html)


def _gone(tokens: list[str]) -> str:
    words = "".join(_plain(token) for token in _TOKEN.findall("".join(tokens))).strip("\n")
    if not words.strip():
        return ""
    lines = (escape(line, quote=False) for line in words.split("\n") if line.strip())
    return f"<del>{'<br>'.join(lines)}</del>"


def _plain(token: str) -> str:
    if not token.startswith("<"):
        return unescape(re.sub(r"\s+", " ", token))
    if alt := _ALT.match(token):
        return f"[{unescape(alt[1]) or '…'}]"
    return "\n" if _STARTS_BLOCK.match(token) else ""


def _come(tokens: list[str]) -> list[str]:
    """Each run of new words between two tags in its own <ins>; pictures too."""
    parts, run = [], []
    for token in [*_TOKEN.findall("".join(tokens)), "<>"]:
        if token.startswith("<") and not token.startswith("<img"):
            words = "".join(run)
            parts += [f"<ins>{words}</ins>" if words.strip() else words, token]
            run = []
        else:
            run.append(token)
    return parts[:-1]
