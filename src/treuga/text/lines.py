"""Lines and raw blocks of a text: where one paragraph ends and the next begins.

Most reports give a paragraph a line. Old wire copy and text saved from PDF breaks lines at a fixed width instead; there
the lines of a paragraph are joined, so that no sentence is cut at a line's end.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

#: What `str.strip` takes for white space, and the invisible characters that pages leave at the ends of lines.
BLANK = "".join(map(chr, range(0x2000, 0x2010))) + (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FINAL = re.compile(r"[.!?…։۔。؟][\"'”’»)\]*]*\Z")
MARKER = re.compile(r"(?:[-–—•*·▪◦●‣○■\uf0b7]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s)")

#: Widths between which text is believed to be broken by a machine, and how far lines may fall short of the width.
_WRAP_MIN, _WRAP_MAX, _RAGGED = 45, 110, 4


@dataclass(frozen=True, slots=True)
class Raw:
    """A block before it has a kind: trimmed offsets, and whether a blank line stands before it."""

    start: int
    end: int
    apart: bool


def raw_blocks(text: str) -> list[Raw]:
    """Cut a text into paragraphs and lines, in order; white space between them belongs to none."""
    out: list[Raw] = []
    run: list[Raw] = []
    at = 0
    for match in _LINE.finditer(text):
        line = match.group()
        left = len(line) - len(line.lstrip(BLANK))
        right = len(line.rstrip(BLANK))
        if left >= right:
            continue
        start, end = match.start() + left, match.start() + right
        apart = not run or len(_BREAK.findall(text, at, start)) > 1
        if apart and run:
            out.extend(_unwrap(text, run))
            run = []
        run.append(Raw(start, end, apart))
        at = end
    return out + _unwrap(text, run)


def ends_sentence(text: str) -> bool:
    """Whether a block ends as a sentence does, closing quotes and brackets aside."""
    return _FINAL.search(text[-8:]) is not None


def _unwrap(text: str, run: list[Raw]) -> list[Raw]:
    width = max((line.end - line.start for line in run), default=0)
    if len(run) < 2 or not _WRAP_MIN <= width <= _WRAP_MAX:
        return run
    joins = [_joins(text, a, b, width) for a, b in itertools.pairwise(run)]
    flows = any(
        join and text[b.start].islower() and not ends_sentence(text[a.start : a.end])
        for join, a, b in zip(joins, run, run[1:], strict=False)
    )
    if not flows:
        return run
    out = [run[0]]
    for join, line in zip(joins, run[1:], strict=True):
        out[-1:] = [Raw(out[-1].start, line.end, out[-1].apart)] if join else [out[-1], line]
    return out


def _joins(text: str, above: Raw, below: Raw, width: int) -> bool:
    """Whether ``below`` goes on where ``above`` ran out of width: its first word would not have fitted there."""
    line = text[below.start : below.end]
    if MARKER.match(line):
        return False
    word = len(line.split(None, 1)[0])
    return (above.end - above.start) + 1 + word > width - _RAGGED
