"""Putting together two texts of clean HTML that began from one: paragraph by paragraph, so that nothing is lost."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_VOID = frozenset(("br", "col", "hr", "img", "source", "track"))


@dataclass(frozen=True)
class Edit:
    """What one side made of the blocks from `start` up to `end` of the common text."""

    start: int
    end: int
    blocks: tuple[str, ...]

    def touches(self, other: Edit) -> bool:
        """Whether both changed the same block, or one added within what the other wrote anew.

        What both add at one place stands there side by side.
        """
        first, last = max(self.start, other.start), min(self.end, other.end)
        return first < last or (first == last and any(one.start < first < one.end for one in (self, other)))


def blocks_of(html: str) -> list[str]:
    """The outermost elements of clean HTML in order, with the words between them: paragraphs, lists, tables whole."""
    found, depth, begun = [], 0, 0
    for match in _TAG.finditer(html):
        closes, name = match[1], match[2]
        if name in _VOID and depth:
            continue
        if not depth and not closes:
            found.append(html[begun : match.start()])
            begun = match.start()
        depth += 0 if name in _VOID else -1 if closes else 1
        if not depth:
            found.append(html[begun : match.end()])
            begun = match.end()
    found.append(html[begun:])
    return [block.strip() for block in found if block.strip()]


def merged(base: str, theirs: str, mine: str) -> str | None:
    """What became of `base` on both sides together; None where both changed the same paragraph, each otherwise.

    Each paragraph that one side wrote or changed is in the result; one is gone that a side took out and the other left.
    """
    common = blocks_of(base)
    of_theirs, of_mine = (edits_of(common, blocks_of(side)) for side in (theirs, mine))
    edits = list(of_theirs)
    for edit in of_mine:
        if edit in of_theirs:
            continue
        if any(edit.touches(other) for other in of_theirs):
            return None
        edits.append(edit)
    return "".join(_applied(common, edits))


def both(theirs: str, mine: str) -> str:
    """Theirs, and after it what only mine has."""
    known = set(blocks_of(theirs))
    return theirs + "".join(block for block in blocks_of(mine) if block not in known)


def edits_of(common: list[str], side: list[str]) -> list[Edit]:
    """What one side changed, in order; as many blocks for as many are a change of each."""
    edits = []
    for what, i, j, k, m in difflib.SequenceMatcher(None, common, side, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        if j - i == m - k:
            edits += [Edit(i + n, i + n + 1, (side[k + n],)) for n in range(j - i)]
        else:
            edits.append(Edit(i, j, tuple(side[k:m])))
    return edits


def _applied(common: list[str], edits: list[Edit]) -> list[str]:
    """The common blocks with the edits in their places; what is added before a block stands before its change."""
    result, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        result += [*common[at : edit.start], *edit.blocks]
        at = max(at, edit.end)
    return [*result, *common[at:]]
