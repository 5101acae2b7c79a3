"""What must hold for any evidence at all."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st
from monitor_kit import SPEAKS_FOR, agreement, conduct, promise, word

from treuga.model import Evidence, Finding
from treuga.monitor import evaluate, why
from treuga.monitor.remarks import NO_NUMBER, REPORTER, UNIDENTIFIED

C, K = promise(), conduct()
AFTER = promise("review", antecedent=("release", "no-shelling"))
PACT = agreement(C, K, AFTER)
DAYS = st.integers(0, 400).map(lambda n: dt.date(2030, 1, 1) + dt.timedelta(n))


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    known = draw(DAYS)
    event = draw(st.one_of(st.none(), st.integers(0, 60)))
    happened = (known - dt.timedelta(event)).isoformat() if event is not None else None
    return word(
        draw(st.sampled_from((C, K, AFTER))),
        draw(st.sampled_from(sorted(SPEAKS_FOR))),
        draw(st.sampled_from(("fulfilled", "breached", "outstanding", "intended", "released", "suspended"))),
        known.isoformat(),
        stance=draw(st.sampled_from(("asserts", "asserts", "denies", "retracts"))),
        event=happened[: draw(st.sampled_from((4, 7, 10)))] if happened else None,
        grade=draw(st.sampled_from(("A1", "B2", "C3", "E5", "F6"))),
        notes=draw(st.sampled_from(((), (), (REPORTER,), (UNIDENTIFIED,), (NO_NUMBER,)))),
        report=draw(st.sampled_from(("a", "b", "c"))),
    )


BAGS = st.lists(evidences(), max_size=14)
GROUPS = {"a": "story", "b": "story"}


def board(evidence: list[Evidence], as_of: dt.date, known_at: dt.date) -> list[Finding]:
    return evaluate(PACT, evidence, as_of=as_of, known_at=known_at, groups=GROUPS)


@settings(max_examples=70, deadline=None)
@given(BAGS, DAYS, DAYS, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(bag: list[Evidence], t: dt.date, k: dt.date, rng: random.Random) -> None:
    mixed = [*bag, *bag[:3]]
    rng.shuffle(mixed)
    before = list(bag)
    first = board(bag, t, k)
    assert [_known(f) for f in board(mixed, t, k)] == [_known(f) for f in first]
    assert board(bag, t, k) == first  # a pure function
    assert bag == before


def _known(finding: Finding) -> tuple[object, ...]:
    shown = {w.evidence.id: (w.weight, w.counted, w.why) for w in finding.evidence}
    return finding.readings, finding.schedule, finding.evidence_class, finding.claims, finding.notes, shown


@settings(max_examples=70, deadline=None)
@given(BAGS, evidences(), DAYS, DAYS)
def test_a_self_serving_word_never_settles_a_breach(
    bag: list[Evidence], more: Evidence, t: dt.date, k: dt.date
) -> None:
    if more.standing != "self-serving" or more.stance == "retracts":
        return
    for before, after in zip(board(bag, t, k), board([*bag, more], t, k), strict=True):
        if before.state != "violated":
            assert after.state != "violated"
        if before.state == "satisfied":
            assert after.state in ("satisfied", "disputed", "released", "suspended")
            assert "violated" not in after.readings


@settings(max_examples=70, deadline=None)
@given(BAGS, DAYS, DAYS, DAYS)
def test_more_knowledge_never_hides_evidence(bag: list[Evidence], t: dt.date, k: dt.date, later: dt.date) -> None:
    early, late = sorted((k, later))
    for before, after in zip(board(bag, t, early), board(bag, t, late), strict=True):
        seen = {w.evidence.id for w in before.evidence}
        assert seen <= {w.evidence.id for w in after.evidence}
        assert all(w.evidence.known_upto <= late for w in after.evidence)


@settings(max_examples=70, deadline=None)
@given(BAGS, DAYS, DAYS)
def test_states_and_their_reasons_agree(bag: list[Evidence], t: dt.date, k: dt.date) -> None:
    for finding in board(bag, t, k):
        debtor, creditor = finding.readings
        assert finding.state == (debtor if debtor == creditor else "disputed")
        assert finding.indicated == ("violated" in finding.readings)
        if finding.commitment.id == "release" and debtor == "violated" and finding.evidence_class == "claimed":
            raise AssertionError("the debtor's reading never takes the creditor's word alone")
        if finding.state in ("satisfied", "violated"):
            assert finding.evidence_class in ("acknowledged", "third-party")
            assert any(w.counted and w.weight for w in finding.evidence)
        if not finding.evidence:
            assert {*finding.readings} <= {"active", "conditional", "expired"}


@settings(max_examples=150, deadline=None)
@given(BAGS, DAYS, DAYS)
def test_what_counts_is_enough_to_replay_the_board(bag: list[Evidence], t: dt.date, k: dt.date) -> None:
    full = board(bag, t, k)
    counted = {w.evidence.id for finding in full for w in finding.evidence if w.counted}
    assert sum(row.counted for finding in full for row in why(finding)) == len(counted)
    again = board([e for e in bag if e.id in counted], t, k)
    for first, second in zip(full, again, strict=True):
        assert (second.state, second.readings, second.indicated) == (first.state, first.readings, first.indicated)
        assert (second.deadline, second.evidence_class) == (first.deadline, first.evidence_class)
        assert {w.evidence.id for w in second.evidence if w.counted} == {
            w.evidence.id for w in first.evidence if w.counted
        }


@settings(max_examples=70, deadline=None)
@given(BAGS, DAYS, DAYS)
def test_without_what_does_not_count_each_commitment_alone_stands(bag: list[Evidence], t: dt.date, k: dt.date) -> None:
    """A single commitment that waits for no other is replayed from its own counted evidence only."""
    for finding in board(bag, t, k)[:2]:
        own = [w.evidence for w in finding.evidence if w.counted]
        (again,) = [f for f in board(own, t, k) if f.commitment == finding.commitment]
        assert again.readings == finding.readings
