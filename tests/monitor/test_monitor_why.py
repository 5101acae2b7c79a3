from __future__ import annotations

from dataclasses import replace

import pytest
from monitor_kit import Registry, Scene, agreement, conduct, day, promise, word

from treuga.errors import MonitorError
from treuga.model import Condition, Evidence, Finding, Gate, GateFinding
from treuga.monitor import changes, evaluate, evaluate_gates, gate_changes, link, pick, why
from treuga.monitor.changes import require_period

C, K = promise(), conduct()


def board(*evidence: Evidence, as_of: str = "2030-06-01") -> list[Finding]:
    return evaluate(agreement(C, K), evidence, as_of=day(as_of), known_at=day(as_of))


def test_why_gives_the_sentence_with_its_place() -> None:
    scene = Scene("2030-05-01", "letter.txt")
    position = scene.say("front-speaker", "the captives were released")
    scene.event("released", "release", "captive", at=position, on="2030-04-28")
    evidence = link(agreement(C, K), scene.report, scene.testimony, Registry())
    (row,) = why(board(*evidence)[0])
    assert scene.text[row.start : row.end] == row.text == "the captives were released"
    assert (row.report_name, row.outlet, row.date, row.event_date) == (
        "letter.txt", "Valley Post", "2030-05-01", "2030-04-28",
    )  # fmt: skip
    assert (row.speaker, row.party, row.witness) == ("front-speaker", "front-speaker", "mountain-front")
    assert (row.standing, row.weight, row.counted, row.side) == ("acknowledged", 3, True, "for")
    assert row.linked_by == "release + captive"


def test_what_counts_comes_first() -> None:
    rows = why(
        board(word(C, "observers", "intended", "2030-02-01"), word(C, "mountain-front", "fulfilled", "2030-03-01"))[0]
    )
    assert [row.counted for row in rows] == [True, False]


def test_pick_names_the_nearest() -> None:
    findings = board()
    assert pick(findings, "release").commitment is C
    with pytest.raises(MonitorError, match=r"TR601.*Did you mean 'release'\?"):
        pick(findings, "relase")
    with pytest.raises(MonitorError, match="Ask for one of: release, no-shelling"):
        pick(findings, "xyz")


def test_changes_between_two_dates() -> None:
    evidence = [word(C, "north", "fulfilled", "2030-02-01"), word(C, "mountain-front", "fulfilled", "2030-04-01")]
    before, after = board(*evidence, as_of="2030-02-15"), board(*evidence)
    assert [(c.commitment, c.kind, c.before, c.after) for c in changes(before, after)] == [
        ("release", "state", "disputed", "satisfied"),
        ("release", "readings", "satisfied / active", "satisfied / satisfied"),
        ("release", "schedule", "due soon", "done, date unknown"),
        ("release", "evidence class", "claimed", "acknowledged"),
        ("release", "deadline passed", "2030-03-01", "done, date unknown"),
        ("release", "claim", "", "mountain-front: done"),
        ("release", "evidence", "", "words"),
    ]
    assert changes(after, after) == []


def test_commitments_that_come_and_go() -> None:
    findings = board()
    renamed = [replace(findings[0], commitment=promise("other")), findings[1]]
    assert [(c.commitment, c.kind) for c in changes(findings, renamed)] == [("other", "new"), ("release", "gone")]


def test_a_deadline_that_passes_in_between_is_told() -> None:
    before, after = board(as_of="2030-02-15"), board(as_of="2030-03-02")
    told = [c for c in changes(before, after) if c.kind == "deadline passed"]
    assert [(c.commitment, c.before, c.after) for c in told] == [("release", "2030-03-01", "overdue")]
    on_the_day = board(as_of="2030-03-01")
    assert "deadline passed" not in [c.kind for c in changes(before, on_the_day)]
    assert "deadline passed" in [c.kind for c in changes(on_the_day, after)]


def test_changes_of_gates() -> None:
    gate = Gate("return", "The return", ("north",), (Condition("calm", "Calm", commitment="no-shelling"),))
    pact = agreement(K, gates=(gate,))
    evidence = [word(K, "north", "breached", "2030-03-01")]

    def gates(as_of: str) -> list[GateFinding]:
        findings = evaluate(pact, evidence, as_of=day(as_of), known_at=day(as_of))
        return evaluate_gates(pact, evidence, as_of=day(as_of), known_at=day(as_of), lookup=lambda key: findings)

    assert [
        (c.about, c.commitment, c.kind, c.before, c.after)
        for c in gate_changes(gates("2030-02-01"), gates("2030-04-01"))
    ] == [
        ("gate", "return", "decision", "cannot be told", "not open"),
        ("gate", "return", "condition", "calm: unknown", "calm: unmet"),
    ]
    assert gate_changes([], gates("2030-04-01")) == []


def test_a_period_must_not_end_before_it_begins() -> None:
    with pytest.raises(MonitorError, match="TR606"):
        require_period(day("2030-02-02"), day("2030-02-01"))
    require_period(day("2030-02-02"), day("2030-02-02"))
