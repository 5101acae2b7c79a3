"""What bulk evaluation is measured against: the same rules on SQLite, a query written by hand, and a logic program."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from treuga.engines.tables import Kind, Row, Rows, Source

if TYPE_CHECKING:
    from collections.abc import Iterable


class SqliteEngine:
    """The rules as they stand, on the SQLite of the standard library."""

    name = "sqlite"

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.execute("PRAGMA temp_store = MEMORY")
        #: CPU seconds and seconds that pass, spent on copying tables.
        self.loading = (0.0, 0.0)

    def load(self, name: str, source: Source) -> None:
        """Copy a Parquet file into a table, by way of DuckDB; the time that it takes is kept apart."""
        cpu, elapsed = time.process_time(), time.perf_counter()
        with duckdb.connect() as reader:
            found = reader.execute("SELECT * FROM read_parquet(?)", [str(source)])
            columns = [column[0] for column in found.description or ()]
            self.connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            holes = ", ".join("?" * len(columns))
            while rows := found.fetchmany(100_000):
                self.connection.executemany(f"INSERT INTO {name} VALUES ({holes})", rows)
        before = self.loading
        self.loading = (before[0] + time.process_time() - cpu, before[1] + time.perf_counter() - elapsed)

    def fill(self, name: str, columns: Mapping[str, Kind], rows: Rows | Sequence[Row]) -> None:
        """Make a table of rows."""
        self._clear(name)
        self.connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        listed = rows.rows if isinstance(rows, Rows) else rows
        self.connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", listed)

    def keep(self, name: str, sql: str) -> None:
        """Make a table of a query."""
        self._clear(name)
        self.connection.execute(f"CREATE TABLE {name} AS {sql}")

    def view(self, name: str, sql: str) -> None:
        """Name a query."""
        self._clear(name)
        self.connection.execute(f"CREATE VIEW {name} AS {sql}")

    def drop(self, name: str) -> None:
        """Forget a table."""
        self._clear(name)

    def rename(self, old: str, new: str) -> None:
        """Put a table into the place of another."""
        self._clear(new)
        self.connection.execute("PRAGMA legacy_alter_table = ON")
        self.connection.execute(f"ALTER TABLE {old} RENAME TO {new}")

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query."""
        return self.connection.execute(sql).fetchall()

    def columns(self, name: str) -> list[str]:
        """The columns of a table or view."""
        return [row[1] for row in self.connection.execute(f"PRAGMA table_info({name})")]

    def write(self, sql: str, path: Path) -> None:
        """Not needed here."""
        raise NotImplementedError

    def close(self) -> None:
        """Close it."""
        self.connection.close()

    def _clear(self, name: str) -> None:
        for (kind,) in self.connection.execute("SELECT type FROM sqlite_master WHERE name = ?", (name,)).fetchall():
            self.connection.execute(f"DROP {kind} {name}")


#: The same states as one would write them by hand for DuckDB: one day, no amendments, no grid of questions, its own
#: functions throughout. Only the sharing of stories and the antecedents take steps.
_BY_HAND = """
CREATE TEMP TABLE said AS
SELECT e.commitment AS c, m.mode = 'achieve' AS once, id, witness, story, claim, stance, standing,
    coalesce(known_last, known_upto) AS said, least(event_last, coalesce(known_last, known_upto)) AS upto,
    coalesce(event_first, known_first, known_upto) AS valid, event_first, event_last,
    CASE WHEN standing = 'acknowledged' THEN 3 WHEN standing = 'self-serving' OR unidentified THEN 0
        ELSE least(CASE WHEN unaffiliated THEN 1 ELSE 9 END, greatest(0,
            CASE grade[1] WHEN 'A' THEN 3 WHEN 'B' THEN 3 WHEN 'C' THEN 2 WHEN 'E' THEN 0 ELSE 1 END
            - CASE grade[2] WHEN '4' THEN 1 WHEN '5' THEN 2 ELSE 0 END)) END AS weight,
    CASE WHEN claim IN ('fulfilled', 'breached') THEN 'verdict' ELSE claim END AS family,
    unidentified OR (part AND claim = 'fulfilled') AS mute
FROM evidence e JOIN commitments m USING (commitment)
WHERE known_upto <= $known AND least(event_last, coalesce(known_last, known_upto)) <= $day;
CREATE TEMP TABLE retractions AS
SELECT c, witness, claim, max(said) AS last FROM said WHERE stance = 'retracts' GROUP BY ALL;
CREATE TEMP TABLE live AS
SELECT s.* FROM said s LEFT JOIN retractions r USING (c, witness, claim)
WHERE stance <> 'retracts' AND NOT mute AND (r.last IS NULL OR r.last < said);
CREATE TEMP TABLE verdicts_of AS
SELECT *, CASE WHEN once THEN said::BIGINT << 22 | upto ELSE upto::BIGINT << 22 | said END AS moment
FROM live WHERE claim NOT IN ('outstanding', 'intended');
CREATE TEMP TABLE newest AS
SELECT c, witness, family, v.moment AS last, standing = 'self-serving' AS own, claim, stance FROM verdicts_of v
JOIN (SELECT c, witness, family, max(moment) AS moment FROM verdicts_of GROUP BY ALL) USING (c, witness, family, moment)
QUALIFY row_number() OVER (PARTITION BY c, witness, family ORDER BY id DESC) = 1;
CREATE TEMP TABLE speaking AS
SELECT v.*, v.moment = n.last OR (n.own AND standing <> 'self-serving') AS speaks
FROM verdicts_of v JOIN newest n USING (c, witness, family)
WHERE speaks OR (once AND v.claim = 'fulfilled' AND v.stance = 'asserts' AND n.claim = v.claim AND n.stance = v.stance);
CREATE TEMP TABLE waiting AS SELECT *, false AS votes FROM speaking WHERE speaks;
"""

_BY_HAND_ROUND = """
CREATE TEMP TABLE chosen AS SELECT c, claim, stance, witness, story, id FROM waiting WHERE speaks
QUALIFY row_number() OVER (PARTITION BY c, claim, stance, witness ORDER BY weight DESC, said, id) = 1
    AND (story IS NULL OR row_number() OVER (PARTITION BY c, claim, stance, story ORDER BY weight DESC, said, id) = 1);
INSERT INTO voices SELECT w.* FROM waiting w SEMI JOIN chosen USING (c, id);
CREATE TEMP TABLE rest AS SELECT w.* FROM waiting w ANTI JOIN chosen v USING (c, claim, stance, witness)
WHERE (c, claim, stance, story) NOT IN (SELECT (c, claim, stance, story) FROM chosen WHERE story IS NOT NULL)
    OR story IS NULL;
DROP TABLE chosen; DROP TABLE waiting; ALTER TABLE rest RENAME TO waiting;
"""

_BY_HAND_TALLIES = """
CREATE TEMP TABLE latest AS
WITH done AS (SELECT *, bool_or(weight > 0) OVER (PARTITION BY c) AS carried FROM voices
        WHERE once AND claim = 'fulfilled' AND stance = 'asserts'),
    before AS (SELECT c, witness, min(upto) AS upto FROM speaking WHERE once AND claim = 'fulfilled'
        AND stance = 'asserts' GROUP BY ALL)
SELECT c, min(least(d.upto, b.upto)) AS latest FROM done d LEFT JOIN before b USING (c, witness)
WHERE weight > 0 OR NOT carried GROUP BY c;
CREATE TEMP TABLE urged AS
SELECT c, max(valid) AS valid FROM live JOIN latest USING (c)
WHERE ((claim = 'outstanding' AND stance = 'asserts') OR (claim = 'fulfilled' AND stance = 'denies'))
    AND valid < latest GROUP BY c;
CREATE TEMP TABLE dated AS
SELECT c, min_by(event_last, (CASE standing WHEN 'acknowledged' THEN 0 WHEN 'third-party' THEN 1 ELSE 2 END,
    CASE WHEN event_first = event_last THEN 0 WHEN event_last - event_first < 31 THEN 1 ELSE 2 END, said, id)) AS upto
FROM live JOIN latest USING (c) LEFT JOIN urged u USING (c)
WHERE claim = 'fulfilled' AND stance = 'asserts' AND event_first <= latest
    AND (u.valid IS NULL OR event_last >= u.valid)
GROUP BY c;
CREATE TEMP TABLE states (c BIGINT, once BOOLEAN, debtor VARCHAR, creditor VARCHAR);
"""

_BY_HAND_LEVEL = """
INSERT INTO states
WITH asked AS (
    SELECT m.commitment AS c, mode = 'achieve' AS once, in_force_from, accepted_from,
        CASE WHEN start_of IS NULL THEN m.deadline ELSE (DATE '0001-01-01' + (d.upto - 1)::INTEGER
            + INTERVAL 3 MONTH)::DATE - DATE '0001-01-01' + 1 END AS deadline
    FROM commitments m LEFT JOIN (SELECT * FROM states WHERE debtor = 'satisfied' AND creditor = 'satisfied') s
        ON s.c = start_of LEFT JOIN dated d ON d.c = s.c
    WHERE m.commitment IN (SELECT c FROM depth WHERE level = $level)
), bounds AS (
    SELECT c, min(upto) FILTER (claim = 'fulfilled' AND stance = 'asserts') AS first_done,
        min(upto) FILTER ((claim, stance) IN (('breached', 'asserts'), ('fulfilled', 'denies'))) AS first_broken,
        max(upto) FILTER ((claim, stance) IN (('breached', 'asserts'), ('fulfilled', 'denies'))) AS last_broken,
        max(upto) FILTER (claim = 'suspended' AND stance = 'asserts') AS last_suspended
    FROM voices GROUP BY c
), marked AS (
    SELECT v.*, deadline, first_done, first_broken, last_broken, last_suspended,
        claim = 'fulfilled' AND stance = 'asserts' AS fa, claim = 'fulfilled' AND stance = 'denies' AS fd,
        claim = 'breached' AND stance = 'asserts' AS ba, claim = 'breached' AND stance = 'denies' AS bd
    FROM voices v JOIN asked USING (c) JOIN bounds USING (c)
), sums AS (
    SELECT c, bool_or(fa) AS done_any, sum(weight) FILTER (fa) AS done_pro,
        sum(weight) FILTER ((fd OR ba) AND (NOT once OR said >= coalesce(first_done, 0))) AS done_con,
        bool_or(ba OR (fd AND (NOT once OR valid > deadline))) AS broken_any,
        sum(weight) FILTER (ba OR (fd AND (NOT once OR valid > deadline))) AS broken_pro,
        sum(weight) FILTER (CASE WHEN once THEN bd OR fa ELSE (bd AND upto >= first_broken)
            OR (fa AND upto >= last_broken) END) AS broken_con,
        sum(weight) FILTER (NOT once AND fa AND upto > last_broken) AS cured_pro,
        bool_or(claim = 'released' AND stance = 'asserts') AS released_any,
        sum(weight) FILTER (claim = 'released' AND stance = 'asserts') AS released_pro,
        sum(weight) FILTER (claim = 'released' AND stance = 'denies') AS released_con,
        bool_or(claim = 'suspended' AND stance = 'asserts') AS suspended_any,
        sum(weight) FILTER (claim = 'suspended' AND stance = 'asserts') AS suspended_pro,
        sum(weight) FILTER (claim = 'suspended' AND stance = 'denies') AS suspended_con,
        sum(weight) FILTER (claim = 'suspended' AND stance = 'denies' AND upto > last_suspended) AS resumed_pro
    FROM marked GROUP BY c
), verdicts AS (
    SELECT a.*, coalesce(done_any, false)::INT + (done_any AND done_pro >= accepted_from
            AND done_pro > coalesce(done_con, 0))::INT AS done,
        coalesce(broken_any, false)::INT + coalesce(broken_any AND broken_pro >= accepted_from
            AND broken_pro > coalesce(broken_con, 0), false)::INT AS broken,
        coalesce(cured_pro >= accepted_from, false) AS cured,
        coalesce(released_any, false)::INT + coalesce(released_any AND released_pro >= accepted_from
            AND released_pro > coalesce(released_con, 0), false)::INT AS released,
        CASE WHEN coalesce(resumed_pro >= accepted_from, false) THEN 0 ELSE coalesce(suspended_any, false)::INT
            + coalesce(suspended_any AND suspended_pro >= accepted_from
            AND suspended_pro > coalesce(suspended_con, 0), false)::INT END AS suspended
    FROM asked a LEFT JOIN sums USING (c)
), sides_ AS (
    SELECT a.commitment AS c, r.owes IS NOT NULL AS for_debtor, CASE WHEN NOT o.once THEN
            CASE WHEN o.debtor = 'violated' AND o.creditor = 'violated' THEN 'open' ELSE 'holds' END
        ELSE CASE if(s.side = 'debtor', o.debtor, o.creditor) WHEN 'satisfied' THEN 'holds' WHEN 'expired' THEN 'never'
            WHEN 'released' THEN 'never' ELSE 'open' END END AS answer
    FROM antecedents a JOIN states o ON o.c = a.needs JOIN sides r ON r.commitment = a.commitment
    JOIN sides s ON s.commitment = a.needs AND s.party = r.party
), waits AS (
    SELECT c, bool_or(for_debtor AND answer <> 'holds') AS dw, bool_or(for_debtor AND answer = 'never') AS dn,
        bool_or(NOT for_debtor AND answer <> 'holds') AS cw, bool_or(NOT for_debtor AND answer = 'never') AS cn
    FROM sides_ GROUP BY c
)
SELECT v.c, once,
    CASE WHEN released > 0 THEN 'released' WHEN suspended > 0 THEN 'suspended' WHEN once AND done > 0 THEN 'satisfied'
        WHEN in_force_from <= $day AND NOT coalesce(dw, false) AND broken = 2 AND (once OR NOT cured) THEN 'violated'
        WHEN NOT once AND deadline < $day AND done = 2 THEN 'satisfied' WHEN dn THEN 'expired'
        WHEN in_force_from > $day OR dw THEN 'conditional' ELSE 'active' END,
    CASE WHEN released = 2 THEN 'released' WHEN suspended = 2 THEN 'suspended' WHEN once AND done = 2 THEN 'satisfied'
        WHEN in_force_from <= $day AND NOT coalesce(cw, false) AND broken > 0 AND (once OR NOT cured) THEN 'violated'
        WHEN NOT once AND deadline < $day AND done = 2 THEN 'satisfied' WHEN cn THEN 'expired'
        WHEN in_force_from > $day OR cw THEN 'conditional' ELSE 'active' END
FROM verdicts v LEFT JOIN waits USING (c);
"""


def by_hand(folder: Path, day: int, *, threads: int = 2) -> dict[int, tuple[str, str]]:
    """The two readings of each commitment, by SQL that is written for DuckDB and this one question."""
    with duckdb.connect(config={"threads": threads, "preserve_insertion_order": "false"}) as connection:
        for name in ("evidence", "commitments", "antecedents", "sides"):
            connection.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
        for sql in filter(str.strip, _BY_HAND.split(";")):
            connection.execute(sql, {"day": day, "known": day} if "$day" in sql else None)
        connection.execute("CREATE TEMP TABLE voices AS SELECT * FROM waiting LIMIT 0")
        while connection.execute("SELECT 1 FROM waiting LIMIT 1").fetchall():
            for sql in filter(str.strip, _BY_HAND_ROUND.split(";")):
                connection.execute(sql)
        for sql in filter(str.strip, _BY_HAND_TALLIES.split(";")):
            connection.execute(sql)
        connection.execute(
            "CREATE TEMP TABLE depth AS WITH RECURSIVE need(c, o) AS (SELECT commitment, needs FROM antecedents "
            "UNION ALL SELECT commitment, start_of FROM commitments WHERE start_of IS NOT NULL), d(c, level) AS "
            "(SELECT commitment, 0 FROM commitments UNION SELECT n.c, level + 1 FROM d JOIN need n ON n.o = d.c) "
            "SELECT c, max(level) AS level FROM d GROUP BY c"
        )
        ((deepest,),) = connection.execute("SELECT max(level) FROM depth").fetchall()
        for level in range(deepest + 1):
            connection.execute(_BY_HAND_LEVEL.strip().removesuffix(";"), {"level": level, "day": day})
        return {c: (debtor, creditor) for c, _, debtor, creditor in connection.execute("FROM states").fetchall()}


#: The core of the rules as a logic program: last words, weights, verdicts, both readings, and what they set free.
PROGRAM = """
earlier(I) :- word(I, C, W, T, _), word(_, C, W, U, _), U > T.
voice(I, C, W, S, T) :- word(I, C, W, T, S), not earlier(I).
voice(I, C, W, S, T) :- word(I, C, W, T, S), earlier(I), not own(I), word(J, C, W, _, _), not earlier(J), own(J).
beaten(I) :- voice(I, C, W, S, T), voice(_, C, W, S, U), U < T.
vote(I, C, S, T) :- voice(I, C, _, S, T), not beaten(I).
said(C, done) :- vote(_, C, kept, _).
said(C, broken) :- vote(_, C, breach, _).
first(C, F) :- said(C, done), F = #min { T : vote(_, C, kept, T) }.
against(unkept). against(breach). denying(nobreach). denying(kept).
pro(C, done, N) :- said(C, done), N = #sum { V, I : vote(I, C, kept, _), points(I, V) }.
con(C, done, N) :- first(C, F), N = #sum { V, I : vote(I, C, S, T), against(S), T >= F, points(I, V) }.
pro(C, broken, N) :- said(C, broken), N = #sum { V, I : vote(I, C, breach, _), points(I, V) }.
con(C, broken, N) :- said(C, broken), N = #sum { V, I : vote(I, C, S, _), denying(S), points(I, V) }.
accepted(C, X) :- said(C, X), pro(C, X, P), con(C, X, N), P >= 2, P > N.
true(C, X, R) :- accepted(C, X), reader(R).
true(C, done, debtor) :- said(C, done).
true(C, broken, creditor) :- said(C, broken).
reader(debtor). reader(creditor).
state(C, R, satisfied) :- commitment(C, achieve), true(C, done, R).
holds(C, A, R) :- needs(C, A, R, S), state(A, S, satisfied).
waits(C, R) :- needs(C, A, R, _), not holds(C, A, R).
state(C, R, violated) :- commitment(C, achieve), reader(R), not true(C, done, R), not waits(C, R), true(C, broken, R).
state(C, R, active) :- commitment(C, _), reader(R), not true(C, done, R), not waits(C, R), not true(C, broken, R).
state(C, R, conditional) :- commitment(C, _), reader(R), not true(C, done, R), waits(C, R).
#show state/3.
"""


def by_clingo(facts: Iterable[str]) -> dict[Any, dict[str, str]]:
    """Commitment -> reader -> state, as the one answer set of the program and these facts has it."""
    import clingo

    control = clingo.Control(["--warn=none"])
    control.add("base", [], PROGRAM)
    control.add("base", [], "\n".join(facts))
    control.ground([("base", [])])
    found: dict[Any, dict[str, str]] = {}

    def keep(model: clingo.Model) -> None:
        for symbol in model.symbols(shown=True):
            c, reader, state = symbol.arguments
            found.setdefault(c.number if c.type == clingo.SymbolType.Number else c.string, {})[reader.name] = state.name

    result = control.solve(on_model=keep)
    assert result.satisfiable
    return found
