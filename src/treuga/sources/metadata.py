"""The table that tells what is known of each report, with the columns `COLUMNS`."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from treuga.errors import ReadError
from treuga.model import PartialDate
from treuga.sources import codes

COLUMNS = ("file", "outlet", "published", "published_precision", "language", "url", "note")
_PRECISION = {"day": 10, "month": 7, "year": 4}
_MAX_BYTES = 20_000_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_URL = re.compile(r"https?://[^\s\"'<>]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """What is known of one report.

    Attributes:
        file: as in the table.
        published: cut to its precision; None where unknown.
        where: ``file:line`` of the row.
        problem: why the row cannot be trusted. The report is then refused, because a ledger does not forget: read under
            a wrong date it would stay so.
    """

    file: str
    outlet: str = ""
    published: PartialDate | None = None
    language: str = ""
    url: str = ""
    note: str = ""
    where: str = ""
    problem: ReadError | None = None


@dataclass(slots=True, eq=False)
class Metadata(dict[str, MetadataRow]):
    """Rows by the base name of their file.

    Attributes:
        path: the table.
        problems: rows that no report can be matched with.
        notes: what was ignored, as ``file:line: ...``.
    """

    path: Path = Path()
    problems: list[ReadError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def missing(self, files: Iterable[Path]) -> list[ReadError]:
        """An error for each row whose file is neither among ``files`` nor beside the table."""
        names = {file.name for file in files}
        return [
            ReadError(codes.METADATA_MISSING, f"the file '{row.file}' is not there", where=row.where)
            for name, row in self.items()
            if name not in names and not (self.path.parent / row.file).exists()
        ]


def read_metadata(csv_path: str | os.PathLike[str]) -> Metadata:
    """Read the table. A bad row never hides the others: it carries its problem, which reading its report raises.

    Args:
        csv_path: a CSV file in UTF-8 with a line of column names; all columns but ``file`` may lack.

    Raises:
        ReadError: the file is no such table.
    """
    path = Path(csv_path)
    reader = csv.reader(io.StringIO(_load(path), newline=""), strict=True)
    out = Metadata(path=path)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if "file" not in header:
            raise ReadError(codes.METADATA_COLUMNS, "there is no column 'file'", where=f"{path}:1")
        if unknown := [name for name in header if name and name not in COLUMNS]:
            out.notes.append(f"{path}:1: unknown columns are ignored: {', '.join(unknown)}")
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _add(out, dict(zip(header, (c.strip() for c in cells), strict=False)), f"{path}:{line}")
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(
            codes.METADATA_FILE, f"this is not valid CSV: {error}", where=f"{path}:{reader.line_num}"
        ) from None
    return out


def _load(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ReadError(codes.METADATA_FILE, f"the file is larger than {_MAX_BYTES:,} bytes", where=str(path))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(codes.METADATA_FILE, f"the file cannot be opened: {reason}", where=str(path)) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(codes.METADATA_FILE, "the file is not UTF-8 text", where=f"{path}:{line}") from None


def _add(out: Metadata, cells: Mapping[str, str], where: str) -> None:
    name = re.split(r"[/\\]", cells.get("file", ""))[-1]
    if not name:
        out.problems.append(ReadError(codes.METADATA_ROW, "the row names no file", where=where))
        return
    row = _row(out, cells, where)
    before = out.get(name)
    if before is None:
        out[name] = row
    elif replace(before, where="", file="") == replace(row, where="", file=""):
        out.notes.append(f"{where}: '{name}' is described a second time, in the same words")
    else:
        message = f"'{name}' was described before, at {before.where}, and differently"
        out[name] = replace(before, problem=ReadError(codes.METADATA_TWICE, message, where=where))


def _row(out: Metadata, cells: Mapping[str, str], where: str) -> MetadataRow:
    published, problem = _date(cells.get("published", ""), cells.get("published_precision", ""), where)
    language = cells.get("language", "")
    if language and not _LANGUAGE.match(language):
        problem = problem or ReadError(codes.METADATA_LANGUAGE, f"'{language}' is no language code", where=where)
    url = cells.get("url", "")
    if url and not _URL.match(url):
        out.notes.append(f"{where}: the url is ignored, because it does not begin with http:// or https://")
        url = ""
    return MetadataRow(
        cells["file"],
        cells.get("outlet", ""),
        published,
        short_language(language),
        url,
        cells.get("note", ""),
        where,
        problem,
    )


def _date(value: str, precision: str, where: str) -> tuple[PartialDate | None, ReadError | None]:
    precision = precision.lower()
    if precision and precision not in _PRECISION:
        return None, ReadError(codes.METADATA_PRECISION, f"'{precision}' is no precision", where=where)
    if not value:
        return None, None
    iso = re.match(r"(\d{4}(?:-\d\d){0,2})(?:[T ]\d\d:\d\d\S*)?\Z", value)
    try:
        date = PartialDate(iso[1] if iso else value)
    except ValueError:
        return None, ReadError(codes.METADATA_DATE, f"'{value}' is no date", where=where)
    length = _PRECISION.get(precision, len(date.iso))
    if length > len(date.iso):
        message = f"'{value}' is not known to the {precision}"
        return None, ReadError(codes.METADATA_PRECISION, message, where=where)
    return PartialDate(date.iso[:length]), None


def short_language(code: str) -> str:
    """The ISO 639-1 part of a language tag, in lower case; ``en`` for ``en-GB``."""
    return re.split(r"[-_]", code.strip())[0].lower() if _LANGUAGE.match(code.strip()) else ""
