"""Absence as a basis: what it means that nobody says whether something overdue was done.

Silence is never a breach. How much it means depends on how much was read for the time in which somebody should have
spoken of it, so the finding says that: none of forty reports is another matter than none of none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from treuga.model import Finding

#: (first day, last day) -> number of reports that were certainly published in between, both included.
Count = Callable[[dt.date, dt.date], int]


def with_coverage(findings: Iterable[Finding], count: Count) -> list[Finding]:
    """The findings; where one is overdue and nobody says whether it was done, with what was read for that time."""
    return [_noted(finding, count) for finding in findings]


def _noted(finding: Finding, count: Count) -> Finding:
    note = absence(finding, count)
    return replace(finding, notes=(*finding.notes, note)) if note else finding


def absence(finding: Finding, count: Count) -> str:
    """How much was read since the deadline, in a sentence; empty where it is not overdue, or somebody speaks of it."""
    due = finding.deadline
    if finding.schedule != "overdue" or finding.evidence_class != "none" or due is None:
        return ""
    last = min(finding.as_of, finding.known_at)
    first = due + dt.timedelta(days=1)
    read = count(first, last) if first <= last else 0
    period = f"published after it was due on {due} and up to {last}"
    if not read:
        return f"no report {period} was read, so that nobody says that it was done means nothing"
    heard = any(weighed.evidence.claim in ("fulfilled", "breached") for weighed in finding.evidence)
    how = ", in a way that counts," if heard else ""
    which = "the only report" if read == 1 else f"none of the {read:,} reports"
    return f"{which} {period} {'does not say' if read == 1 else 'says'}{how} whether it was done; silence is no breach"
