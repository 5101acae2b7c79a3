"""The invented tables as objects of the model, for the monitor itself, and as facts, for a logic program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import monitor_data
from treuga.engines import Question, Tables
from treuga.model import Agreement, Commitment, Deadline, Evidence, PartialDate, Reference, Span
from treuga.monitor import evaluate
from treuga.monitor.remarks import NO_NUMBER, REPORTER, UNAFFILIATED, UNIDENTIFIED

_SAID = Span(0, 4, "said")


def as_objects(folder: Path, many: int) -> tuple[list[Agreement], dict[str, list[Evidence]]]:
    """The first agreements with all their evidence; evidence ids keep the order of the numbers."""
    with duckdb.connect() as connection:
        for name in ("evidence", "commitments", "antecedents"):
            connection.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
        last = many * 10
        needs: dict[int, list[int]] = {}
        for who, whom in connection.execute(
            "SELECT commitment, needs FROM antecedents WHERE commitment < ?", [last]
        ).fetchall():
            needs.setdefault(who, []).append(whom)
        commitments = connection.execute(
            "SELECT commitment, mode, in_force_from, deadline, start_of FROM commitments WHERE commitment < ? "
            "ORDER BY 1",
            [last],
        ).fetchall()
        rows = connection.execute(
            "SELECT commitment, id, witness, claim, stance, standing, grade, known_upto, event_first, event_last, "
            "story, unidentified, unaffiliated, part FROM evidence WHERE commitment < ?",
            [last],
        ).fetchall()
    agreements = [_agreement(i, commitments[i * 10 : i * 10 + 10], needs) for i in range(many)]
    evidence: dict[str, list[Evidence]] = {agreement.id: [] for agreement in agreements}
    for row in rows:
        evidence[f"a{row[0] // 10}"].append(_evidence(row))
    return agreements, evidence


def _agreement(number: int, rows: Sequence[tuple[Any, ...]], needs: Mapping[int, Sequence[int]]) -> Agreement:
    made = []
    for c, mode, _, deadline, start_of in rows:
        due = None
        if start_of is not None:
            due = Deadline(f"start(c{start_of}) + 3 months", None)
        elif deadline is not None:
            due = Deadline(dt.date.fromordinal(deadline).isoformat(), dt.date.fromordinal(deadline))
        who = ("p0",), ("p1",)
        made.append(
            Commitment(
                f"c{c}",
                f"Promise {c}",
                who[c % 2],
                who[1 - c % 2],
                "Do it.",
                mode=mode,
                deadline=due,
                antecedent=("always", *(f"c{n}" for n in needs.get(c, ()))),
            )
        )
    return Agreement(f"a{number}", "Pact", ("p0", "p1"), None, "d", commitments=tuple(made))


def _evidence(row: tuple[Any, ...]) -> Evidence:
    c, key, witness, claim, stance, standing, grade, known, first, last, story, unknown, nobody, part = row
    day = dt.date.fromordinal(known)
    event = None
    if first is not None:
        event = PartialDate(dt.date.fromordinal(last).isoformat()[: 10 if first == last else 7])
    told = ((REPORTER, story is not None), (UNIDENTIFIED, unknown), (UNAFFILIATED, nobody), (NO_NUMBER, part))
    return Evidence(
        id=f"{key:012}", agreement=f"a{c // 10}", digest="d", subject=f"commitment:c{c}", claim=claim, stance=stance,
        report=str(story if story is not None else -key - 1), report_name="a.txt", outlet="", spans=(_SAID,),
        speaker=Reference(_SAID, None), witness=str(witness), standing=standing, t_event=event,
        t_known=PartialDate(day.isoformat()), known_upto=day, grade=grade, notes=tuple(n for n, so in told if so),
    )  # fmt: skip


def evaluate_all(
    agreements: Sequence[Agreement], evidence: Mapping[str, Sequence[Evidence]], asked: Question
) -> dict[int, tuple[str, str]]:
    """The readings by the monitor, agreement by agreement."""
    out: dict[int, tuple[str, str]] = {}
    groups = {e.report: e.report for some in evidence.values() for e in some if not e.report.startswith("-")}
    for agreement in agreements:
        board = evaluate(agreement, evidence[agreement.id], as_of=asked.as_of, known_at=asked.known_at, groups=groups)
        out |= {int(finding.commitment.id[1:]): finding.readings for finding in board}
    return out


def core_tables(folder: Path, rows: int, commitments: int) -> Tables:
    """The invented tables reduced to what is propositional: deeds, last words, no dates beside them, no deadlines."""
    monitor_data.make(folder, rows, commitments)
    with duckdb.connect() as connection:
        for name in ("evidence", "commitments"):
            connection.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
        connection.sql(
            "SELECT commitment, id, witness, CASE WHEN claim = 'breached' THEN claim ELSE 'fulfilled' END AS claim, "
            "CASE WHEN stance = 'denies' THEN stance ELSE 'asserts' END AS stance, standing, grade, known_upto "
            "FROM evidence QUALIFY row_number() OVER (PARTITION BY commitment, witness, known_upto ORDER BY id) = 1"
        ).write_parquet(str(folder / "core_evidence.parquet"))
        connection.sql("SELECT commitment, 'achieve' AS mode FROM commitments").write_parquet(
            str(folder / "core_commitments.parquet")
        )
    names = ("core_evidence", "core_commitments", "antecedents", "sides")
    return Tables(*(folder / f"{name}.parquet" for name in names))


def core_facts(folder: Path) -> list[str]:
    """The same as facts: ``word(id, commitment, witness, day, said)``, ``points``, ``own``, and the rest."""
    graded = (
        "greatest(0, CASE grade[1] WHEN 'A' THEN 3 WHEN 'B' THEN 3 WHEN 'C' THEN 2 WHEN 'E' THEN 0 ELSE 1 END "
        "- CASE grade[2] WHEN '4' THEN 1 ELSE 0 END)"
    )
    weight = f"CASE standing WHEN 'acknowledged' THEN 3 WHEN 'self-serving' THEN 0 ELSE {graded} END"
    said = (
        "if(claim = 'breached', if(stance = 'denies', 'nobreach', 'breach'), if(stance = 'denies', 'unkept', 'kept'))"
    )
    reader = "s.side AS reads, if(r.owes IS NOT NULL, 'debtor', 'creditor') AS reader"
    with duckdb.connect() as connection:
        for name in ("core_evidence", "core_commitments", "antecedents", "sides"):
            connection.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
        queries = (
            f"SELECT format('word({{}},{{}},{{}},{{}},{{}}). points({{}},{{}}).', id, commitment, witness, known_upto, "
            f"{said}, id, {weight}) || if(standing = 'self-serving', format('own({{}}).', id), '') FROM core_evidence",
            "SELECT format('commitment({},achieve).', commitment) FROM core_commitments",
            f"SELECT format('needs({{}},{{}},{{}},{{}}).', commitment, needs, reader, reads) "
            f"FROM (SELECT a.*, {reader} FROM antecedents a JOIN sides r ON r.commitment = a.commitment "
            "JOIN sides s ON s.commitment = a.needs AND s.party = r.party)",
        )
        return [text for sql in queries for (text,) in connection.execute(sql).fetchall()]
