"""Looking at a table before it is read: its kind, encoding, delimiter and header; Excel made plain CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from treuga.errors import ReadError
from treuga.measures import codes
from treuga.measures.duck import need
from treuga.measures.mapping import About
from treuga.measures.objects import as_csv
from treuga.measures.packed import unpack
from treuga.measures.shapes import GDELT, Shape, is_gdelt, positions, recognise

_HEAD = 1 << 20
_JSON = (".json", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Look:
    """What a table is.

    Attributes:
        path: the file to read, which for Excel and JSON is a CSV made of it.
        name: what the table was called, in an archive its name there.
        header: names of its columns.
        skip: lines of header.
    """

    path: Path
    name: str
    header: tuple[str, ...]
    delimiter: str
    encoding: str
    skip: Literal[0, 1]
    shape: Shape
    places: dict[str, int]


def look(path: Path, shape: Shape | None, about: About, scratch: Path) -> Look:
    """Find out how a table is to be read.

    Raises:
        ReadError: it is no table, or has other columns than it needs.
    """
    table, name = unpack(path, scratch) if path.suffix.lower() == ".zip" else (path, path.name)
    source, encoding = table, about.encoding or "utf-8"
    suffix = table.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        source, encoding = _from_excel(table, about.sheet, scratch, named=path), "utf-8"
    elif suffix in _JSON or (suffix == ".gz" and table.with_suffix("").suffix.lower() in _JSON):
        source, encoding = as_csv(table, scratch, named=path), "utf-8"
    elif suffix in (".xls", ".parquet", ".7z", ".rar", ".ods", ".tar", ".tgz", ".bz2", ".xz"):
        raise ReadError(codes.NOT_READABLE, f"'{suffix}' files are not read", where=str(path),
                        remedy="Unpack it, or save it as CSV or XLSX.")  # fmt: skip
    text = _head(source, encoding, path)
    delimiter = "," if source != table else about.delimiter or _delimiter(text)
    first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    if not any(name.strip() for name in first):
        raise ReadError(codes.NOT_READABLE, "the file is empty", where=str(path))
    if shape is None and is_gdelt(first):
        return Look(source, name, GDELT.header, delimiter, encoding, 0, GDELT, positions(GDELT, GDELT.header))
    header = tuple(name.strip() for name in first)
    known = shape or recognise(header)
    if known is None:
        raise ReadError(codes.UNKNOWN_COLUMNS, f"no known data set has the columns {_some(header)}", where=f"{path}:1")
    _check_header(header, known, path)
    return Look(source, name, header, delimiter, encoding, 1, known, positions(known, header))


def _check_header(header: tuple[str, ...], shape: Shape, path: Path) -> None:
    lowered = [name.lower() for name in header]
    needed = shape.columns.values() if shape.id == "mapping" else (shape.columns["date_start"],)
    for name in needed:
        if name.strip().lower() not in lowered:
            import difflib

            near = difflib.get_close_matches(name, header, n=1)
            advice = f"Did you mean '{near[0]}'?" if near else f"The file has {_some(header)}."
            raise ReadError(codes.MISSING_COLUMN, f"there is no column '{name}'", where=f"{path}:1", remedy=advice)
        if lowered.count(name.strip().lower()) > 1:
            raise ReadError(codes.MISSING_COLUMN, f"there are two columns '{name}'", where=f"{path}:1",
                            remedy="Rename one of them in the file.")  # fmt: skip


def _some(header: tuple[str, ...]) -> str:
    shown = ", ".join("".join(c if c.isprintable() else " " for c in name)[:40] for name in header[:12])
    return shown + (f" and {len(header) - 12} more" if len(header) > 12 else "")


def _head(path: Path, encoding: str, named: Path) -> str:
    opener: Any = open
    if path.suffix.lower() == ".gz":
        import gzip

        opener = gzip.open
    try:
        with opener(path, "rb") as file:
            raw: bytes = file.read(_HEAD)
    except OSError as error:
        reason = error.strerror or "it is no gzip file"
        raise ReadError(codes.NOT_READABLE, f"the file cannot be opened: {reason}", where=str(named)) from None
    if b"\0" in raw and encoding != "utf-16":
        raise ReadError(codes.NOT_READABLE, "the file holds zero bytes: it is no text", where=str(named))
    try:
        # The head may end in the middle of a character.
        return raw.decode("utf-8-sig" if encoding == "utf-8" else encoding, "strict" if len(raw) < _HEAD else "ignore")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ReadError(codes.NOT_READABLE, "the file is not UTF-8", where=f"{named}:{line}",
                        remedy="Save it as UTF-8, or write 'encoding: latin-1' in a mapping.") from None  # fmt: skip


def _delimiter(text: str) -> str:
    line = text.partition("\n")[0]
    return max(("\t", ",", ";", "|"), key=line.count)


def _from_excel(path: Path, sheet: str, scratch: Path, *, named: Path) -> Path:
    """The values of a sheet as CSV; of formulas, the value that Excel kept."""
    import zipfile

    openpyxl = need("openpyxl")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ReadError(codes.NOT_READABLE, f"this is no Excel file: {error}", where=str(named)) from None
    if sheet and sheet not in book.sheetnames:
        raise ReadError(codes.MISSING_COLUMN, f"there is no sheet '{sheet}'", where=str(named),
                        remedy=f"There are: {', '.join(book.sheetnames)}.")  # fmt: skip
    page = book[sheet] if sheet else book.worksheets[0]
    target = scratch / "sheet.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        width = 0
        for row in page.iter_rows(values_only=True):
            width = width or len(row)
            cells = [_cell(value) for value in row[:width]]
            writer.writerow(cells + [""] * (width - len(cells)))
    book.close()
    return target


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
