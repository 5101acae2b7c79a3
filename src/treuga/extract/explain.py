"""One report as an HTML page that shows what was read in it: the text as it is, every span marked and named.

The page is for a person who checks the machine. It is one file without script or network. Marks are CSS alone: the
characters of the text stand in the page as they stand in the report, and each kind of mark has a shape of its own
(line, bracket, tint), so that it is told apart without colour and in print. What the spans mean stands beside each
paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from treuga.model import Event, Quantity, Report, Span, Statement, Testimony, TimeExpression

if TYPE_CHECKING:
    from jinja2 import Template

#: Lines of this many characters were not broken by hand: each is a paragraph.
_WRAPPED: Final = 110
#: Rows are cut at a line end from this length on, so that notes stand near their words.
_LONG: Final = 1500
#: Shown by number: controls, bidirectional and other format marks, surrogates, private use, odd line ends.
_HIDDEN: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_LAWFUL: Final = frozenset("\r\n\t\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in which nothing begins or ends.

    Attributes:
        marks: CSS classes of what covers it.
        before, after: labels of what begins and ends here; shown by CSS, no part of the text.
        title: what it is, for a pointer that rests on it.
        hidden: the number of a character that would not be seen, which then stands for the text.
    """

    text: str
    marks: str = ""
    before: str = ""
    after: str = ""
    title: str = ""
    hidden: str = ""


@dataclass(slots=True)
class Row:
    """A paragraph with the notes on it."""

    start: int
    end: int
    pieces: list[Piece] = field(default_factory=list)
    statements: list[tuple[int, Statement]] = field(default_factory=list)
    parties: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    times: list[tuple[str, str, str]] = field(default_factory=list)
    quantities: list[tuple[str, str]] = field(default_factory=list)
    events: list[tuple[int, Event]] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Mark:
    """One span to be marked."""

    start: int
    end: int
    kind: str
    label: str = ""
    title: str = ""


def explain_html(report: Report, testimony: Testimony) -> str:
    """The page for one report.

    Args:
        report: the report that was read.
        testimony: what was found in it.

    Returns:
        A complete HTML document, with all text of the report escaped.
    """
    rows = [Row(start, end) for start, end in _paragraphs(report.text)]
    numbered = _numbered_events(testimony.events)
    _note(rows, report, testimony, numbered)
    marks = [*_marks(report, testimony, numbered), *_gaps(report.text, rows)]
    cuts = _cuts(marks, rows)
    for row, covering in zip(rows, _covering(marks, rows), strict=True):
        row.pieces = list(_pieces(report.text, row, covering, cuts))
    counts = {
        "statements": len(testimony.statements),
        "mentions of parties": len(testimony.mentions),
        "places": len(testimony.places),
        "times": len(testimony.times),
        "quantities": len(testimony.quantities),
        "events": len(testimony.events),
        "stretches of page furniture": len(report.furniture),
    }
    acts = Counter(statement.act for statement in testimony.statements).most_common()
    return _template().render(report=report, rows=rows, counts=counts, acts=acts)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("treuga.extract", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Notes quote the report too: what is hidden in it is shown there as well.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    return environment.get_template("explain.html.j2")


def visible(text: str) -> str:
    """Text in which characters that cannot be seen, or that turn the line around, stand as ``‹U+202E›``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"‹{_number(c)}›" if _is_hidden(c) else c for c in text)


def _is_hidden(c: str) -> bool:
    return c not in _LAWFUL and unicodedata.category(c) in _HIDDEN


def _number(c: str) -> str:
    return f"U+{ord(c):04X}"


# -- rows


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that cover the whole text, cut behind blank lines and behind lines that are paragraphs by themselves.

    A line is one where it is longer than lines are wrapped, and also where a stretch would grow long without it.
    """
    start = 0
    for line in re.finditer(r"[^\n]*\n", text):
        end = line.end()
        whole = not line[0].strip() or len(line[0]) > _WRAPPED or end - start > _LONG
        if whole and text[start:end].strip():
            yield start, end
            start = end
    if start < len(text):
        yield start, len(text)


def _numbered_events(events: Iterable[Event]) -> dict[int, int]:
    """Position -> number, of the events that an ontology knows; the others are marked without a number."""
    coded = [i for i, event in enumerate(events) if event.type is not None]
    return {i: number for number, i in enumerate(coded, 1)}


def _note(rows: list[Row], report: Report, testimony: Testimony, numbered: dict[int, int]) -> None:
    starts = [row.start for row in rows]

    def at(position: int) -> Row:
        return rows[max(bisect_right(starts, position) - 1, 0)]

    for number, statement in enumerate(testimony.statements, 1):
        at(statement.content.start).statements.append((number, statement))
    for mention in testimony.mentions:
        at(mention.span.start).parties.setdefault(mention.span.text, mention.party)
    for place in testimony.places:
        at(place.span.start).places.setdefault(place.span.text, f"{place.kind}, {place.country}")
    for time in testimony.times:
        at(time.span.start).times.append((time.span.text, time.value, _kind(time)))
    for quantity in testimony.quantities:
        at(quantity.span.start).quantities.append((quantity.span.text, _counted(quantity)))
    for i, event in enumerate(testimony.events):
        row = at(event.predicate.start)
        if i in numbered:
            row.events.append((numbered[i], event))
        else:
            row.others.append((event.predicate.text, factuality(event)))
    for piece in report.furniture:
        at(piece.start).furniture.append(piece.kind)


def _kind(time: TimeExpression) -> str:
    counted = f" {time.relation} “{time.anchor.text}”" if time.anchor else ""
    return time.type.lower() + counted


def _counted(quantity: Quantity) -> str:
    """A quantity in words: "at least 10 to 15 fighter, of taliban, kill"."""
    bound = "" if quantity.bound == "exact" else f"{quantity.bound} "
    upper = "" if quantity.upper is None else f" to {quantity.upper:g}"
    owner = f"of {quantity.owner.party or quantity.owner.span.text}" if quantity.owner else ""
    base = f"base “{quantity.base.text}”" if quantity.base else ""
    part = f"part of “{quantity.part_of.text}”" if quantity.part_of else ""
    return ", ".join(
        filter(None, (f"{bound}{quantity.value:g}{upper} {quantity.unit}", owner, base, quantity.harm, part))
    )


def factuality(event: Event) -> str:
    """How certain an event is, in words."""
    words = event.factuality if event.polarity else f"not {event.factuality}"
    return f"{words}, {event.aspect}" if event.aspect else words


# -- marks


def _marks(report: Report, testimony: Testimony, numbered: dict[int, int]) -> Iterator[_Mark]:
    speaking: dict[tuple[str, Span], list[int]] = {}
    for number, statement in enumerate(testimony.statements, 1):
        inner = "inner " if statement.nested_in is not None else ""
        content = statement.content
        yield _Mark(content.start, content.end, f"{inner}content", str(number), f"{number}: {statement.act}")
        speaking.setdefault(("speaker", statement.speaker.span), []).append(number)
        speaking.setdefault(("cue", statement.cue), []).append(number)
        for addressee in statement.addressees:
            speaking.setdefault(("addressee", addressee.span), []).append(number)
    for (kind, span), numbers in speaking.items():
        yield _Mark(span.start, span.end, kind, _listed(numbers), f"{kind} of {_listed(numbers)}")
    for mention in testimony.mentions:
        yield _Mark(mention.span.start, mention.span.end, "mention", title=mention.party)
    for place in testimony.places:
        yield _Mark(place.span.start, place.span.end, "place", title=f"{place.id}: {place.kind}, {place.country}")
    for time in testimony.times:
        yield _Mark(time.span.start, time.span.end, "time", title=time.value)
    for quantity in testimony.quantities:
        yield _Mark(quantity.span.start, quantity.span.end, "quantity", title=f"{quantity.value:g} {quantity.unit}")
    for i, event in enumerate(testimony.events):
        label = f"E{numbered[i]}" if i in numbered else ""
        kind = "event" if label else "predicate"
        yield _Mark(event.predicate.start, event.predicate.end, kind, label, f"{event.type or ''} {factuality(event)}")
    for piece in report.furniture:
        yield _Mark(piece.start, piece.end, "furniture", title=f"page furniture: {piece.kind}")


def _gaps(text: str, rows: list[Row]) -> Iterator[_Mark]:
    """The blank lines between rows: they stay in the page, and the rows' own distance stands for them."""
    for row in rows:
        end = row.start + len(text[row.start : row.end].rstrip())
        if row.start < end < row.end:
            yield _Mark(end, row.end, "gap")


def _listed(numbers: list[int]) -> str:
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ",".join(map(str, numbers))


def _cuts(marks: list[_Mark], rows: list[Row]) -> list[int]:
    return sorted({p for m in marks for p in (m.start, m.end)} | {p for r in rows for p in (r.start, r.end)})


def _covering(marks: list[_Mark], rows: list[Row]) -> list[list[_Mark]]:
    """For each row the marks that touch it, the outer ones first."""
    out: list[list[_Mark]] = [[] for _ in rows]
    starts = [row.start for row in rows]
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        i = max(bisect_right(starts, mark.start) - 1, 0)
        while i < len(rows) and rows[i].start < mark.end:
            out[i].append(mark)
            i += 1
    return out


def _pieces(text: str, row: Row, marks: list[_Mark], cuts: list[int]) -> Iterator[Piece]:
    first = bisect_right(cuts, row.start) - 1
    for start, end in zip(cuts[first:], cuts[first + 1 :], strict=False):
        if start >= row.end:
            return
        over = [m for m in marks if m.start <= start and end <= m.end]
        shown = " ".join(dict.fromkeys(word for m in over for word in m.kind.split()))
        opens = [m for m in over if m.start == start and m.label]
        closes = [m for m in reversed(over) if m.end == end and m.kind.endswith("content")]
        yield from _spelt(
            text[start:end],
            Piece(
                "",
                shown,
                "".join(_opening(m) for m in opens),
                "".join(f"⟧{m.label}" for m in closes),
                "; ".join(m.title for m in over if m.title),
            ),
        )


def _opening(mark: _Mark) -> str:
    if mark.kind.endswith("content"):
        return f"{mark.label}⟦"
    sign = {"speaker": "●", "addressee": "▸", "cue": "", "event": ""}[mark.kind]
    return f"{sign}{mark.label} "


def _spelt(text: str, piece: Piece) -> Iterator[Piece]:
    """A piece, with a piece of its own for each character that would not be seen."""
    parts = re.split(r"([^\n\t -~\u00a1-\u00ac\u00ae-\u02ff])", text) if not text.isascii() else _ascii_parts(text)
    runs: list[tuple[str, bool]] = []
    for part in filter(None, parts):
        odd = len(part) == 1 and _is_hidden(part)
        if runs and not odd and not runs[-1][1]:
            runs[-1] = (runs[-1][0] + part, False)
        else:
            runs.append((part, odd))
    for n, (run, odd) in enumerate(runs):
        yield Piece(
            "" if odd else run,
            piece.marks,
            piece.before if n == 0 else "",
            piece.after if n == len(runs) - 1 else "",
            piece.title,
            _number(run) if odd else "",
        )


def _ascii_parts(text: str) -> list[str]:
    return re.split(r"([\x00-\x08\x0b-\x1f\x7f])", text)
