"""Three evaluators, written apart, agree: the set engine, the monitor, and the slow one of reference.py."""

from __future__ import annotations

import random

import pytest
from engine_kit import (
    GROUPS,
    an_agreement,
    day,
    some_evidence,
    told_by_engine,
    told_by_monitor,
    told_by_reference,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from treuga.engines import Question, Tables, evaluate_bulk

pytest.importorskip("duckdb")
SEEDS = st.integers(0, 2**32)


@settings(max_examples=150, deadline=None)
@given(SEEDS, st.integers(0, 40), st.integers(0, 240), st.integers(0, 240))
def test_the_monitor_and_the_plain_reference_agree(seed: int, many: int, as_of: int, known: int) -> None:
    rng = random.Random(seed)
    agreement = an_agreement(rng, "pact")
    evidence = some_evidence(rng, agreement, many)
    question = Question(day(as_of), day(known))
    assert told_by_monitor(agreement, evidence, question) == told_by_reference(agreement, evidence, question)


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_the_set_engine_agrees_with_both(seed: int) -> None:
    """Thirty agreements and three questions in one run; some have no evidence at all."""
    rng = random.Random(seed)
    agreements = [an_agreement(rng, f"pact-{i:02}", rng.randint(1, 6)) for i in range(30)]
    evidence = {a.id: some_evidence(rng, a, rng.choice((0, 3, 12, 40)), f"{a.id}:") for a in agreements}
    questions = sorted({Question(day(rng.randint(0, 240)), day(rng.randint(0, 240))) for _ in range(3)}, key=str)
    every = [e for some in evidence.values() for e in some]
    rng.shuffle(every)
    with evaluate_bulk(Tables.of(agreements, every, groups=GROUPS), questions, evidence_sets=True) as bulk:
        for number, question in enumerate(questions):
            for agreement in agreements:
                found = told_by_engine(bulk, agreement.id, number)
                assert found == told_by_monitor(agreement, evidence[agreement.id], question), (agreement, question)
                assert found == told_by_reference(agreement, evidence[agreement.id], question)
