"""Where something was, who did it and who decided it, as reports of the same days tell it in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from treuga.model import Span
from treuga.monitor.standing import Principals
from treuga.monitor.telltales import DAYS, MONTHS, SAYING, Fact, Interval, alike, clusters, same_number
from treuga.monitor.versions import Disagreement, DisagreementKind, about, merged, parties_of

_DECIDING = frozenset({"decide", "decision", "resolve", "determine"})
#: How far two clauses on one thing are alike, at least; see `likeness`.
_ALIKE = 0.5
#: Reports that far apart tell of one event, where neither gives its day; of one decision.
_SAME_EVENT, _SAME_DECISION = 3, 7
_NAME = r"[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+){0,2}"
_PLACE = re.compile(
    rf"\b[Ii]n\s+(?:the\s+(?:\w+\s+)?(?:city|town|village|province|district|capital)\s+of\s+)?({_NAME})"
)
#: "Doha, Qatar": the one lies in the other. In a list of towns it does not; to take it so costs a finding only.
_WITHIN = re.compile(rf"({_NAME}),\s+(?:the\s+)?({_NAME})")
_NO_PLACES = frozenset((*DAYS, *MONTHS, "english", "arabic", "january", "god", "twitter", "facebook"))


def day_of(fact: Fact) -> Interval | None:
    """The one span of a few days that the words give; None where they give several, or only a month."""
    short = [day for day in fact.days if (day.last - day.first).days < 4]
    happened = fact.event.factuality in ("happened", "ongoing")
    return short[0] if happened and len({*short}) == 1 and len(fact.days) == 1 else None


def likeness(one: Fact, other: Fact) -> float:
    """The share of the words of the shorter clause that the two have in common."""
    least = min(len(one.words), len(other.words))
    return len(one.words & other.words) / least if least else 0.0


def near(one: Fact, other: Fact, days: int) -> bool:
    """Whether both were told within so many days."""
    return bool(one.told and other.told and abs((one.told - other.told).days) <= days)


def doers(told: Sequence[Fact]) -> Iterator[Disagreement]:
    """One deed, done by two; one decision, taken by two."""
    firm = [f for f in told if f.actors and f.event.polarity and f.event.factuality in ("happened", "ongoing")]
    for kind, several, differ in (
        ("who decided", [f for f in firm if f.event.lemma in _DECIDING], _decided_by_another),
        ("who did it", [f for f in firm if f.event.lemma not in SAYING | _DECIDING], _done_by_another),
    ):
        for group in clusters(several, differ):
            versions = merged((", ".join(sorted({*fact.event.actors})), fact) for fact in group)
            which: DisagreementKind = "who decided" if kind == "who decided" else "who did it"
            yield Disagreement(which, "", _deed(group), versions, parties_of(group))


def _decided_by_another(one: Fact, other: Fact) -> bool:
    if not _apart(one, other) or likeness(one, other) < _ALIKE:
        return False
    return _same_days(one, other, _SAME_DECISION)


def _done_by_another(one: Fact, other: Fact) -> bool:
    """Two must agree on what was done, to whom or how many: "troops left" alone can be told of many armies."""
    if not _apart(one, other) or len(one.words & other.words) < 2 or likeness(one, other) < _ALIKE:
        return False
    if not _same_days(one, other, _SAME_EVENT) or bool(one.owners) != bool(other.owners):
        return False
    theirs = {*one.event.recipients} & {*other.event.recipients} or one.owners & other.owners
    numbers = any(
        a.unit.casefold() == b.unit.casefold() and a.value == b.value and same_number(a, b)
        for a in one.event.quantities
        for b in other.event.quantities
    )
    return bool(theirs) or numbers


def _apart(one: Fact, other: Fact) -> bool:
    """Whether two reports name others as the doers: within one report, it is two deeds."""
    return one.source is not other.source and one.actors.isdisjoint(other.actors)


def _same_days(one: Fact, other: Fact, apart: int) -> bool:
    first, second = day_of(one), day_of(other)
    if first and second:
        return first.meets(second)
    return not (one.days or other.days) and near(one, other, apart)


def _deed(group: Sequence[Fact]) -> str:
    shared = frozenset.intersection(*(fact.words for fact in group))
    return " ".join((group[0].event.lemma, *sorted(shared)))


def places(told: Sequence[Fact], registry: Principals) -> Iterator[Disagreement]:
    """One event, in two places of which neither is said to lie in the other."""
    within: set[tuple[str, str]] = set()
    for text in {id(f.source): f.source.report.text for f in told}.values():
        within |= {(inner.casefold(), outer.casefold()) for inner, outer in _WITHIN.findall(text)}
    found: dict[int, str] = {}
    located: list[Fact] = []
    for fact in told:
        happened = fact.event.polarity and fact.event.factuality in ("happened", "ongoing")
        place = _place(fact, registry) if happened and fact.event.lemma not in SAYING else ""
        if place:
            bare = replace(fact, words=fact.words - {*place.casefold().split(), *place.casefold().split("-")})
            found[id(bare)] = place
            located.append(bare)

    def differ(one: Fact, other: Fact) -> bool:
        return _elsewhere(one, found[id(one)], other, found[id(other)], within)

    for group in clusters(located, differ):
        versions = merged((found[id(fact)], fact) for fact in group)
        yield Disagreement("place", "", about(group), versions, parties_of(group))


def _elsewhere(one: Fact, here: str, other: Fact, there: str, within: set[tuple[str, str]]) -> bool:
    first, second = here.casefold(), there.casefold()
    if one.source is other.source or first in second or second in first:
        return False
    if (first, second) in within or (second, first) in within:
        return False
    if not one.actors or one.actors.isdisjoint(other.actors):
        return False
    return alike(one, other) >= 2 and likeness(one, other) >= _ALIKE and _same_days(one, other, _SAME_EVENT)


def _place(fact: Fact, registry: Principals) -> str:
    """The one place that a clause names ("in Linden"); nothing where it names none, or several."""
    clause = fact.event.span
    named: Mapping[str, None] = dict.fromkeys(
        match[1]
        for match in _PLACE.finditer(clause.text)
        if match[1].casefold() not in _NO_PLACES and not _somebody(fact, clause.start + match.start(1), registry)
    )
    return next(iter(named)) if len(named) == 1 else ""


def _somebody(fact: Fact, at: int, registry: Principals) -> bool:
    """Whether a name stands for somebody, and not for a country."""
    for mention in fact.source.testimony.mentions:
        if _holds(mention.span, at):
            party = registry.get(mention.party)
            return party is None or party.kind != "state"
    return False


def _holds(span: Span, at: int) -> bool:
    return span.start <= at < span.end
