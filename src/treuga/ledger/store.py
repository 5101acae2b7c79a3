"""The ledger as its readers see it."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from treuga.errors import LedgerError
from treuga.ledger import codes, connect, parts, rows
from treuga.ledger import reviews as _reviews
from treuga.ledger import search as _search
from treuga.ledger import stories as _stories
from treuga.ledger import verify as _verify
from treuga.ledger.reviews import Review
from treuga.ledger.search import SearchHit, SearchKind
from treuga.ledger.verify import Progress, VerifyResult
from treuga.ledger.writer import Writer
from treuga.model import Evidence, PartialDate, Report, Testimony


@dataclass(frozen=True, slots=True)
class Stats:
    """How much a ledger holds.

    Attributes:
        undated: number of reports without a publication date.
        first, last: the earliest and latest publication; None where no report is dated.
    """

    reports: int
    undated: int
    first: PartialDate | None
    last: PartialDate | None
    statements: int
    mentions: int
    times: int
    quantities: int
    events: int
    evidence: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of reports says of each, without its text; as `Report` has it."""

    id: str
    name: str
    outlet: str
    published: PartialDate | None
    retrieved: dt.date | None


class Ledger:
    """What was read, what it says, and what that is evidence of. A context manager; everything but `writer` only reads.

    Args:
        path: the ledger's file.

    Raises:
        LedgerError: there is no ledger, or it is another program's, or a newer Treuga's.

    Example:
        >>> with Ledger.create("ledger.db") as ledger:  # doctest: +SKIP
        ...     with ledger.writer() as writer:
        ...         writer.add_report(report, original, testimony)
        ...     ledger.search("prisoners released")
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        self._reader = connect.open_reader(self.path)
        self._current = False

    @classmethod
    def create(cls, path: str | PathLike[str]) -> Ledger:
        """Make a ledger, or bring one that is there up to date; nothing that it holds is lost.

        Raises:
            LedgerBusy: another process is writing to it.
            LedgerError: the file cannot be made, or belongs to another program.
        """
        Writer(Path(path), create=True).close()
        return cls(path)

    def close(self) -> None:
        """Close the file."""
        self._reader.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Ledger({str(self.path)!r})"

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """The right to add, for the time of the block; what a writer commits, this ledger sees at once.

        Raises:
            LedgerBusy: another process has it; the message names the process.
        """
        with Writer(self.path) as writer:
            yield writer

    # --- reports and testimony ---------------------------------------------------------------------------------------

    def reports(self) -> list[Report]:
        """All reports, in the order in which they were read."""
        found = self._all(f"{rows.REPORTS.select} ORDER BY n")
        with self._readable():
            return [rows.REPORTS.decode(row) for row in found]

    def listing(self) -> list[Listed]:
        """All reports in the order in which they were read, without loading their text."""
        found = self._all("SELECT id, name, outlet, published, retrieved FROM reports ORDER BY n")
        with self._readable():
            return [
                Listed(key, name, outlet, parts.maybe_date(published), day and dt.date.fromisoformat(day))
                for key, name, outlet, published, day in found
            ]

    def stories(self, order: Iterable[str]) -> list[list[str]]:
        """Groups of two or more reports that are copies of one another, members and groups in the order of the ids."""
        return _stories.grouped(self._all(_stories.PAIRS), order)

    def unsigned(self) -> list[str]:
        """The ids of reports of which nobody has noted whether they are copies: an older Treuga wrote them."""
        return [key for (key,) in self._all(_stories.UNSIGNED)]

    def report_ids(self) -> list[str]:
        """The ids of all reports, in the order in which they were read, without loading their text."""
        return [key for (key,) in self._all("SELECT id FROM reports ORDER BY n")]

    def __contains__(self, report_id: object) -> bool:
        return isinstance(report_id, str) and bool(self._all("SELECT 1 FROM reports WHERE id = ?", report_id))

    def report(self, report_id: str) -> Report:
        """The report with that id.

        Raises:
            LedgerError: there is none.
        """
        found = self._all(f"{rows.REPORTS.select} WHERE id = ?", report_id)
        if not found:
            raise self._no_report(report_id)
        with self._readable():
            return rows.REPORTS.decode(found[0])

    def original(self, report_id: str) -> bytes:
        """The report's bytes, as they came.

        Raises:
            LedgerError: there is no such report, or its bytes are damaged.
        """
        found = self._all("SELECT original, original_size FROM reports WHERE id = ?", report_id)
        if not found:
            raise self._no_report(report_id)
        try:
            return rows.decompress(*found[0])
        except ValueError as error:
            raise LedgerError(codes.DAMAGED, str(error), where=f"{self.path}, report {report_id}") from None

    def testimony(self, report_id: str) -> Testimony:
        """All that the report with that id says.

        Raises:
            LedgerError: there is no such report.
        """
        number = self._number(report_id)
        with self._readable():
            return rows.load_testimony(self._reader, number, report_id)

    def testimonies(self, report_ids: Iterable[str] | None = None) -> list[Testimony]:
        """All that several reports say: those with the given ids, in their order, else all in the order of reading.

        Raises:
            LedgerError: there is no such report.
        """
        keys = self.report_ids() if report_ids is None else report_ids
        with _collector_paused():
            return [self.testimony(key) for key in keys]

    # --- evidence ----------------------------------------------------------------------------------------------------

    def unlinked(self, agreement_digest: str) -> list[str]:
        """The ids of reports that have not been searched for evidence on this wording of an agreement."""
        query = (
            "SELECT id FROM reports WHERE NOT EXISTS "
            "(SELECT 1 FROM linked WHERE digest = ? AND report = reports.n) ORDER BY n"
        )
        return [key for (key,) in self._all(query, agreement_digest)]

    def evidence(self, agreement_digest: str, *, known_upto: dt.date | None = None) -> list[Evidence]:
        """The evidence on this wording of an agreement, in the order in which it was recorded.

        Args:
            agreement_digest: the agreement's ``digest``.
            known_upto: leave out what can have become known after that day.
        """
        columns = ", ".join(f"e.{name}" for name in rows.EVIDENCE.columns)
        query = (
            f"SELECT r.id, {columns} FROM evidence AS e JOIN reports AS r ON r.n = e.report "  # noqa: S608 (our names)
            "WHERE e.digest = ? AND e.known_upto <= ? ORDER BY e.n"
        )
        found = self._all(query, agreement_digest, (known_upto or dt.date.max).isoformat())
        with self._readable(), _collector_paused():
            return [rows.EVIDENCE.decode(row) for row in found]

    def evidence_piece(self, agreement_digest: str, key: str) -> Evidence | None:
        """One piece of evidence, also under a wording or linking rules of before; None where there is none."""
        columns = ", ".join(f"e.{name}" for name in rows.EVIDENCE.columns)
        query = (
            f"SELECT r.id, {columns} FROM evidence AS e JOIN reports AS r ON r.n = e.report "  # noqa: S608 (our names)
            "WHERE e.digest = ? AND e.id = ?"
        )
        found = self._all(query, agreement_digest, key)
        with self._readable():
            return rows.EVIDENCE.decode(found[0]) if found else None

    def reviews(self, agreement: str) -> list[Review]:
        """What people decided about an agreement's links and breaches, in the order in which they did."""
        found = self._all(_reviews.SELECT, agreement)
        corrected = self._all(_reviews.CORRECTIONS, agreement)
        with self._readable():
            return _reviews.load(found, corrected)

    # --- questions ---------------------------------------------------------------------------------------------------

    def search(self, query: str, kind: SearchKind = "statements", limit: int = 20) -> list[SearchHit]:
        """Passages in which all words of the query occur, the best first.

        Words match in all their inflections ("release" finds "released"), whatever their case or accents; text in
        double quotation marks is a phrase; ``prison*`` stands for all words that begin so. Any text is a valid query.

        Raises:
            LedgerError: ``kind`` is neither ``statements`` nor ``reports``.
        """
        self._require_current()
        with self._readable():
            return _search.search(self._reader, query, kind, limit)

    def stats(self) -> Stats:
        """How much the ledger holds."""
        ((reports, dated),) = self._all("SELECT count(*), count(published) FROM reports")
        first = self._all("SELECT published FROM reports WHERE published NOTNULL ORDER BY published_first LIMIT 1")
        last = self._all("SELECT published FROM reports WHERE published NOTNULL ORDER BY published_last DESC LIMIT 1")
        counts = {
            name: self._all(f"SELECT count(*) FROM {name}")[0][0]  # noqa: S608 (names are our own)
            for name in ("statements", "mentions", "times", "quantities", "events", "evidence")
        }
        return Stats(
            reports=reports,
            undated=reports - dated,
            first=PartialDate(first[0][0]) if first else None,
            last=PartialDate(last[0][0]) if last else None,
            **counts,
        )

    def coverage(self, start: dt.date, end: dt.date) -> int:
        """The number of reports that were certainly published from ``start`` to ``end``, both included.

        A report dated to a month counts where the whole month lies in between; an undated one never does.
        """
        query = "SELECT count(*) FROM reports WHERE published_first >= ? AND published_last <= ?"
        return int(self._all(query, start.isoformat(), end.isoformat())[0][0])

    def read_count(self, known_upto: dt.date) -> int:
        """The number of reports that were certainly out by that day: published, or, where undated, retrieved."""
        query = "SELECT count(*) FROM reports WHERE coalesce(published_last, retrieved) <= ?"
        return int(self._all(query, known_upto.isoformat())[0][0])

    def verify(self, progress: Progress | None = None) -> VerifyResult:
        """Check every hash, every quotation, every reference, the search indexes, the safeguards and the file itself.

        Args:
            progress: called with (reports done, reports in all) after each report.
        """
        self._require_current()
        with connect.translated(self.path):
            return _verify.verify(self._reader, self.path, progress)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _all(self, query: str, *values: object) -> list[parts.Row]:
        self._require_current()
        with connect.translated(self.path):
            return self._reader.execute(query, values).fetchall()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Turn what reading a doctored row can raise into an error of ours."""
        try:
            with connect.translated(self.path):
                yield
        except (ValueError, TypeError, AttributeError) as error:
            raise LedgerError(codes.DAMAGED, f"a row cannot be understood: {error}", where=str(self.path)) from error

    def _require_current(self) -> None:
        """A file of an older layout can be opened, because `writer` brings it up to date, but not read before that."""
        if self._current:
            return
        with connect.translated(self.path):
            version = connect.version_of(self._reader, self.path)
        if version < len(connect.migrations()):
            message = f"the ledger has layout {version}, and this Treuga reads layout {len(connect.migrations())}"
            raise LedgerError(codes.TOO_OLD, message, where=str(self.path))
        self._current = True

    def _number(self, report_id: str) -> int:
        found = self._all("SELECT n FROM reports WHERE id = ?", report_id)
        if not found:
            raise self._no_report(report_id)
        return int(found[0][0])

    def _no_report(self, report_id: str) -> LedgerError:
        return LedgerError(codes.NO_REPORT, f"there is no report {report_id[:80]!r}", where=str(self.path))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python's garbage collector out of a load of many small objects that all stay.

    It would look at them again and again, for nothing, which nearly doubles the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
