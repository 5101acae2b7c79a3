"""Disagreements and their versions: one thing as each of those who tell it has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from treuga.model import PartialDate, Span
from treuga.monitor.telltales import Fact

DisagreementKind = Literal[
    "signing date", "claims", "wording", "decision", "who decided", "who did it", "date", "place", "number",
    "yes or no", "one side",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """One way in which it is told.

    Attributes:
        value: the day, number or claim.
        witness: whose word it is: a party, an outlet, or ``the agreement``.
        report, report_name, outlet, published: where it stands; empty for the agreement itself.
        span: the sentence; None for the agreement itself.
        copies: how many more reports carry the same story.
    """

    value: str
    witness: str
    report: str = ""
    report_name: str = ""
    outlet: str = ""
    published: PartialDate | None = None
    span: Span | None = None
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something that is told in two ways or more.

    Attributes:
        agreement: whose matter it is; empty where no agreement's.
        about: what is told differently, in words.
        parties: who is concerned.
        note: what to know about it.
    """

    kind: DisagreementKind
    agreement: str
    about: str
    versions: tuple[Version, ...]
    parties: frozenset[str] = frozenset()
    note: str = ""


def merged(valued: Iterable[tuple[str, Fact]]) -> tuple[Version, ...]:
    """Versions by date; a story in several copies, or told twice in one report, once."""
    kept: dict[tuple[str, str, str], tuple[Fact, set[str]]] = {}
    for value, fact in valued:
        key = (value, fact.voice if fact.of_party else "", fact.source.group)
        _, carriers = kept.setdefault(key, (fact, set()))
        carriers.add(fact.source.report.id)
    out = [replace(told_by(key[0], fact), copies=len(carriers) - 1) for key, (fact, carriers) in kept.items()]
    return tuple(sorted(out, key=lambda v: (v.published.latest if v.published else dt.date.max, v.report_name)))


def told_by(value: str, fact: Fact) -> Version:
    """One version: what a fact tells, and where."""
    report = fact.source.report
    return Version(value, fact.voice, report.id, report.name, report.outlet, report.published, fact.quote)


def about(group: Sequence[Fact]) -> str:
    """What the events have in common, in their own words."""
    shared = frozenset.intersection(*(fact.words for fact in group))
    actors = sorted({actor for fact in group for actor in fact.event.actors})
    return " ".join(dict.fromkeys((*actors, group[0].event.lemma, *sorted(shared))))


def parties_of(group: Sequence[Fact]) -> frozenset[str]:
    """All parties that are named in some facts."""
    return frozenset(party for fact in group for party in fact.parties)
