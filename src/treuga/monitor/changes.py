"""What changed between two boards of one agreement, for example between two known-at dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from treuga.errors import MonitorError
from treuga.model import Finding, GateFinding, Weighed
from treuga.monitor import codes
from treuga.monitor.talks import TalksFinding

ChangeKind = Literal[
    "state", "readings", "breach", "schedule", "deadline", "deadline passed", "evidence class", "claim", "evidence",
    "decision", "refusal", "condition", "talks", "stage", "item", "new", "gone",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what was so before, and what is so now; empty where there was or is nothing.

    Attributes:
        commitment: its id; for a gate, the gate's; for talks, the table's.
        evidence: for new testimony, the sentence.
        about: ``commitment``, ``gate`` or ``talks``.
    """

    commitment: str
    kind: ChangeKind
    before: str
    after: str
    evidence: Weighed | None = None
    about: Literal["commitment", "gate", "talks"] = "commitment"


def changes(before: Iterable[Finding], after: Iterable[Finding]) -> list[Change]:
    """The differences between two lists of findings, by commitment, in the order of the later list."""
    old = {finding.commitment.id: finding for finding in before}
    out: list[Change] = []
    for finding in after:
        earlier = old.pop(finding.commitment.id, None)
        if earlier is None:
            out.append(Change(finding.commitment.id, "new", "", finding.state))
        else:
            out += _between(earlier, finding)
    return out + [Change(key, "gone", finding.state, "") for key, finding in old.items()]


def gate_changes(before: Iterable[GateFinding], after: Iterable[GateFinding]) -> list[Change]:
    """The differences between two lists of findings on gates: the decision, and each of its conditions."""
    old = {(finding.agreement, finding.gate.id): finding for finding in before}
    out: list[Change] = []
    for finding in after:
        key, earlier = finding.gate.id, old.get((finding.agreement, finding.gate.id))
        if earlier is None:
            continue  # another agreement's file came in between: no news about this decision
        if earlier.open != finding.open:
            out.append(Change(key, "decision", _open(earlier), _open(finding), about="gate"))
        if earlier.refused != finding.refused:
            said = ["refused" if one.refused else "" for one in (earlier, finding)]
            out.append(Change(key, "refusal", said[0], said[1], about="gate"))
        for condition in finding.gate.conditions:
            was, now = (_answer(one, condition.id) for one in (earlier, finding))
            if was != now:
                out.append(Change(key, "condition", f"{condition.id}: {was}", f"{condition.id}: {now}", about="gate"))
    return out


def talks_changes(before: Iterable[TalksFinding], after: Iterable[TalksFinding]) -> list[Change]:
    """The differences between two lists of findings on talks: the table, its stages, and the items of its agenda."""
    old = {finding.talks.id: finding for finding in before}
    out: list[Change] = []
    for finding in after:
        key, earlier = finding.talks.id, old.get(finding.talks.id)
        if earlier is None:
            continue
        if earlier.state != finding.state:
            out.append(Change(key, "talks", earlier.state, finding.state, about="talks"))
        known = {one.stage.id: one for one in (*earlier.stages, *earlier.items)}
        for one in (*finding.stages, *finding.items):
            was = known.get(one.stage.id)
            if was is None or was.state == one.state:
                continue
            kind: ChangeKind = "item" if one.stage.kind == "item" else "stage"
            out.append(Change(key, kind, f"{one.stage.id}: {was.state}", f"{one.stage.id}: {one.state}", about="talks"))
        heard = {weighed.evidence.id for weighed in _testimony(earlier)}
        out += (
            Change(key, "evidence", "", w.evidence.spans[0].text, w, "talks")
            for w in _testimony(finding)
            if w.evidence.id not in heard
        )
    return out


def _testimony(finding: TalksFinding) -> list[Weighed]:
    """What counts for the state of talks, each sentence once."""
    told = [*finding.evidence, *(w for one in (*finding.stages, *finding.items) for w in one.evidence)]
    return list({(w.evidence.report, w.evidence.spans[0]): w for w in told if w.counted}.values())


def require_period(since: dt.date, until: dt.date) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        MonitorError: TR606.
    """
    if since > until:
        raise MonitorError(codes.BAD_PERIOD, f"the period from {since} ends on {until}, before it begins")


def _between(before: Finding, after: Finding) -> Sequence[Change]:
    key = after.commitment.id
    pairs: tuple[tuple[ChangeKind, str, str], ...] = (
        ("state", before.state, after.state),
        ("readings", " / ".join(before.readings), " / ".join(after.readings)),
        ("breach", _breach(before), _breach(after)),
        ("schedule", before.schedule, after.schedule),
        ("deadline", str(before.deadline or ""), str(after.deadline or "")),
        ("evidence class", before.evidence_class, after.evidence_class),
    )
    out = [Change(key, kind, old, new) for kind, old, new in pairs if old != new]
    if after.deadline and before.as_of <= after.deadline < after.as_of:
        out.append(Change(key, "deadline passed", str(after.deadline), after.schedule))
    said, says = dict(before.claims), dict(after.claims)
    for party in dict.fromkeys((*said, *says)):
        if said.get(party) != says.get(party):
            told = [f"{party}: {claims[party]}" if party in claims else "" for claims in (said, says)]
            out.append(Change(key, "claim", told[0], told[1]))
    known = {weighed.evidence.id for weighed in before.evidence}
    out += (
        Change(key, "evidence", "", w.evidence.spans[0].text, w) for w in after.evidence if w.evidence.id not in known
    )
    return out


def _breach(finding: Finding) -> str:
    """Empty where no reading shows a breach; a state that changes says the same, so only a review shows here."""
    if "violated" not in finding.readings:
        return ""
    return "indicated" if finding.indicated else "confirmed"


def _open(finding: GateFinding) -> str:
    return {True: "open", False: "not open", None: "cannot be told"}[finding.open]


def _answer(finding: GateFinding, condition: str) -> str:
    if condition in finding.met:
        return "met"
    return "unmet" if condition in finding.blocked_by else "unknown"
