"""Which passage of a report to show for an event, and which date its words give."""

from __future__ import annotations

import re

from treuga.model import Event, PartialDate, Report, Span, Statement

_BOUNDARY = re.compile(r"[.!?…][”\"’')\]]*\s+|\n\s*\n|\n(?=[A-Z“\"])")
_WINDOW = 600
#: A content longer than this is shown by the sentence that matters.
_LONG = 400
_DATED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?\Z")


def sentence(report: Report, span: Span) -> Span:
    """The sentence around a clause, as far as punctuation and line ends show it, without page furniture."""
    text = report.text
    floor, ceiling = max(0, span.start - _WINDOW), min(len(text), span.end + _WINDOW)
    start = max((found.end() for found in _BOUNDARY.finditer(text, floor, span.start)), default=floor)
    found = _BOUNDARY.search(text, max(span.start, span.end - 2), ceiling)
    end = max(span.end, found.start() + 1 if found else ceiling)
    for part in report.furniture:
        if part.end <= span.start:
            start = max(start, part.end)
        elif part.start >= span.end:
            end = min(end, part.start)
    return _trimmed(text, min(start, span.start), end)


def quotation(report: Report, event: Event, statement: Statement | None) -> Span:
    """The statement's content, or the sentence of it that matters; in the reporter's voice, the sentence."""
    if statement is None:
        return sentence(report, event.span)
    content = statement.content
    inside = content.start <= event.predicate.start < content.end
    if inside and content.end - content.start <= _LONG:
        return content
    around = sentence(report, event.span)
    start, end = max(around.start, content.start), min(around.end, content.end)
    return _trimmed(report.text, start, end) if start < end else event.span


def stated_date(event: Event, published: PartialDate | None) -> PartialDate | None:
    """The date nearest to the predicate that is no later than the report itself; None where there is none."""
    for time in sorted(event.times, key=lambda time: abs(time.span.start - event.predicate.start)):
        found = _DATED.match(time.value) if time.type in ("DATE", "TIME") else None
        if not found:
            continue
        try:
            date = PartialDate("-".join(part for part in found.groups() if part))
        except ValueError:
            continue
        if published is None or date.earliest <= published.latest:
            return date
    return None


def is_past(event: Event, published: PartialDate | None) -> bool:
    """Whether the clause dates the event in the past: a day that is over, or "in recent weeks"."""
    return stated_date(event, published) is not None or any(time.value == "PAST_REF" for time in event.times)


def _trimmed(text: str, start: int, end: int) -> Span:
    whole = text[start:end]
    return Span.on(text, start + len(whole) - len(whole.lstrip()), end - (len(whole) - len(whole.rstrip())))
