"""Passages: every quotation once, numbered in the order of the reports, in its paragraph, with links back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from treuga.board import Board
from treuga.errors import PublishError
from treuga.model import Evidence, Report, Weighed
from treuga.publish import codes
from treuga.publish.pieces import Cite, Jump, Quote

#: How much of a long paragraph is shown on each side of a quotation, in characters.
REACH = 420
#: Elsewhere than in its passage, a quotation is cut to about this many characters.
SHORT = 240
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE_END = re.compile(r"\n")

Key = tuple[str, int, int]


@dataclass(slots=True)
class Passage:
    """A quotation, and what hangs on it.

    Attributes:
        number: in the order of the reports and of their text.
        evidence: all that rests on these words, with the findings' weighing.
        cited: section -> id of the first link there that leads here.
    """

    number: int
    report: Report | None
    start: int
    end: int
    text: str
    evidence: list[Weighed] = field(default_factory=list)
    cited: dict[str, str] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """The id of the passage in the brief."""
        return f"p{self.number}"


def key_of(evidence: Evidence) -> Key:
    """What makes two quotations the same."""
    quote = evidence.spans[0]
    return evidence.report, quote.start, quote.end


def all_evidence(board: Board) -> Iterator[Weighed]:
    """All that was weighed for a board: for its commitments first, then for its gates."""
    for finding in board.findings:
        yield from finding.evidence
    for gate in board.gates:
        yield from (weighed for _, weighed in gate.evidence)


class Passages:
    """The quotations of a board.

    Raises:
        PublishError: a quotation is not what its report says at that place (TR703).
    """

    def __init__(self, board: Board) -> None:
        reports = {report.id: report for report in board.reports}
        order = {report.id: position for position, report in enumerate(board.reports)}
        weighed: dict[Key, list[Weighed]] = {}
        for one in all_evidence(board):
            _check(one.evidence, reports.get(one.evidence.report))
            rest = weighed.setdefault(key_of(one.evidence), [])
            if all(one.evidence.id != other.evidence.id for other in rest):
                rest.append(one)
        keys = sorted(weighed, key=lambda key: (order.get(key[0], len(order)), *key))
        self._all: dict[Key, Passage] = {}
        for number, key in enumerate(keys, start=1):
            text = weighed[key][0].evidence.spans[0].text
            self._all[key] = Passage(number, reports.get(key[0]), key[1], key[2], text, weighed[key])
        self._links = 0

    def __iter__(self) -> Iterator[Passage]:
        return iter(self._all.values())

    def cite(self, evidence: Evidence, section: str) -> Cite:
        """A link to the passage of a piece of evidence, from a section of the brief."""
        passage = self._all[key_of(evidence)]
        self._links += 1
        anchor = f"k{self._links}"
        passage.cited.setdefault(section, anchor)
        return Cite(passage.number, anchor)

    def cites(self, evidence: Iterable[Evidence], section: str) -> tuple[Cite, ...]:
        """Links to several passages, each once, in the order of their numbers."""
        keys = {key_of(one): one for one in evidence}
        return tuple(self.cite(keys[key], section) for key in sorted(keys, key=lambda key: self._all[key].number))


def _check(evidence: Evidence, report: Report | None) -> None:
    quote = evidence.spans[0]
    if report is not None and report.text[quote.start : quote.end] != quote.text:
        raise PublishError(
            codes.NOT_THE_TEXT,
            "the quotation is not what the report says there",
            where=f"{evidence.report_name}, characters {quote.start}-{quote.end}",
        )


def short_quote(evidence: Evidence) -> Quote:
    """The quotation, cut at a word where it is long."""
    span = evidence.spans[0]
    text = span.text
    if len(text) > SHORT:
        # A word longer than the whole allowance is cut through.
        text = text[: SHORT + 1].rsplit(maxsplit=1)[0] if re.search(r"\s", text[1 : SHORT + 1]) else text[:SHORT]
    return Quote(evidence.report, span.start, span.start + len(text), text, cut=len(text) < len(span.text))


def full_quote(passage: Passage) -> Quote:
    """The quotation as it stands."""
    key = passage.evidence[0].evidence.report
    return Quote(key, passage.start, passage.end, passage.text)


def context(report: Report | None, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a quotation in its paragraph, without page furniture; cut where it is long."""
    if report is None:
        return "", ""
    text = report.text
    # In the text of a page each line is a paragraph; plain text may be wrapped, and has empty lines between them.
    gap = _LINE_END if report.media_type == "text/html" else _BLANK_LINE
    first, last = _paragraph(text, start, end, gap)
    for mark in report.furniture:
        if mark.end <= start:
            first = max(first, mark.end)
        elif mark.start >= end:
            last = min(last, mark.start)
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    if len(before) > REACH:
        before = "… " + before[-REACH:].partition(" ")[2]
    if len(after) > REACH:
        after = after[:REACH].rpartition(" ")[0] + " …"
    return before, after


def _paragraph(text: str, start: int, end: int, gap: re.Pattern[str]) -> tuple[int, int]:
    # Looking a little further than what will be shown is enough, also in a text without any paragraphs.
    floor = max(0, start - 2 * REACH)
    first = floor
    for found in gap.finditer(text, floor, start):
        first = found.end()
    after = gap.search(text, end, min(len(text), end + 2 * REACH))
    return first, after.start() if after else min(len(text), end + 2 * REACH)


def back_links(passage: Passage) -> tuple[Jump, ...]:
    """From a passage to the first place in each section that cites it."""
    return tuple(Jump(anchor, section) for section, anchor in passage.cited.items())
