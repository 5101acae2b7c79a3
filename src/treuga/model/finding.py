"""Evidence, and the findings that the monitor derives from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from treuga.model.agreement import Commitment, Gate
from treuga.model.testimony import PartialDate, Reference, Span

Claim = Literal["fulfilled", "breached", "outstanding", "intended", "released", "suspended"]
Stance = Literal["asserts", "denies", "retracts"]
Standing = Literal["acknowledged", "third-party", "self-serving"]
State = Literal[
    "released", "suspended", "satisfied", "violated", "expired", "active", "conditional", "disputed",
]  # fmt: skip
EvidenceClass = Literal["acknowledged", "third-party", "claimed", "none"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim about a commitment, gate or condition, with whose word it is and where it stands in a report.

    Attributes:
        subject: see `Agreement.subjects`.
        claim: what is said of it; ``outstanding`` is still asked for, ``intended`` is announced for later.
        spans: the quotation first; then cue and speaker where they help.
        speaker: the words that name the speaker, and the party.
        witness: the party whose interest weighs (the Taliban for their spokesman); the outlet for a reporter's voice.
        t_event: when it happened, as far as said; None where the report does not tell.
        t_known: when it was published; None where undated.
        known_upto: last day on which it can have become known (publication, else retrieval).
        linked_by: which words of the pattern matched, to be shown.
        notes: oddities of the wording ("gives the prisoners as the speaker's own").
    """

    id: str
    agreement: str
    digest: str
    subject: str
    claim: Claim
    stance: Stance
    report: str
    report_name: str
    outlet: str
    spans: tuple[Span, ...]
    speaker: Reference
    witness: str
    standing: Standing
    t_event: PartialDate | None
    t_known: PartialDate | None
    known_upto: dt.date
    grade: str = "F6"
    act: str = ""
    linked_by: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """One piece of evidence in a finding: its weight, whether it counted, and why, in words."""

    evidence: Evidence
    weight: int
    counted: bool
    side: Literal["for", "against", "neither"]
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a commitment stands as of a date, known at a date.

    Attributes:
        readings: (the debtor's, the creditor's).
        schedule: ``no deadline``, ``not due``, ``due soon``, ``overdue``, ``on time``, ``late``,
            ``done, date unknown``.
        claims: (party id, what it says).
        indicated: a breach is shown by evidence and not yet confirmed by a person.
        notes: what a reader must know ("claimed by the debtor only; nobody contradicts it").
        would_change: what would change the state, in words.
        accepted_from: weight from which a claim was accepted.
    """

    agreement: str
    commitment: Commitment
    as_of: dt.date
    known_at: dt.date
    state: State
    readings: tuple[State, State]
    schedule: str
    deadline: dt.date | None
    days: int | None
    evidence_class: EvidenceClass
    claims: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Weighed, ...] = ()
    indicated: bool = False
    notes: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    accepted_from: int = 2


@dataclass(frozen=True, slots=True)
class GateFinding:
    """Whether a decision is open: three-valued, with the conditions that are unmet and those that nobody can tell.

    Attributes:
        refused: the last word of those who decide is a no; ``notes`` has the quotation.
    """

    agreement: str
    gate: Gate
    as_of: dt.date
    known_at: dt.date
    open: bool | None
    blocked_by: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    evidence: tuple[tuple[str, Weighed], ...] = ()
    notes: tuple[str, ...] = ()
    refused: bool = False
