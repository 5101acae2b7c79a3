"""Full-text search that no user's text can break, with every hit as a passage of the canonical text."""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from treuga.errors import LedgerError
from treuga.ledger import codes, rows
from treuga.model import PartialDate, Report, Span

SearchKind = Literal["statements", "reports"]

#: Characters of a snippet, more or less: it ends at the edge of a word.
WIDTH: Final = 240
_MAX_TERMS: Final = 64
_TERM: Final = re.compile(r'"([^"]*)"?|([^\s"]+)')

_STATEMENTS: Final = """
    SELECT s.report, s.position, s.content_start, highlight(statements_search, 0, :mark, :mark), s.content_text,
           bm25(statements_search)
    FROM statements_search JOIN statements AS s ON s.n = statements_search.rowid
    WHERE statements_search MATCH :query ORDER BY rank, s.n"""
_REPORTS: Final = """
    SELECT r.n, NULL, 0, highlight(reports_search, 1, :mark, :mark), r.text, bm25(reports_search, 4.0, 1.0)
    FROM reports_search JOIN reports AS r ON r.n = reports_search.rowid
    WHERE reports_search MATCH :query ORDER BY bm25(reports_search, 4.0, 1.0), r.n"""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One passage that was found.

    Attributes:
        report: id of the report, with its name, title, outlet and publication date.
        snippet: the passage around the matches, on the report's canonical text.
        matches: the words that match, inside the snippet, on the canonical text; empty where only the title matches.
        statement: position of the statement in the testimony; None in a search of reports.
        score: higher is better; only comparable within one search.
    """

    report: str
    name: str
    title: str
    outlet: str
    published: PartialDate | None
    snippet: Span
    matches: tuple[Span, ...]
    statement: int | None
    score: float


def to_match(query: str) -> str:
    """A user's words as an FTS5 expression that is always valid: all terms must occur.

    Text in double quotation marks is a phrase; a word ending in ``*`` stands for all words that begin so. Everything
    else that FTS5 would take for syntax is plain text.
    """
    clean = query.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    terms = []
    for found in _TERM.finditer(clean):
        phrase, word = found.groups()
        if word is None:
            terms.append(f'"{phrase}"')
        else:
            terms.append(f'"{word.rstrip("*")}"' + (" *" if word.endswith("*") and word.rstrip("*") else ""))
    # Terms without a letter or digit are empty to FTS5, which drops them in a list like this.
    return " ".join(term for term in terms[:_MAX_TERMS] if term != '""')


def search(db: sqlite3.Connection, query: str, kind: SearchKind, limit: int) -> list[SearchHit]:
    """See `Ledger.search`."""
    statement = {"statements": _STATEMENTS, "reports": _REPORTS}.get(kind)
    if statement is None:
        raise LedgerError(codes.NO_KIND, f"there is no search in '{kind}'")
    match = to_match(query)
    if not match or limit <= 0:
        return []
    # The mark cannot stand in a text that was written before it was drawn.
    mark = f"\x02{secrets.token_hex(8)}\x03"
    hits: list[SearchHit] = []
    reports: dict[int, Report] = {}
    for number, position, offset, marked, text, rank in db.execute(statement, {"mark": mark, "query": match}):
        if number not in reports:
            row = db.execute(f"{rows.REPORTS.select} WHERE n = ?", (number,)).fetchone()
            reports[number] = rows.REPORTS.decode(row)
        found = _marked_spans(marked, mark, text)
        hit = _hit(reports[number], position, (offset, offset + len(text)), found, score=-rank)
        if hit is not None:
            hits.append(hit)
        if len(hits) == limit:
            break
    return hits


def _hit(
    report: Report, position: int | None, place: tuple[int, int], found: list[tuple[int, int]], *, score: float
) -> SearchHit | None:
    """The hit, or None where the words stand in page furniture only, from which nothing is quoted."""
    low, high = place
    quotable = [(a + low, b + low) for a, b in found]
    quotable = [(a, b) for a, b in quotable if not any(a < mark.end and mark.start < b for mark in report.furniture)]
    if found and not quotable:
        return None
    start, end = _window(report, low, high, quotable)
    return SearchHit(
        report=report.id,
        name=report.name,
        title=report.title,
        outlet=report.outlet,
        published=report.published,
        snippet=Span.on(report.text, start, end),
        matches=tuple(Span.on(report.text, a, b) for a, b in quotable if start <= a and b <= end),
        statement=position,
        score=score,
    )


def _marked_spans(marked: str, mark: str, text: str) -> list[tuple[int, int]]:
    """Where the marked passages stand in the text without marks."""
    parts = marked.split(mark)
    if len("".join(parts)) != len(text):
        return []  # a text with NUL characters, behind which SQLite does not look: no places rather than wrong ones
    spans, at = [], 0
    for i, part in enumerate(parts):
        if i % 2:
            spans.append((at, at + len(part)))
        at += len(part)
    return spans


def _window(report: Report, low: int, high: int, found: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch of about `WIDTH` characters within [low, high), free of furniture, that holds the most matches."""
    text, stretches = report.text, list(_free(report, low, high))
    if found:
        best = max(range(len(found)), key=lambda i: (len(list(_within(found, i))), -i))
        start, end = found[best][0], max(b for _, b in _within(found, best))
        low, high = next(((a, b) for a, b in stretches if a <= start < b), (start, end))
        end = min(end, high)
    else:
        low, high = next(((a, b) for a, b in stretches if not text[a:b].isspace()), (low, low))
        start = end = low
    spare = max(0, WIDTH - (end - start)) // 2
    first = _edge(text, start, max(low, start - spare), low)
    return first, _edge(text, end, min(high, end + spare), high)


def _free(report: Report, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The parts of [low, high) that are no furniture."""
    for mark in report.furniture:
        if mark.end > low and mark.start < high:
            if mark.start > low:
                yield low, mark.start
            low = mark.end
    if low < high:
        yield low, high


def _within(found: list[tuple[int, int]], first: int) -> Iterator[tuple[int, int]]:
    """The matches from the given one on that fit into a snippet."""
    limit = found[first][0] + WIDTH
    for i in range(first, len(found)):
        if i == first or found[i][1] <= limit:
            yield found[i]
        else:
            return


def _edge(text: str, match: int, at: int, bound: int) -> int:
    """Move a cut towards the match, to the edge of a word, unless it is at the bound or the word has no end."""
    if at == bound:
        return at
    step = 1 if at < match else -1
    place = at
    while place != match and not (text[place - 1].isspace() if step > 0 else text[place : place + 1].isspace()):
        place += step
    return at if place == match else place
