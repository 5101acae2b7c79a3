"""What changed between two boards of one agreement, for example between two known-at dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from treuga.model import Finding, Weighed

ChangeKind = Literal["state", "readings", "schedule", "deadline", "evidence class", "claim", "evidence", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what was so before, and what is so now; empty where there was or is nothing."""

    commitment: str
    kind: ChangeKind
    before: str
    after: str
    evidence: Weighed | None = None


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


def _between(before: Finding, after: Finding) -> Sequence[Change]:
    key = after.commitment.id
    pairs: tuple[tuple[ChangeKind, str, str], ...] = (
        ("state", before.state, after.state),
        ("readings", " / ".join(before.readings), " / ".join(after.readings)),
        ("schedule", before.schedule, after.schedule),
        ("deadline", str(before.deadline or ""), str(after.deadline or "")),
        ("evidence class", before.evidence_class, after.evidence_class),
    )
    out = [Change(key, kind, old, new) for kind, old, new in pairs if old != new]
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
