"""`TimeComponent`: time expressions (TIMEX3) with values resolved against the publication date.

The rules are in ``times_absolute``, ``times_relative`` and ``times_durations``; here they are run, and of their matches
the best are chosen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from treuga.errors import ExtractError
from treuga.extract import codes, times_absolute, times_durations, times_relative  # noqa: F401  they register their rules
from treuga.extract.extensions import in_furniture, register
from treuga.extract.times_anchored import anchored
from treuga.extract.times_calendar import Anchor
from treuga.extract.times_grammar import ALSO, RULES, START, TRIGGER, Context, Meaning, Rule
from treuga.extract.times_quarters import note_quarter
from treuga.extract.times_style import STYLES, restyled
from treuga.extract.times_tense import Tense
from treuga.model import PartialDate, Span, TimeExpression

#: What may stand between a day and a time of day of one expression: "Monday at 5 p.m.", "5 p.m. on Monday".
_JOINT = re.compile(r",?\s{1,3}(?:(?:at|on|by)\s{1,3}(?:about\s|around\s)?)?\Z", re.IGNORECASE)
#: "Wednesday and Thursday": what joins two dates that lie in the same direction.
_COORDINATION = re.compile(r",?\s{1,3}(?:and|or|to|until|through)\s{1,3}(?:on\s)?\Z|,\s\Z|[-–]\Z", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z|XXXX-WXX-\d\Z|XXXX-\d\d-\d\d\Z")
_SAME_SENTENCE = re.compile(r"[^.!?\n]{0,120}\Z")
#: An entry of a running log, to the end of its line; from so many on it is a log.
_LOG_ENTRY = re.compile(r"^[^\S\n]*[0-2]?\d[:.][0-5]\d[^\S\n]{0,3}(?:—|–|-|:|\|)[^\S\n][^\n]*", re.MULTILINE)
_LOG = 3
_SPACE = re.compile(r"\s")
#: How far a match can reach from its trigger word.
_LEFT, _RIGHT = 80, 60
_GROUP_NAME = re.compile(r"(?<=\(\?P[<=])\w+")
_CAPITAL = re.compile(r"\\.|\(\?P|(?P<capital>[A-Z])")
#: Letters that ``re.IGNORECASE`` takes for an "s" and an "i", and that have no such lower case.
_LETTERS = str.maketrans("ſıİ", "sii")
_POSSESSIVE = re.compile(r"[’']s?\Z")


class TimeComponent:
    """Sets ``doc._.times``; reads ``doc._.published``, ``doc._.furniture``, and tags and parse where there are any."""

    def __init__(self, nlp: Language | None = None, style: str = "treuga") -> None:
        register()
        if style not in STYLES:
            raise ExtractError(codes.BAD_STYLE, f"'{style}' is no style of time values: use one of {', '.join(STYLES)}")
        self.style = style

    def __call__(self, doc: Doc) -> Doc:
        """Find the time expressions of a document."""
        doc._.times = find_times(doc, self.style)
        return doc


def find_times(doc: Doc, style: str = "treuga") -> tuple[TimeExpression, ...]:
    """The time expressions of a document, in text order, not overlapping, none in page furniture.

    Args:
        doc: a document; ``doc._.published`` is the anchor of relative dates.
        style: ``treuga``, or ``timeml`` for the words and values of TimeBank (`treuga.extract.times_style`).
    """
    text = doc.text
    tense = Tense(doc)
    published: PartialDate | None = doc._.published
    context = Context(text, Anchor(published), tense.direction, tense.tag, tense.hangs_on_noun, style == "timeml")
    context.direction = _shared_direction(context, tense)
    results: list[TimeExpression] = []
    end_of_last = 0
    for start, end, _, found, meaning in _candidates(text, timeml=context.timeml):
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
            note_quarter(context, value, end)
    times = anchored(doc, _logged(text, context.anchor, _dated(text, _merged(text, results))))
    return tuple(map(restyled, times) if context.timeml else times)


def _candidates(text: str, *, timeml: bool) -> list[tuple[int, int, int, re.Match[str], Meaning]]:
    """All matches of all rules: by start, then longest, then in the order of the rules."""
    lower = text.translate(_LETTERS).lower()
    found: list[tuple[int, int, int, re.Match[str], Meaning]] = []
    for needs, ranges in _windows(text).items():
        sieve, rules = _rules(needs, timeml=timeml)
        for first, last in ranges:
            begins = [any_rule.start() for any_rule in sieve.finditer(lower, first, last)]
            for order, rule in rules if begins else ():
                for match in _matches(rule.pattern, text, begins, last):
                    start, end = match.span("span") if "span" in rule.pattern.groupindex else match.span()
                    found.append((start, -end, order, match, rule.meaning))
    found.sort(key=lambda item: item[:3])
    return [(start, -end, order, match, meaning) for start, end, order, match, meaning in found]


@cache
def _rules(needs: str, *, timeml: bool) -> tuple[re.Pattern[str], list[tuple[int, Rule]]]:
    """The rules that need a trigger, with their order, and a sieve for them.

    Most of the cost of a rule is to look at each place where it could begin. The sieve finds, in the text in lower case
    (where a pattern need not ignore case, which is slow), the few places where any of the rules may match.
    """
    rules = [(n, rule) for n, rule in enumerate(RULES) if rule.needs == needs and (timeml or not rule.timeml)]
    bodies = "|".join(_GROUP_NAME.sub(rf"\g<0>_{n}", rule.pattern.pattern.replace(START, "")) for n, rule in rules)
    lower = _CAPITAL.sub(lambda found: found[0].lower() if found["capital"] else found[0], bodies)
    return re.compile(f"{START}(?={lower.replace('(?-i:', '(?:')})"), rules


def _matches(pattern: re.Pattern[str], text: str, begins: list[int], end: int) -> Iterator[re.Match[str]]:
    """What ``finditer`` finds, given the only places where a match can begin."""
    reached = 0
    for begin in begins:
        match = pattern.match(text, begin, end) if begin >= reached else None
        if match is not None:
            yield match
            reached = match.end()


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


def _logged(text: str, anchor: Anchor, times: list[TimeExpression]) -> list[TimeExpression]:
    """In a running log ("06:10 — shelling resumes") a time of day without a date is of the day of publication."""
    entries = [found.span() for found in _LOG_ENTRY.finditer(text)]
    if len(entries) < _LOG or anchor.date is None or anchor.date.precision != "day":
        return times
    day = anchor.day()
    starts = [start for start, _ in entries]

    def dated(time: TimeExpression) -> TimeExpression:
        i = bisect_right(starts, time.span.start) - 1
        if not time.value.startswith("T") or i < 0 or time.span.start > entries[i][1]:
            return time
        return TimeExpression(time.span, "TIME", day + time.value)

    return [dated(time) for time in times]


def _near(text: str, day: TimeExpression, time: TimeExpression) -> bool:
    distance = time.span.start - day.span.end
    return distance < 120 and bool(_SAME_SENTENCE.match(text[day.span.end : time.span.start]))
