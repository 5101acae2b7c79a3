"""From files to the ledger: read, extract, link, write, a few reports at a time.

Nothing is half done at any moment: a report, its testimony and its evidence are written in one transaction, so that
an interrupted run leaves a good ledger and the next run goes on with what is missing.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from treuga.case import Case
from treuga.errors import AgreementError, ExtractError, LedgerError, ReadError, TreugaError, declare
from treuga.model import Agreement, Report, Testimony

if TYPE_CHECKING:
    from treuga.extract.registry import Registry
    from treuga.ledger import Writer
    from treuga.sources import ReadReport

BROKE_EXTRACTION = declare(
    "TR110",
    "Extraction failed on a report in a way that was not foreseen; the others were read.",
    "Please report it as a defect, with the report if you may share it.",
)

Paths = Sequence[str | os.PathLike[str]]

#: Reports that go into one transaction, and the seconds after which fewer are written: what a power cut may cost.
BATCH_REPORTS = 32
BATCH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``read``, ``known`` (it was in the ledger already) or ``failed``."""

    kind: Literal["read", "known", "failed"]
    name: str
    report: Report | None = None
    error: TreugaError | None = None


@dataclass(slots=True)
class Tally:
    """Counts outcomes. An instance can be called with each `Outcome`.

    Attributes:
        read: number of reports that were new.
        known: number that the ledger held already.
        failed: why each of the others could not be read.
        undated: names of the new reports without a date.
        remarks: what is odd about the metadata.
        skipped_agreements: agreement files that could not be used for linking, with the first mistake of each.
    """

    read: int = 0
    known: int = 0
    failed: list[TreugaError] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    skipped_agreements: list[AgreementError] = field(default_factory=list)

    def __call__(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if outcome.error is not None:
            self.failed.append(outcome.error)
        elif outcome.kind == "known":
            self.known += 1
        else:
            self.read += 1
            if outcome.report is not None and outcome.report.published is None:
                self.undated.append(outcome.name)


@dataclass(frozen=True, slots=True)
class Source:
    """Files or folders that share one metadata file, or none; ``found`` where nobody named that file."""

    paths: tuple[Path, ...]
    metadata: Path | None = None
    found: bool = False


def plan(paths: Paths, metadata: str | os.PathLike[str] | None = None) -> list[Source]:
    """Pair what is to be read with its metadata: the file given, else ``metadata.csv`` inside or beside it."""
    given = [Path(p) for p in paths]
    if metadata is not None:
        return [Source(tuple(given), Path(metadata))]
    groups: dict[Path | None, list[Path]] = {}
    for path in given:
        beside = (path if path.is_dir() else path.parent) / "metadata.csv"
        groups.setdefault(beside if beside.is_file() else None, []).append(path)
    return [Source(tuple(members), csv, found=csv is not None) for csv, members in groups.items()]


def count_files(sources: Iterable[Source]) -> int:
    """How many files there are to read."""
    from treuga.sources import find_files

    return sum(len(find_files(list(source.paths))) for source in sources)


def open_reports(
    sources: Iterable[Source],
    *,
    outlet: str = "",
    published: str = "",
    today: dt.date | None = None,
    max_bytes: int | None = None,
    remark: Callable[[str], None] = lambda text: None,
) -> Iterator[ReadReport | ReadError]:
    """Read the files lazily, in order; a file that cannot be read comes as its error.

    Args:
        sources: from `plan`.
        outlet: the outlet of reports for which nothing else tells one.
        published: their date, likewise.
        today: the day of retrieval; left out, today.
        max_bytes: larger files are refused; left out, those over 50 MB.
        remark: told what is odd about the metadata, row by row.

    Raises:
        ReadError: a metadata file is no such table; nothing has been read then.
    """
    from treuga.sources import MAX_BYTES, find_files, read_many, read_metadata

    limit = max_bytes or MAX_BYTES
    tables = [(source, read_metadata(source.metadata) if source.metadata else None) for source in sources]
    for source, table in tables:
        paths = list(source.paths)
        if table is not None:
            for problem in (*table.problems, *table.missing(find_files(paths)), *table.notes):
                remark(str(problem))
        yield from read_many(paths, table, outlet=outlet, published=published, today=today, max_bytes=limit)


def read_into(
    case: Case,
    sources: Sequence[Source],
    *,
    outlet: str = "",
    published: str = "",
    processes: int = 0,
    today: dt.date | None = None,
    notify: Callable[[Outcome], None] = lambda outcome: None,
) -> Tally:
    """Read, extract and link everything that the case's ledger does not hold yet.

    Args:
        case: where it goes.
        sources: what to read, from `plan`.
        outlet: the outlet of reports for which nothing else tells one.
        published: their date, likewise.
        processes: how many processes extract; 0 takes the case's setting.
        today: the day of retrieval; left out, today.
        notify: called for each file, after it has been written.

    Returns:
        The counts. A file that cannot be read is counted and never stops the others.

    Raises:
        LedgerBusy: another process is writing to this ledger.
    """
    from treuga.extract.registry import load_registry
    from treuga.ledger import Ledger

    tally = Tally()

    def tell(outcome: Outcome) -> None:
        tally(outcome)
        notify(outcome)

    registry = load_registry(case.party_files)
    agreements, tally.skipped_agreements = agreements_of(case, registry)
    with Ledger(case.ledger) as ledger, ledger.writer() as writer:
        desk = _Desk(writer, agreements, registry, tell)
        opened = open_reports(
            sources,
            outlet=outlet,
            published=published,
            today=today,
            max_bytes=case.settings.max_file_mb * 1_000_000,
            remark=tally.remarks.append,
        )
        fresh = _Fresh(opened, set(ledger.report_ids()), tell)
        try:
            for read, testimony in _extracted(fresh, case, processes or case.settings.processes):
                desk.take(read, testimony)
        finally:
            desk.flush()  # also on Ctrl-C: what has been extracted is kept
    return tally


def agreements_of(case: Case, registry: Registry) -> tuple[list[Agreement], list[AgreementError]]:
    """The case's agreements and the library's; the case's file wins where both have the same id."""
    from treuga.agreements import library, load_agreement

    agreements: dict[str, Agreement] = {}
    errors: list[AgreementError] = []
    own = sorted(p for p in case.agreements_dir.glob("*") if p.suffix in {".yaml", ".yml"})
    for path in (*own, *library().values()):
        try:
            agreement = load_agreement(path, registry=registry)
        except AgreementError as error:
            errors.append(error)
        else:
            agreements.setdefault(agreement.id, agreement)
    return list(agreements.values()), errors


class _Fresh:
    """The reports that are not in the ledger yet; keeps their original bytes until they are claimed for writing."""

    def __init__(
        self, opened: Iterator[ReadReport | ReadError], known: set[str], tell: Callable[[Outcome], None]
    ) -> None:
        self.opened, self.known, self.tell = opened, known, tell
        self.waiting: dict[str, ReadReport] = {}
        self.broken = False

    def __iter__(self) -> Iterator[Report]:
        for item in self.items():
            if isinstance(item, ReadError):
                self.tell(Outcome("failed", item.where, error=item))
            elif item.report.id in self.known:
                self.tell(Outcome("known", item.report.name, item.report))
            else:
                self.known.add(item.report.id)
                self.waiting[item.report.id] = item
                yield item.report

    def items(self) -> Iterator[ReadReport | ReadError]:
        # No "yield from": a consumer that fails would close the files with itself, and the rest could not be read.
        while True:
            try:
                item = next(self.opened)
            except StopIteration:
                return
            except Exception:
                self.broken = True  # reading itself failed, which is not the doing of one report
                raise
            yield item

    def claim(self, report: str) -> ReadReport:
        return self.waiting.pop(report)


def _extracted(fresh: _Fresh, case: Case, processes: int) -> Iterator[tuple[ReadReport, Testimony]]:
    """Reports with what they say. Should one of them break extraction, it is named, and the rest goes on singly."""
    from treuga.extract import extract, extract_many

    options: dict[str, Any] = {"party_files": case.party_files}
    if case.settings.model:
        options["model"] = case.settings.model
    try:
        for testimony in extract_many(fresh, processes=processes, **options):
            yield fresh.claim(testimony.report), testimony
        return
    except TreugaError:
        raise
    except Exception:
        if fresh.broken:
            raise
        rest = chain(list(fresh.waiting.values()), (fresh.waiting[report.id] for report in fresh))
    for read in rest:
        fresh.claim(read.report.id)
        try:
            testimony = extract(read.report, **options)
        except TreugaError:
            raise
        except Exception as error:
            what = f"extraction failed: {type(error).__name__}: {error}"
            problem = ExtractError(BROKE_EXTRACTION, what, where=read.report.name)
            fresh.tell(Outcome("failed", read.report.name, error=problem))
        else:
            yield read, testimony


class _Desk:
    """Collects what was extracted, and writes it in batches."""

    def __init__(
        self, writer: Writer, agreements: list[Agreement], registry: Registry, tell: Callable[[Outcome], None]
    ) -> None:
        self.writer, self.agreements, self.registry, self.tell = writer, agreements, registry, tell
        self.batch: list[tuple[ReadReport, Testimony]] = []
        self.since = time.monotonic()

    def take(self, read: ReadReport, testimony: Testimony) -> None:
        self.batch.append((read, testimony))
        if len(self.batch) >= BATCH_REPORTS or time.monotonic() - self.since > BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        batch, self.batch, self.since = self.batch, [], time.monotonic()
        if not batch:
            return
        outcomes = []
        with self.writer.batch():
            for read, testimony in batch:
                outcomes.append(self.write(read, testimony))
        for outcome in outcomes:  # only now are they on the disk
            self.tell(outcome)

    def write(self, read: ReadReport, testimony: Testimony) -> Outcome:
        from treuga.ledger.codes import BAD_EVIDENCE, BAD_TESTIMONY
        from treuga.monitor import link

        report = read.report
        try:
            self.writer.add_report(report, read.original, testimony)
            for agreement in self.agreements:
                found = link(agreement, report, testimony, self.registry)
                self.writer.add_evidence(agreement.digest, report.id, found)
        except LedgerError as error:
            if error.code not in {BAD_EVIDENCE, BAD_TESTIMONY}:
                raise  # the disk is full, say: that is no fault of this report
            return Outcome("failed", report.name, error=error)
        return Outcome("read", report.name, report)
