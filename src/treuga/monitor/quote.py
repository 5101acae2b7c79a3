"""Which passage of a report to show for an event, and which date its words give."""

from __future__ import annotations

import re
from collections.abc import Iterable

from treuga.model import Event, PartialDate, Report, Span, Statement, TimeExpression

_BOUNDARY = re.compile(r"[.!?…][”\"’')\]]*\s+|\n\s*\n|\n(?=[A-Z“\"]|[-–•\uf0a7\uf0b7] )")
_WINDOW = 600
#: A content longer than this is shown by the sentence that matters.
_LONG = 400
#: Between a date and a predicate, the end of another sentence: a stop before a capital (no initial), or a new block.
_BREAK = re.compile(
    r"(?<![A-Z.][A-Za-z])[.!?][”\"’')\]]*\s+[“\"‘(]?[A-Z]|\n\s*\n|\n(?=[A-Z“\"]|[-–•\uf0a7\uf0b7] )|[\uf0a7\uf0b7•▪]"
)
#: How far before a date its preposition is looked for.
_LOOK_BACK = 80
#: "since", at once or over a few words ("after the talks in Oz on 3 May"); "two weeks after" counts from elsewhere.
_BOUND = re.compile(
    r"\b(?:(?:since|until|till|before|after|following|prior to|ahead of|pending)(?: [^\s.,;:!?()]+){0,5}"
    r"|(?:from|by|between|through|up to|no later than)(?: (?:the|early|mid|late|about|around|(?:end|start) of))*)"
    r"[\s-]*\Z",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:than|compared (?:with|to)|relative to|versus|unlike)(?: [^\s.,;:!?()]+){0,3}"
    r" (?:in|on|of|during|for|from)(?: (?:the|early|mid|late))*[\s-]*\Z",
    re.IGNORECASE,
)
_OF = re.compile(r"([^\W\d_]+)(?: of|,? dated)(?: the)?\s+\Z", re.IGNORECASE)
_PARTS_OF_TIME = frozenset(
    "morning afternoon evening night noon midnight hour hours day days week weeks weekend month months quarter year "
    "beginning start end middle half course rest eve dawn most much part spring summer autumn winter".split()
)
#: "The 2015 agreement" names a paper, and says nothing of when it was broken.
_DEFINITE = re.compile(r"\b(?:the|its|their|his|her|our|this|that)\s+\Z", re.IGNORECASE)
_PAPER = re.compile(
    r"['’]?s?\s+(?:[^\W\d_]+\s+){0,2}(?:agreement|accord|deal|package|protocol|memorandum|addendum|decision|declaration|"
    r"resolution|commitment|treaty|pact|communiqu[eé]|statement|roadmap|plan)s?\b",
    re.IGNORECASE,
)
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


def bounds(time: TimeExpression, event: Event, text: str) -> bool:
    """Whether a date only bounds, compares or names: "since May", "fewer than in May", "the decision of 3 May".

    None of these is the day on which what the event's clause tells took place; that of "the attack of 3 May" itself is.
    """
    if time.relation:
        return True
    before = text[max(0, time.span.start - _LOOK_BACK) : time.span.start]
    if _BOUND.search(before) or _COMPARED.search(before):
        return True
    owner = _OF.search(before)
    named = owner is not None and owner[1].casefold() not in _PARTS_OF_TIME
    if named and owner and time.span.start - len(before) + owner.start(1) == event.predicate.start:
        return False
    return named or bool(_DEFINITE.search(before) and _PAPER.match(text, time.span.end))


def stated_date(event: Event, report: Report, events: Iterable[Event] = ()) -> PartialDate | None:
    """The day of an event by the words of its own clause; None where they give none, which is no day and not today.

    Of several, the nearest counts. A date in another sentence (a header may be glued to a clause), in a narrower clause
    inside, in a bound or a comparison, or after the report itself, is none.

    Args:
        event: what was told.
        report: where.
        events: the others of the report, which have dates of their own.
    """
    published = report.published
    inner = [e.span for e in events if e.pos == "verb" and _inside(e.span, event)]
    for time in sorted(event.times, key=lambda time: abs(time.span.start - event.predicate.start)):
        found = _DATED.match(time.value) if time.type in ("DATE", "TIME") else None
        if not found or bounds(time, event, report.text) or not _same_sentence(report.text, time.span, event.predicate):
            continue
        if any(span.start <= time.span.start and time.span.end <= span.end for span in inner):
            continue
        try:
            date = PartialDate("-".join(part for part in found.groups() if part))
        except ValueError:
            continue
        if published is None or date.earliest <= published.latest:
            return date
    return None


def is_past(event: Event, report: Report) -> bool:
    """Whether the clause dates the event in the past: a day that is over, or "in recent weeks"."""
    return stated_date(event, report) is not None or any(time.value == "PAST_REF" for time in event.times)


def _inside(span: Span, event: Event) -> bool:
    """Whether a clause lies in an event's, and leaves its predicate out."""
    within = event.span.start <= span.start and span.end <= event.span.end
    return within and not span.start <= event.predicate.start < span.end


def _same_sentence(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: span.start)
    return not _BREAK.search(text, first.end, second.start + 1)


def _trimmed(text: str, start: int, end: int) -> Span:
    whole = text[start:end]
    return Span.on(text, start + len(whole) - len(whole.lstrip()), end - (len(whole) - len(whole.rstrip())))
