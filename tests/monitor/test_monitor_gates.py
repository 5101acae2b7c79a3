from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from monitor_kit import agreement, conduct, day, promise, word

from treuga.model import Condition, Evidence, Finding, Gate, GateFinding, PartialDate
from treuga.monitor import evaluate, evaluate_gates, why

C, K = promise(), conduct()
PACT = agreement(C, K)


def gate(*conditions: Condition, decider: str = "league", **more: Any) -> Gate:
    return Gate("leave", "Whether the League leaves", (decider,), conditions, **more)


QUIET = Condition("quiet", "The shelling ends.", "pact/no-shelling")
FREED = Condition("freed", "The captives are free.", "pact/release")


def judge(
    one: Gate, evidence: list[Evidence], own: list[Evidence] | None = None, as_of: str = "2030-06-01"
) -> GateFinding:
    holder = agreement(signed=None, gates=(one,))
    asked: list[str] = []

    def lookup(key: str) -> list[Finding]:
        asked.append(key)
        return evaluate(PACT, evidence, as_of=day(as_of), known_at=day(as_of))

    (found,) = evaluate_gates(holder, own or [], as_of=day(as_of), known_at=day(as_of), lookup=lookup)
    assert asked in ([], ["pact"])
    return found


def on_gate(witness: str, claim: str, known: str, standing: str = "acknowledged", **more: Any) -> Evidence:
    subject = more.pop("subject", "gate:leave")
    return replace(word(C, witness, claim, known, standing=standing, **more), subject=subject)


@pytest.mark.parametrize(
    ("witness", "claim", "is_open", "blocked", "unknown"),
    [
        (None, "", None, (), ("quiet",)),
        ("league", "breached", False, ("quiet",), ()),
        ("north", "breached", False, ("quiet",), ()),  # the decider's ally
        ("league", "outstanding", False, ("quiet",), ()),
        ("league", "fulfilled", True, (), ()),
        ("observers", "breached", False, ("quiet",), ()),
        ("observers", "fulfilled", True, (), ()),
        ("mountain-front", "breached", False, ("quiet",), ()),  # admitted
        ("mountain-front", "fulfilled", None, (), ("quiet",)),  # its own word does not open the gate
    ],
)
def test_conduct_as_the_decider_reads_it(
    witness: str | None, claim: str, is_open: bool | None, blocked: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    found = judge(gate(QUIET), [word(K, witness, claim, "2030-05-01")] if witness else [])
    assert (found.open, found.blocked_by, found.unknown) == (is_open, blocked, unknown)


@pytest.mark.parametrize(("decider", "is_open"), [("league", True), ("mountain-front", None), ("observers", None)])
def test_a_claimed_deed_opens_only_for_its_own_side(decider: str, is_open: bool | None) -> None:
    found = judge(gate(FREED, decider=decider), [word(C, "north", "fulfilled", "2030-05-01")])
    assert found.open is is_open


def test_the_deciders_last_word_counts() -> None:
    asked, kept = word(K, "league", "outstanding", "2030-04-01"), word(K, "league", "fulfilled", "2030-05-01")
    assert judge(gate(QUIET), [asked, kept]).open is True
    assert judge(gate(QUIET), [asked, kept], as_of="2030-04-15").blocked_by == ("quiet",)


def test_one_unmet_condition_is_enough() -> None:
    found = judge(gate(QUIET, FREED), [word(K, "league", "outstanding", "2030-05-01")])
    assert (found.open, found.blocked_by, found.unknown) == (False, ("quiet",), ("freed",))


def test_a_decision_opens_whatever_is_unmet() -> None:
    found = judge(
        gate(QUIET), [word(K, "league", "outstanding", "2030-05-01")], [on_gate("league", "fulfilled", "2030-05-02")]
    )
    assert (found.open, found.blocked_by) == (True, ("quiet",))


def test_not_yet() -> None:
    kept = word(K, "league", "fulfilled", "2030-05-01")
    not_yet = on_gate("league", "intended", "2030-05-02", stance="denies")
    found = judge(gate(QUIET), [kept], [not_yet])
    assert (found.open, found.met) == (False, ("quiet",))
    assert "league, who decides, said on 2030-05-02 that it will not be so yet" in found.notes
    later = on_gate("league", "fulfilled", "2030-05-20")
    assert judge(gate(QUIET), [kept], [not_yet, later]).open is True


def test_a_decision_reported_by_one_outlet_is_not_yet_one() -> None:
    rumour = on_gate("Valley Post", "fulfilled", "2030-05-02", "third-party", grade="F6")
    found = judge(gate(QUIET), [], [rumour])
    assert found.open is None
    assert "the decision is reported, but not yet on good enough authority" in found.notes


def test_conditions_with_patterns_of_their_own() -> None:
    own = Condition("calm", "Calm on the border.")

    def calm(claim: str, known: str, witness: str = "league", standing: str = "acknowledged") -> Evidence:
        return on_gate(witness, claim, known, standing, subject="condition:leave/calm")

    assert judge(gate(own), []).unknown == ("calm",)
    assert judge(gate(own), [], [calm("fulfilled", "2030-05-01")]).met == ("calm",)
    assert judge(gate(own), [], [calm("breached", "2030-05-01")]).blocked_by == ("calm",)
    assert judge(gate(own), [], [calm("outstanding", "2030-05-01")]).blocked_by == ("calm",)
    both = [calm("breached", "2030-04-01"), calm("fulfilled", "2030-05-01", "observers", "third-party")]
    assert judge(gate(own), [], both).met == ("calm",)


def test_an_expected_decision_and_a_missing_commitment_are_told() -> None:
    lost = Condition("lost", "Nothing.", "pact/nothing")
    found = judge(gate(lost, expected=(PartialDate("2030-07"),)), [])
    assert found.notes == (
        "a decision is expected: 2030-07",
        "'lost' names pact/nothing, and there is no such commitment",
    )


def test_the_reasons_of_a_gate() -> None:
    found = judge(gate(QUIET), [word(K, "league", "outstanding", "2030-05-01")])
    (row,) = why(found)
    assert (row.condition, row.counted, row.reason) == ("quiet", True, "the decider's side still asks for it")
