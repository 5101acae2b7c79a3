"""A cursor on a YAML file: it reads values in the shape that is wanted, and notes everything that is wrong.

Nothing here raises for a mistake of the author. Each problem is kept as an `AgreementError` with its place, and reading
goes on, so that all mistakes of a file come out in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from treuga.agreements import codes
from treuga.errors import AgreementError
from treuga.model import PartialDate
from treuga.yamlio import Plain, Route, YamlDocument

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_SHAPES: dict[type, str] = {str: "text", list: "a list", dict: "'key: value' lines"}
_REMEDIES: dict[type, str] = {
    str: "Write one text after the colon.",
    list: "Write each entry on a line of its own after '- ', or all in [ ].",
    dict: "Write 'key: value' lines here, or all in { }.",
}
_LONGEST_SHOWN = 60
#: Similarity in percent from which a word is worth suggesting.
_NEAR = 65


def suggest(wrong: str, right: Iterable[str]) -> str:
    """A remedy such as ``did you mean 'creditor'?``, or an empty string where nothing comes near."""
    known = {word.lower(): word for word in right}
    from rapidfuzz import fuzz, process  # only needed where something is wrong

    near = process.extractOne(wrong.lower(), known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f"did you mean '{known[near[0]]}'?" if near else ""


def listed(words: Iterable[str]) -> str:
    """``a, b or c``."""
    *head, last = words
    return f"{', '.join(head)} or {last}" if head else last


def shown(value: str) -> str:
    """A value as it may stand in a one-line message: no control characters, not too long."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return flat if len(flat) <= _LONGEST_SHOWN else flat[: _LONGEST_SHOWN - 1] + "…"


@dataclass(slots=True)
class Sheet:
    """One file while it is read: its document, its lines, and the problems found so far."""

    document: YamlDocument
    text: str
    problems: list[AgreementError] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """The file."""
        return self.document.path

    def root(self) -> Field:
        """The whole document."""
        return Field(self, (), self.document.data, "the file")

    def line(self, route: Route) -> int:
        """The line on which the value at ``route`` begins, or its key where the value stands below it."""
        start = self.document.lines.get(route, 1)
        if not route or not isinstance(route[-1], str):
            return start
        if not self._lines:
            self._lines = self.text.splitlines()
        name = rf"[\"']?{re.escape(route[-1])}[\"']?\s*:"
        if start > len(self._lines) or re.search(rf"(?:^|[\s{{,]){name}", self._lines[start - 1]):
            return start
        # A block stands below its key; only blank lines and comments can lie between.
        for number in range(start - 1, 0, -1):
            line = self._lines[number - 1].strip()
            if re.match(rf"(?:- +)*{name}", line):
                return number
            if line and not line.startswith("#"):
                break
        return start

    def report(self, code: str, message: str, route: Route, remedy: str = "") -> None:
        """Note a problem at ``route``."""
        where = f"{self.path}:{self.line(route)}"
        # A value that is read twice is still wrong only once.
        if not any((p.code, p.message, p.where) == (code, message, where) for p in self.problems):
            self.problems.append(AgreementError(code, message, where=where, remedy=remedy))


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the file, with its place and a name for messages."""

    sheet: Sheet
    route: Route
    value: Plain
    name: str

    @property
    def line(self) -> int:
        """The line to show for it."""
        return self.sheet.line(self.route)

    def problem(self, code: str, message: str, remedy: str = "") -> None:
        """Note a problem with this value."""
        self.sheet.report(code, message, self.route, remedy)

    def mapping(self, required: Iterable[str] = (), optional: Iterable[str] = ()) -> dict[str, Field]:
        """Its keys; unknown and missing ones are noted. Empty where it is no mapping, or an empty value."""
        if not isinstance(self.value, dict):
            self._wrong_shape(dict)
            return {}
        required, allowed = tuple(required), (*required, *optional)
        for key in self.value:
            if key not in allowed:
                remedy = suggest(key, allowed) or f"Use {listed(sorted(allowed))}."
                self.sheet.report(
                    codes.UNKNOWN_KEY, f"'{shown(key)}' is no key of {self.name}", (*self.route, key), remedy
                )
        for key in required:
            if not self.value.get(key):
                route = (*self.route, key) if key in self.value else self.route
                lack = "has no value" if key in self.value else "is missing"
                self.sheet.report(codes.MISSING_KEY, f"'{key}' {lack} in {self.name}", route, f"Add '{key}: ...'.")
        # A key without a value is as good as absent: it is named above where it was needed.
        return {key: self._child(key, key) for key, value in self.value.items() if key in allowed and value}

    def entries(self) -> Iterator[tuple[str, Field]]:
        """The pairs of a mapping whose keys are free."""
        if not isinstance(self.value, dict):
            self._wrong_shape(dict)
            return
        for key in self.value:
            yield key, self._child(key, f"'{shown(key)}'")

    def items(self) -> list[Field]:
        """The entries of a list."""
        if not isinstance(self.value, list):
            self._wrong_shape(list)
            return []
        return [self._child(i, _entry_name(entry, i, self.name)) for i, entry in enumerate(self.value)]

    def text(self) -> str:
        """Its text; noted, and empty, where it is no text."""
        if not isinstance(self.value, str):
            self._wrong_shape(str)
            return ""
        return self.value.strip()

    def texts(self) -> list[Field]:
        """One text, or a list of texts."""
        fields = [self] if isinstance(self.value, str) else self.items()
        return [field for field in fields if field.text()]

    def one_of(self, words: Iterable[str], default: str) -> str:
        """One word of a fixed list."""
        words, found = tuple(words), self.text()
        if not found or found in words:
            return found or default
        remedy = suggest(found, words) or f"Use {listed(words)}."
        self.problem(codes.UNKNOWN_WORD, f"'{shown(found)}' is no value of '{self.name}': {listed(words)}", remedy)
        return default

    def id(self) -> str:
        """An id in kebab case."""
        found = self.text()
        if found and not KEBAB.match(found):
            near = re.sub(r"[^a-z0-9]+", "-", found.lower()).strip("-")
            remedy = f"Write '{shown(near)}'." if near else ""
            self.problem(codes.BAD_ID, f"'{shown(found)}' is no id in kebab case", remedy)
        return found

    def date(self) -> PartialDate | None:
        """A date, to whatever precision."""
        found = self.text()
        if not found:
            return None
        try:
            if found.isascii():  # other scripts have digits too, which no ISO date may hold
                return PartialDate(found)
        except ValueError:
            pass
        self.problem(codes.BAD_DATE, f"'{shown(found)}' is no date of the form YYYY-MM-DD, YYYY-MM or YYYY")
        return None

    def _child(self, key: str | int, name: str) -> Field:
        value = self.value[key]  # type: ignore[index]
        return Field(self.sheet, (*self.route, key), value, name)

    def _wrong_shape(self, wanted: type) -> None:
        message = f"{self.name} is {_SHAPES[type(self.value)]}, not {_SHAPES[wanted]}"
        self.problem(codes.WRONG_TYPE, message, _REMEDIES[wanted])


def _entry_name(entry: Plain, position: int, of: str) -> str:
    """What to call an entry of a list: by its id where it has one."""
    key = entry.get("id") if isinstance(entry, dict) else None
    return f"'{shown(key)}'" if isinstance(key, str) and key else f"entry {position + 1} of {of}"
