"""The column mapping: a short YAML file that says what the columns of a table hold.

::

    dataset: district-log          # the name under which it is kept
    version: '2020'
    title: Log of the district correspondents
    published: 2020-12-31          # by when it could be known
    covers: 2020-01-01..2020-12-31 # where no row means no incident
    lag: 14                        # days before its end in which more may still be reported
    grade: B2                      # how far it is trusted (Admiralty)
    witness: district-log          # whose word it is: a party, where one side counts
    simulated: true                # marked so wherever it is shown
    delimiter: ';'
    encoding: latin-1
    date_format: '%d.%m.%Y'
    sheet: Incidents               # of an Excel file
    columns: {date_start: Datum, actor_a: Seite A, best: Tote}
    types: {'1': clash}
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from treuga import yamlio
from treuga.errors import ReadError
from treuga.measures import codes
from treuga.measures.shapes import COLUMNS, Shape

KEYS = (
    "dataset", "version", "title", "citation", "published", "covers", "lag", "grade", "witness", "simulated",
    "delimiter", "encoding", "decimal_comma", "date_format", "sheet", "columns", "types",
)  # fmt: skip
ENCODINGS = ("utf-8", "latin-1", "utf-16")
NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?\Z")
_GRADE = re.compile(r"[A-F][1-6]\Z")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a table beside its rows; empty where nobody said."""

    dataset: str = ""
    version: str = ""
    title: str = ""
    citation: str = ""
    published: str = ""
    covers: str = ""
    grade: str = ""
    witness: str = ""
    simulated: bool = False
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""


def name_of(value: str, what: str, where: str) -> str:
    """A name that may become part of a path.

    Raises:
        ReadError: it has other characters than a name may have.
    """
    if not NAME.match(value) or ".." in value:
        raise ReadError(codes.BAD_NAME, f"{value[:60]!r} cannot be the {what}", where=where)
    return value


def span_of(text: str, where: str) -> tuple[dt.date, dt.date]:
    """The days of ``FIRST..LAST``.

    Raises:
        ReadError: it is no span.
    """
    first, _, last = text.partition("..")
    try:
        days = dt.date.fromisoformat(first.strip()), dt.date.fromisoformat(last.strip())
    except ValueError:
        days = (dt.date.max, dt.date.min)
    if days[0] > days[1]:
        raise ReadError(codes.BAD_COVERAGE, f"'{text[:60]}' is no span of days", where=where)
    return days


def read_mapping(path: Path) -> tuple[Shape, About]:
    """Read a mapping file.

    Raises:
        ReadError: with ``file:line`` of the first mistake.
    """
    try:
        document = yamlio.load(path)
    except yamlio.YamlProblem as problem:
        raise problem.as_error(ReadError, codes.BAD_MAPPING) from None
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: yamlio.YamlDocument) -> None:
        self.document = document

    def read(self) -> tuple[Shape, About]:
        self._only((), KEYS)
        columns = self._pairs("columns", COLUMNS)
        if "date_start" not in columns:
            self._wrong(("columns",), "'columns' does not say which column is 'date_start'", "Add 'date_start: ...'.")
        shape = Shape(
            id="mapping",
            title=self._text("title"),
            columns=columns,
            words=self._pairs("types", ()),
            date_formats=self._formats(),
            lag=self._days("lag"),
            decimal_comma=self._flag("decimal_comma"),
        )
        return shape, self._about()

    def _about(self) -> About:
        grade, published, covers = self._text("grade").upper(), self._text("published"), self._text("covers")
        if grade and not _GRADE.match(grade):
            self._wrong(("grade",), f"'{grade}' is no Admiralty grade", "Write a letter A-F and a figure 1-6.")
        if published:
            self._day("published", published)
        if covers:
            span_of(covers, self.document.where(("covers",)))
        delimiter = self._text("delimiter").replace("tab", "\t") or ""
        if len(delimiter) > 1:
            self._wrong(("delimiter",), "the delimiter is longer than one character", "Write ';', ',' or 'tab'.")
        return About(
            dataset=self._name("dataset"),
            version=self._name("version"),
            title=self._text("title"),
            citation=self._text("citation"),
            published=published,
            covers=covers,
            grade=grade,
            witness=self._text("witness"),
            simulated=self._flag("simulated"),
            delimiter=delimiter,
            encoding=self._word("encoding", ENCODINGS),
            sheet=self._text("sheet"),
        )

    def _name(self, key: str) -> str:
        value = self._text(key)
        return name_of(value, key, self.document.where((key,))) if value else ""

    def _formats(self) -> tuple[str, ...]:
        value = self.document.data.get("date_format", [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(one, str) and "%" in one for one in found):
            self._wrong(("date_format",), "a date format needs % codes", "Write for example '%d/%m/%Y'.")
        return tuple(str(one) for one in found)

    def _pairs(self, key: str, allowed: tuple[str, ...]) -> dict[str, str]:
        value = self.document.data.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(one, str) and one for one in value.values()):
            self._wrong((key,), f"'{key}' must hold one 'field: column' line for each", "Indent them below it.")
        if allowed:
            self._only((key,), allowed)
        return {name: str(one) for name, one in value.items()}

    def _only(self, route: yamlio.Route, allowed: tuple[str, ...]) -> None:
        data: yamlio.Plain = self.document.data
        for step in route:
            data = data[step] if isinstance(data, dict) else {}  # type: ignore[index]
        for key in data:
            if key not in allowed:
                near = difflib.get_close_matches(str(key), allowed, n=1)
                advice = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(allowed)}."
                self._wrong((*route, str(key)), f"there is no '{key}' in a mapping", advice)

    def _text(self, key: str) -> str:
        value = self.document.data.get(key, "")
        if not isinstance(value, str):
            self._wrong((key,), f"'{key}' must be text on one line", f"Write '{key}: ...'.")
        return " ".join(value.split()) if key != "delimiter" else value

    def _word(self, key: str, words: tuple[str, ...]) -> str:
        value = self._text(key).lower()
        if value and value not in words:
            self._wrong((key,), f"'{value}' is no {key}", f"Write {' or '.join(words)}.")
        return value

    def _flag(self, key: str) -> bool:
        value = self._text(key).lower()
        if value not in ("", "true", "false", "yes", "no"):
            self._wrong((key,), f"'{key}' cannot be '{value}'", "Write 'true' or 'false'.")
        return value in ("true", "yes")

    def _days(self, key: str) -> int:
        value = self._text(key)
        if value and not (value.isascii() and value.isdigit() and int(value) <= 3660):
            self._wrong((key,), f"'{key}' is no number of days", "Write for example 28.")
        return int(value or 0)

    def _day(self, key: str, value: str) -> None:
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            self._wrong((key,), f"'{value}' is no day", "Write YYYY-MM-DD.")

    def _wrong(self, route: yamlio.Route, message: str, remedy: str) -> NoReturn:
        raise ReadError(codes.BAD_MAPPING, message, where=self.document.where(route), remedy=remedy)
