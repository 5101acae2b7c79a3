"""What reports tell of the world, made comparable: who tells it, of what, when it was, and how much of it.

A `Fact` is one event with the words, parties, numbers and days that it gives. `treuga.monitor.disagree` compares them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from treuga.model import Event, PartialDate, Quantity, Report, Span, Statement, Testimony
from treuga.monitor.quote import bounds, quotation
from treuga.monitor.standing import Principals

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
#: Words that tell when, how many, or nothing: they make no two events the same.
_EMPTY = frozenset((
    *DAYS, *MONTHS, "day", "week", "month", "year", "today", "yesterday", "tomorrow", "morning", "evening", "night",
    "more", "less", "other", "same", "such", "few", "many", "most", "least", "last", "next", "first", "out", "up",
    "down", "over", "back", "cent", "percent", "number", "about", "statement", "government", "official", "minister",
    "president", "spokesman", "spokesperson", "secretary", "general", "our", "their", "his", "its",
))  # fmt: skip
#: To say something is no event that two reports could date differently: people say things every day.
SAYING = frozenset({
    "say", "tell", "add", "state", "note", "write", "tweet", "comment", "speak", "reiterate", "repeat", "stress",
    "underline", "explain", "publish", "report", "call", "urge", "ask", "have", "be", "do", "go", "come", "continue",
})  # fmt: skip
#: Facts that were told further apart are not compared.
_SAME_WEEKS = 60
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?\Z")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})\Z")


class Interval(NamedTuple):
    """The days between which something was, both included."""

    first: dt.date
    last: dt.date

    def meets(self, other: Interval) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def gap(self, other: Interval) -> int:
        """Days between them; 0 where they meet."""
        return max((self.first - other.last).days, (other.first - self.last).days, 0)

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        whole = PartialDate(self.first.isoformat()[:7])
        return whole.iso if (whole.earliest, whole.latest) == self else f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Source:
    """A report with what it says, and who speaks for whom at its date."""

    report: Report
    testimony: Testimony
    group: str
    principals: Mapping[str, tuple[str, ...]]

    def stands_for(self, parties: Iterable[str]) -> frozenset[str]:
        """The parties and all for whom they speak."""
        return frozenset(one for party in parties for one in self.principals.get(party, (party,)))


@dataclass(frozen=True, slots=True)
class Fact:
    """An event as one voice of one report tells it.

    Attributes:
        voice: the party for whom the speaker speaks; the outlet (or report) in the reporter's own voice.
        of_party: the voice is a party's, not a reporter's.
        words: content words, without those that only tell when or how many.
        actors, owners, parties: who does it, whose the objects are, all who are named; with those they speak for.
        days: when, to the day or month, where told.
    """

    source: Source
    event: Event
    statement: Statement | None
    voice: str
    of_party: bool
    words: frozenset[str]
    actors: frozenset[str]
    owners: frozenset[str]
    parties: frozenset[str]
    days: tuple[Interval, ...] = field(default=())

    @property
    def told(self) -> dt.date | None:
        """The last day on which the report can have been published."""
        return self.source.report.published.latest if self.source.report.published else None

    @property
    def quote(self) -> Span:
        """The sentence to show for it."""
        return quotation(self.source.report, self.event, self.statement)

    def lies_in(self, other: Fact) -> bool:
        """Whether its clause is a part of the other's."""
        mine, theirs = self.event.span, other.event.span
        return self.source is other.source and theirs.start <= mine.start and mine.end <= theirs.end


def sources(
    reports: Iterable[Report], testimonies: Iterable[Testimony], registry: Principals, groups: Mapping[str, str]
) -> list[Source]:
    """Pair reports with what they say; a group stands for copies of one story, which count once."""
    said = {testimony.report: testimony for testimony in testimonies}
    out = []
    for report in reports:
        testimony = said.get(report.id)
        if testimony is None:
            continue
        named = {m.party for m in testimony.mentions} | {s.speaker.party or "" for s in testimony.statements}
        for event in testimony.events:
            named.update(event.actors, event.recipients, event.owners)
        known = {party: registry.principals(party, report.published) or (party,) for party in named if party}
        out.append(Source(report, testimony, groups.get(report.id, report.id), known))
    return out


def facts(source: Source) -> Iterator[Fact]:
    """All events of a report that are told as having been so, or said to be so by someone."""
    testimony, outlet = source.testimony, source.report.outlet or source.report.name
    mentions = sorted(testimony.mentions, key=lambda mention: mention.span.start)
    for event in testimony.events:
        statement = None if event.statement is None else testimony.statements[event.statement]
        speaker = statement.speaker.party if statement else None
        named = {m.party for m in mentions if event.span.start <= m.span.start < event.span.end}
        parties = source.stands_for((*named, *event.actors, *event.recipients, *event.owners))
        ids = {part for party in (*parties, *named) for part in (party, *party.split("-"))}
        yield Fact(
            source=source,
            event=event,
            statement=statement,
            voice=source.principals.get(speaker, (speaker,))[-1] if speaker else _unnamed(statement, outlet),
            of_party=speaker is not None,
            words=frozenset(w.casefold() for w in event.words if len(w) > 2) - _EMPTY - ids,
            actors=source.stands_for(event.actors),
            owners=source.stands_for(event.owners),
            parties=parties,
            days=tuple(days_of(event, source.report.published, source.report.text)),
        )


def _unnamed(statement: Statement | None, outlet: str) -> str:
    return statement.speaker.span.text.strip() or outlet if statement else outlet


def days_of(event: Event, published: PartialDate | None, text: str) -> Iterator[Interval]:
    """The days, or the month, that the words of an event give."""
    for time in event.times:
        if time.type not in ("DATE", "TIME"):
            continue
        found = None if bounds(time, event, text) else interval(time.value)
        if found and (published is None or found.first <= published.latest):
            yield found


def interval(value: str) -> Interval | None:
    """The days of a TIMEX value that names days or one month; None for years, weeks, seasons and vague times."""
    try:
        if found := _RANGE.match(value):
            return Interval(dt.date.fromisoformat(found[1]), dt.date.fromisoformat(found[2]))
        if found := _DATE.match(value):
            return Interval(*[dt.date.fromisoformat(found[1])] * 2)
        if len(value) == 7:
            month = PartialDate(value)
            return Interval(month.earliest, month.latest)
    except ValueError:
        pass
    return None


def alike(one: Fact, other: Fact) -> int:
    """How many content words two events share; -1 where their verbs, doers or owners speak against one event."""
    if one.event.lemma.casefold() != other.event.lemma.casefold():
        return -1
    if one.actors and other.actors and one.actors.isdisjoint(other.actors):
        return -1
    if bool(one.owners) != bool(other.owners) or (one.owners and one.owners.isdisjoint(other.owners)):
        return -1
    return len(one.words & other.words)


def same_number(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers can both be true: within what rounding, "about", "at least" and "at most" allow."""
    low, high = sorted((one, other), key=lambda quantity: quantity.value)
    if high.value <= low.value * 1.1 or high.value > low.value * 20:  # far apart, they count different things
        return True
    return low.bound == "at least" or high.bound == "at most"


def clusters(told: Sequence[Fact], differ: Callable[[Fact, Fact], bool]) -> Iterator[list[Fact]]:
    """Groups of facts that are linked by disagreement; each pair is of another voice or report, and no copy."""
    by_lemma: dict[str, list[Fact]] = {}
    for fact in told:
        by_lemma.setdefault(fact.event.lemma.casefold(), []).append(fact)
    for several in by_lemma.values():
        several.sort(key=lambda fact: fact.told or dt.date.min)
        links: dict[int, set[int]] = {}
        for i, j in _near_pairs(several):
            one, other = several[i], several[j]
            apart = one.voice != other.voice or one.source.group != other.source.group
            copies = one.source is not other.source and one.source.group == other.source.group
            if apart and not copies and differ(one, other):
                links.setdefault(i, set()).add(j)
                links.setdefault(j, set()).add(i)
        yield from ([several[i] for i in sorted(group)] for group in _connected(links))


def _near_pairs(told: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    """Positions of two facts, in order of time, that were told within the same weeks, or without a date."""
    for i, one in enumerate(told):
        for j in range(i + 1, len(told)):
            later = told[j].told
            if one.told and later and (later - one.told).days > _SAME_WEEKS:
                break
            yield i, j


def _connected(links: Mapping[int, set[int]]) -> Iterator[set[int]]:
    seen: set[int] = set()
    for start in links:
        if start in seen:
            continue
        group, ahead = {start}, [start]
        while ahead:
            new = links[ahead.pop()] - group
            group |= new
            ahead += new
        seen |= group
        yield group
