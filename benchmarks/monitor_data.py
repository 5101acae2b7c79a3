"""Invented evidence of any size, set at a time: the same seed and size give the same rows on one version of DuckDB.

Ten commitments make an agreement with forty witnesses of its own: eight of either party, and 24 outlets, half of whose
reports are copies. A third of the commitments wait for another one of the agreement; one in ten counts its deadline
from when another was done. Words come in over 2,000 days.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

#: The first day, the last, and the day that is asked about: all is known by then, and nearly all has happened.
FIRST = dt.date(2019, 1, 1).toordinal()
DAYS = 2000
LAST = FIRST + DAYS
WITNESSES = 40

_EVIDENCE = """
SELECT i AS id, commitment, agreement * 1000 + w AS witness,
    CASE c WHEN 0 THEN 'breached' WHEN 1 THEN 'breached' WHEN 2 THEN 'breached' WHEN 3 THEN 'outstanding'
        WHEN 4 THEN 'intended' WHEN 5 THEN 'outstanding' WHEN 6 THEN CASE WHEN h4 % 2000 = 0 THEN 'released' ELSE
        'fulfilled' END WHEN 7 THEN CASE WHEN h4 % 2000 = 0 THEN 'suspended' ELSE 'breached' END ELSE 'fulfilled'
        END AS claim,
    CASE WHEN h5 % 100 < 2 THEN 'retracts' WHEN h5 % 100 < 18 THEN 'denies' ELSE 'asserts' END AS stance,
    CASE WHEN w >= 16 THEN 'third-party' WHEN h4 % 5 < 4 THEN 'self-serving' ELSE 'acknowledged' END AS standing,
    CASE h3 % 6 WHEN 0 THEN 'A1' WHEN 1 THEN 'B2' WHEN 2 THEN 'C3' WHEN 3 THEN 'C4' WHEN 4 THEN 'E5' ELSE 'F6' END
        AS grade,
    d AS known_upto, d AS known_first, d AS known_last,
    CASE WHEN h6 % 10 < 6 THEN e WHEN h6 % 10 < 8
        THEN (date_trunc('month', DATE '0001-01-01' + (e - 1))::DATE - DATE '0001-01-01')::INTEGER + 1
        END AS event_first,
    CASE WHEN h6 % 10 < 6 THEN e WHEN h6 % 10 < 8
        THEN (last_day(DATE '0001-01-01' + (e - 1)) - DATE '0001-01-01')::INTEGER + 1 END AS event_last,
    CASE WHEN w >= 16 AND h7 % 2 = 0 THEN agreement * 1000 + (d % 100) END AS story,
    h7 % 40 = 1 AS unidentified, h7 % 40 = 3 AS unaffiliated, h7 % 40 = 5 AS part
FROM (
    SELECT *, d - (h6 // 16 % 20)::INTEGER AS e
    FROM (
    SELECT i, commitment, commitment // 10 AS agreement, (h2 % 40)::INTEGER AS w, (h3 // 64 % 12)::INTEGER AS c,
        ({first} + (h2 // 64) % {days})::INTEGER AS d, h3, h4, h5, h6, h7
    FROM (
        SELECT i::BIGINT AS i, {commitment} AS commitment, hash(i * 8 + 2 + {seed}) % 1000000007 AS h2,
            hash(i * 8 + 3 + {seed}) % 1000000007 AS h3, hash(i * 8 + 4 + {seed}) % 1000000007 AS h4,
            hash(i * 8 + 5 + {seed}) % 1000000007 AS h5, hash(i * 8 + 6 + {seed}) % 1000000007 AS h6,
            hash(i * 8 + 7 + {seed}) % 1000000007 AS h7
        FROM range({start}, {stop}) t(i)
    )
    )
)
"""

_COMMITMENTS = """
SELECT c::BIGINT AS commitment, CASE WHEN hash(c * 4) % 3 = 0 THEN 'maintain' ELSE 'achieve' END AS mode,
    2 AS accepted_from, {first} + (hash(c * 4 + 1) % 100)::INTEGER AS in_force_from,
    CASE WHEN c % 10 <> 9 AND hash(c * 4 + 2) % 3 < 2 THEN {first} + (hash(c * 4 + 3) % 2200)::INTEGER END AS deadline,
    CASE WHEN c % 10 = 9 THEN (c - 9)::BIGINT END AS start_of,
    CASE WHEN c % 10 = 9 THEN 'start(first) + 3 months' END AS expression
FROM range({many}) t(c)
"""

_ANTECEDENTS = """
SELECT c::BIGINT AS commitment, (c - 1 - hash(c) % (c % 10))::BIGINT AS needs FROM range({many}) t(c)
WHERE c % 10 >= 6 AND c % 10 < 9
"""

_SIDES = """
SELECT c::BIGINT AS commitment, p AS party, CASE WHEN p = c % 2 THEN 'debtor' ELSE 'creditor' END AS side,
    CASE WHEN p = c % 2 THEN 0 END AS owes, CASE WHEN p <> c % 2 THEN 0 END AS owed
FROM range({many}) t(c), range(2) s(p)
"""


def make(folder: Path, rows: int, commitments: int, *, seed: int = 1) -> None:
    """Write evidence, commitments, antecedents and sides as Parquet files."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = {
        "first": FIRST,
        "days": DAYS,
        "many": commitments,
        "seed": seed * 1_000_000_007,
        "start": 0,
        "stop": rows,
    }
    numbers["commitment"] = f"(hash(i * 8 + 1 + {seed * 1_000_000_007}) % {commitments})::BIGINT"  # type: ignore[assignment]
    tables = {"evidence": _EVIDENCE, "commitments": _COMMITMENTS, "antecedents": _ANTECEDENTS, "sides": _SIDES}
    with duckdb.connect(config={"threads": 2, "preserve_insertion_order": "false"}) as connection:
        for name, sql in tables.items():
            connection.sql(sql.format_map(numbers)).write_parquet(str(folder / f"{name}.parquet"))


def make_news(path: Path, rows: int, start: int, commitments: int, spread: int, *, seed: int = 2) -> None:
    """A day's news, of the day after the last: about one in ``spread`` agreements, evenly."""
    agreements = max(1, commitments // 10 // spread)
    about = f"(hash(i * 8 + 1) % {agreements * 10} // 10 * {spread * 10} + hash(i * 8 + 1) % 10)::BIGINT"
    numbers = {"first": LAST + 1, "days": 1, "seed": seed * 1_000_000_007, "start": start, "stop": start + rows}
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.sql(_EVIDENCE.format_map({**numbers, "commitment": about})).write_parquet(str(path))
