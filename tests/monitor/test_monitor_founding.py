"""The board of the five founding reports, through the whole path; skipped where the reports are not at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from treuga.agreements import library, load_agreement
from treuga.extract.registry import load_registry
from treuga.model import Agreement, Evidence, Finding, GateFinding
from treuga.monitor import evaluate, evaluate_gates, link

REPORTS = Path(__file__).resolve().parents[2] / ".." / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the founding reports lie beside the project, not in it")

BEFORE, AFTER = dt.date(2020, 10, 17), dt.date(2021, 2, 16)


class Case:
    """The reports, read and linked once."""

    def __init__(self) -> None:
        from treuga.extract import extract
        from treuga.sources import read_metadata, read_report

        self.registry = load_registry()
        rows = read_metadata(REPORTS / "metadata.csv")
        reports = [read_report(path, rows[path.name]).report for path in sorted(REPORTS.glob("*.txt"))]
        read = [(report, extract(report)) for report in reports]
        self.agreements: dict[str, Agreement] = {}
        self.evidence: dict[str, list[Evidence]] = {}
        for key in ("us-taliban-2020", "nato-resolute-support"):
            pact = self.agreements[key] = load_agreement(library()[key], registry=self.registry)
            self.evidence[key] = [e for report, said in read for e in link(pact, report, said, self.registry)]

    def board(self, key: str, on: dt.date) -> Sequence[Finding]:
        return evaluate(self.agreements[key], self.evidence[key], as_of=on, known_at=on, registry=self.registry)

    def finding(self, commitment: str, on: dt.date) -> Finding:
        return next(f for f in self.board("us-taliban-2020", on) if f.commitment.id == commitment)

    def gate(self, on: dt.date) -> GateFinding:
        key = "nato-resolute-support"
        (found,) = evaluate_gates(
            self.agreements[key], self.evidence[key], as_of=on, known_at=on, lookup=lambda name: self.board(name, on)
        )
        return found


@pytest.fixture(scope="module")
def case() -> Case:
    return Case()


@pytest.mark.parametrize(
    ("commitment", "on", "readings", "schedule", "evidence_class"),
    [
        ("prisoners-5000", BEFORE, ("satisfied", "satisfied"), "late", "acknowledged"),
        ("prisoners-5000", AFTER, ("satisfied", "satisfied"), "late", "acknowledged"),
        ("prisoners-1000", BEFORE, ("satisfied", "active"), "overdue", "claimed"),
        ("prisoners-1000", AFTER, ("satisfied", "active"), "overdue", "claimed"),
        ("intra-afghan-talks", BEFORE, ("satisfied", "satisfied"), "late", "acknowledged"),
        ("intra-afghan-talks", AFTER, ("satisfied", "satisfied"), "late", "acknowledged"),
        ("no-safe-haven", BEFORE, ("active", "active"), "no deadline", "none"),
        ("no-safe-haven", AFTER, ("active", "violated"), "no deadline", "claimed"),
        ("reduce-violence", BEFORE, ("active", "violated"), "no deadline", "claimed"),
        ("reduce-violence", AFTER, ("active", "violated"), "no deadline", "third-party"),
        ("withdrawal", BEFORE, ("active", "active"), "not due", "none"),
        ("withdrawal", AFTER, ("active", "active"), "not due", "none"),
    ],
)
def test_the_board(
    case: Case, commitment: str, on: dt.date, readings: tuple[str, str], schedule: str, evidence_class: str
) -> None:
    found = case.finding(commitment, on)
    assert (found.readings, found.schedule, found.evidence_class) == (readings, schedule, evidence_class)


def test_what_is_told_beside_it(case: Case) -> None:
    claimed = case.finding("prisoners-1000", AFTER)
    assert ("taliban", "done") in claimed.claims
    assert any("nobody contradicts it" in note for note in claimed.notes)
    assert any("another side's than the agreement" in note for note in claimed.notes)
    withdrawal = case.finding("withdrawal", AFTER)
    assert (withdrawal.deadline, withdrawal.days) == (dt.date(2021, 4, 29), 72)
    assert ("nato", "not now") in withdrawal.claims
    ties = case.finding("no-safe-haven", AFTER)
    assert ties.indicated
    assert {("nato", "broken"), ("united-states", "broken")} <= {*ties.claims}


def test_the_gate(case: Case) -> None:
    before, after = case.gate(BEFORE), case.gate(AFTER)
    assert (before.open, before.blocked_by, before.unknown) == (False, ("violence",), ("ties",))
    assert (after.open, after.blocked_by, after.unknown) == (False, ("ties", "violence"), ())
