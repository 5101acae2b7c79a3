"""When what is due: the deadlines of an agreement in order of time, with where each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from treuga.model import Finding, GateFinding
from treuga.monitor.telling import amended

DueKind = Literal["deadline", "milestone", "also given as", "decision expected"]


@dataclass(frozen=True, slots=True)
class Due:
    """One day on which something is due, or expected.

    Attributes:
        subject: id of the commitment, or of the gate.
        date: None where it cannot be told yet.
        expression: as the agreement's file has it.
        state, schedule: of the commitment, or of the gate (``open``, ``not open``, ``cannot be told``).
        days: from the day in question to the date; negative where it is past.
        settled: nothing is left to wait for.
        note: who gave a date that is not the text's, what it waits for, or what moved it.
    """

    agreement: str
    subject: str
    title: str
    kind: DueKind
    date: dt.date | None
    expression: str
    state: str
    schedule: str
    days: int | None
    settled: bool
    note: str = ""


def deadlines(findings: Iterable[Finding], gates: Iterable[GateFinding] = ()) -> list[Due]:
    """All deadlines of some findings, and the days on which decisions are expected, by date; unknown dates last."""
    found = [due for finding in findings for due in _of_commitment(finding)]
    found += (due for gate in gates for due in _of_gate(gate))
    return sorted(found, key=lambda due: (due.date or dt.date.max, due.agreement, due.subject, due.kind != "deadline"))


def _of_commitment(finding: Finding) -> Iterator[Due]:
    deadline = finding.commitment.deadline
    if deadline is None:
        return
    settled = finding.state in ("satisfied", "released", "expired")

    def due(kind: DueKind, date: dt.date | None, note: str, expression: str = deadline.expression) -> Due:
        return Due(
            agreement=finding.agreement,
            subject=finding.commitment.id,
            title=finding.commitment.title,
            kind=kind,
            date=date,
            expression=expression,
            state=finding.state,
            schedule=finding.schedule,
            days=(date - finding.as_of).days if date else None,
            settled=settled,
            note=note,
        )

    unknown = [] if finding.deadline else ["the day is not known yet"]
    yield due("deadline", finding.deadline, "; ".join((*unknown, *amended(finding.commitment))))
    for step in deadline.milestones:
        yield due("milestone", step.date, step.title, step.expression)
    for date, who in deadline.variants:
        yield due("also given as", date, who)


def _of_gate(finding: GateFinding) -> Iterator[Due]:
    state = {True: "open", False: "not open", None: "cannot be told"}[finding.open]
    for expected in finding.gate.expected:
        date = expected.latest
        yield Due(
            agreement=finding.agreement,
            subject=finding.gate.id,
            title=finding.gate.title,
            kind="decision expected",
            date=date,
            expression=expected.iso,
            state=state,
            schedule="past" if date < finding.as_of else "expected",
            days=(date - finding.as_of).days,
            settled=finding.open is True or date < finding.as_of,
            note=f"decided by {', '.join(finding.gate.decider)}",
        )
