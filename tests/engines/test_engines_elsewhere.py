"""The same rules on other engines, and an oracle: Spark, SQLite, and a logic program under clingo."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from benchmarks.monitor_others import SqliteEngine, by_clingo
from engine_kit import GROUPS, an_agreement, day, some_evidence, told_by_engine, told_by_reference

from treuga.engines import Bulk, Question, Tables
from treuga.engines.bulk import Engine
from treuga.engines.duck import DuckEngine
from treuga.engines.spark import SparkEngine, available
from treuga.model import Agreement, Commitment, Evidence

pytest.importorskip("duckdb")
#: Nearly all that Spark spends on a few rows is the making of plans and of code.
FEW_ROWS = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}
QUESTIONS = [Question(day(90), day(100)), Question(day(200), day(200))]


def spark() -> Engine:
    if lack := available():
        pytest.skip(f"{lack}: run 'make test-spark'")
    return SparkEngine(partitions=1, settings=FEW_ROWS)


@pytest.mark.slow
@pytest.mark.parametrize("launch", [SqliteEngine, spark], ids=["sqlite", "spark"])
def test_an_engine_conforms(launch: Callable[[], Engine]) -> None:
    """Many random agreements in one run, and news on top of it: Spark takes its time for each run, however small."""
    rng = random.Random(2031)
    agreements = [an_agreement(rng, f"pact-{i:02}", rng.randint(1, 6)) for i in range(40)]
    evidence = {a.id: some_evidence(rng, a, rng.choice((0, 5, 15, 40)), f"{a.id}:") for a in agreements}
    news = {a.id: some_evidence(rng, a, 2, f"news:{a.id}:") for a in agreements[::6]}
    tables = Tables.of(agreements, [e for some in evidence.values() for e in some], groups=GROUPS)
    later = Tables.of(agreements, [e for some in news.values() for e in some], groups=GROUPS).evidence
    with (
        Bulk(DuckEngine(), tables, QUESTIONS, evidence_sets=True) as duck,
        Bulk(launch(), tables, QUESTIONS, evidence_sets=True) as other,
    ):
        for number, question in enumerate(QUESTIONS):
            for agreement in agreements:
                expected = told_by_reference(agreement, evidence[agreement.id], question)
                assert told_by_engine(duck, agreement.id, number) == expected
        # Asked once, and not for each agreement: on Spark each query has its price.
        assert list(other.findings()) == list(duck.findings())
        assert other.evidence_sets() == duck.evidence_sets()
        assert other.update(later) == duck.update(later)
        assert list(other.findings()) == list(duck.findings())
        assert other.evidence_sets() == duck.evidence_sets()


def a_core(rng: random.Random) -> tuple[Agreement, list[Evidence]]:
    """Deeds that wait for deeds, and words of which each witness has one a day: nothing but propositions."""
    made: list[Commitment] = []
    for i in range(6):
        sides = [("upland",), ("lowland",)]
        rng.shuffle(sides)
        waits = tuple(c.id for c in rng.sample(made, min(len(made), rng.choice((0, 1, 2)))))
        made.append(Commitment(f"c{i}", f"Deed {i}", *sides, "Do it.", waits or ("always",)))
    agreement = Agreement("core", "Core", ("upland", "lowland"), None, "c" * 64, commitments=tuple(made))
    said = {}
    for e in some_evidence(rng, agreement, 60):
        if e.claim in ("fulfilled", "breached") and e.stance != "retracts" and e.t_known:
            said[e.subject, e.witness, e.t_known.iso] = e
    return agreement, [
        replace(e, t_event=None, notes=(), known_upto=e.t_known.latest) for e in said.values() if e.t_known
    ]


def facts(agreement: Agreement, evidence: list[Evidence]) -> list[str]:
    words = {
        ("fulfilled", "asserts"): "kept", ("fulfilled", "denies"): "unkept",
        ("breached", "asserts"): "breach", ("breached", "denies"): "nobreach",
    }  # fmt: skip
    points = {"A1": 3, "B2": 3, "B5": 1, "C3": 2, "C4": 1, "D2": 1, "E5": 0, "F6": 1, "": 1}
    out = [f'commitment("{c.id}", achieve).' for c in agreement.commitments]
    for i, e in enumerate(evidence):
        weight = {"acknowledged": 3, "self-serving": 0}.get(e.standing, points[e.grade])
        c = e.subject.partition(":")[2]
        out.append(f'word({i}, "{c}", "{e.witness}", {e.known_upto.toordinal()}, {words[e.claim, e.stance]}).')
        out.append(f"points({i}, {weight})." + f" own({i})." * (e.standing == "self-serving"))
    owing = {c.id: c.debtor for c in agreement.commitments}
    for c in agreement.commitments:
        for a in (a for a in c.antecedent if a != "always"):
            same = owing[a] == c.debtor
            out.append(f'needs("{c.id}", "{a}", debtor, {"debtor" if same else "creditor"}).')
            out.append(f'needs("{c.id}", "{a}", creditor, {"creditor" if same else "debtor"}).')
    return out


@pytest.mark.parametrize("seed", range(25))
def test_a_logic_program_comes_to_the_same_states(seed: int) -> None:
    pytest.importorskip("clingo")
    agreement, evidence = a_core(random.Random(seed))
    found = by_clingo(facts(agreement, evidence))
    with Bulk(DuckEngine(), Tables.of([agreement], evidence), [Question(day(400))]) as bulk:
        ours = {
            str(f.commitment).partition("/")[2]: {"debtor": f.debtor, "creditor": f.creditor} for f in bulk.findings()
        }
    assert ours == found
