"""The board as it would be; the one that is stays as it is."""

from __future__ import annotations

import pytest
from monitor_kit import agreement, conduct, day, promise, word

from treuga.errors import MonitorError
from treuga.model import Evidence, Finding
from treuga.monitor import Supposition, changes, evaluate
from treuga.monitor.whatif import names, require, suppose

C, K = promise(), conduct()
PACT = agreement(C, K)
SAID = [
    word(C, "mountain-front", "fulfilled", "2030-02-10", report="r1"),
    word(K, "north", "breached", "2030-02-11", report="r2"),
    word(K, "observers", "breached", "2030-02-12", report="r3", grade="F6"),
]


def board(supposing: Supposition | None = None, evidence: list[Evidence] = SAID) -> list[Finding]:
    pact, kept = suppose(PACT, evidence, supposing) if supposing else (PACT, evidence)
    return evaluate(pact, kept, as_of=day("2030-02-20"), known_at=day("2030-02-20"))


def told(supposing: Supposition) -> list[tuple[str, str, str]]:
    found = changes(board(), board(supposing))
    return [(c.commitment, c.before, c.after) for c in found if c.kind in ("state", "deadline")]


@pytest.mark.parametrize("name", ["mountain-front", "r1", SAID[0].report_name])
def test_without_a_party_or_report(name: str) -> None:
    assert told(Supposition(without=(name,))) == [("release", "satisfied", "active")]


def test_without_an_outlet_nothing_is_left() -> None:
    assert [finding.evidence for finding in board(Supposition(without=("Valley Post",)))] == [(), ()]


def test_another_grade_settles_or_unsettles() -> None:
    assert told(Supposition(grades={"observers": "B2"})) == [("no-shelling", "disputed", "violated")]
    assert told(Supposition(grades={"observers": "E5"})) == []
    assert told(Supposition(grades={"Valley Post": "A1"})) == []  # its reporters say nothing in their own voice


def test_another_deadline() -> None:
    for when in ("2030-02-01", "signed + 31 days"):
        found = told(Supposition(moves={"release": when}))
        assert found == [("release", "2030-03-01", "2030-02-01")]
    late = board(Supposition(moves={"release": "2030-02-01"}))[0]
    assert late.schedule == "done, date unknown"


def test_what_is_asked_changes_nothing() -> None:
    before = list(SAID)
    suppose(PACT, SAID, Supposition(("north",), {"observers": "A1"}, {"release": "2030-02-01"}))
    assert before == SAID
    assert PACT.commitments[0].deadline == C.deadline


@pytest.mark.parametrize(
    ("supposing", "code"),
    [
        (Supposition(without=("mountan-front",)), "TR607.*Did you mean 'mountain-front'"),
        (Supposition(grades={"nobody": "B2"}), "TR607"),
        (Supposition(grades={"north": "G9"}), "TR605"),
        (Supposition(moves={"relase": "2030-01-01"}), "TR601.*Did you mean 'release'"),
        (Supposition(moves={"release": "soon"}), "TR608"),
        (Supposition(moves={"release": "2030-13-01"}), "TR608"),
    ],
)
def test_what_does_not_exist_is_refused(supposing: Supposition, code: str) -> None:
    known = sorted({name for e in SAID for name in names(e)})
    with pytest.raises(MonitorError, match=code):
        require(PACT, known, supposing)


def test_a_supposition_in_words() -> None:
    supposing = Supposition(("a.txt",), {"north": "B2"}, {"release": "2030-04-01"})
    assert str(supposing) == "without a.txt, north graded B2, release due 2030-04-01"
