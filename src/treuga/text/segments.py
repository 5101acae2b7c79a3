"""The blocks of a report, with a kind each. A sentence never crosses the border of a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from treuga.model import Furniture
from treuga.text.lines import MARKER, Raw, ends_sentence, raw_blocks

Kind = Literal["headline", "paragraph", "intertitle", "list-item", "furniture"]

#: A heading has at most so many characters and words.
_HEAD_CHARS, _HEADLINE_WORDS, _INTERTITLE_WORDS = 250, 30, 12


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]``, without white space at its ends, and what it is."""

    start: int
    end: int
    kind: Kind


def blocks(text: str, furniture: Sequence[Furniture] | None = None) -> list[Block]:
    """Cut a text into headline, paragraphs, intertitles, list items and furniture.

    Args:
        text: the canonical text.
        furniture: what `find_furniture` found, where that is known already.

    Returns:
        The blocks in text order; they do not overlap, and all between them is white space.
    """
    from treuga.text.furniture import find_furniture

    marked = find_furniture(text) if furniture is None else furniture
    raw = raw_blocks(text)
    taken = _inside(raw, marked)
    last = max((i for i, hit in enumerate(taken) if not hit), default=-1)
    out: list[Block] = []
    begun = False
    for i, block in enumerate(raw):
        if taken[i]:
            out.append(Block(block.start, block.end, "furniture"))
            continue
        kind = _kind(text[block.start : block.end], first=not begun, last=i == last)
        begun = begun or kind == "paragraph"
        out.append(Block(block.start, block.end, kind))
    return out


def headline_like(passage: str, words: int = _HEADLINE_WORDS) -> bool:
    """Whether a block reads as a heading: short, no final stop, no sentence cut in the middle."""
    if len(passage) > _HEAD_CHARS or passage[-1:] in ",;:-–—" or not any(c.isalpha() for c in passage):
        return False
    head = passage.lstrip("'\"‘“«([")[:1]
    return (
        not ends_sentence(passage)
        and not MARKER.match(passage)
        and len(passage.split()) <= words
        and not (head.isalpha() and head.islower())
    )


def _kind(passage: str, *, first: bool, last: bool) -> Kind:
    if MARKER.match(passage):
        return "list-item"
    if first and headline_like(passage) and not last:
        return "headline"
    if not first and not last and headline_like(passage, _INTERTITLE_WORDS):
        return "intertitle"
    return "paragraph"


def _inside(raw: list[Raw], marked: Sequence[Furniture]) -> list[bool]:
    out: list[bool] = []
    i = 0
    for block in raw:
        while i < len(marked) and marked[i].end <= block.start:
            i += 1
        out.append(i < len(marked) and marked[i].start < block.end)
    return out
