"""Agreements: commitments, gates and talks, as their YAML files declare them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from treuga.model.testimony import PartialDate

Bound = Literal["exactly", "at most", "at least"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How testimony about a commitment is recognised: words, sides and counts; no code.

    An event matches where its predicate is one of ``actions`` (and, where ``objects`` are given, one of them stands in
    its words), or where one of ``objects`` is itself the event noun and carries one of ``states`` as modifier.
    ``context``, where given, asks for at least one of its words or parties in the sentence; ``excluding`` rules out.

    Attributes:
        also: further contexts; the sentence must have at least one word or party of each.
        by: party ids that do it; empty admits any.
        of: party id to whom the objects belong.
        count: number that the text promised, with ``unit``.
        bound: how the number is meant: of ``at most`` ("up to 5,000") fewer is the whole, of ``at least`` more is.
    """

    actions: tuple[str, ...]
    objects: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    of: str = ""
    count: float | None = None
    unit: str = ""
    bound: Bound = "exactly"
    also: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on the way to a deadline by which a part is to be done; it decides no state."""

    expression: str
    date: dt.date | None
    title: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a commitment is due: an expression, the day it gives (None where it cannot be told yet), and variants.

    Attributes:
        expression: as written, for example ``signed + 135 days`` or ``2020-03-10``.
        date: the day it comes to.
        variants: other dates that were announced or reported, with who said so.
        milestones: days on the way to it.
    """

    expression: str
    date: dt.date | None
    variants: tuple[tuple[dt.date, str], ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something in an agreement file comes from, and how sure it is (``read``, ``secondary``, ``general``)."""

    source: str
    certainty: str = "read"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What it takes in one agreement for a claim to be true for both sides.

    Attributes:
        accepted_from: weight from which a claim is accepted, if it is more than what speaks against it.
    """

    accepted_from: int = 2


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later change of one commitment, in force from its date, and known from the day on which it became public.

    Attributes:
        commitment: id of the commitment that it changes.
        date, known: from when it holds, and from when one could know of it; of a month or year, the last day.
        deadline: the new one, if any; ``before`` is the one that it replaced, filled in where it is applied.
        count, unit: the new number that is promised, if any.
        withdrawn: the commitment is no longer owed.
        replaced_by: id of the commitment that is owed instead, and not before; empty where none is.
    """

    commitment: str
    date: PartialDate
    known: PartialDate
    deadline: Deadline | None = None
    before: Deadline | None = None
    count: float | None = None
    unit: str = ""
    withdrawn: bool = False
    replaced_by: str = ""
    sources: tuple[Citation, ...] = ()
    note: str = ""
    line: int = 0

    @property
    def ends(self) -> bool:
        """Whether the commitment is no longer owed once it holds."""
        return self.withdrawn or bool(self.replaced_by)


@dataclass(frozen=True, slots=True)
class Commitment:
    """C(debtor, creditor, antecedent, consequent, deadline), after M. P. Singh (1999, AI and Law 7).

    Attributes:
        debtor, creditor: party ids; allies of either are the agreement's.
        consequent: what is promised, in one sentence.
        antecedent: ids of commitments or the words ``signing`` or ``always``.
        antecedent_text: the condition in words.
        mode: ``achieve`` (once) or ``maintain`` (always).
        performer: party ids that must do it where that is not the debtor.
        in_force: the day from which it is owed, where that is not the day of its antecedents; conduct from before does
            not bear on it.
        basis: ``text`` of the instrument, ``declaration``, or ``asserted`` (said by others to have been promised).
        topics: vocabulary -> codes, for ``pax`` and ``pam``.
        fulfilled, breached: patterns of testimony that it was done, or broken.
        released, suspended: patterns of testimony that it is no longer, or for a time not, owed.
        amended: the amendments that have been applied to it, in order; none as the file has it.
        line: where it stands in the file.
    """

    id: str
    title: str
    debtor: tuple[str, ...]
    creditor: tuple[str, ...]
    consequent: str
    antecedent: tuple[str, ...] = ("signing",)
    antecedent_text: str = ""
    mode: Literal["achieve", "maintain"] = "achieve"
    performer: tuple[str, ...] = ()
    deadline: Deadline | None = None
    basis: Literal["text", "declaration", "asserted"] = "text"
    topics: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fulfilled: tuple[Pattern, ...] = ()
    breached: tuple[Pattern, ...] = ()
    released: tuple[Pattern, ...] = ()
    suspended: tuple[Pattern, ...] = ()
    sources: tuple[Citation, ...] = ()
    note: str = ""
    line: int = 0
    amended: tuple[Amendment, ...] = ()
    in_force: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a gate: a commitment (``agreement/commitment``, or an id of the same file), or patterns."""

    id: str
    text: str
    commitment: str = ""
    met: tuple[Pattern, ...] = ()
    unmet: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A decision that waits: who decides, on what, when it is expected.

    Attributes:
        opened, refused: patterns of testimony that it was taken, or that those who decide say no.
    """

    id: str
    title: str
    decider: tuple[str, ...]
    conditions: tuple[Condition, ...]
    opened: tuple[Pattern, ...] = ()
    refused: tuple[Pattern, ...] = ()
    expected: tuple[PartialDate, ...] = ()
    sources: tuple[Citation, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of talks, or an item of their agenda, with the testimony that shows it reached."""

    id: str
    title: str
    kind: str = "stage"
    reached: tuple[Pattern, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Talks:
    """A table of negotiation: who sits at it, its stages in order, its agenda items."""

    id: str
    title: str
    parties: tuple[str, ...]
    stages: tuple[Stage, ...] = ()
    items: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A number from incident data that bears on a promise or a condition.

    Attributes:
        data: name of a data set in the case; ``version`` where not the newest final one.
        counts: ``incidents`` or ``deaths``.
        parties, types, regions, countries: which incidents; empty admits any.
        days: length of the window that ends on the day that is asked about; 0 where ``window`` is fixed.
        window: first and last day of a fixed window.
        baseline: ``28 days``, ``season``, or ``FIRST..LAST``.
        target: by which share the rate must have fallen to count as kept; 0 where any clear drop counts.
        subject: what it is evidence of, as in `Agreement.subjects`; empty where it is only shown.
    """

    id: str
    title: str
    data: str
    version: str = ""
    counts: Literal["incidents", "deaths"] = "incidents"
    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    days: int = 28
    window: tuple[dt.date, dt.date] | None = None
    baseline: str = "28 days"
    target: float = 0.0
    subject: str = ""
    sources: tuple[Citation, ...] = ()
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """An instrument: what was signed, by whom, and what follows from it.

    Attributes:
        digest: SHA-256 of the file and the version of the linking rules, so that evidence linked under one wording or
            by older rules is not read under another.
        sides: party id -> allies whose word counts as that side's.
        path: the file it was read from.
        thresholds: what it takes for a claim to be accepted.
        about: words and party ids of which a report must name one to bear on the agreement; empty admits any report.
        amendments: later changes, by date; see `treuga.monitor.amend`.
    """

    id: str
    title: str
    parties: tuple[str, ...]
    signed: PartialDate | None
    digest: str
    sides: dict[str, tuple[str, ...]] = field(default_factory=dict)
    commitments: tuple[Commitment, ...] = ()
    gates: tuple[Gate, ...] = ()
    talks: tuple[Talks, ...] = ()
    sources: tuple[Citation, ...] = ()
    note: str = ""
    path: str = ""
    measures: tuple[Measure, ...] = ()
    thresholds: Thresholds = Thresholds()
    amendments: tuple[Amendment, ...] = ()
    about: tuple[str, ...] = ()

    def commitment(self, key: str) -> Commitment | None:
        """The commitment with that id, or None."""
        return next((c for c in self.commitments if c.id == key), None)

    def measure(self, key: str) -> Measure | None:
        """The measure with that id, or None."""
        return next((m for m in self.measures if m.id == key), None)

    def subjects(self) -> Iterator[str]:
        """All that evidence can be about: ``commitment:ID``, ``gate:ID``, ``condition:GATE/ID``."""
        yield from (f"commitment:{c.id}" for c in self.commitments)
        for gate in self.gates:
            yield f"gate:{gate.id}"
            yield from (f"condition:{gate.id}/{c.id}" for c in gate.conditions)
