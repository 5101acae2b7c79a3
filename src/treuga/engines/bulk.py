"""Evaluation set at a time: the runner that takes an engine through the rules, and what it finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self, get_args

from treuga.agreements.deadlines import parse_deadline, resolve
from treuga.engines import codes, rules
from treuga.engines.order import dependents, levels
from treuga.engines.tables import SHAPES, Kind, Question, Row, Rows, Source, Tables
from treuga.errors import CaseError
from treuga.model import Claim, Stance, Standing

_JUDGED: Final = "k, n, number, question, commitment, once, deadline, debtor, creditor, state, indicated, cured, done_earliest, done_latest, dated_upto, urged, done_for, done_against, broken_for, broken_against, released_class, suspended_class, done_class, broken_class"  # noqa: E501
_FINDINGS: Final = "question, commitment, as_of, known_at, state, debtor, creditor, schedule, deadline, days, evidence_class, indicated, cured, done_earliest, done_latest, done_for, done_against, broken_for, broken_against"  # noqa: E501


class Engine(Protocol):
    """What the runner asks of DuckDB, Spark, or whatever else can do the rules."""

    name: str

    def load(self, name: str, source: Source) -> None: ...  # noqa: D102
    def fill(self, name: str, columns: Mapping[str, Kind], rows: Rows | Sequence[Row]) -> None: ...  # noqa: D102
    def keep(self, name: str, sql: str) -> None: ...  # noqa: D102
    def view(self, name: str, sql: str) -> None: ...  # noqa: D102
    def drop(self, name: str) -> None: ...  # noqa: D102
    def rename(self, old: str, new: str) -> None: ...  # noqa: D102
    def rows(self, sql: str) -> list[Row]: ...  # noqa: D102
    def columns(self, name: str) -> list[str]: ...  # noqa: D102
    def write(self, sql: str, path: Path) -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class BulkFinding:
    """Where a commitment stands, without the words: see `treuga.model.Finding`.

    Attributes:
        question: its position among those that were asked.
        debtor, creditor: the two readings.
        days: until the deadline; negative when it is past.
        indicated: a breach stands in one of the readings.
        cured: it was broken, and accepted as kept since.
        done_earliest, done_latest: between which days it was done, where a reading holds it done.
        done_for, done_against, broken_for, broken_against: what the votes weigh.
    """

    question: int
    commitment: str | int
    as_of: dt.date
    known_at: dt.date
    state: str
    debtor: str
    creditor: str
    schedule: str
    deadline: dt.date | None
    days: int | None
    evidence_class: str
    indicated: bool
    cured: bool
    done_earliest: dt.date | None
    done_latest: dt.date | None
    done_for: int
    done_against: int
    broken_for: int
    broken_against: int


class Bulk:
    """An evaluation that can be asked, written, and brought up to date; a context manager.

    Args:
        engine: closed with this.
        tables: what to read.
        questions: the days to ask about.
        evidence_sets: also keep which evidence decides.

    Raises:
        CaseError: a table that cannot be used, an antecedent that is not there, a circle, a day that is none.
    """

    def __init__(
        self, engine: Engine, tables: Tables, questions: Sequence[Question], *, evidence_sets: bool = False
    ) -> None:
        self._engine, self._sets = engine, evidence_sets
        self._questions = _checked(questions)
        self._news = 0
        self._load(tables)
        self._order()
        self._run(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the engine."""
        self._engine.close()

    def findings(self) -> Iterator[BulkFinding]:
        """All findings, by question and commitment."""
        for row in self._engine.rows(f"SELECT {_FINDINGS} FROM findings ORDER BY question, commitment"):  # noqa: S608
            yield _finding(row)

    def evidence_sets(self) -> dict[tuple[int, Any], frozenset[Any]]:
        """(question, commitment) -> ids of the evidence that decides; empty where nothing does.

        Raises:
            CaseError: they were not asked for.
        """
        self._need_sets()
        found: dict[tuple[int, Any], set[Any]] = {}
        rows = self._engine.rows("SELECT j.question, j.commitment, s.id FROM judged j LEFT JOIN sets s ON s.k = j.k")
        for question, commitment, one in rows:
            found.setdefault((question, commitment), set()).update(() if one is None else (one,))
        return {which: frozenset(some) for which, some in found.items()}

    def write(self, folder: Path) -> list[Path]:
        """Write ``findings`` as Parquet, and ``evidence_sets`` (question, commitment, id) if they were asked for."""
        folder.mkdir(parents=True, exist_ok=True)
        out = {folder / "findings.parquet": f"SELECT {_FINDINGS} FROM findings"}  # noqa: S608
        if self._sets:
            joined = "SELECT j.question, j.commitment, s.id FROM sets s JOIN judged j ON j.k = s.k"
            out[folder / "evidence_sets.parquet"] = joined
        for path, sql in out.items():
            self._engine.write(sql, path)
        return list(out)

    def update(self, news: Source, questions: Sequence[Question] | None = None) -> int:
        """Take in new evidence, and judge again only what it touches, and what waits for that.

        Args:
            news: rows of evidence whose ids are new.
            questions: the same number as before, none of them earlier; left out, the same.

        Returns:
            How many commitments were judged again.

        Raises:
            CaseError: a question goes back in time (TR136), or a table cannot be used.
        """
        before, after = self._questions, _checked(questions) if questions is not None else self._questions
        forward = all(a.as_of <= b.as_of and a.known_at <= b.known_at for a, b in zip(before, after, strict=False))
        if len(before) != len(after) or not forward:
            raise CaseError(codes.BACKWARDS, "the questions are not those of the first run, or later ones")
        touched = self._crossed(before, after) if before != after else set()
        self._news += 1
        name = f"news_{self._news}"
        _offer(self._engine, name, "evidence", news)
        _check_values(self._engine, name)
        about = f"SELECT DISTINCT l.n FROM {name} e JOIN levels l ON l.commitment = e.commitment"  # noqa: S608
        touched |= {n for (n,) in self._engine.rows(about)}
        self._questions = after
        self._ask()
        self._all_evidence()
        again = dependents(self._edges, touched)
        self._run(again)
        return len(again)

    def _need_sets(self) -> None:
        if not self._sets:
            raise CaseError(codes.BAD_QUESTION, "evidence sets were not asked for", remedy="Pass evidence_sets=True.")

    # --- loading ------------------------------------------------------------------------------------------------------

    def _load(self, tables: Tables) -> None:
        engine = self._engine
        _offer(engine, "commitments", "commitments", tables.commitments)
        _offer(engine, "news_0", "evidence", tables.evidence)
        for name in ("antecedents", "sides", "amendments"):
            source = getattr(tables, name)
            if source is None or (isinstance(source, Rows) and not source.rows):
                engine.view(name, _nothing(name))
            else:
                _offer(engine, name, name, source)
        _check_values(engine, "news_0")
        _check_modes(engine)
        self._ask()
        self._all_evidence()

    def _all_evidence(self) -> None:
        columns = ", ".join(SHAPES["evidence"])
        parts = (f"SELECT {columns} FROM news_{i}" for i in range(self._news + 1))  # noqa: S608
        self._engine.view("evidence", " UNION ALL ".join(parts))

    def _ask(self) -> None:
        columns: dict[str, Kind] = {"number": "number", "question": "number", "as_of": "day", "known_at": "day"}
        asked = [(i, i, q.as_of.toordinal(), q.known_at.toordinal()) for i, q in enumerate(self._questions)]
        self._engine.fill("questions", columns, asked)

    def _order(self) -> None:
        """Number the commitments, and put those that wait for others into later rounds."""
        engine = self._engine
        engine.keep(
            "numbered",
            "SELECT commitment, CAST(row_number() OVER (ORDER BY commitment) - 1 AS INTEGER) AS n FROM commitments",
        )
        waits = engine.rows(
            "SELECT c.n, o.n, x.needs FROM (SELECT commitment, needs FROM antecedents UNION "
            "SELECT commitment, start_of FROM commitments WHERE start_of IS NOT NULL UNION "
            "SELECT commitment, start_of FROM amendments WHERE start_of IS NOT NULL) x "
            "JOIN numbered c ON c.commitment = x.commitment LEFT JOIN numbered o ON o.commitment = x.needs"
        )
        self._edges = [(n, needs) for n, needs, _ in waits]
        lost = sorted(str(name) for _, needs, name in waits if needs is None)
        if lost:
            raise CaseError(codes.UNKNOWN_COMMITMENT, f"there is no commitment '{lost[0]}'")
        deep, circle = levels(self._edges)
        if circle:
            names = {n: name for n, name in engine.rows("SELECT n, commitment FROM numbered")}  # noqa: C416 (rows are of any width)
            told = " -> ".join(str(names[n]) for n in circle)
            raise CaseError(codes.CIRCLE, f"{told} is a circle")
        self._depth = max(deep.values(), default=0)
        engine.fill("deep", {"n": "number", "level": "number"}, sorted(deep.items()))
        engine.keep(
            "levels",
            "SELECT m.commitment, m.n, COALESCE(d.level, 0) AS level FROM numbered m LEFT JOIN deep d ON d.n = m.n",
        )

    # --- running ------------------------------------------------------------------------------------------------------

    def _run(self, only: set[int] | None) -> None:
        """Judge all commitments, or some of them on top of what was found before."""
        engine, many = self._engine, len(self._questions)
        if only is None:
            engine.keep("asked", "SELECT n FROM levels")
        else:
            engine.fill("asked", {"n": "number"}, [(n,) for n in sorted(only)])
            engine.keep("standing", f"SELECT {_JUDGED} FROM judged WHERE n NOT IN (SELECT n FROM asked)")  # noqa: S608
            if self._sets:
                engine.keep("standing_sets", "SELECT s.k, s.id FROM sets s JOIN standing j ON j.k = s.k")
        rules.run(engine, "hear", questions=many)
        self._vote()
        rules.run(engine, "bound", questions=many)
        found = ["standing"] if only is not None else []
        for level in range(self._depth + 1):
            self._passed(found)
            self._resolve(level)
            rules.run(engine, "level", level=level, questions=many)
            if self._sets:
                rules.run(engine, "sets", level=level)
            found.append(f"judged_{level}")
        self._settle(found)

    def _vote(self) -> None:
        """Rounds of voting, until nobody is in anybody's way; evidence without shared stories needs none."""
        engine, rounds = self._engine, 0
        while engine.rows(f"SELECT 1 FROM undecided_{rounds} LIMIT 1"):  # noqa: S608
            rules.run(engine, "vote", round=rounds, next=rounds + 1)
            rounds += 1
        parts = [f"SELECT k, id FROM voters_{i}" for i in range(rounds)]  # noqa: S608
        engine.view("elected", " UNION ALL ".join(parts) or "SELECT k, id FROM undecided_0")

    def _passed(self, found: Sequence[str]) -> None:
        """What is judged already, for those that wait for it."""
        columns = "k, once, debtor, creditor, state, dated_upto"
        none = (
            "SELECT k, once, '' AS debtor, '' AS creditor, '' AS state, deadline AS dated_upto FROM docket WHERE 1 = 0"
        )
        self._engine.view("passed", " UNION ALL ".join(f"SELECT {columns} FROM {name}" for name in found) or none)  # noqa: S608

    def _resolve(self, level: int) -> None:
        """Deadlines that count from another deed: by the calendar of `treuga.agreements`, each pair once."""
        pairs = self._engine.rows(
            "SELECT DISTINCT d.expression, p.dated_upto FROM docket d JOIN levels o ON o.commitment = d.start_of "  # noqa: S608 (days are numbers)
            f"JOIN passed p ON p.k = CAST(o.n AS BIGINT) * {len(self._questions)} + d.number "
            f"WHERE d.level = {level} AND p.state = 'satisfied' AND p.dated_upto IS NOT NULL"
        )
        rows = [(expression, day, _due(expression, dt.date.fromordinal(day))) for expression, day in pairs]
        self._engine.fill(f"resolved_{level}", {"expression": "text", "day": "day", "deadline": "day"}, rows)

    def _settle(self, found: Sequence[str]) -> None:
        """Bring what was found together, and forget what led to it."""
        engine = self._engine
        engine.keep("settled", " UNION ALL ".join(f"SELECT {_JUDGED} FROM {name}" for name in found))  # noqa: S608
        if self._sets:
            sets = [name.replace("judged", "sets").replace("standing", "standing_sets") for name in found]
            engine.keep("settled_sets", " UNION ALL ".join(f"SELECT k, id FROM {name}" for name in sets))  # noqa: S608
            engine.rename("settled_sets", "sets")
        engine.rename("settled", "judged")
        rules.run(engine, "tell")

    def _crossed(self, before: Sequence[Question], after: Sequence[Question]) -> set[int]:
        """The commitments for which the passing of time alone may change something."""
        out: set[int] = set()
        for i, (old, new) in enumerate(zip(before, after, strict=True)):
            a, b, c, d = (day.toordinal() for day in (old.as_of, new.as_of, old.known_at, new.known_at))
            for sql in (
                "SELECT DISTINCT l.n FROM spoken e JOIN levels l ON l.commitment = e.commitment "  # noqa: S608 (days are numbers)
                f"WHERE (e.upto > {a} AND e.upto <= {b} AND e.known_upto <= {d}) "
                f"OR (e.known_upto > {c} AND e.known_upto <= {d} AND e.upto <= {b})",
                f"SELECT n FROM judged WHERE number = {i} AND deadline >= {a} AND deadline < {b}",  # noqa: S608
                "SELECT l.n FROM commitments t JOIN levels l ON l.commitment = t.commitment "  # noqa: S608 (days are numbers)
                f"WHERE t.in_force_from > {a} AND t.in_force_from <= {b}",
                "SELECT l.n FROM amendments t JOIN levels l ON l.commitment IN (t.commitment, t.replaced_by) "  # noqa: S608 (days are numbers)
                f"WHERE t.holds_from <= {b} AND t.known_from <= {d} AND (t.holds_from > {a} OR t.known_from > {c})",
            ):
                out |= {n for (n,) in self._engine.rows(sql)}
        return out


def evaluate_bulk(
    tables: Tables,
    questions: Sequence[Question],
    *,
    engine: Engine | str = "duckdb",
    evidence_sets: bool = False,
    memory_limit: str = "",
) -> Bulk:
    """Evaluate any number of commitments as of any number of days, set at a time.

    The states are those of `treuga.monitor.evaluate`. What it does for one agreement with all words, this does for as
    many as there are, and leaves the words out.

    Args:
        tables: evidence and commitments; docs/how-to/bulk.md has the columns.
        questions: the days to ask about.
        engine: ``duckdb``, ``spark`` (local), or an engine of your own settings.
        evidence_sets: also keep the ids of the evidence that decides.
        memory_limit: for DuckDB, such as ``4GB``; what does not fit spills to a temporary folder.

    Raises:
        CaseError: the engine is not installed (TR130), or a table or a day cannot be used (TR131 to TR135).
    """
    made = _engine(engine, memory_limit) if isinstance(engine, str) else engine
    try:
        return Bulk(made, tables, questions, evidence_sets=evidence_sets)
    except BaseException:
        made.close()
        raise


def _engine(name: str, memory_limit: str) -> Engine:
    if name == "spark":
        from treuga.engines.spark import SparkEngine

        return SparkEngine()
    if name == "duckdb":
        from treuga.engines.duck import DuckEngine

        return DuckEngine(memory_limit=memory_limit)
    raise CaseError(codes.NEEDS_ENGINE, f"there is no engine '{name}'")


def _checked(questions: Iterable[Question]) -> tuple[Question, ...]:
    asked = tuple(questions)
    for day in (day for q in asked for day in (q.as_of, q.known_at)):
        if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
            raise CaseError(codes.BAD_QUESTION, f"{day!r} is not a day")
    if not asked or len(set(asked)) < len(asked):
        raise CaseError(codes.BAD_QUESTION, "nothing is asked, or the same twice")
    return asked


def _offer(engine: Engine, name: str, shape: str, source: Source) -> None:
    """Make a source known under a name, with all columns of its shape."""
    columns = SHAPES[shape]
    if isinstance(source, Rows):
        engine.fill(name, {column: c.kind for column, c in columns.items()}, source)
        return
    engine.load(f"given_{name}", source)
    there = {column.lower() for column in engine.columns(f"given_{name}")}
    lacking = [column for column, c in columns.items() if column not in there and not c.missing]
    if lacking:
        raise CaseError(codes.MISSING_COLUMN, f"the table '{shape}' has no column '{lacking[0]}'")
    listed = ", ".join(column if column in there else f"{c.missing} AS {column}" for column, c in columns.items())
    engine.view(name, f"SELECT {listed} FROM given_{name}")  # noqa: S608


def _nothing(name: str) -> str:
    """A table without rows whose keys are of the same type as those of the commitments."""
    kinds = {"key": "commitment", "text": "mode", "day": "deadline", "number": "accepted_from", "flag": "(1 = 0)"}
    listed = ", ".join(f"{kinds[c.kind]} AS {column}" for column, c in SHAPES[name].items())
    return f"SELECT {listed} FROM commitments WHERE 1 = 0"  # noqa: S608


def _check_values(engine: Engine, name: str) -> None:
    """Words that mean nothing would be left out in silence."""
    for column, kind in (("claim", Claim), ("stance", Stance), ("standing", Standing)):
        known = get_args(kind)
        listed = ", ".join(f"'{word}'" for word in known)
        bad = f"SELECT {column} FROM {name} WHERE {column} IS NULL OR {column} NOT IN ({listed}) LIMIT 1"  # noqa: S608
        for (word,) in engine.rows(bad):
            raise CaseError(codes.BAD_VALUE, f"'{word}' is no {column}: {', '.join(known)}")


def _check_modes(engine: Engine) -> None:
    bad = "SELECT commitment, mode FROM commitments WHERE mode IS NULL OR mode NOT IN ('achieve', 'maintain') LIMIT 1"
    for commitment, mode in engine.rows(bad):
        raise CaseError(
            codes.BAD_VALUE, f"'{mode}' is no mode of a commitment: achieve, maintain", where=str(commitment)
        )
    twice = "SELECT commitment FROM commitments GROUP BY commitment HAVING count(*) > 1 LIMIT 1"
    for (commitment,) in engine.rows(twice):
        raise CaseError(codes.BAD_VALUE, f"the commitment '{commitment}' is there twice")


def _due(expression: str, started: dt.date) -> int | None:
    day = resolve(parse_deadline(expression), None, lambda _: started)  # type: ignore[arg-type, return-value]
    return day.toordinal() if day else None


def _finding(row: Row) -> BulkFinding:
    number, commitment, as_of, known_at, *rest = row
    state, debtor, creditor, schedule, deadline, days, best, indicated, cured, first, last, *weights = rest
    return BulkFinding(
        number, commitment, dt.date.fromordinal(as_of), dt.date.fromordinal(known_at), state, debtor, creditor,
        schedule, _day(deadline), days, best, bool(indicated), bool(cured), _day(first), _day(last), *map(int, weights),
    )  # fmt: skip


def _day(ordinal: int | None) -> dt.date | None:
    return None if ordinal is None else dt.date.fromordinal(ordinal)
