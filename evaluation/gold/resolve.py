"""Turn hand-written annotations into gold with character offsets, refusing what does not match.

usage: python -m evaluation.gold.resolve PART [--check]

PART is a folder beside this file (``a``), or a path. It holds ``metadata.csv`` and reports (``*.txt``), in it or below,
and ``annotations.jsonl``, in which every span is ``{"text": ..., "n": ...}``: the exact words, and which occurrence of
them in the file it is (1 = first; needed only where there are several). The result is ``gold.jsonl`` beside it. All
problems are named with file and line, and nothing is written while there is one. ``--check`` writes nothing and fails
where ``gold.jsonl`` is not what the annotations give.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, get_args

from treuga.model import Act, Form

Row = dict[str, Any]

HERE: Final = Path(__file__).resolve().parent
ACTS: Final = frozenset(get_args(Act))
FORMS: Final = frozenset(get_args(Form))
#: Keys of a line by kind, beside ``file`` and ``kind``.
KEYS: Final[Mapping[str, frozenset[str]]] = {
    "statement": frozenset(("act", "form", "speaker", "cue", "content", "addressees")),
    "mention": frozenset(("text", "n", "party")),
    "time": frozenset(("text", "n", "type", "value")),
    "quantity": frozenset(("text", "n", "value", "unit")),
}
#: Spans are minimal: none begins or ends with one of these.
EDGE: Final = frozenset(" \t\r\n\"'“”‘’„«».,;:…?!")
#: A final full stop may stay where it belongs to the word: "U.S.", "Jr.", "a.m.".
_ABBREVIATION = re.compile(r"(?:\.\w+|\b(?:Jr|Sr|St|Inc|Ltd|Gen|Col|Lt|Sept|Oct|Nov|Dec|Jan|Feb|Aug))\.\Z")
_PARTY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_UNIT = re.compile(r"[a-z]+(?:[ -][a-z]+)*\Z")
_DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?|-W\d{2}(?:-WE)?|-Q[1-4]|-H[12]|-(?:SP|SU|FA|WI))?|\d{2,3}"
_VALUES: Final = {
    "DATE": re.compile(rf"(?:{_DAY}|PRESENT_REF|PAST_REF|FUTURE_REF)\Z"),
    "TIME": re.compile(r"(?:\d{4}-\d{2}-\d{2})?T(?:\d{2}(?::\d{2}){0,2}|MO|MI|AF|EV|NI|DT)\Z"),
    "DURATION": re.compile(r"P(?:(?:\d+(?:\.\d+)?|X)(?:Y|M|W|D|Q|DE|CE))+\Z|PT(?:(?:\d+(?:\.\d+)?|X)[HMS])+\Z"),
    "SET": re.compile(r"P(?:\d+|X)[YMWDQ]\Z|PT(?:\d+|X)[HMS]\Z|XXXX-\S+\Z"),
}


class Refused(Exception):
    """A line that does not hold; the message says why and what to do."""


@dataclass(slots=True)
class Result:
    """What came of a part: gold rows in order of file and line, and every problem as ``file:line: words``."""

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The rows as JSON Lines."""
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in self.rows)


def resolve(part: Path) -> Result:
    """Resolve the annotations of a part."""
    out = Result()
    texts = _texts(part, out)
    source = part / "annotations.jsonl"
    if not source.exists():
        out.problems.append(f"{source}: there is no such file; write one annotation a line")
        return out
    seen: dict[tuple[object, ...], int] = {}
    for number, line in enumerate(source.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = _row(_loads(line), texts)
            first = seen.setdefault(_identity(row), number)
            if first != number:
                raise Refused(f"this was annotated before, in line {first}")
            out.rows.append(row)
        except Refused as refusal:
            out.problems.append(f"{source}:{number}: {refusal}")
    bare = sorted(texts.keys() - {row["file"] for row in out.rows})
    if not out.problems:
        out.problems.extend(f"{source}: nothing is annotated in {name}" for name in bare)
        out.problems.extend(_crossings(out.rows, source))
    out.rows.sort(key=lambda row: str(row["file"]))  # stable: within a report, the order of the annotator
    return out


def _texts(part: Path, out: Result) -> dict[str, str]:
    """The decoded text of every report, by base name; the reports on disk and in the metadata must be the same."""
    paths = {path.name: path for path in sorted(part.rglob("*.txt"))}
    tables = sorted(part.rglob("metadata.csv"))
    listed: set[str] = set()
    for table in tables:
        with table.open(encoding="utf-8", newline="") as stream:
            for line, cells in enumerate(csv.DictReader(stream), 2):
                name = (cells.get("file") or "").strip()
                listed.add(name)
                if name not in paths:
                    out.problems.append(f"{table}:{line}: the report '{name}' is not there")
    out.problems.extend(f"{path}: the report is not in metadata.csv" for n, path in paths.items() if n not in listed)
    texts: dict[str, str] = {}
    for name, path in paths.items():
        try:
            texts[name] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            out.problems.append(f"{path}: not UTF-8 at byte {error.start}")
    return texts


def _loads(line: str) -> Row:
    def once(pairs: list[tuple[str, Any]]) -> Row:
        row = dict(pairs)
        if len(row) != len(pairs):
            raise Refused("a key stands twice in one object")
        return row

    try:
        loaded = json.loads(line, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise Refused(f"not JSON: {error}") from None
    if not isinstance(loaded, dict):
        raise Refused("not a JSON object")
    return loaded


def _row(given: Row, texts: Mapping[str, str]) -> Row:
    kind, name = str(given.get("kind")), str(given.get("file"))
    if kind not in KEYS:
        raise Refused(f"'{kind}' is no kind; use one of {', '.join(KEYS)}")
    if name not in texts:
        raise Refused(f"there is no report '{name}'")
    _keys(given, KEYS[kind] | {"file", "kind"}, optional={"n"})
    text, head = texts[name], dict[str, Any](file=name, kind=kind)
    if kind == "statement":
        return head | _statement(given, text)
    start, end = _place(given, text)
    between: Row = {key: given[key] for key in ("party", "type", "value", "unit") if key in given}
    _check_values(kind, between)
    return head | {"text": given["text"]} | between | {"start": start, "end": end}


def _check_values(kind: str, values: Row) -> None:
    value = values.get("value")
    if kind == "mention":
        _party(values["party"])
    elif kind == "time":
        allowed = _VALUES.get(values["type"])
        if allowed is None:
            raise Refused(f"'{values['type']}' is no TIMEX3 type; use one of {', '.join(_VALUES)}")
        if not isinstance(value, str) or not allowed.match(value):
            raise Refused(f"'{value}' is no value of a {values['type']}")
    else:
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise Refused(f"the value of a quantity is a number, not {value!r}")
        if not isinstance(values["unit"], str) or not _UNIT.match(values["unit"]):
            raise Refused(f"'{values['unit']}' is no unit; use the singular head noun in lower case")


def _statement(given: Row, text: str) -> Row:
    if given["act"] not in ACTS:
        raise Refused(f"'{given['act']}' is no act; use one of {', '.join(sorted(ACTS))}")
    if given["form"] not in FORMS:
        raise Refused(f"'{given['form']}' is no form; use one of {', '.join(sorted(FORMS))}")
    if not isinstance(given["addressees"], list):
        raise Refused("'addressees' is a list, empty where nobody is named")
    return {
        "act": given["act"],
        "form": given["form"],
        "speaker": _span(given["speaker"], text, "speaker", party=True),
        "cue": _span(given["cue"], text, "cue"),
        "addressees": [_span(a, text, "addressee", party=True) for a in given["addressees"]],
        "content": _span(given["content"], text, "content"),
    }


def _span(given: object, text: str, role: str, *, party: bool = False) -> Row:
    if not isinstance(given, dict):
        raise Refused(f"the {role} is an object with text and n")
    try:
        _keys(given, frozenset(("text", "n", "party") if party else ("text", "n")), optional={"n"})
        start, end = _place(given, text)
        row: Row = {"text": given["text"]}
        if party:
            row["party"] = _party(given["party"])
    except Refused as refusal:
        raise Refused(f"{role}: {refusal}") from None
    return row | {"start": start, "end": end}


def _keys(given: Row, allowed: frozenset[str], *, optional: set[str]) -> None:
    if lacking := sorted(allowed - optional - given.keys()):
        raise Refused(f"{', '.join(lacking)} is missing")
    if unknown := sorted(given.keys() - allowed):
        raise Refused(f"unknown key {', '.join(unknown)}")


def _party(party: object) -> str:
    if not isinstance(party, str) or not _PARTY.match(party):
        raise Refused(f"'{party}' is no party id; use kebab case")
    return party


def _place(given: Row, text: str) -> tuple[int, int]:
    """Where the span is. Overlapping occurrences count one each."""
    words, n = given["text"], given.get("n")
    if not isinstance(words, str) or not words:
        raise Refused("'text' is a string that is not empty")
    _check_edges(words)
    starts = [at.start() for at in re.finditer(f"(?={re.escape(words)})", text)]
    if not starts:
        raise Refused(f"the report does not contain {words!r}")
    if n is None and len(starts) == 1:
        n = 1
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= len(starts):
        where = "; ".join(f"{i}: …{_around(text, at, len(words))}…" for i, at in enumerate(starts[:40], 1))
        raise Refused(f"{words!r} occurs {len(starts)} times, n is {n}. {where}")
    start, end = starts[n - 1], starts[n - 1] + len(words)
    if _joined(text, start) or _joined(text, end):
        raise Refused(f"occurrence {n} of {words!r} is a part of a word: …{_around(text, start, len(words))}…")
    return start, end


def _check_edges(words: str) -> None:
    final = words[-1] in EDGE and not _ABBREVIATION.search(words)
    if words[0] in EDGE or final:
        raise Refused(f"{words!r} begins or ends with a space, a quotation mark or punctuation; spans are minimal")


def _joined(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _around(text: str, at: int, length: int) -> str:
    return re.sub(r"\s+", " ", text[max(0, at - 15) : at + length + 15])


def _identity(row: Row) -> tuple[object, ...]:
    if row["kind"] == "statement":
        return (row["file"], "statement", *(row[role]["start"] for role in ("speaker", "cue", "content")))
    return row["file"], row["kind"], row["start"]


def _crossings(rows: Iterable[Row], source: Path) -> list[str]:
    """Mentions, times and quantities do not overlap others of their kind: the longest name is the mention."""
    last: dict[tuple[str, str], Row] = {}
    out = []
    for row in sorted((r for r in rows if r["kind"] != "statement"), key=lambda r: (r["file"], r["kind"], r["start"])):
        before = last.get((row["file"], row["kind"]))
        if before and before["end"] > row["start"]:
            out.append(
                f"{source}: two of kind {row['kind']} overlap in {row['file']}: {before['text']!r}, {row['text']!r}"
            )
        last[row["file"], row["kind"]] = row
    return out


def summary(rows: Iterable[Row]) -> str:
    """Counts by kind, act and form, in a few lines."""
    rows = list(rows)
    lines = [f"{len({r['file'] for r in rows})} reports"]
    for name, values in (
        ("kinds", (r["kind"] for r in rows)),
        ("acts", (r["act"] for r in rows if "act" in r)),
        ("forms", (r["form"] for r in rows if "form" in r)),
    ):
        lines.append(f"{name}: " + ", ".join(f"{key} {count}" for key, count in Counter(values).most_common()))
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.gold.resolve", description="Annotations to gold.")
    parser.add_argument("part", help="a folder beside resolve.py, or a path")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where gold.jsonl is not up to date")
    args = parser.parse_args(argv)
    part = HERE / args.part if (HERE / args.part).is_dir() else Path(args.part)
    result, target = resolve(part), part / "gold.jsonl"
    if result.problems:
        print("\n".join(result.problems), file=sys.stderr)
        print(f"{len(result.problems)} problems; nothing is written", file=sys.stderr)
        return 1
    if args.check and (not target.exists() or target.read_text(encoding="utf-8") != result.text()):
        print(f"{target}: not what the annotations give; run without --check", file=sys.stderr)
        return 1
    if not args.check:
        target.write_text(result.text(), encoding="utf-8", newline="\n")
    print(summary(result.rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
