"""The one writer of a ledger."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from treuga.errors import LedgerError
from treuga.ledger import codes, connect, fit, reviews, rows, stories
from treuga.ledger.lock import WriterLock
from treuga.ledger.reviews import Review
from treuga.model import Evidence, Report, Testimony


class Writer:
    """Adds to a ledger; `Ledger.writer` makes one. It belongs to the thread that made it.

    Raises:
        LedgerBusy: another process, or another writer of this one, is writing.
        LedgerError: there is no ledger, or it cannot be written.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._lock = WriterLock(path)
        self._in_batch = False
        self._stories: stories.Index | None = None
        if not create and not path.is_file():  # before the lock's file is made beside nothing
            raise LedgerError(codes.NO_LEDGER, "there is no ledger here", where=str(path))
        self._lock.acquire()
        try:
            self._db = connect.open_writer(path, create=create)
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Close the file and let the next writer in."""
        try:
            # The log goes back into the file as far as readers allow: a copy of the file is then nearly always whole.
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.close()
        finally:
            self._lock.release()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add_report(self, report: Report, original: bytes, testimony: Testimony) -> bool:
        """Add a report with all that it says, or nothing.

        Args:
            report: its ``id`` is the SHA-256 of ``original``.
            original: the bytes as they came.
            testimony: what was extracted from it.

        Returns:
            False where a report with these bytes is there already; then nothing is written.

        Raises:
            LedgerError: something does not fit (see `fit.require_report`), or the disk refuses.
        """
        fit.require_report(report, original, testimony)
        with self._whole(report.name):
            if self._number(report.id) is not None:
                return False
            self._insert(report, original, testimony)
        return True

    def add_signature(self, report_id: str) -> None:
        """Note of which others a report is a copy; `add_report` has done so unless an older Treuga wrote the report.

        Raises:
            LedgerError: the report is not in the ledger.
        """
        with self._whole(report_id):
            number = self._number(report_id)
            if number is None:
                message = f"the report {report_id} is not in the ledger"
                raise LedgerError(codes.NO_REPORT, message, where=str(self._path))
            if self._db.execute("SELECT 1 FROM signatures WHERE report = ?", (number,)).fetchone() is None:
                self._sign(number)

    def add_evidence(self, agreement_digest: str, report_id: str, evidences: Iterable[Evidence]) -> int:
        """Add the evidence that one report bears on one wording of an agreement, and note that it was searched.

        Evidence that is there already is left as it is.

        Returns:
            The number of pieces that are new.

        Raises:
            LedgerError: the report is not in the ledger; a piece quotes what does not stand in it; or its id stands for
                something else already.
        """
        given = tuple(evidences)
        with self._whole(report_id):
            number = self._number(report_id)
            if number is None:
                raise LedgerError(
                    codes.NO_REPORT, f"the report {report_id} is not in the ledger", where=str(self._path)
                )
            report = rows.REPORTS.decode(self._db.execute(f"{rows.REPORTS.select} WHERE n = ?", (number,)).fetchone())
            added = 0
            for evidence in given:
                fit.require_evidence(evidence, agreement_digest, report)
                added += self._add_piece(evidence, number)
            self._db.execute(
                "INSERT INTO linked (digest, report) SELECT :digest, :n WHERE NOT EXISTS "
                "(SELECT 1 FROM linked WHERE digest = :digest AND report = :n)",
                {"digest": agreement_digest, "n": number},
            )
        return added

    def add_review(self, review: Review) -> None:
        """Add what a person decided about a link or a breach. It stays; a later review of the same overrules it.

        Raises:
            LedgerError: it has no reviewer or reason, or is about what the ledger does not hold.
        """
        with self._whole(f"{review.agreement}, {review.subject}"):
            reviews.add(self._db, review)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Put several additions into one transaction, for speed.

        Each addition stays all or nothing by itself. When the block is left, also by an exception, those that succeeded
        are kept; if the process is killed, the whole batch is gone, and can be added again.
        """
        if self._in_batch:
            yield  # the outer batch commits
            return
        with connect.translated(self._path):
            self._db.execute("BEGIN IMMEDIATE")
        self._in_batch = True
        try:
            yield
        finally:
            self._in_batch = False
            with connect.translated(self._path):
                self._commit()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _insert(self, report: Report, original: bytes, testimony: Testimony) -> None:
        published = report.published
        keys = (
            rows.digest(report.text),
            published and published.earliest.isoformat(),
            published and published.latest.isoformat(),
            rows.compress(original),
            len(original),
        )
        number = self._db.execute(rows.REPORTS.insert, keys + rows.REPORTS.encode(report)).lastrowid
        for field, table in rows.TESTIMONY.items():
            items = getattr(testimony, field)
            self._db.executemany(table.insert, ((number, i, *table.encode(item)) for i, item in enumerate(items)))
        self._db.execute(
            "INSERT INTO reports_search (rowid, title, text) VALUES (?, ?, ?)", (number, report.title, report.text)
        )
        self._db.execute(
            "INSERT INTO statements_search (rowid, content_text) "
            "SELECT n, content_text FROM statements WHERE report = ? ORDER BY n",
            (number,),
        )

        self._sign(int(number or 0))

    def _sign(self, number: int) -> None:
        self._stories = self._stories or stories.Index(self._db)
        self._stories.add(number)

    def _add_piece(self, evidence: Evidence, report: int) -> bool:
        values = rows.EVIDENCE.encode(evidence)
        names = ", ".join((*rows.EVIDENCE.keys, *rows.EVIDENCE.columns))
        known = self._db.execute(
            f"SELECT {names} FROM evidence WHERE digest = ? AND id = ?",  # noqa: S608 (names are our own)
            (evidence.digest, evidence.id),
        ).fetchone()
        if known is None:
            self._db.execute(rows.EVIDENCE.insert, (report, *values))
            return True
        if known != (report, *values):
            message = "another piece of evidence is recorded under this id, and what is recorded stays"
            raise LedgerError(codes.BAD_EVIDENCE, message, where=f"{evidence.report_name}, evidence {evidence.id}")
        return False

    def _number(self, report_id: str) -> int | None:
        row = self._db.execute("SELECT n FROM reports WHERE id = ?", (report_id,)).fetchone()
        return row and int(row[0])

    @contextmanager
    def _whole(self, where: str) -> Iterator[None]:
        """All of the block or nothing of it: a transaction, or inside a batch a savepoint."""
        begin, keep, drop = (
            ("SAVEPOINT addition", "RELEASE addition", "ROLLBACK TO addition")
            if self._in_batch
            else ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        )
        with connect.translated(self._path):
            self._db.execute(begin)
            try:
                yield
                self._db.execute(keep)
            except BaseException as error:
                self._stories = None  # it may know of a report that is taken back here
                # SQLite may have ended the transaction by itself (a full disk, say).
                if self._db.in_transaction:
                    self._db.execute(drop)
                    if self._in_batch:
                        self._db.execute(keep)
                if isinstance(error, UnicodeEncodeError):
                    message = "it holds characters that are no text (half of a surrogate pair)"
                    raise LedgerError(codes.BAD_TESTIMONY, message, where=where) from None
                raise

    def _commit(self) -> None:
        if not self._db.in_transaction:
            return
        try:
            self._db.execute("COMMIT")
        except sqlite3.Error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
