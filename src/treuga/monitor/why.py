"""Why: the sentences behind a finding, each with its place, whose word it is, and what it counts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from treuga.errors import MonitorError
from treuga.model import Claim, Finding, GateFinding, Stance, Standing, Weighed
from treuga.monitor import codes
from treuga.monitor.timing import said_on


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One quoted sentence, and what it does to a finding.

    Attributes:
        text, start, end: the quotation and its place in the report's canonical text.
        report, report_name, outlet, date: where it stands; ``date`` is ISO, empty where the report is undated.
        speaker, party: the words that name the speaker, and the party; both empty in the reporter's voice.
        witness, standing, grade, weight: whose interest speaks, and what that is worth.
        claim, stance: what is said.
        event_date: when it happened, as far as said.
        side, counted, reason: what it does to the state, and why.
        linked_by, notes: which words matched, and what is odd about them.
        condition: for a gate, the condition that it bears on.
    """

    text: str
    start: int
    end: int
    report: str
    report_name: str
    outlet: str
    date: str
    speaker: str
    party: str
    witness: str
    standing: Standing
    grade: str
    weight: int
    claim: Claim
    stance: Stance
    event_date: str
    side: Literal["for", "against", "neither"]
    counted: bool
    reason: str
    linked_by: str = ""
    notes: tuple[str, ...] = ()
    condition: str = ""


def why(finding: Finding | GateFinding) -> list[WhyRow]:
    """The sentences behind a finding: those that count first, each group by date."""
    if isinstance(finding, GateFinding):
        rows = [(key, weighed) for key, weighed in finding.evidence]
    else:
        rows = [("", weighed) for weighed in finding.evidence]
    rows.sort(key=lambda row: (not row[1].counted, said_on(row[1].evidence)))
    return [_row(condition, weighed) for condition, weighed in rows]


def _row(condition: str, weighed: Weighed) -> WhyRow:
    e = weighed.evidence
    quote = e.spans[0]
    return WhyRow(
        text=quote.text,
        start=quote.start,
        end=quote.end,
        report=e.report,
        report_name=e.report_name,
        outlet=e.outlet,
        date=str(e.t_known or ""),
        speaker=e.speaker.span.text,
        party=e.speaker.party or "",
        witness=e.witness,
        standing=e.standing,
        grade=e.grade,
        weight=weighed.weight,
        claim=e.claim,
        stance=e.stance,
        event_date=str(e.t_event or ""),
        side=weighed.side,
        counted=weighed.counted,
        reason=weighed.why,
        linked_by=e.linked_by,
        notes=e.notes,
        condition=condition,
    )


def pick(findings: Sequence[Finding], commitment: str) -> Finding:
    """The finding on one commitment.

    Raises:
        MonitorError: there is none (TR601); the nearest id is named.
    """
    for finding in findings:
        if finding.commitment.id == commitment:
            return finding
    from difflib import get_close_matches

    ids = [finding.commitment.id for finding in findings]
    near = get_close_matches(commitment, ids, n=1)
    raise MonitorError(
        codes.UNKNOWN_COMMITMENT,
        f"there is no commitment '{commitment}'",
        remedy=f"Did you mean '{near[0]}'?" if near else f"Ask for one of: {', '.join(ids) or 'none'}.",
    )
