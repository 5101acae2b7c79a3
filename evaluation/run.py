"""Measure extraction on every data set that is there, and print a table.

usage: python -m evaluation.run [--only NAME ...] [--json] [--misses NAME] [--peers]

Data sets: ``founding`` (the five founding reports), ``own-dev`` and ``own-held`` (the gold that ships), ``polnear``
(statements), ``times`` (TimeBank and AQUAINT), ``plover`` (event records). Those that do not ship with the project
are read from ``shared`` beside it; where they are absent the table says so. docs/explanation/evaluation.md explains
the measures.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

from evaluation import data, plover, scoring, times
from evaluation.scoring import F1, Figures, Record

ABSENT = "absent, not measured"


def _founding() -> Figures | None:
    annotated = data.founding()
    return scoring.testimony(annotated.gold, annotated.predicted()) if annotated else None


def _own_dev() -> Figures | None:
    annotated = data.own("dev")
    return scoring.testimony(annotated.gold, annotated.predicted()) if annotated else None


def _own_held() -> Figures | None:
    annotated = data.own("held")
    return scoring.testimony(annotated.gold, annotated.predicted()) if annotated else None


def _polnear() -> Figures | None:
    annotated = data.polnear()
    if annotated is None:
        return None
    said = [r for r in annotated.predicted() if r["kind"] == "statement"]
    texts = {report.name: report.text for report in annotated.reports}
    return {
        "sentences": scoring.spans_of_statements(annotated.gold, said),
        "joined": scoring.spans_of_statements(data.one_annotator(annotated.gold), data.joined(said, texts)),
        "people": agreement(annotated.gold),
    }


def agreement(gold: Sequence[Record]) -> Figures:
    """How well people agree with each other: each annotator against each other one of the same text, on average."""
    found: dict[str, list[float]] = {"overlap": [], "exact": [], "triple": []}
    for document in sorted({g["document"] for g in gold}):
        by: dict[str, list[Record]] = {}
        for record in gold:
            if record["document"] == document:
                by.setdefault(record["annotator"], []).append(record)
        for one, other in permutations(by.values(), 2):
            figures = scoring.spans_of_statements(one, other)
            for measure, values in found.items():
                values.append(figures[measure].f1)
    return {measure: statistics.fmean(values) if values else 0.0 for measure, values in found.items()}


def _times() -> Figures | None:
    documents = [d for d in times.read_documents(times.DATA) if times.half_of(d.name) == "b"]
    if not documents:
        return None
    return {
        name: {key: F1(**value) if isinstance(value, dict) else value for key, value in row.items()}
        for name, row in times.measure(documents).items()
    }


def _plover() -> Figures | None:
    coded = plover.load()
    return plover.evaluate(coded)[0] if coded else None


DATA_SETS: dict[str, Callable[[], Figures | None]] = {
    "founding": _founding,
    "own-dev": _own_dev,
    "own-held": _own_held,
    "polnear": _polnear,
    "times": _times,
    "plover": _plover,
}

#: What the rows of the table are, where the name does not say it.
NOTES = {
    "polnear.sentences": "one statement a sentence, all annotators' gold together, as score.py has it",
    "polnear.joined": "a quotation is one statement, as PolNeAR has it; one annotator a text",
    "polnear.people": "two people who annotated the same text, against each other: two texts of six annotators each",
    "times.as_is": "half b, the gold as it is",
    "times.timeml": "half b, the gold as it is, values in TimeBank's style",
    "times.guidelines": "half b, without what Treuga leaves alone ('now'), one notation for one meaning",
    "plover": "source, target: share of records; unreported: estimated by rule, lower is better",
}


def measure(names: Sequence[str]) -> dict[str, Figures | None]:
    """The figures of the data sets named; None for one that is absent."""
    return {name: DATA_SETS[name]() for name in names}


def table(measured: dict[str, Figures | None]) -> Iterator[str]:
    """The figures as lines of text."""
    for name, figures in measured.items():
        if figures is None:
            yield f"{name}: {ABSENT}"
            continue
        yield f"{name}{_note(name)}"
        yield from _rows(figures, name)


def _rows(figures: Figures, prefix: str) -> Iterator[str]:
    counts = [f"{key} {value}" for key, value in figures.items() if isinstance(value, int)]
    if counts:
        yield "    " + ", ".join(counts)
    for key, value in figures.items():
        if isinstance(value, F1):
            yield f"    {key:20} F1 {value.f1:.3f}   P {value.precision:.3f}   R {value.recall:.3f}"
        elif isinstance(value, float):
            yield f"    {key:20}    {value:.3f}"
    for key, value in figures.items():
        if isinstance(value, dict):
            yield f"  {prefix}.{key}{_note(f'{prefix}.{key}')}"
            yield from _rows(value, f"{prefix}.{key}")


def _note(name: str) -> str:
    return f"  ({NOTES[name]})" if name in NOTES else ""


def misses(name: str) -> Iterator[str]:
    """What was missed, invented or judged otherwise, statement by statement. Held-out gold is not shown."""
    annotated = {"founding": data.founding, "own-dev": lambda: data.own("dev"), "polnear": data.polnear}[name]()
    if annotated is None:
        yield f"{name}: {ABSENT}"
        return
    gold = [g for g in annotated.gold if g["kind"] == "statement"]
    said = [r for r in annotated.predicted() if r["kind"] == "statement"]
    if name == "polnear":
        gold = data.one_annotator(gold)
        said = data.joined(said, {report.name: report.text for report in annotated.reports})
    pairs = scoring.pair_statements(gold, said)
    found, had = {id(g) for g, _ in pairs}, {id(p) for _, p in pairs}
    for record in gold:
        if id(record) not in found:
            yield _line("missed", record)
    for record in said:
        if id(record) not in had:
            yield _line("spurious", record)
    for g, p in pairs:
        if not scoring.is_exact((g, p)):
            yield _line("edges", g) + f"  ->  {_short(p['content']['text'])}"
        if name == "polnear":
            continue
        for what, a, b in (
            ("act", g["act"], p["act"]),
            ("speaker", g["speaker"]["party"], p["speaker"]["party"]),
        ):
            if a != b:
                yield _line(what, g) + f"  {a} -> {b}"


def _line(what: str, record: Record) -> str:
    return (
        f"{what:9} {record['document']}:{record['content']['start']}"
        f" [{_short(record['cue']['text'])}] {_short(record['content']['text'])}"
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 110 else f"{flat[:70]} … {flat[-37:]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=tuple(DATA_SETS), default=list(DATA_SETS), metavar="NAME")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", choices=("founding", "own-dev", "polnear"))
    parser.add_argument("--peers", action="store_true", help="also run the peers that are installed")
    options = parser.parse_args(arguments)
    if options.misses:
        for line in misses(options.misses):
            print(line)
        return 0
    measured = measure(options.only)
    if options.peers:
        from evaluation import peers

        measured |= peers.measure()
    if options.json:
        print(json.dumps(measured, indent=1, default=dataclasses.asdict))
    else:
        for line in table(measured):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
