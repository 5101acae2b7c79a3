"""Extraction beside the bare spaCy pipeline that it is built on, in CPU time, on the same texts and in turns.

usage: python -m benchmarks.extract [--quick] [--polnear]

* ``ratio``: CPU of the whole of extraction over CPU of the bare pipeline, in steady state: the first round of both is
  thrown away, then each report is read by both, which goes first changing from report to report.
* ``words``: words per CPU second in one process, and in each of two.
* ``linear``: CPU per word of one report of a megabyte over that of small reports; with its paragraphs, and all on one
  line.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import spacy
from spacy.language import Language

from benchmarks import texts
from treuga.extract.pipeline import MODEL, analyse, extract_many, load_pipeline, testimony
from treuga.model import Report

Entry = dict[str, Any]
#: What the ratios must not exceed.
RATIO, LINEAR = 1.4, 1.3


def cpu(run: Callable[[], object]) -> float:
    """CPU seconds of this process that a call takes."""
    before = time.process_time()
    run()
    return time.process_time() - before


def read(nlp: Language, report: Report) -> object:
    """All that extraction does with one report."""
    return testimony(analyse(nlp, report), report.id)


def ratio(reports: Sequence[Report], rounds: int, name: str) -> Entry:
    """Extraction over the bare pipeline, round by round."""
    bare, ours = spacy.load(MODEL), load_pipeline()
    found, cost = [], []
    for number in range(rounds + 1):
        spent = {"bare": 0.0, "ours": 0.0}
        for i, report in enumerate(reports):
            runs: list[tuple[str, Callable[[], object]]] = [
                ("bare", lambda report=report: bare(report.text)),  # type: ignore[misc]
                ("ours", lambda report=report: read(ours, report)),  # type: ignore[misc]
            ]
            for key, run in runs if (i + number) % 2 else reversed(runs):
                spent[key] += cpu(run)
        if number:
            found.append(spent["ours"] / spent["bare"])
            cost.append(spent["ours"])
    words = texts.words(list(reports))
    return {
        "name": name,
        "ratio": round(statistics.median(found), 3),
        "min": round(min(found), 3),
        "max": round(max(found), 3),
        "floor": RATIO,
        "rounds": rounds,
        "words": words,
        "words_per_cpu_second": round(words / statistics.median(cost)),
    }


def two_processes(small: Sequence[Report], large: Sequence[Report]) -> Entry:
    """Words per CPU second of two processes, start-up taken off: what the larger run costs more than the smaller."""

    def children(reports: Sequence[Report]) -> tuple[float, float]:
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        for _ in extract_many(reports, processes=2):
            pass
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return spent, time.perf_counter() - clock

    few, many = children(small), children(large)
    words = texts.words(list(large)) - texts.words(list(small))
    return {
        "name": "extract: two processes",
        "words_per_cpu_second": round(words / (many[0] - few[0])),
        "words_per_second_with_start_up": round(texts.words(list(large)) / many[1]),
        "start_up_cpu_seconds": round(few[0] - texts.words(list(small)) * (many[0] - few[0]) / words, 2),
    }


def linear(characters: int, small: Sequence[Report]) -> Iterator[Entry]:
    """CPU per word of a long report over that of small ones, which are read before and after it."""
    ours = load_pipeline()
    for name, between in (("paragraphs", "\n\n"), ("one line", " ")):
        long = texts.long_report(characters, between=between)
        around = []
        for report in small:
            read(ours, report)
        around.append(cpu(lambda: [read(ours, report) for report in small]) / texts.words(list(small)))
        whole = cpu(lambda long=long: read(ours, long)) / texts.words([long])  # type: ignore[misc]
        around.append(cpu(lambda: [read(ours, report) for report in small]) / texts.words(list(small)))
        entry = {
            "name": f"extract: {characters // 1000} kB, {name}",
            "ratio": round(whole / statistics.mean(around), 3),
        }
        yield entry | {"floor": LINEAR, "characters": len(long.text)}


def measure(*, quick: bool = False, polnear: bool = False) -> Iterator[Entry]:
    """All figures, as they are made; ``quick`` takes a tenth of the text."""
    small = texts.reports(8 if quick else 60)
    yield ratio(small, 2 if quick else 5, "extract: example case")
    articles = texts.polnear(6 if quick else 40) if polnear else []
    if articles:
        yield ratio(articles, 2 if quick else 3, "extract: PolNeAR")
    if not quick:
        yield two_processes(texts.reports(32), texts.reports(160))
    yield from linear(100_000 if quick else 1_000_000, small)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--polnear", action="store_true")
    options = parser.parse_args(arguments)
    for entry in measure(quick=options.quick, polnear=options.polnear):
        print(json.dumps(entry))
    return 0


if __name__ == "__main__":
    sys.exit(main())
