"""Quotations by their marks, also where marks are unbalanced, of mixed style, or lost in translation.

News text opens with one mark and closes with another, drops the closing mark at the end of a paragraph that goes on in
the next, or prints an opening mark where a closing one is meant. The direction of a mark is therefore read from its
neighbours first, from its glyph second, and from the state of the paragraph last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DOUBLE_OPEN = "“„«‟"
_DOUBLE_CLOSE = "”»"
_MARK = re.compile("[\"“”„‟«»‘’]|''|``|(?<![\\w'])'(?=\\w)|(?<=[\\w.,!?])'(?![\\w'])")
_PAIR = {"“": "”", "«": "»", "„": "”"}
_BEFORE_OPEN = frozenset(" \t\n\r\u00a0([—–-/")
_AFTER_CLOSE = frozenset(" \t\n\r\u00a0)].,;:!?—–-")


_TAG = re.compile(r",\s+(?:\w+\s+){0,3}\w+(?:ing|ed|said|says)\s?[:,]\s*\Z")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``[start, end)`` with its marks, ``[inner_start, inner_end)`` without.

    ``opened`` and ``closed`` say whether the mark itself was found; the other end is then the paragraph's.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    opened: bool = True
    closed: bool = True


def find_quotes(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quote]:
    """All outermost quotations of ``text``, paragraph by paragraph, in text order.

    Args:
        text: the canonical text.
        blocks: (start, end) of its paragraphs.
    """
    return [quote for start, end in blocks for quote in _in_block(text, start, end)]


def _in_block(text: str, start: int, end: int) -> Iterator[Quote]:
    open_at: re.Match[str] | None = None
    single = False
    inside = 0
    last_close = start
    marks = list(_MARK.finditer(text, start, end))
    for n, mark in enumerate(marks):
        glyph = mark.group()
        way = _direction(text, mark, start, end)
        if glyph in "‘’'":
            if glyph == "’" and way == "in-word":
                continue
            if open_at is None and way == "open" and glyph != "’":
                open_at, single = mark, True
            elif open_at is not None and single and way == "close":
                yield _quote(open_at, mark)
                open_at, last_close = None, mark.end()
            continue
        if open_at is not None and single:  # a double mark inside single ones: the single one was an apostrophe
            open_at = None
        if open_at is None:
            if way == "close" and (glyph in _DOUBLE_CLOSE or _after_comma(text, mark)):
                lost = _lost_opening(text, last_close, mark.start())
                if lost is not None:
                    yield Quote(lost, mark.end(), lost, mark.start(), opened=False)
                last_close = mark.end()
            elif way != "close" or glyph not in _DOUBLE_CLOSE:
                open_at, single = mark, False
        elif way == "open" and _resumes(text, mark):
            inner_end = _tag_start(text, open_at.end(), mark.start())
            yield Quote(open_at.start(), mark.start(), open_at.end(), inner_end, closed=False)
            open_at = mark
        elif (
            way == "open"
            and glyph in _DOUBLE_OPEN
            and [m.group() for m in marks[n + 1 : n + 3]] == [_PAIR.get(glyph)] * 2
        ):
            inside += 1
        elif inside and glyph in _DOUBLE_CLOSE:
            inside -= 1
        elif way == "close" or glyph not in _DOUBLE_OPEN or _ends_block(text, mark.end(), end):
            yield _quote(open_at, mark)
            open_at, last_close = None, mark.end()
    if open_at is not None and not single:
        yield Quote(open_at.start(), end, open_at.end(), end, closed=False)


def _quote(first: re.Match[str], last: re.Match[str]) -> Quote:
    return Quote(first.start(), last.end(), first.end(), last.start())


def _direction(text: str, mark: re.Match[str], start: int, end: int) -> str:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    can_open = before in _BEFORE_OPEN and after not in _AFTER_CLOSE
    can_close = before not in _BEFORE_OPEN and after in _AFTER_CLOSE and before != ":"
    if before == ":" and mark.group() not in "’'":
        can_open = True  # speech that opens glued to its colon, often with a space behind the mark
    if can_open != can_close:
        return "open" if can_open else "close"
    glyph = mark.group()
    if glyph in "’'" and before.isalnum() and after.isalnum():
        return "in-word"
    if glyph in _DOUBLE_OPEN or glyph in ("‘", "``"):
        return "open"
    return "close" if glyph in _DOUBLE_CLOSE or glyph == "’" else "either"


def _after_comma(text: str, mark: re.Match[str]) -> bool:
    return text[mark.start() - 1 : mark.start()] in tuple(",.!?")


def _lost_opening(text: str, start: int, end: int) -> int | None:
    """Where a quotation whose opening mark is missing begins: at the start of its paragraph, if that is a sentence."""
    if not _after_text(text, end):
        return None
    begin = start + (len(text[start:end]) - len(text[start:end].lstrip()))
    return begin if begin < end and text[begin].isupper() else None


def _after_text(text: str, end: int) -> bool:
    # Only a quotation that closes like speech ("..., ” he said") is believed without its opening mark.
    return text[:end].rstrip()[-1:] in tuple(",.!?")


def _resumes(text: str, mark: re.Match[str]) -> bool:
    """An opening mark inside an open quotation, right after "adding:" or "he said,": the first was never closed."""
    return bool(_TAG.search(text[max(0, mark.start() - 60) : mark.start()]))


def _tag_start(text: str, start: int, end: int) -> int:
    comma = text.rfind(",", start, text.rfind(":", start, end) if ":" in text[start:end] else end - 2)
    return comma if comma > start else end


def _ends_block(text: str, position: int, end: int) -> bool:
    return not text[position:end].strip()
