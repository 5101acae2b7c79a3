"""Checks that the ledger is what was written: hashes, quotations, references, indexes, safeguards."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from treuga.errors import LedgerBusy, LedgerError
from treuga.ledger import codes, connect, fit, rows
from treuga.ledger.lock import WriterLock
from treuga.model import Evidence, Report, Span

Progress = Callable[[int, int], None]

#: A report whose text was altered has a wrong quotation everywhere; this many are listed, the others counted.
_LISTED: Final = 5

#: What decoding a doctored row can raise: no JSON, no date, the wrong number or kind of values.
_UNREADABLE: Final = (ValueError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the ledger that is not as it was written.

    Attributes:
        code: a key of `treuga.errors.CODES`.
        where: the report's name (and offset), or the table.
        message: what is wrong.
    """

    code: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What was checked, and what was found.

    Attributes:
        ok: no problem was found.
        checked: what -> how many.
        problems: in the order of the ledger.
        skipped: checks that were not possible now, each with the reason.
    """

    ok: bool
    checked: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    skipped: tuple[str, ...] = ()


def verify(
    db: sqlite3.Connection,
    path: Path,
    progress: Progress | None = None,
) -> VerifyResult:
    """See `Ledger.verify`.

    Args:
        db: a reader of the ledger.
        path: the ledger's file.
        progress: called with (reports done, reports in all).
    """
    checked: Counter[str] = Counter()
    skipped: list[str] = []
    problems: list[Problem] = []
    db.execute("BEGIN")  # one state of the ledger throughout, whatever a writer adds meanwhile
    try:
        for check in (
            _integrity(db),
            _schema(db),
            _references(db),
            _reports(db, checked, progress),
            _evidence(db, checked),
        ):
            try:
                problems.extend(check)
            except sqlite3.DatabaseError as error:
                problems.append(Problem(codes.DAMAGED_FILE, path.name, f"the check was cut short: {error}"))
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    problems.extend(_indexes(path, checked, skipped))
    return VerifyResult(not problems, dict(checked), tuple(dict.fromkeys(problems)), tuple(skipped))


def _integrity(db: sqlite3.Connection) -> Iterator[Problem]:
    for (message,) in db.execute("PRAGMA integrity_check(20)"):
        if message != "ok":
            yield Problem(codes.DAMAGED_FILE, "integrity", str(message))


def _schema(db: sqlite3.Connection) -> Iterator[Problem]:
    """Compare tables, indexes and triggers with what the migrations make."""
    query = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
    with sqlite3.connect(":memory:", isolation_level=None) as model:
        connect.migrate(model, Path(":memory:"))
        expected = dict(model.execute(query).fetchall())
    model.close()
    found = dict(db.execute(query).fetchall())
    for name, sql in expected.items():
        if found.get(name) != sql:
            yield Problem(codes.DIFFERENT_SCHEMA, name, "it was changed" if name in found else "it is missing")
    for name in found.keys() - expected.keys():
        if name.startswith("trigger "):  # a view or an index of the user's own does no harm; a trigger acts
            yield Problem(codes.DIFFERENT_SCHEMA, name, "this trigger is not Treuga's")


def _references(db: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, target, _ in db.execute("PRAGMA foreign_key_check"):
        place = f"{table}, row {row}" if row is not None else table
        yield Problem(codes.DANGLING, place, f"it points to a row of {target} that is not there")


def _reports(
    db: sqlite3.Connection,
    checked: Counter[str],
    progress: Progress | None,
) -> Iterator[Problem]:
    numbers = [n for (n,) in db.execute("SELECT n FROM reports ORDER BY n")]
    for done, n in enumerate(numbers, 1):
        digest, blob, size, *row = db.execute(
            f"SELECT text_digest, original, original_size, {', '.join(rows.REPORTS.columns)} "  # noqa: S608 (our names)
            "FROM reports WHERE n = ?",
            (n,),
        ).fetchone()
        checked["reports"] += 1
        try:
            report = rows.REPORTS.decode(tuple(row))
            yield from _one_report(report, digest, rows.decompress(blob, size))
        except _UNREADABLE as error:
            yield Problem(codes.DIFFERENT_ORIGINAL, f"report {n}", f"it cannot be read: {error}")
            continue
        try:
            testimony = rows.load_testimony(db, n, report.id)
            yield from _quotes(report, fit.testimony_spans(testimony), checked)
        except _UNREADABLE as error:
            yield Problem(codes.UNREADABLE_ROW, report.name, f"its testimony cannot be read: {error}")
        else:
            for name in rows.TESTIMONY:
                checked[name] += len(getattr(testimony, name))
        if progress:
            progress(done, len(numbers))


def _one_report(report: Report, digest: str, original: bytes) -> Iterator[Problem]:
    if hashlib.sha256(original).hexdigest() != report.id:
        yield Problem(codes.DIFFERENT_ORIGINAL, report.name, f"the original's SHA-256 is not {report.id}")
    if rows.digest(report.text) != digest:
        yield Problem(codes.DIFFERENT_TEXT, report.name, "the text's SHA-256 is not the one recorded")
    if report.media_type == "text/plain" and not _decodes_to(original, report.text):
        yield Problem(codes.DIFFERENT_TEXT, report.name, "the text is not the one of the original file")
    for mark in report.furniture:
        if not 0 <= mark.start <= mark.end <= len(report.text):
            yield Problem(
                codes.DIFFERENT_QUOTE, f"{report.name}, offset {mark.start}", "page furniture ends outside it"
            )


def _decodes_to(original: bytes, text: str) -> bool:
    """Whether plain text came from these bytes; in an encoding other than UTF-8, only the hashes can tell."""
    try:
        decoded = original.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return text in (decoded, decoded.removeprefix("\ufeff"))


def _quotes(report: Report, spans: Iterator[tuple[str, Span]], checked: Counter[str]) -> Iterator[Problem]:
    wrong = 0
    for what, span in spans:
        checked["quotations"] += 1
        if message := fit.misfit(report.text, span):
            wrong += 1
            if wrong <= _LISTED:
                yield Problem(codes.DIFFERENT_QUOTE, f"{report.name}, offset {span.start}", f"{what}: {message}")
    if wrong > _LISTED:
        yield Problem(codes.DIFFERENT_QUOTE, report.name, f"{wrong - _LISTED} more quotations are wrong")


def _evidence(db: sqlite3.Connection, checked: Counter[str]) -> Iterator[Problem]:
    """Grouped by report, so that each text is loaded once."""
    columns = ", ".join(f"e.{name}" for name in rows.EVIDENCE.columns)
    query = f"SELECT r.n, r.id, {columns} FROM evidence AS e JOIN reports AS r ON r.n = e.report ORDER BY r.n, e.n"  # noqa: S608 (our names)
    at: int | None = None
    report: Report | None = None
    for n, *row in db.execute(query):
        checked["evidence"] += 1
        try:
            if n != at:
                at, report = n, None
                found = db.execute(f"{rows.REPORTS.select} WHERE n = ?", (n,)).fetchone()
                report = rows.REPORTS.decode(found)
            if report is not None:
                evidence: Evidence = rows.EVIDENCE.decode(tuple(row))
                spans = ((f"evidence {evidence.id}, {what}", span) for what, span in fit.evidence_spans(evidence))
                yield from _quotes(report, spans, checked)
        except _UNREADABLE as error:
            yield Problem(codes.UNREADABLE_ROW, f"evidence {row[1]}", f"it cannot be read: {error}")


def _indexes(path: Path, checked: Counter[str], skipped: list[str]) -> Iterator[Problem]:
    """Let FTS5 compare its indexes with the text: it does so only for a connection that could write."""
    lock = WriterLock(path)
    try:
        lock.acquire()
        try:
            db = connect.open_writer(path)
        except BaseException:
            lock.release()
            raise
    except LedgerBusy:
        skipped.append("search indexes: the ledger is being written; verify again later")
        return
    except LedgerError as error:
        skipped.append(f"search indexes: {error.message}")
        return
    try:
        for index in ("reports_search", "statements_search"):
            yield from _index(db, index)
            checked["indexes"] += 1
    finally:
        db.close()
        lock.release()


def _index(db: sqlite3.Connection, index: str) -> Iterator[Problem]:
    db.execute("BEGIN")
    try:
        # Rank 1 asks for the comparison with the text, not only for the index's own order.
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 (our names)
    except sqlite3.DatabaseError as error:
        yield Problem(codes.DAMAGED_INDEX, index, f"it does not agree with the text ({error})")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
