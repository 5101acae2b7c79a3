"""Importing incident tables: streamed through DuckDB as text, typed column by column, nothing lost on the way.

A row that cannot be used is kept aside as it stood, with the number that a spreadsheet shows for it (the header is row
1) and the reason. Rows of one id count once. Rows of different ids that agree in date, place, actors and count are
counted and shown, and stay: two attacks on one day in one district are no mistake. Where a table has no ids, they are
one.
"""

# SQL is put together from our own names and from positions of columns; every value is a parameter.
# ruff: noqa: S608

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import hashlib
import re
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from treuga.errors import ReadError
from treuga.measures import codes
from treuga.measures.duck import connect, literal, literals
from treuga.measures.mapping import About, name_of, read_mapping, span_of
from treuga.measures.shapes import FIELDS, Shape, typed
from treuga.measures.store import UNVERSIONED, Manifest, as_json, is_candidate, manifests
from treuga.measures.tables import Look, look

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: A file of which more than this share is bad was misunderstood, and is refused whole.
TOO_BAD = 0.5
#: Names of actors kept in the manifest; a table with more distinct ones has free text there.
MOST_ACTORS = 20_000
_VERSION = re.compile(r"v(\d+(?:[_.]\d+)+)")
#: A table of which so many lines do not fit the header was misunderstood; to keep each of them would take hours.
MOST_BROKEN = 100_000
# Dictionaries for what has few values (actors, regions); to look for them elsewhere costs more than it saves.
_PARQUET = "(FORMAT parquet, COMPRESSION snappy, WRITE_BLOOM_FILTER false, DICTIONARY_SIZE_LIMIT 1000)"
_TWIN = "hash(date_start, place, region, latitude, longitude, actor_a, actor_b, best)"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file: its manifest, whether it was there before, and where the rows are that were not taken."""

    manifest: Manifest
    known: bool
    rejected: Path | None
    reasons: tuple[tuple[str, int], ...] = ()


def import_file(
    root: Path,
    path: Path,
    *,
    mapping: Path | None = None,
    dataset: str = "",
    version: str = "",
    published: str = "",
    covers: str = "",
    today: dt.date | None = None,
) -> Imported:
    """Import one table of incidents into ``CASE/incidents``.

    Args:
        root: that folder; made where it is not there.
        path: CSV, TSV or JSON (also gzipped), XLSX, or a zip archive with one of them.
        mapping: YAML file that says what the columns hold.
        dataset: its name; this and what follows go before what the mapping or the file says.
        version: kept apart from others.
        published: the day by which it could be known.
        covers: days for which no row means no incident.
        today: no incident is later than this.

    Raises:
        ReadError: the file, its mapping or its columns cannot be understood; nothing was taken then.
    """
    if not path.is_file():
        raise ReadError(codes.NOT_READABLE, "there is no such file", where=str(path), remedy="Check the path.")
    shape, about = read_mapping(mapping) if mapping else (None, About())
    about = replace(
        about,
        published=published or about.published,
        covers=covers or about.covers,
        dataset=dataset or about.dataset,
        version=version or about.version,
    )
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".import-", dir=root) as scratch:
            return _Import(root, path, shape=shape, about=about, scratch=Path(scratch),
                           today=today or dt.date.today()).run()  # fmt: skip
    except OSError as error:
        raise ReadError(codes.NOT_STORED, f"{error.strerror}", where=str(error.filename or root)) from None


class _Import:
    def __init__(
        self, root: Path, path: Path, *, shape: Shape | None, about: About, scratch: Path, today: dt.date
    ) -> None:
        self.path, self.about, self.scratch, self.today = path, about, scratch, today
        self.look: Look = look(path, shape, about, scratch)
        self.shape = self.look.shape
        dataset = about.dataset or self.shape.dataset or _slug(Path(self.look.name).stem)
        self.dataset = name_of(dataset, "name of a data set", str(path))
        self.version = name_of(
            about.version or _version(self.look.name) or _version(path.name) or UNVERSIONED, "version", str(path)
        )
        self.folder = root / self.dataset / self.version
        self.meaning = hashlib.sha256(repr((self.shape, about.delimiter, about.encoding)).encode()).hexdigest()[:16]
        self.rejects: list[tuple[int, str, str]] = []

    def run(self) -> Imported:
        present = manifests(self.folder) if self.folder.is_dir() else ()
        with _hashing(self.path) as digest:
            # An import is quick to repeat by mistake: hash first where something is there that it could repeat.
            if any(one.file == self.path.name for one in present) and (known := self._known(present, digest())):
                return known
            stage = self.scratch / "stage.parquet"
            with connect(self.scratch) as connection:
                facts = self._stage(connection, stage)
                sha256 = digest()
                if known := self._known(present, sha256):
                    return known
                manifest, rejected, reasons = self._settle(connection, stage, sha256, present, facts)
        return Imported(manifest, False, rejected, reasons)

    def _known(self, present: tuple[Manifest, ...], sha256: str) -> Imported | None:
        for one in present:
            if one.sha256 == sha256:
                if one.meaning != self.meaning:
                    raise ReadError(
                        codes.OTHER_CLAIM, f"'{one.file}' was read with another mapping", where=str(self.path)
                    )
                rejected = self.folder / f"{sha256}.rejected.csv"
                return Imported(one, True, rejected if rejected.is_file() else None)
        return None

    # Reading ---------------------------------------------------------------------------------------------------------

    def _source(self) -> tuple[str, list[Any]]:
        """The table function that reads the file as text, in columns ``c0, c1 ...``: no name of a column is trusted."""
        columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(self.look.header)))
        # Quotation marks mean nothing in GDELT's files.
        quote = "" if self.shape.id == "gdelt" else '"'
        call = (
            f"read_csv(?, columns = {{{columns}}}, auto_detect = false, header = {str(bool(self.look.skip)).lower()}, "
            f"delim = ?, quote = '{quote}', escape = '{quote}', comment = '', encoding = '{self.look.encoding}', "
            "max_line_size = 8000000, store_rejects = true, rejects_table = 'bad_lines', rejects_scan = 'scans', "
            f"rejects_limit = {MOST_BROKEN}, strict_mode = true)"
        )
        return call, [literal(self.look.path), self.look.delimiter]

    def _stage(self, connection: DuckDBPyConnection, stage: Path) -> dict[str, Any]:
        import duckdb

        latest = (self.today + dt.timedelta(days=1)).isoformat()
        fields, problem = typed(self.shape, self.look.places, latest)
        listed = ", ".join(f"{expression} AS {name}" for name, expression in fields.items())
        raw = ", ".join(sorted({f"c{at}" for at in self.look.places.values()}))
        call, values = self._source()
        try:
            connection.execute(
                f"COPY (SELECT {', '.join(FIELDS)}, {problem} AS problem FROM "
                f"(SELECT {listed}, {raw} FROM {call})) TO '{_sql(stage)}' {_PARQUET}",
                values,
            )
            # A line can have several errors; the first says what was wrong with it. Lines are records, the header is 1.
            lines = connection.execute(
                "SELECT line, any_value(csv_line), first(error_message ORDER BY column_idx) FROM bad_lines "
                "GROUP BY line ORDER BY line"
            ).fetchall()
        except duckdb.Error as error:
            message = str(error).partition("\n")[0][:200]
            remedy = "Write 'encoding: latin-1' in a mapping." if "unicode" in message.lower() else ""
            raise ReadError(codes.NOT_READABLE, f"the table cannot be read: {message}", where=str(self.path),
                            remedy=remedy) from None  # fmt: skip
        found = connection.execute("SELECT count(*) FROM bad_lines").fetchone()
        if lines and found and found[0] >= MOST_BROKEN:
            raise ReadError(codes.NOTHING_USABLE, f"more than {len(lines):,} lines do not fit the header; "
                            f"line {lines[0][0]}: {lines[0][2]}", where=str(self.path),
                            remedy="Look at the delimiter and the first line.")  # fmt: skip
        # Without a header line, the first record is line 1.
        self.rejects = [(int(line), str(text).rstrip("\r\n"), str(why)) for line, text, why in lines]
        return self._facts(connection, stage)

    def _facts(self, connection: DuckDBPyConnection, stage: Path) -> dict[str, Any]:
        names = "rows bad nulls first last imprecise".split()
        row = connection.execute(
            "SELECT count(*), count(problem), count(*) FILTER (id IS NULL AND problem IS NULL), "
            "min(date_start) FILTER (problem IS NULL), max(date_end) FILTER (problem IS NULL), "
            "count(*) FILTER (problem IS NULL AND days > 1) FROM read_parquet(?)",
            [literal(stage)],
        ).fetchone()
        assert row is not None
        facts = dict(zip(names, row, strict=True))
        ids, twins = _different(connection, stage, ("hash(id)", _TWIN), "WHERE problem IS NULL")
        return facts | {"ids": ids - bool(facts["nulls"]), "twins": twins}

    # Settling --------------------------------------------------------------------------------------------------------

    def _settle(
        self,
        connection: DuckDBPyConnection,
        stage: Path,
        sha256: str,
        present: tuple[Manifest, ...],
        facts: dict[str, Any],
    ) -> tuple[Manifest, Path | None, tuple[tuple[str, int], ...]]:
        total, usable = facts["rows"] + len(self.rejects), facts["rows"] - facts["bad"]
        has_ids = "id" in self.look.places
        self._set_aside(connection, stage, present, facts=facts, usable=usable, has_ids=has_ids)
        aside = connection.execute("SELECT row, why, kind, ordinal FROM aside ORDER BY row").fetchall()
        bad = sum(kind == "bad" for _, _, kind, _ in aside) + len(self.rejects)
        reasons = _reasons([why for _, why, _, _ in aside] + [why for _, _, why in self.rejects])
        if total == 0 or bad > total * TOO_BAD:
            first = min([(row, why) for row, why, kind, _ in aside if kind == "bad"]
                        + [(line, why) for line, _, why in self.rejects], default=(1, "there is no row"))  # fmt: skip
            raise ReadError(codes.NOTHING_USABLE, f"{bad:,} of {total:,} rows are bad; row {first[0]}: {first[1]}",
                            where=str(self.path))  # fmt: skip
        final = self._keep(connection, stage, bool(aside) or bool(self.rejects))
        duplicates = len(aside) - sum(kind == "bad" for _, _, kind, _ in aside)
        manifest = self._manifest(
            connection, final, sha256, facts, total=total, bad=bad, duplicates=duplicates, has_ids=has_ids
        )
        rejected = self._write_rejected(connection, aside) if aside or self.rejects else None
        return manifest, self._publish(final, rejected, manifest), reasons

    def _set_aside(
        self, connection: DuckDBPyConnection, stage: Path, present: tuple[Manifest, ...], *,
        facts: dict[str, Any], usable: int, has_ids: bool,
    ) -> None:  # fmt: skip
        """Fill the table ``aside`` with the rows that are bad, or there already."""
        connection.execute("CREATE TABLE shifts AS SELECT * FROM (VALUES (0::BIGINT)) v(before) WHERE false")
        if self.rejects:
            head = int(self.look.skip)
            before = [[line - 1 - head - i] for i, (line, _, _) in enumerate(self.rejects)]
            connection.executemany("INSERT INTO shifts VALUES (?)", before)
        connection.execute("CREATE TABLE aside (ordinal BIGINT, why VARCHAR, kind VARCHAR, row BIGINT)")
        source = "read_parquet($stage, file_row_number = true)"
        values: dict[str, Any] = {"stage": literal(stage)}
        if facts["bad"]:
            connection.execute(
                f"INSERT INTO aside SELECT file_row_number, problem, 'bad', NULL FROM {source} "
                "WHERE problem IS NOT NULL",
                values,
            )
        identified = facts["rows"] - facts["bad"] - facts["nulls"]
        if has_ids and facts["ids"] < identified:
            why = "the id was there before"
            self._repeated(connection, source, values, key="id", only="id IS NOT NULL", why=why)
        if not has_ids and facts["twins"] < usable:
            key = "date_start, place, region, latitude, longitude, actor_a, actor_b, best"
            why = "date, place, actors and count were there before"
            self._repeated(connection, source, values, key=key, only="true", why=why)
        if present:
            self._present_already(connection, source, values, present, has_ids)
        head = int(self.look.skip) + 1
        connection.execute(
            f"UPDATE aside SET row = ordinal + {head} + (SELECT count(*) FROM shifts WHERE before <= ordinal)"
        )

    def _repeated(
        self, connection: DuckDBPyConnection, source: str, values: dict[str, Any], *, key: str, only: str, why: str
    ) -> None:
        head = int(self.look.skip) + 1
        shift = f"{head} + (SELECT count(*) FROM shifts WHERE before <= first_one)"
        connection.execute(
            f"""INSERT INTO aside SELECT ordinal, '{why}, in row ' || (first_one + {shift}), 'duplicate', NULL FROM (
                SELECT file_row_number AS ordinal, min(file_row_number) OVER (PARTITION BY {key}) AS first_one
                FROM {source} WHERE problem IS NULL AND {only}) WHERE ordinal > first_one""",
            values,
        )

    def _present_already(
        self, connection: DuckDBPyConnection, source: str, values: dict[str, Any],
        present: tuple[Manifest, ...], has_ids: bool,
    ) -> None:  # fmt: skip
        """Rows that an earlier file of the same version has: UCDP's and ACLED's updates overlap."""
        there = literals([self.folder / f"{one.sha256}.parquet" for one in present])
        key = "id" if has_ids else _TWIN
        connection.execute(
            f"""INSERT INTO aside SELECT file_row_number, 'an earlier file of this version has it', 'duplicate', NULL
                FROM {source} WHERE problem IS NULL AND file_row_number NOT IN (SELECT ordinal FROM aside)
                AND {key} IN (SELECT {key} FROM read_parquet($there))""",
            values | {"there": there},
        )

    def _keep(self, connection: DuckDBPyConnection, stage: Path, changed: bool) -> Path:
        """The file of the rows to keep: the stage itself where that is all of them."""
        if not changed:
            return stage
        final, head = self.scratch / "final.parquet", self.look.skip + 1
        listed = ", ".join(FIELDS)
        connection.execute(
            f"""COPY (SELECT {listed}, problem, CAST(ordinal + {head} + (SELECT count(*) FROM shifts
                WHERE before <= ordinal) AS BIGINT) AS row FROM (SELECT *, file_row_number AS ordinal FROM
                read_parquet('{_sql(stage)}', file_row_number = true)) WHERE ordinal NOT IN (SELECT ordinal FROM aside)
                ORDER BY ordinal) TO '{_sql(final)}' {_PARQUET}"""
        )
        return final

    def _manifest(
        self, connection: DuckDBPyConnection, final: Path, sha256: str, facts: dict[str, Any], *,
        total: int, bad: int, duplicates: int, has_ids: bool,
    ) -> Manifest:  # fmt: skip
        kept = total - bad - duplicates
        first, last, twins, imprecise = facts["first"], facts["last"], facts["twins"], facts["imprecise"]
        if bad or duplicates:
            row = connection.execute(
                "SELECT min(date_start), max(date_end), count(*) FILTER (days > 1) FROM read_parquet(?)",
                [literal(final)],
            ).fetchone()
            assert row is not None
            first, last, imprecise = row
            (twins,) = _different(connection, final, (_TWIN,))
        if self.about.covers:
            first, last = span_of(self.about.covers, str(self.path))
        if first is None:  # all of its rows are in earlier files
            first = last = self.today
        return Manifest(
            sha256=sha256,
            file=self.path.name,
            dataset=self.dataset,
            version=self.version,
            shape=self.shape.id,
            title=self.about.title or self.shape.title or self.dataset,
            meaning=self.meaning,
            known=self.about.published or self.today.isoformat(),
            imported=self.today.isoformat(),
            covers=(first.isoformat(), last.isoformat()),
            rows=total,
            kept=kept,
            bad=bad,
            duplicates=duplicates,
            lookalikes=max(0, kept - twins) if has_ids and self._placed() else 0,
            imprecise=imprecise,
            lag=self.shape.lag or (28 if self.shape.id == "ucdp-ged" and is_candidate(self.version) else 0),
            simulated=self.about.simulated,
            grade=self.about.grade,
            witness=self.about.witness,
            citation=self.about.citation,
            actors=self._actors(connection, final),
        )

    def _placed(self) -> bool:
        """Whether the table says who and where, without which every two rows of a day would look alike."""
        return bool({"actor_a", "actor_b"} & set(self.look.places)) and bool(
            {"place", "latitude"} & set(self.look.places)
        )

    def _actors(self, connection: DuckDBPyConnection, final: Path) -> dict[str, int]:
        rows = connection.execute(
            "SELECT name, sum(n)::BIGINT FROM "
            "(SELECT actor_a AS name, count(*) AS n FROM read_parquet($file) GROUP BY 1 "
            "UNION ALL SELECT actor_b, count(*) FROM read_parquet($file) WHERE actor_b IS DISTINCT FROM actor_a "
            "GROUP BY 1) WHERE name IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $most",
            {"file": literal(final), "most": MOST_ACTORS},
        ).fetchall()
        return {str(name): int(count) for name, count in rows}

    # Writing ---------------------------------------------------------------------------------------------------------

    def _write_rejected(self, connection: DuckDBPyConnection, aside: list[Any]) -> Path:
        """The rows that were not taken, as they stood. It is a file to be opened: formulas are made plain text."""
        target = self.scratch / "rejected.csv"
        lines = {line: (text, why) for line, text, why in self.rejects}
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["row", "reason", *(harmless(name) for name in self.look.header)])
            for row, why, cells in sorted(self._original(connection, aside)):
                writer.writerow([row, harmless(why), *(harmless(cell) for cell in cells)])
            for row, (text, why) in lines.items():
                writer.writerow([row, harmless(f"the line does not fit the header: {why}"), harmless(text)])
        return target

    def _original(self, connection: DuckDBPyConnection, aside: list[Any]) -> Iterator[tuple[int, str, list[str]]]:
        if not aside:
            return
        why = {int(ordinal): (int(row), str(reason)) for row, reason, _, ordinal in aside}
        call, values = self._source()
        connection.execute("DROP TABLE IF EXISTS bad_lines; DROP TABLE IF EXISTS scans")
        listed = ", ".join(f"c{at}" for at in range(len(self.look.header)))
        found = connection.execute(
            f"SELECT * FROM (SELECT row_number() OVER () - 1 AS ordinal, {listed} FROM {call}) "
            "WHERE ordinal IN (SELECT ordinal FROM aside)",
            values,
        )
        while rows := found.fetchmany(10_000):
            for ordinal, *cells in rows:
                row, reason = why[ordinal]
                yield row, reason, ["" if cell is None else str(cell) for cell in cells]

    def _publish(self, final: Path, rejected: Path | None, manifest: Manifest) -> Path | None:
        self.folder.mkdir(parents=True, exist_ok=True)
        base = self.folder / manifest.sha256
        final.replace(base.with_suffix(".parquet"))
        kept_aside = None
        if rejected:
            kept_aside = rejected.replace(self.folder / f"{manifest.sha256}.rejected.csv")
        draft = self.scratch / "manifest.json"
        draft.write_text(as_json(manifest), encoding="utf-8")
        draft.replace(base.with_suffix(".json"))
        return kept_aside


def _different(connection: DuckDBPyConnection, stage: Path, keys: Sequence[str], where: str = "") -> list[int]:
    """How many different values some hashes have; sorting them is several times as fast as DuckDB's count of them."""
    import numpy as np

    listed = ", ".join(f"{key} AS k{at}" for at, key in enumerate(keys))
    found = connection.execute(f"SELECT {listed} FROM read_parquet(?) {where}", [literal(stage)]).fetchnumpy()
    out = []
    for at in range(len(keys)):
        column = np.sort(found[f"k{at}"])
        out.append(int(np.count_nonzero(column[1:] != column[:-1])) + bool(column.size))
    return out


@contextlib.contextmanager
def _hashing(path: Path) -> Iterator[Callable[[], str]]:
    """The SHA-256 of a file, worked out beside the reading of it."""
    found: list[str] = []

    def work() -> None:
        with path.open("rb") as file:
            found.append(hashlib.file_digest(file, "sha256").hexdigest())

    thread = threading.Thread(target=work, daemon=True)
    thread.start()

    def result() -> str:
        thread.join()
        if not found:
            raise ReadError(codes.NOT_READABLE, "the file cannot be read to its end", where=str(path))
        return found[0]

    try:
        yield result
    finally:
        thread.join()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; minus signs of plain numbers stay."""
    if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        try:
            float(cell)
        except ValueError:
            return "'" + cell
    return cell


def _reasons(found: list[str]) -> tuple[tuple[str, int], ...]:
    """Reasons without their values, with how often each was given."""
    counts: dict[str, int] = {}
    for why in found:
        plain = re.sub(r"\s*'[^']*'|, in row \d+|\d{4}-\d{2}-\d{2}", "", why.partition("\n")[0])
        counts[plain] = counts.get(plain, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _slug(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:60].strip("-") or "incidents"


def _version(name: str) -> str:
    """The version in a file name: ``GEDEvent_v23_1.csv`` -> ``23.1``."""
    found = _VERSION.search(name)
    return found[1].replace("_", ".") if found else ""


def _sql(path: Path) -> str:
    return str(path).replace("'", "''")
