"""One file to one `Report`, and many files one by one."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from treuga.errors import ReadError
from treuga.model import Furniture, PartialDate, Report
from treuga.sources import codes
from treuga.sources.decode import decode
from treuga.sources.files import TABLES, find_files
from treuga.sources.metadata import MetadataRow
from treuga.text.lines import BLANK, raw_blocks
from treuga.text.segments import blocks

#: Larger files are refused without opening them.
MAX_BYTES: Final = 50_000_000

_HTML = frozenset({".html", ".htm", ".xhtml"})
_TEXT = frozenset({".txt", ".text", ".md"})
_LOOKS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report, and the bytes that it came from.

    Attributes:
        report: with its furniture marked.
        original: all bytes of the file; their SHA-256 is ``report.id``.
        author: as an HTML page names it, else empty.
    """

    report: Report
    original: bytes
    author: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a file tells of itself."""

    text: str
    media_type: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    published: PartialDate | None = None


def read_report(
    path: str | os.PathLike[str],
    row: MetadataRow | None = None,
    *,
    outlet: str = "",
    published: str | PartialDate = "",
    today: dt.date | None = None,
    max_bytes: int = MAX_BYTES,
) -> ReadReport:
    """Read one file.

    What is known of it comes from the metadata row, else from the arguments, else from the page, else (the date) from
    the header or dateline of its text, else it stays unknown.

    Args:
        path: a file of plain text or HTML.
        row: its row of `read_metadata`.
        outlet: who published it, where the row does not tell.
        published: when (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``), where the row does not tell.
        today: the day of retrieval; left out, the present day.
        max_bytes: larger files are refused without opening them.

    Raises:
        ReadError: the file or its row cannot be used, and why.
    """
    where = _printable(os.fspath(path))
    if row is not None and row.problem is not None:
        raise row.problem
    given = row.published if row is not None else None
    given = given or _given_date(published)
    day = today or dt.date.today()
    data = _load(Path(path), where, max_bytes)
    told = _take_apart(Path(path), data, where)
    date, dated_by = _dated(given, told, day)
    row = row or MetadataRow("")
    furniture = _furniture(told)
    report = Report(
        id=hashlib.sha256(data).hexdigest(),
        name=_printable(Path(path).name),
        text=told.text,
        outlet=row.outlet or outlet or told.outlet,
        published=date,
        dated_by=dated_by,
        language=row.language or told.language or _language(told.text, furniture),
        url=row.url or told.url,
        note=row.note,
        title=told.title or _title(told.text, furniture),
        media_type=told.media_type,
        retrieved=day,
        furniture=furniture,
    )
    return ReadReport(report, data, told.author)


def read_many(
    paths: Iterable[str | os.PathLike[str]],
    metadata: Mapping[str, MetadataRow] | None = None,
    *,
    outlet: str = "",
    published: str | PartialDate = "",
    today: dt.date | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[ReadReport | ReadError]:
    """Read files and folders one by one, in path order; what cannot be read comes as its error, and the rest follows.

    Args:
        paths: see `find_files`.
        metadata: rows by base name, from `read_metadata`.
        outlet: see `read_report`, as for all below.
        published: likewise.
        today: likewise.
        max_bytes: likewise.
    """
    rows = metadata or {}
    for path in find_files(paths):
        try:
            yield read_report(
                path, rows.get(path.name), outlet=outlet, published=published, today=today, max_bytes=max_bytes
            )
        except ReadError as error:
            yield error


def _printable(name: str) -> str:
    """A name as valid text: file systems allow bytes that are none."""
    return os.fsencode(name).decode("utf-8", "replace")


def _given_date(value: str | PartialDate) -> PartialDate | None:
    if not value:
        return None
    try:
        return PartialDate.of(value)
    except ValueError:
        raise ReadError(codes.GIVEN_DATE, f"'{value}' is no date") from None


def _load(path: Path, where: str, max_bytes: int) -> bytes:
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            next(path.iterdir(), None)  # a folder in the list of files is one that could not be listed
        if not stat.S_ISREG(state.st_mode):  # a pipe or device could keep us waiting for ever
            raise ReadError(codes.NOT_A_FILE, "this is neither a file nor a folder of files", where=where)
        if path.suffix.lower() in TABLES:
            raise ReadError(codes.NOT_A_REPORT, f"a '{path.suffix}' file is no report", where=where)
        if state.st_size > max_bytes:
            raise ReadError(
                codes.TOO_LARGE, f"the file has {state.st_size:,} bytes, the limit is {max_bytes:,}", where=where
            )
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise ReadError(codes.NOT_FOUND, "the file or folder does not exist", where=where) from None
    except PermissionError:
        raise ReadError(codes.NO_PERMISSION, "you have no right to read it", where=where) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(codes.UNREADABLE, f"reading failed: {reason}", where=where) from None
    if len(data) > max_bytes:
        raise ReadError(codes.TOO_LARGE, f"the file grew beyond the limit of {max_bytes:,} bytes", where=where)
    if not data:
        raise ReadError(codes.EMPTY, "the file is empty", where=where)
    return data


def _take_apart(path: Path, data: bytes, where: str) -> _Told:
    suffix = path.suffix.lower()
    html = suffix in _HTML or (suffix not in _TEXT and _LOOKS_HTML.match(data[:4096]) is not None)
    text = decode(data, where, html=html)
    if not text.strip(BLANK):
        raise ReadError(codes.EMPTY, "the file holds white space only", where=where)
    if not html:
        return _Told(text, "text/plain")
    from treuga.sources.page import read_page

    page = read_page(text, where)
    return _Told(page.text, "text/html", page.title, page.outlet, page.author, page.url, page.language, page.published)


def _dated(given: PartialDate | None, told: _Told, day: dt.date) -> tuple[PartialDate | None, str]:
    """The date and where it comes from. A date that a file states of itself cannot lie in the future."""
    from treuga.text.dates import stated_date

    if given:
        return given, "metadata"
    tomorrow = day + dt.timedelta(days=1)  # it may be tomorrow already where the report was published
    if told.published and told.published.earliest <= tomorrow:
        return told.published, "html"
    stated = stated_date(told.text)
    if stated and stated.earliest <= tomorrow:
        return stated, "text"
    return None, "none"


def _furniture(told: _Told) -> tuple[Furniture, ...]:
    from treuga.text.furniture import find_furniture

    return find_furniture(told.text)


def _language(text: str, furniture: tuple[Furniture, ...]) -> str:
    from treuga.text.furniture import without_furniture
    from treuga.text.language import guess_language

    return guess_language(without_furniture(text[:20_000], [f for f in furniture if f.end <= 20_000]))


def _title(text: str, furniture: tuple[Furniture, ...]) -> str:
    """The first headline of four words or more (shorter ones name the site or section), else the first there is.

    A blank line must follow: else it may be a short first paragraph.
    """
    head = text[:5_000]
    apart = [raw.start for raw in raw_blocks(head) if raw.apart]
    found = [b for b in blocks(head, [f for f in furniture if f.start < 5_000]) if b.kind != "furniture"]
    titles = [text[b.start : b.end] for b, after in pairwise(found) if b.kind == "headline" and after.start in apart]
    return next((title for title in titles if len(title.split()) >= 4), titles[0] if titles else "")
