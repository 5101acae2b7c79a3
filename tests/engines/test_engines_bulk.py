"""Bulk evaluation by itself: sharing of stories in chains, news, tables that cannot be used, the grid of days."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import replace
from pathlib import Path

import pytest
from engine_kit import GROUPS, an_agreement, day, some_evidence, told_by_engine, told_by_monitor, told_by_reference

from treuga.engines import Bulk, Question, Rows, Tables, evaluate_bulk, rules
from treuga.engines.duck import DuckEngine
from treuga.engines.history import by_grid, choose, days, of_findings, turns
from treuga.engines.order import dependents, levels
from treuga.engines.tables import SHAPES
from treuga.errors import CaseError
from treuga.model import Agreement, Commitment, Deadline, Evidence, PartialDate
from treuga.monitor import evaluate
from treuga.monitor.remarks import REPORTER

pytest.importorskip("duckdb")
ON = Question(day(200), day(200))


def plain(*commitments: Commitment) -> Agreement:
    return Agreement("pact", "Pact", ("upland", "lowland"), None, "p" * 64, commitments=commitments)


def deed(key: str, *antecedent: str, **more: object) -> Commitment:
    return Commitment(key, key, ("upland",), ("lowland",), "Do it.", antecedent or ("always",), **more)  # type: ignore[arg-type]


def words(
    agreement: Agreement, key: str, *, voice: str, report: str, number: int, claim: str = "fulfilled"
) -> Evidence:
    (one,) = some_evidence(random.Random(number), replace(agreement, commitments=agreement.commitments[:1]), 1)
    published = PartialDate(day(100).isoformat())
    return replace(
        one, id=f"e{number}", subject=f"commitment:{key}", witness=voice, report=report, claim=claim, stance="asserts",
        standing="third-party", grade="F6", t_event=None, t_known=published, known_upto=published.latest,
        notes=(REPORTER,),
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize("length", [3, 4, 7])
def test_stories_and_witnesses_in_a_chain_take_rounds(length: int) -> None:
    """A paper prints two stories, another paper the second of them and a third, and so on: every other word votes."""
    pact = plain(deed("a"))
    chain = [words(pact, "a", voice=f"paper-{(i + 1) // 2}", report=f"s{i // 2}", number=i) for i in range(length)]
    groups = {e.report: e.report for e in chain}
    with evaluate_bulk(Tables.of([pact], chain, groups=groups), [ON]) as bulk:
        (found,) = bulk.findings()
    assert found.done_for == (length + 1) // 2
    (board,) = evaluate(pact, chain, as_of=ON.as_of, known_at=ON.known_at, groups=groups)
    assert found.state == board.state


def a_world(seed: int, many: int = 20) -> tuple[list[Agreement], list[Evidence]]:
    rng = random.Random(seed)
    agreements = [an_agreement(rng, f"pact-{i:02}", rng.randint(2, 6)) for i in range(25)]
    return agreements, [e for a in agreements for e in some_evidence(rng, a, many, f"{a.id}:")]


@pytest.mark.parametrize("seed", range(4))
def test_a_days_news_gives_the_same_as_a_full_run(seed: int) -> None:
    agreements, evidence = a_world(seed)
    rng = random.Random(seed)
    news = [e for a in rng.sample(agreements, 3) for e in some_evidence(rng, a, 2, f"news:{a.id}:")]
    before, after = [Question(day(120), day(120))], [Question(day(131), day(140))]
    rows = Tables.of(agreements, news, groups=GROUPS).evidence
    with (
        evaluate_bulk(Tables.of(agreements, evidence, groups=GROUPS), before, evidence_sets=True) as bulk,
        evaluate_bulk(Tables.of(agreements, [*evidence, *news], groups=GROUPS), after, evidence_sets=True) as full,
        evaluate_bulk(Tables.of(agreements, [*evidence, *news], groups=GROUPS), before, evidence_sets=True) as same,
    ):
        again = bulk.update(rows)
        assert 0 < again < sum(len(a.commitments) for a in agreements)
        assert list(bulk.findings()) == list(same.findings())
        assert bulk.evidence_sets() == same.evidence_sets()
        bulk.update(Rows(()), after)
        assert list(bulk.findings()) == list(full.findings())
        assert bulk.evidence_sets() == full.evidence_sets()
        with pytest.raises(CaseError, match="TR136"):
            bulk.update(Rows(()), before)


def test_the_rules_are_what_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of these small changes of the definition is noticed by the comparison with the reference."""
    agreements, evidence = a_world(7, 120)
    tables, question = Tables.of(agreements, evidence, groups=GROUPS), Question(day(200), day(200))
    expected = {a.id: told_by_reference(a, [e for e in evidence if e.agreement == a.id], question) for a in agreements}

    def agrees() -> bool:
        with evaluate_bulk(tables, [question], evidence_sets=True) as bulk:
            return all(told_by_engine(bulk, a.id) == expected[a.id] for a in agreements)

    assert agrees()
    text = rules.parts()
    for old, new in (
        ("WHEN class = 0 THEN 3", "WHEN class = 0 THEN 2"),
        ("n.class = 2 AND l.class < 2", "n.class = 3 AND l.class < 2"),
        ("t.said < s.said", "t.said <= s.said"),
    ):
        changed = {
            part: tuple(replace(step, sql=step.sql.replace(old, new)) for step in steps) for part, steps in text.items()
        }
        assert changed != text, old
        monkeypatch.setattr(rules, "parts", lambda c=changed: c)
        assert not agrees(), f"{old} -> {new} changes nothing that is looked at"


def test_files_give_the_same_as_rows(tmp_path: Path) -> None:
    agreements, evidence = a_world(11)
    tables = Tables.of(agreements, evidence, groups=GROUPS)
    engine = DuckEngine()
    for name, columns in SHAPES.items():
        engine.fill(name, {c: shape.kind for c, shape in columns.items()}, getattr(tables, name))
        engine.write(f"SELECT * FROM {name}", tmp_path / f"{name}[1].parquet")
    engine.close()
    files = Tables(*(tmp_path / f"{name}[1].parquet" for name in SHAPES))
    with evaluate_bulk(tables, [ON], evidence_sets=True) as a, evaluate_bulk(files, [ON], evidence_sets=True) as b:
        assert list(a.findings()) == list(b.findings())
        assert [path.name for path in b.write(tmp_path / "out")] == ["findings.parquet", "evidence_sets.parquet"]


def test_evidence_for_one_question_is_not_heard_at_another() -> None:
    pact = plain(deed("a"))
    once = replace(words(pact, "a", voice="mission", report="r", number=1), grade="A1")
    tables = Tables.of([pact], [], for_question={1: [once]})
    with evaluate_bulk(tables, [ON, Question(day(210), day(210))]) as bulk:
        assert [found.state for found in bulk.findings()] == ["active", "satisfied"]


def test_what_opens_on_a_day_is_not_owed_before_it_and_the_day_alone_opens_it() -> None:
    pact = plain(deed("a", in_force=day(150)))
    broken = replace(words(pact, "a", voice="mission", report="r", number=1, claim="breached"), grade="A1")
    before, on = Question(day(149), day(149)), Question(day(150), day(150))
    with evaluate_bulk(Tables.of([pact], [broken]), [before], evidence_sets=True) as bulk:
        for question, state in ((before, "conditional"), (on, "violated")):
            assert bulk.update(Rows(()), [question]) == (question is on)
            told = told_by_engine(bulk, "pact")
            assert told["a"][2] == state
            assert told == told_by_monitor(pact, [broken], question) == told_by_reference(pact, [broken], question)


def test_circles_are_refused_with_the_path() -> None:
    pact = plain(deed("a", "c"), deed("b", "a"), deed("c", deadline=Deadline("start(b) + 1 day", None)))
    with pytest.raises(CaseError, match="TR134") as raised:
        evaluate_bulk(Tables.of([pact], []), [ON])
    path = raised.value.message.removesuffix(" is a circle").split(" -> ")
    waits = {("pact/a", "pact/c"), ("pact/c", "pact/b"), ("pact/b", "pact/a")}
    assert set(itertools.pairwise(path)) == waits
    assert path[0] == path[-1]


@pytest.mark.parametrize(
    ("evidence", "commitments", "code"),
    [
        ([("a", "e", "w", "fulfiled", "asserts", "third-party", "A1", 1)], [("a", "achieve")], "TR132"),
        ([("a", "e", "w", "fulfilled", "asserts", "friend", "A1", 1)], [("a", "achieve")], "TR132"),
        ([], [("a", "sometimes")], "TR132"),
        ([], [("a", "achieve"), ("a", "maintain")], "TR132"),
    ],
)
def test_words_that_mean_nothing_are_refused(evidence: list[tuple], commitments: list[tuple], code: str) -> None:
    width = {name: len(columns) for name, columns in SHAPES.items()}
    flags = (None, None, None, None, None, False, False, False, None)
    tables = Tables(
        Rows([(*row, *flags) for row in evidence]),
        Rows([(*row, 2, *(None,) * (width["commitments"] - 3)) for row in commitments]),
    )
    with pytest.raises(CaseError, match=code):
        evaluate_bulk(tables, [ON])


def test_a_table_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    engine = DuckEngine()
    engine.write("SELECT 'a' AS commitment", tmp_path / "c.parquet")
    engine.close()
    with pytest.raises(CaseError, match=r"TR131.*'mode'"):
        evaluate_bulk(Tables(Rows(()), tmp_path / "c.parquet"), [ON])


def test_an_antecedent_that_is_not_there_is_refused() -> None:
    tables = Tables(Rows(()), Rows([("a", "achieve", 2, None, None, None, None)]), Rows([("a", "b")]))
    with pytest.raises(CaseError, match="TR133"):
        evaluate_bulk(tables, [ON])


@pytest.mark.parametrize("asked", [[], [ON, ON], [Question(dt.datetime(2031, 1, 1), day(1))]])
def test_days_that_are_none_are_refused(asked: list[Question]) -> None:
    with pytest.raises(CaseError, match="TR135"):
        evaluate_bulk(Tables.of([plain(deed("a"))], []), asked)


def test_an_engine_that_is_not_there_is_named() -> None:
    with pytest.raises(CaseError, match=r"TR130.*'abacus'"):
        evaluate_bulk(Tables.of([], []), [ON], engine="abacus")


def test_levels_and_what_a_change_reaches() -> None:
    edges = [(1, 0), (2, 1), (3, 0), (4, 2)]
    assert levels(edges) == ({0: 0, 1: 1, 2: 2, 3: 1, 4: 3}, ())
    assert levels([(0, 1), (1, 2), (2, 0)])[0] == {}
    assert dependents(edges, [1]) == {1, 2, 4}


def test_a_grid_of_days() -> None:
    assert days(day(0), day(15), "week") == [day(0), day(7), day(14), day(15)]
    assert days(dt.date(2031, 1, 31), dt.date(2031, 4, 30), "month") == [
        dt.date(2031, 1, 31), dt.date(2031, 2, 28), dt.date(2031, 3, 31), dt.date(2031, 4, 30),
    ]  # fmt: skip
    assert days(day(3), day(3), "day") == [day(3)]
    with pytest.raises(CaseError, match="TR137"):
        days(day(3), day(2), "day")
    assert choose("auto", 10, 10) == "python"
    assert choose("auto", 10_000, 52) == "duckdb"


@pytest.mark.parametrize("seed", range(3))
def test_a_grid_gives_what_a_board_a_day_gives(seed: int) -> None:
    rng = random.Random(seed)
    pact = an_agreement(rng, "pact", 6)
    evidence = some_evidence(rng, pact, 60)
    asked = [Question(one, one) for one in days(day(0), day(240), "week")]
    grid = by_grid(pact, evidence, asked, groups=GROUPS)
    boards = [
        one
        for q in asked
        for one in of_findings(evaluate(pact, evidence, as_of=q.as_of, known_at=q.known_at, groups=GROUPS))
    ]
    assert grid == boards
    changed = turns(grid)
    assert len(pact.commitments) < len(changed) < len(grid)
    assert all(before is None or before.told != one.told for one, before in changed)


def test_the_same_board_as_the_monitor_at_the_edge_of_time() -> None:
    rng = random.Random(3)
    pact = an_agreement(rng, "pact", 6)
    evidence = some_evidence(rng, pact, 60)
    question = Question(dt.date(9990, 1, 1), dt.date.max)
    with Bulk(DuckEngine(), Tables.of([pact], evidence, groups=GROUPS), [question], evidence_sets=True) as bulk:
        assert told_by_engine(bulk, "pact") == told_by_monitor(pact, evidence, question)
