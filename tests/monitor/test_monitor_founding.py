"""The board of the five founding reports, through the whole path; skipped where the reports are not at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from treuga.agreements import library, load_agreement
from treuga.extract.registry import load_registry
from treuga.model import Agreement, Evidence, Finding, GateFinding
from treuga.monitor import Disagreement, disagreements, evaluate, evaluate_gates, evaluate_talks, link

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
        self.read = read = [(report, extract(report)) for report in reports]
        self.agreements: dict[str, Agreement] = {}
        self.evidence: dict[str, list[Evidence]] = {}
        for key in ("us-taliban-2020", "nato-resolute-support"):
            pact = self.agreements[key] = load_agreement(library()[key], registry=self.registry)
            self.evidence[key] = [e for report, said in read for e in link(pact, report, said, self.registry)]

    def board(self, key: str, on: dt.date) -> Sequence[Finding]:
        return evaluate(self.agreements[key], self.evidence[key], as_of=on, known_at=on, registry=self.registry)

    def finding(self, commitment: str, on: dt.date) -> Finding:
        return next(f for f in self.board("us-taliban-2020", on) if f.commitment.id == commitment)

    def disagreements(self, on: dt.date) -> list[Disagreement]:
        watched = [(pact, self.board(key, on), self.evidence[key]) for key, pact in self.agreements.items()]
        return disagreements(watched, [r for r, _ in self.read], [said for _, said in self.read], self.registry)

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


def test_what_the_reports_tell_in_two_ways(case: Case) -> None:
    found = {one.kind: one for one in case.disagreements(AFTER)}
    assert set(found) == {"signing date", "wording", "decision", "one side"}
    signed = {version.report_name: version.value for version in found["signing date"].versions}
    assert signed == {
        "": "2020-02-29",
        "seed-000.txt": "2020-02",
        "seed-001.txt": "2020-02",
        "seed-003.txt": "2020-02",
        "seed-004.txt": "2020-01-29",
    }
    assert found["wording"].versions[1].report_name == "seed-004.txt"  # the side of the thousand is reversed
    assert found["decision"].versions[1].report_name == "seed-003.txt"  # nothing was decided yet
    assert "strict" in found["one side"].about  # the envoy's word only that the other side agreed
    texts = {report.id: report.text for report, _ in case.read}
    for one in found.values():
        for version in one.versions:
            if version.span:
                assert texts[version.report][version.span.start : version.span.end] == version.span.text


@pytest.mark.parametrize(
    ("on", "state", "current", "procedures"),
    [
        (dt.date(2020, 4, 25), "not begun", "", "not reached"),
        (BEFORE, "going on", "agenda", "under way"),
        (dt.date(2020, 12, 20), "going on", "agenda", "concluded"),
        (AFTER, "stalled", "agenda", "concluded"),
    ],
)
def test_the_talks(case: Case, on: dt.date, state: str, current: str, procedures: str) -> None:
    key = "us-taliban-2020"
    (found,) = evaluate_talks(case.agreements[key], case.evidence[key], as_of=on, known_at=on)
    (stage,) = [one for one in found.stages if one.stage.id == "procedures"]
    assert (found.state, found.current, stage.state) == (state, current, procedures)
    assert {item.state for item in found.items} == {"open"}  # a ceasefire and a roadmap are still to be agreed
