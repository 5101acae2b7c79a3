"""Reads party files: YAML in, checked entries out, each mistake with its file and line.

The package's own files in ``data/parties`` are compiled to ``data/parties.json``, because YAML is slow to read::

    python -m treuga.extract.registry_files

A test sees to it that the two agree.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from treuga import yamlio
from treuga.errors import ExtractError
from treuga.extract import codes
from treuga.extract.registry_rules import Entry, derived_ids
from treuga.model import PartialDate
from treuga.yamlio import Plain, Route, YamlDocument

DATA = Path(__file__).parent / "data"
FOLDER = DATA / "parties"
COMPILED = DATA / "parties.json"

KINDS = ("state", "government", "organisation", "armed-group", "body", "media", "person", "group")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_COMMON = {"names", "part_of", "allies", "adjectives", "description", "with", "called"}
_KEYS = {
    "states": _COMMON | {"people", "capital", "government", "forces"},
    "parties": _COMMON | {"kind", "capital"},
    "persons": {"names", "description", "offices", "gender", "surnames", "part_of", "allies", "with"},
}
_OFFICE_KEYS = {"body", "title", "start", "end"}


@dataclass(slots=True)
class PartyFile:
    """What one file holds: its entries, where each stands, and what is wrong with it."""

    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    errors: list[ExtractError] = field(default_factory=list)


def read_party_file(path: Path, text: str | None = None) -> PartyFile:
    """Read one file and collect all that is wrong inside it; references to other parties are not looked at yet."""
    out = PartyFile(path)
    try:
        document = yamlio.load(path, text)
    except yamlio.YamlProblem as problem:
        error = ExtractError(codes.PARTY_YAML, problem.message, where=problem.where, remedy=problem.remedy)
        out.errors.append(error)
        return out
    places = _Places(document, path.read_text(encoding="utf-8-sig") if text is None else text)
    for section, body in document.data.items():
        if section not in _KEYS:
            message = _unknown(section, "section", _KEYS)
            out.errors.append(ExtractError(codes.PARTY_SECTION, message, where=places((section,))))
        elif not isinstance(body, dict):
            message = f"'{section}' must hold lines of the form 'id: {{names: [...]}}'"
            out.errors.append(ExtractError(codes.PARTY_VALUE, message, where=places((section,))))
        else:
            for key, value in body.items():
                _read_entry(places, section, key, value, out)
    return out


def check_references(files: Sequence[PartyFile], known: Iterable[str]) -> list[ExtractError]:
    """Ids given twice, ids that nobody defines, and circles, over several files at once."""
    errors: list[ExtractError] = []
    entries: dict[str, tuple[Entry, str]] = {}
    for file in files:
        for key, entry in file.entries.items():
            if key in entries:
                message = f"the party '{key}' is already defined at {entries[key][1]}"
                errors.append(ExtractError(codes.PARTY_TWICE, message, where=file.places[key]))
            entries[key] = (entry, file.places[key])
    ids = set(known) | set(entries)
    for key, (entry, where) in entries.items():
        used = [*entry.get("part_of", ()), *entry.get("allies", ()), *entry.get("conditional", {})]
        used += [office[0] for office in entry.get("offices", ())]
        for other in dict.fromkeys(used):
            if other not in ids:
                message = f"'{key}' refers to the party '{other}', which nobody defines{_hint(other, ids)}"
                errors.append(ExtractError(codes.PARTY_UNKNOWN, message, where=where))
        if circle := _circle(key, entries):
            message = f"'{key}' is part of itself: {' -> '.join(circle)}"
            errors.append(ExtractError(codes.PARTY_CIRCLE, message, where=where))
    return errors


def _circle(key: str, entries: dict[str, tuple[Entry, str]]) -> list[str]:
    stack = [[key]]
    seen: set[str] = set()
    while stack:
        path = stack.pop()
        for other in entries[path[-1]][0].get("part_of", ()) if path[-1] in entries else ():
            if other == key:
                return [*path, key]
            if other not in seen:
                seen.add(other)
                stack.append([*path, other])
    return []


def _read_entry(places: _Places, section: str, key: str, value: Plain, out: PartyFile) -> None:
    route: Route = (section, key)
    problems: list[ExtractError] = []

    def wrong(code: str, place: Route, message: str) -> None:
        problems.append(ExtractError(code, message, where=places(place)))

    if not _KEBAB.match(key):
        wrong(codes.PARTY_ID, route, f"'{key}' is not a party id{_kebab_hint(key)}")
    if key in out.entries:
        wrong(codes.PARTY_TWICE, route, f"the party '{key}' is already defined at {out.places[key]}")
    if not isinstance(value, dict):
        wrong(codes.PARTY_VALUE, route, f"'{key}' must be a mapping with at least 'names'")
        out.errors += problems
        return
    for name in value:
        if name not in _KEYS[section]:
            wrong(codes.PARTY_KEY, (*route, name), f"'{key}': {_unknown(name, 'key', _KEYS[section])}")
    entry = _entry(section, key, value, route, wrong)
    out.errors += problems
    if not problems:
        out.entries[key] = entry
        out.places[key] = places(route)


def _entry(section: str, key: str, value: dict[str, Plain], route: Route, wrong: _Wrong) -> Entry:
    entry: Entry = {"kind": {"states": "state", "persons": "person"}.get(section, "")}
    for name in ("names", "part_of", "allies", "adjectives", "people", "capital", "called", "surnames"):
        if name in value:
            entry[name] = _texts(value[name], key, name, (*route, name), wrong)
    for name in ("description", "government", "forces", "gender", "kind"):
        if name in value:
            if isinstance(value[name], str):
                entry[name] = value[name]  # type: ignore[literal-required]
            else:
                wrong(codes.PARTY_VALUE, (*route, name), f"'{name}' of '{key}' must be text")
    if not entry.get("names"):
        wrong(codes.PARTY_MISSING, route, f"'{key}' has no 'names'")
    if section == "parties" and not entry["kind"]:
        wrong(codes.PARTY_MISSING, route, f"'{key}' has no 'kind'")
    elif entry["kind"] not in KINDS:
        kinds = ", ".join(KINDS)
        wrong(codes.PARTY_VALUE, (*route, "kind"), f"'{entry['kind']}' is no kind of party; the kinds are {kinds}")
    if entry.get("gender", "") not in ("", "f", "m", "x"):
        wrong(codes.PARTY_VALUE, (*route, "gender"), f"the gender of '{key}' must be f, m or x, or be left out")
    if "with" in value:
        entry["conditional"] = _conditional(value["with"], key, (*route, "with"), wrong)
    if "offices" in value:
        entry["offices"] = _offices(value["offices"], key, (*route, "offices"), wrong)
    return entry


def _texts(value: Plain, key: str, name: str, route: Route, wrong: _Wrong) -> list[str]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        wrong(codes.PARTY_VALUE, route, f"'{name}' of '{key}' must be a list of texts, such as [{name}]")
        return []
    return [str(text) for text in value]


def _conditional(value: Plain, key: str, route: Route, wrong: _Wrong) -> dict[str, list[str]]:
    if not isinstance(value, dict):
        wrong(codes.PARTY_VALUE, route, f"'with' of '{key}' must be a mapping, party id: [names]")
        return {}
    return {other: _texts(names, key, "with", (*route, other), wrong) for other, names in value.items()}


def _offices(value: Plain, key: str, route: Route, wrong: _Wrong) -> list[list[str]]:
    if not isinstance(value, list):
        wrong(codes.PARTY_VALUE, route, f"'offices' of '{key}' must be a list of {{body: ..., title: ...}}")
        return []
    out = []
    for i, office in enumerate(value):
        place: Route = (*route, i)
        if not isinstance(office, dict) or not all(isinstance(part, str) for part in office.values()):
            wrong(
                codes.PARTY_VALUE,
                place,
                f"an office of '{key}' must be {{body: ..., title: ..., start: ..., end: ...}}",
            )
            continue
        row = {name: str(part) for name, part in office.items()}
        for name in row.keys() - _OFFICE_KEYS:
            wrong(codes.PARTY_KEY, (*place, name), f"an office of '{key}': {_unknown(name, 'key', _OFFICE_KEYS)}")
        for name in ("body", "title"):
            if not row.get(name):
                wrong(codes.PARTY_MISSING, place, f"an office of '{key}' has no '{name}'")
        _check_dates(row, key, place, wrong)
        out.append([row.get("body", ""), row.get("title", ""), row.get("start", ""), row.get("end", "")])
    return out


def _check_dates(row: dict[str, str], key: str, place: Route, wrong: _Wrong) -> None:
    dates: dict[str, PartialDate] = {}
    for name in ("start", "end"):
        if row.get(name):
            try:
                dates[name] = PartialDate(row[name])
            except ValueError as error:
                wrong(codes.PARTY_DATE, (*place, name), f"the {name} of an office of '{key}': {error}")
    if len(dates) == 2 and dates["start"].earliest > dates["end"].latest:
        wrong(codes.PARTY_DATE, place, f"an office of '{key}' ends on {dates['end']}, before it starts")


class _Wrong(Protocol):
    """Records a mistake: code, route, message."""

    def __call__(self, code: str, place: Route, message: str) -> None: ...


class _Places:
    """``file:line`` of keys: a YAML document knows where values begin, which can be the line below their key."""

    def __init__(self, document: YamlDocument, text: str) -> None:
        self._document, self._text = document, text.splitlines()

    def __call__(self, route: Route) -> str:
        line = self._document.lines.get(route)
        if line and route and isinstance(route[-1], str):
            key = re.compile(rf"""[\s{{,]*["']?{re.escape(route[-1])}["']?\s*:""")
            for number in range(min(line, len(self._text)), max(0, line - 9), -1):
                if key.match(self._text[number - 1]):
                    return f"{self._document.path}:{number}"
        return self._document.where(route)


def _unknown(word: str, what: str, known: Iterable[str]) -> str:
    return f"there is no {what} '{word}'{_hint(word, known)}"


def _hint(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _kebab_hint(key: str) -> str:
    better = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    return f"; write '{better}'" if better and better != key else ""


def compile_shipped(folder: Path = FOLDER) -> dict[str, Entry]:
    """All entries of the package's own files; the first mistake is raised."""
    files = [read_party_file(path) for path in sorted(folder.glob("*.yaml"))]
    entries = {key: entry for file in files for key, entry in file.entries.items()}
    errors = [error for file in files for error in file.errors] + check_references(files, derived_ids(entries))
    if errors:
        raise errors[0]
    return entries


def as_json(entries: dict[str, Entry]) -> str:
    """One entry a line, so that differences can be read."""
    lines = (f"{json.dumps(key)}: {json.dumps(entry, ensure_ascii=False)}" for key, entry in sorted(entries.items()))
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    COMPILED.write_text(as_json(compile_shipped()), encoding="utf-8")
