"""What reports say about the same numbers: "17 attacks in four days", "violence fell by 75 per cent".

A claim keeps its span in the report. Where its days are told they are used; a duration without dates is taken to end on
the day of publication, and says so.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from treuga.model import Quantity, Report, Span, Testimony, TimeExpression

if TYPE_CHECKING:
    from treuga.measures.question import Answer

Kind = Literal["count", "change", "target"]
_INCIDENTS = frozenset(
    "attack incident operation clash ambush bombing blast explosion assault shelling strike airstrike violation raid "
    "battle firefight offensive engagement".split()
)
_DEATHS = frozenset("death fatality dead killed casualty".split())
_VIOLENCE = re.compile(
    r"\b(?:violence|attacks?|incidents?|operations?|clash(?:es)?|hostilities|fighting|bombings?|shelling|violations?)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:f[ae]ll|fallen|fall of|drop(?:ped|s)?|declin\w+|decreas\w+|reduc\w+|lower|down|fewer|less|cut|halved)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:rose|risen|rise|increas\w+|grew|grown|climb\w+|surg\w+|spik\w+|up|higher|more|escalat\w+)\b", re.I
)
_TARGET = re.compile(r"\b(?:target|goal|aim(?:ed)?|benchmark|promised?|agreed|pledged?)\b", re.IGNORECASE)
_END = re.compile(r"[.!?][\"”’']?\s+(?=[\"“‘A-Z])|\n\s*\n")
_DURATION = re.compile(r"P(\d+)([DWM])\Z")
_UNIT_DAYS = {"D": 1, "W": 7, "M": 30}
#: How far back the sentence before may begin.
_BEFORE = 300
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:/(\d{4}-\d{2}-\d{2}))?\Z")


@dataclass(frozen=True, slots=True)
class MeasureClaim:
    """A number that a report gives for violence.

    Attributes:
        kind: ``count``, ``change`` in percent (negative for less), or ``target`` of a reduction in percent.
        what: ``incidents`` or ``deaths``.
        span: the quantity; ``sentence`` the whole sentence.
        first, last: the days that are meant; None where nothing tells.
        assumed: the last day is the day of publication, for want of another.
        speaker: party or words of who says so; empty in the reporter's voice.
    """

    kind: Kind
    what: str
    value: float
    bound: str
    span: Span
    sentence: Span
    report: str
    report_name: str
    outlet: str
    published: dt.date | None
    first: dt.date | None
    last: dt.date | None
    assumed: bool
    speaker: str

    @property
    def days(self) -> int | None:
        """How many days are meant."""
        return (self.last - self.first).days + 1 if self.first and self.last else None

    def label(self) -> str:
        """The number in words, short."""
        sign = {"at least": "≥ ", "at most": "≤ ", "about": "about "}.get(self.bound, "")
        if self.kind == "count":
            span = f" in {self.days} days" if self.days else ""
            return f"{sign}{self.value:,.0f} {self.what}{span}"
        if self.kind == "target":
            return f"target {sign}−{abs(self.value):g}%"
        return f"{sign}{'−' if self.value < 0 else '+'}{abs(self.value):g}%"


def find_claims(report: Report, testimony: Testimony) -> Iterator[MeasureClaim]:
    """All such numbers of one report, in the order of its text."""
    published = report.published.latest if report.published and report.published.precision == "day" else None
    for quantity in testimony.quantities:
        if any(f.start < quantity.span.end and quantity.span.start < f.end for f in report.furniture):
            continue
        sentence = _sentence(report.text, quantity.span)
        read = _read(quantity, sentence, report.text[max(0, sentence.start - _BEFORE) : sentence.start])
        if read is None:
            continue
        kind, what, value = read
        times = [t for t in testimony.times if sentence.start <= t.span.start and t.span.end <= sentence.end]
        first, last, assumed = _days(times, published)
        if kind == "count" and first is None:
            continue  # a number of attacks in nobody knows which days measures nothing
        speaker = _speaker(testimony, quantity.span)
        yield MeasureClaim(kind, what, value, quantity.bound, quantity.span, sentence, report.id, report.name,
                           report.outlet, published, first, last, assumed, speaker)  # fmt: skip


def of_reports(pairs: Iterable[tuple[Report, Testimony]]) -> list[MeasureClaim]:
    """The claims of several reports, by publication."""
    found = [claim for report, testimony in pairs for claim in find_claims(report, testimony)]
    return sorted(found, key=lambda c: (c.published or dt.date.max, c.report_name, c.span.start))


def _read(quantity: Quantity, sentence: Span, before: str) -> tuple[Kind, str, float] | None:
    unit = quantity.unit.lower().split()[-1:] or [""]
    if unit[0] in _INCIDENTS:
        return "count", "incidents", quantity.value
    if unit[0] in _DEATHS:
        return "count", "deaths", quantity.value
    if unit[0] not in ("percent", "%", "per cent"):
        return None
    text, at = sentence.text, quantity.span.start - sentence.start
    # "That is a fall of 75 per cent": of what, the sentence before says, if it is of the same paragraph.
    if not _VIOLENCE.search(text) and not _VIOLENCE.search(before.rpartition("\n\n")[2]):
        return None
    less, more = _nearest(_LESS, text, at), _nearest(_MORE, text, at)
    if _TARGET.search(text):
        return "target", "incidents", -quantity.value
    if less is None and more is None:
        return None
    down = more is None or (less is not None and less <= more)
    return "change", "incidents", -quantity.value if down else quantity.value


def _nearest(words: re.Pattern[str], text: str, at: int) -> int | None:
    return min((abs(found.start() - at) for found in words.finditer(text)), default=None)


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a span; headlines and paragraphs end one as well."""
    start = 0
    for found in _END.finditer(text, max(0, span.start - 1000), span.start):
        start = found.end()
    start = max(start, text.rfind("\n\n", 0, span.start) + 2 if "\n\n" in text[: span.start] else 0)
    after = _END.search(text, span.end, span.end + 1000)
    end = after.start() + 1 if after else min(len(text), span.end + 1000)
    return Span.on(text, start, end)


def _days(times: list[TimeExpression], published: dt.date | None) -> tuple[dt.date | None, dt.date | None, bool]:
    for time in times:
        if time.type == "DATE" and (found := _SPAN.match(time.value)) and found[2]:
            return dt.date.fromisoformat(found[1]), dt.date.fromisoformat(found[2]), False
    for time in times:
        if time.type == "DURATION" and (found := _DURATION.match(time.value)) and published:
            length = int(found[1]) * _UNIT_DAYS[found[2]]
            return published - dt.timedelta(days=length), published - dt.timedelta(days=1), True
    for time in times:
        if time.type == "DATE" and (found := _SPAN.match(time.value)):
            day = dt.date.fromisoformat(found[1])
            return day, day, False
    return None, None, False


def _speaker(testimony: Testimony, span: Span) -> str:
    inside = [s for s in testimony.statements if s.content.start <= span.start and span.end <= s.content.end]
    if not inside:
        return ""
    nearest = min(inside, key=lambda s: s.content.end - s.content.start)
    return nearest.speaker.party or nearest.speaker.span.text


def about(claims: Iterable[MeasureClaim], window: tuple[dt.date, dt.date], slack: int = 14) -> list[MeasureClaim]:
    """The claims that speak of the days of a window: by their own days, else by when they were published.

    Args:
        claims: of any reports.
        window: first and last day.
        slack: days after the window within which an undated claim is taken to speak of it.
    """
    first, last = window
    out = []
    for claim in claims:
        near = claim.published is not None and first <= claim.published <= last + dt.timedelta(days=slack)
        if claim.assumed and near and claim.days == (last - first).days + 1:
            out.append(replace(claim, first=first, last=last))  # "in the seven days", said right after seven days
        elif claim.first and claim.last:
            if claim.first <= last and first <= claim.last:
                out.append(claim)
        elif near:
            out.append(claim)
    return out


def own_count(answer: Answer, claim: MeasureClaim) -> str:
    """What the data count on the days of a claim; empty where they cannot say."""
    if claim.kind != "count" or claim.what != answer.what or claim.first is None or claim.last is None:
        return ""
    low, high = (claim.first - answer.first_day).days, (claim.last - answer.first_day).days + 1
    days = answer.counts[max(0, low) : high]
    if low < 0 or len(days) < high - low or any(math.isnan(day) for day in days):
        return ""
    return f"{sum(days):,.0f} in {high - low} days"
