"""`TimeComponent`: time expressions (TIMEX3) with values resolved against the publication date.

The rules are in ``times_absolute``, ``times_relative`` and ``times_durations``; here they are run, and of their matches
the best are chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from treuga.extract import times_absolute, times_durations, times_relative  # noqa: F401  they register their rules
from treuga.extract.extensions import in_furniture, register
from treuga.extract.times_calendar import Anchor
from treuga.extract.times_grammar import ALSO, RULES, TRIGGER, Context, Meaning
from treuga.extract.times_tense import Tense
from treuga.model import PartialDate, Span, TimeExpression

#: What may stand between a day and a time of day of one expression: "Monday at 5 p.m.", "5 p.m. on Monday".
_JOINT = re.compile(r",?\s{1,3}(?:(?:at|on|by)\s{1,3}(?:about\s|around\s)?)?\Z", re.IGNORECASE)
#: "Wednesday and Thursday": what joins two dates that lie in the same direction.
_COORDINATION = re.compile(r",?\s{1,3}(?:and|or|to|until|through)\s{1,3}(?:on\s)?\Z|,\s\Z|[-–]\Z", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z|XXXX-WXX-\d\Z|XXXX-\d\d-\d\d\Z")
_SAME_SENTENCE = re.compile(r"[^.!?\n]{0,120}\Z")
_SPACE = re.compile(r"\s")
#: How far a match can reach from its trigger word.
_LEFT, _RIGHT = 80, 60
_POSSESSIVE = re.compile(r"[’']s?\Z")


class TimeComponent:
    """Sets ``doc._.times``; reads ``doc._.published``, ``doc._.furniture``, and tags and parse where there are any."""

    def __init__(self, nlp: Language | None = None) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Find the time expressions of a document."""
        doc._.times = find_times(doc)
        return doc


def find_times(doc: Doc) -> tuple[TimeExpression, ...]:
    """The time expressions of a document, in text order, not overlapping, none in page furniture."""
    text = doc.text
    tense = Tense(doc)
    published: PartialDate | None = doc._.published
    context = Context(text, Anchor(published), tense.direction, tense.tag, tense.hangs_on_noun)
    context.direction = _shared_direction(context, tense)
    results: list[TimeExpression] = []
    end_of_last = 0
    for start, end, _, found, meaning in _candidates(text):
        if start < end_of_last or in_furniture(doc, start, end):
            continue
        answer = meaning(found, context)
        if answer is None or not answer[1].isascii():  # digits of another script
            continue
        kind, value = answer
        results.append(TimeExpression(_span(text, start, end), kind, value))
        end_of_last = context.end_of_last = end
        if kind in ("DATE", "TIME") and not value.endswith("_REF"):
            context.last_value, context.last_end = value, end
    return tuple(_dated(text, _merged(text, results)))


def _candidates(text: str) -> list[tuple[int, int, int, re.Match[str], Meaning]]:
    """All matches of all rules: by start, then longest, then in the order of the rules."""
    windows = _windows(text)
    found: list[tuple[int, int, int, re.Match[str], Meaning]] = []
    for order, rule in enumerate(RULES):
        for first, last in windows.get(rule.needs, ()):
            for match in rule.pattern.finditer(text, first, last):
                start, end = match.span("span") if "span" in rule.pattern.groupindex else match.span()
                found.append((start, -end, order, match, rule.meaning))
    found.sort(key=lambda item: item[:3])
    return [(start, -end, order, match, meaning) for start, end, order, match, meaning in found]


def _windows(text: str) -> dict[str, list[tuple[int, int]]]:
    """The stretches of text, by kind of trigger, in which rules that need it can match."""
    windows: dict[str, list[tuple[int, int]]] = {}
    for found in TRIGGER.finditer(text):
        kind = str(found.lastgroup)
        first, last = max(found.start() - _LEFT, 0), min(found.end() + _RIGHT, len(text))
        for needs in (kind, *ALSO.get(kind, ())):
            ranges = windows.setdefault(needs, [])
            if ranges and first <= ranges[-1][1]:
                ranges[-1] = (ranges[-1][0], last)
            else:
                ranges.append((first, last))
    return {needs: [_on_gaps(text, first, last) for first, last in ranges] for needs, ranges in windows.items()}


def _on_gaps(text: str, first: int, last: int) -> tuple[int, int]:
    """Move the ends of a window outward to white space near it, for no match may end inside a word."""
    left = max(text.rfind(" ", max(first - 30, 0), first), text.rfind("\n", max(first - 30, 0), first))
    gap = _SPACE.search(text, last, last + 30)
    return max(left, 0) if left >= 0 else first, gap.start() if gap else last


def _shared_direction(context: Context, tense: Tense) -> Callable[[int, int], int]:
    """The tense around an expression; a date that is coordinated with the one before shares its direction."""
    last = 0

    def direction(start: int, end: int) -> int:
        nonlocal last
        between = context.text[context.end_of_last : start] if 0 < start - context.end_of_last < 16 else ""
        if not (between and _COORDINATION.match(between)):
            last = tense.direction(start, end)
        return last

    return direction


def _span(text: str, start: int, end: int) -> Span:
    possessive = _POSSESSIVE.search(text, start, end)
    return Span.on(text, start, possessive.start() if possessive else end)


def _merged(text: str, times: list[TimeExpression]) -> list[TimeExpression]:
    """Join a day and a time of day that stand beside each other."""
    merged: list[TimeExpression] = []
    for time in times:
        last = merged[-1] if merged else None
        if (
            last is not None
            and time.span.start - last.span.end < 20
            and _JOINT.match(text[last.span.end : time.span.start])
        ):
            day, clock = (last, time) if _DAY.match(last.value) else (time, last)
            if _DAY.match(day.value) and clock.value.startswith("T"):
                span = Span.on(text, last.span.start, time.span.end)
                merged[-1] = TimeExpression(span, "TIME", day.value + clock.value)
                continue
        merged.append(time)
    return merged


def _dated(text: str, times: list[TimeExpression]) -> list[TimeExpression]:
    """Give a time of day the day that its own sentence names before it; else it stays without one."""
    day: TimeExpression | None = None
    dated: list[TimeExpression] = []
    for time in times:
        if _DAY.match(time.value):
            day = time
        elif time.value.startswith("T") and day is not None and _near(text, day, time):
            time = TimeExpression(time.span, "TIME", day.value + time.value)  # noqa: PLW2901
        dated.append(time)
    return dated


def _near(text: str, day: TimeExpression, time: TimeExpression) -> bool:
    distance = time.span.start - day.span.end
    return distance < 120 and bool(_SAME_SENTENCE.match(text[day.span.end : time.span.start]))
