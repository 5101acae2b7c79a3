"""Objects of a JSON file, one after the other: a file of any size is never in memory as a whole.

Read are a list of objects, such a list under a key of one object (as UCDP's interface gives it), and one object a line.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from treuga.errors import ReadError
from treuga.measures import codes

#: One object, or what stands before the list, may have so many characters.
MOST_CHARACTERS = 16_000_000
_CHUNK = 1 << 20
_BLANK = " \t\r\n"


def as_csv(path: Path, scratch: Path, *, named: Path) -> Path:
    """A list of flat objects as CSV: what they hold below one another is kept as text.

    Args:
        path: the JSON file, which may be gzipped; read twice, as the last object may have a new key.
        scratch: folder for the CSV.
        named: how the file is called in an error.

    Raises:
        ReadError: it is no list of objects.
    """
    header: dict[str, None] = {}
    for row in _objects(path, named):
        header.update(dict.fromkeys(row))
    if not header:
        raise ReadError(codes.NOT_READABLE, "this is no list of objects", where=str(named))
    target = scratch / "objects.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in _objects(path, named):
            writer.writerow([_cell(row.get(key)) for key in header])
    return target


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)


def _objects(path: Path, named: Path) -> Iterator[dict[str, Any]]:
    opener: Any = gzip.open if path.suffix.lower() == ".gz" else open
    by_line = path.with_suffix("").suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()
    try:
        with opener(path, "rt", encoding="utf-8-sig") as file:
            rows = _lines(file) if by_line != ".json" else _Scanner(file).rows()
            for row in rows:
                if not isinstance(row, dict):
                    raise ReadError(codes.NOT_READABLE, "this is no list of objects", where=str(named))
                yield row
    except (OSError, EOFError, ValueError, RecursionError) as error:
        raise ReadError(codes.NOT_READABLE, f"this is no JSON: {str(error)[:120]}", where=str(named)) from None


def _lines(file: IO[str]) -> Iterator[Any]:
    for number, line in enumerate(iter(lambda: file.readline(MOST_CHARACTERS), ""), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from None


class _Scanner:
    """Reads value after value from a buffer that holds little more than one of them."""

    def __init__(self, file: IO[str]) -> None:
        self.file, self.buffer, self.at, self.before = file, "", 0, 0
        self.decoder = json.JSONDecoder()

    def rows(self) -> Iterator[Any]:
        if self._peek() == "{":
            self._to_list()
        if self._peek() != "[":
            raise ValueError("there is no list of objects in it")
        self.at += 1
        while (char := self._peek()) != "]":
            if not char:
                raise ValueError("the list has no end")
            yield self._value()
            if self._peek() == ",":
                self.at += 1
            elif self._peek() != "]":
                raise ValueError(f"',' is missing at character {self.before + self.at:,}")

    def _to_list(self) -> None:
        """Go to the first list that is a value of the outermost object."""
        self.at += 1
        while self._peek() == '"':
            self._value()
            if self._peek() != ":":
                break
            self.at += 1
            if self._peek() == "[":
                return
            self._value()
            if self._peek() == ",":
                self.at += 1

    def _peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in _BLANK:
                self.at += 1
            if self.at < len(self.buffer) or not self._more():
                return self.buffer[self.at : self.at + 1]

    def _value(self) -> Any:
        while True:
            try:
                value, end = self.decoder.raw_decode(self.buffer, self.at)
                # A number at the end of the buffer may go on behind it.
                if end < len(self.buffer) or not self._more():
                    self.at = end
                    return value
            except json.JSONDecodeError as error:
                if len(self.buffer) - self.at > MOST_CHARACTERS or not self._more():
                    raise ValueError(f"{error.msg} at character {self.before + error.pos:,}") from None

    def _more(self) -> bool:
        """Take in more of the file, and let go of what was read."""
        chunk = self.file.read(_CHUNK)
        self.before += self.at
        self.buffer, self.at = self.buffer[self.at :] + chunk, 0
        return bool(chunk)
