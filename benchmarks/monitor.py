"""Bulk evaluation of the monitor against other ways to do the same, on invented evidence.

Run ``python -m benchmarks.monitor [--rows N] [--only NAME ...] [--keep]``. What is compared takes turns in one process.
A ratio is ours over theirs, and ``floor`` the most that it may be: of elapsed time where the other has one thread, of
CPU seconds of all threads where both have two (these move less with other work on the machine); both are kept. A
figure counts only where both gave the same states.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from benchmarks import monitor_data, monitor_others
from treuga.engines import Bulk, Question, Tables
from treuga.engines.duck import DuckEngine

Entry = dict[str, Any]
Readings = dict[Any, tuple[str, str]]
#: Rows for each commitment, as in 5M and 10k.
PER_COMMITMENT = 500
ROWS, ROUNDS, SEED = 500_000, 2, 1
#: What ``make bench`` runs; the others take minutes, or need what is not always there.
SHORT = ("hand", "growth", "sets")
ASKED = Question(dt.date.fromordinal(monitor_data.LAST))
_NAMES = ("evidence", "commitments", "antecedents", "sides")


def tables(folder: Path, rows: int) -> Tables:
    """Invented tables of a size, made once."""
    made = folder / f"{rows}"
    if not made.exists():
        monitor_data.make(made, rows, rows // PER_COMMITMENT, seed=SEED)
    return Tables(*(made / f"{name}.parquet" for name in _NAMES))


class Spent(NamedTuple):
    """What something takes: CPU seconds of all threads, and seconds that pass."""

    cpu: float
    elapsed: float

    def less(self, other: Spent) -> Spent:
        """Without a part of it."""
        return Spent(self.cpu - other.cpu, self.elapsed - other.elapsed)


def timed(work: Callable[[], Any]) -> tuple[Spent, Any]:
    """What something takes, and what it gives."""
    cpu, elapsed = time.process_time(), time.perf_counter()
    found = work()
    return Spent(time.process_time() - cpu, time.perf_counter() - elapsed), found


def ours(read: Tables, **more: Any) -> Readings:
    """The readings by bulk evaluation on DuckDB, its start included."""
    with Bulk(DuckEngine(threads=2), read, [ASKED], **more) as bulk:
        return {finding.commitment: (finding.debtor, finding.creditor) for finding in bulk.findings()}


def entry(name: str, ratio: float, most: float, **more: Any) -> Entry:
    """One figure; ``floor`` is the most that the ratio may be."""
    size = f", {more['rows'] / 1e6:.2g}M rows" if "rows" in more else ""
    return {"name": f"monitor: {name}{size}", "ratio": round(ratio, 4), "floor": most, **more}


def compared(name: str, most: float, by: str, took: Mapping[str, Sequence[Spent]], **more: Any) -> Entry:
    """The first over the second, as medians: the ratio ``by`` ``cpu`` or ``elapsed``, and both beside it."""
    middle = {
        which: Spent(statistics.median(s.cpu for s in spent), statistics.median(s.elapsed for s in spent))
        for which, spent in took.items()
    }
    first, second = middle.values()
    seconds = {
        f"{which}_{kind}_seconds": round(getattr(spent, kind), 2)
        for which, spent in middle.items()
        for kind in ("cpu", "elapsed")
    }
    return entry(
        name, getattr(first, by) / getattr(second, by), most, by=by, cpu_ratio=round(first.cpu / second.cpu, 4),
        elapsed_ratio=round(first.elapsed / second.elapsed, 4), **seconds, **more,
    )  # fmt: skip


def in_turns(name: str, most: float, rounds: int, work: Mapping[str, Callable[[], Any]], **more: Any) -> Entry:
    """Both sides of a comparison in turns, by CPU seconds."""
    took: dict[str, list[Spent]] = {which: [] for which in work}
    for _ in range(rounds):
        for which, one in work.items():
            took[which].append(timed(one)[0])
    return compared(name, most, "cpu", took, rounds=rounds, **more)


def against_hand(folder: Path, rows: int) -> Entry:
    """At most 1.3 times the SQL that one would write by hand for DuckDB."""
    read = tables(folder, rows)
    place = folder / str(rows)
    assert ours(read) == monitor_others.by_hand(place, monitor_data.LAST)
    work = {"ours": lambda: ours(read), "hand": lambda: monitor_others.by_hand(place, monitor_data.LAST)}
    return in_turns("hand-written SQL", 1.3, ROUNDS, work, rows=rows)


def against_sqlite(folder: Path, rows: int) -> Entry:
    """At least 8 times SQLite with the same rules; its loading does not count."""
    read = tables(folder, rows)
    spent, found = timed(lambda: ours(read))
    engine = monitor_others.SqliteEngine()

    def other() -> Readings:
        with Bulk(engine, read, [ASKED]) as bulk:
            return {finding.commitment: (finding.debtor, finding.creditor) for finding in bulk.findings()}

    slow, same = timed(other)
    assert same == found
    slow = slow.less(Spent(*engine.loading))
    again, _ = timed(lambda: ours(read))
    return compared("SQLite", 1 / 8, "elapsed", {"ours": [spent, again], "sqlite": [slow]}, rows=rows)


def against_python(folder: Path, rows: int, sample: int = 100_000) -> Entry:
    """At least 10 times the monitor itself, which is timed on a sample and reckoned by the row."""
    from benchmarks.monitor_python import as_objects, evaluate_all

    read = tables(folder, rows)
    agreements, evidence = as_objects(folder / str(rows), sample // (PER_COMMITMENT * 10))
    counted = sum(map(len, evidence.values()))
    spent, found = timed(lambda: ours(read))
    slow, theirs = timed(lambda: evaluate_all(agreements, evidence, ASKED))
    assert theirs == {c: found[c] for c in theirs}
    again, _ = timed(lambda: ours(read))
    whole = Spent(slow.cpu * rows / counted, slow.elapsed * rows / counted)
    took = {"ours": [spent, again], "python_reckoned": [whole]}
    return compared("plain Python", 0.1, "elapsed", took, rows=rows, sampled_rows=counted)


def against_clingo(folder: Path, rows: int = 700_000) -> Entry:
    """At least 20 times clingo, on the propositional core and with equal answers."""
    from benchmarks.monitor_python import core_facts, core_tables

    core = core_tables(folder / "core", rows, rows // PER_COMMITMENT)
    facts = core_facts(folder / "core")
    spent, found = timed(lambda: ours(core))
    slow, theirs = timed(lambda: monitor_others.by_clingo(facts))
    assert {c: (read["debtor"], read["creditor"]) for c, read in theirs.items()} == found
    again, _ = timed(lambda: ours(core))
    words = sum("word(" in fact for fact in facts)
    return compared("clingo", 1 / 20, "elapsed", {"ours": [spent, again], "clingo": [slow]}, rows=words)


def growth(folder: Path, rows: int) -> Entry:
    """Ten times the rows and commitments cost at most 15 times."""
    large, small = tables(folder, rows), tables(folder, rows // 10)
    work = {"large": lambda: ours(large), "small": lambda: ours(small)}
    return in_turns("ten times the rows", 15, ROUNDS, work, rows=rows)


def evidence_sets(folder: Path, rows: int) -> Entry:
    """Evidence sets add at most 40 percent."""
    read = tables(folder, rows)
    work = {"with_sets": lambda: ours(read, evidence_sets=True), "without": lambda: ours(read)}
    return in_turns("evidence sets", 1.4, ROUNDS, work, rows=rows)


def a_day(folder: Path, rows: int, spread: int = 20) -> Entry:
    """A day's 0.2 percent of news, about one in ``spread`` agreements: at most 0.3 of a full run, same result."""
    read, tomorrow = tables(folder, rows), Question(dt.date.fromordinal(monitor_data.LAST + 1))
    news = folder / f"news-{rows}-{spread}.parquet"
    monitor_data.make_news(news, rows // 500, rows, rows // PER_COMMITMENT, spread)
    whole = folder / f"whole-{rows}-{spread}"
    whole.mkdir(exist_ok=True)
    for part, path in enumerate((read.evidence, news)):
        (whole / f"{part}.parquet").unlink(missing_ok=True)
        (whole / f"{part}.parquet").symlink_to(str(path))
    full = Tables(whole, *(getattr(read, name) for name in _NAMES[1:]))
    took: dict[str, list[Spent]] = {"update": [], "full": []}
    for _ in range(ROUNDS):
        with Bulk(DuckEngine(threads=2), read, [ASKED]) as bulk:
            spent, again = timed(lambda b=bulk: b.update(news, [tomorrow]))  # type: ignore[misc]
            found = list(bulk.findings())
        slow, other = timed(lambda: Bulk(DuckEngine(threads=2), full, [tomorrow]))
        with other:
            assert list(other.findings()) == found
        took["update"].append(spent)
        took["full"].append(slow)
    name = f"a day's news (one in {spread} agreements)"
    return compared(name, 0.3, "cpu", took, rounds=ROUNDS, rows=rows, news=rows // 500, judged_again=again)


def large(folder: Path, rows: int = 50_000_000, limit: str = "3GB") -> Entry:
    """50M rows and 100k commitments within 4 GB: the peak of the whole process, in GiB, over 4."""
    tables(folder, rows)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.monitor", "--peak", str(folder), "--rows", str(rows), "--limit", limit],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told: Entry = json.loads(done.stdout)
    return entry("GiB at most over 4", told["peak_gib"] / 4, 1.0, rows=rows, memory_limit=limit, **told)


def peak(folder: Path, rows: int, limit: str) -> Entry:
    """One run in a process of its own: how much memory it took at most, and how long."""
    start, engine = time.perf_counter(), DuckEngine(threads=2, memory_limit=limit, scratch=folder)
    with Bulk(engine, tables(folder, rows), [ASKED]) as bulk:
        ((states,),) = engine.rows("SELECT count(*) FROM findings")
        del bulk
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {
        "peak_gib": round(used, 2), "findings": states, "wall_seconds": round(time.perf_counter() - start, 1),
        "cpu_seconds": round(time.process_time(), 1),
    }  # fmt: skip


def on_spark(folder: Path, rows: int) -> Entry | None:
    """Spark, local with two threads, gives identical states. None where it cannot run."""
    from treuga.engines.spark import SparkEngine, available

    if available():
        return None
    read = tables(folder, rows)
    with Bulk(DuckEngine(threads=2), read, [ASKED]) as bulk:
        found = list(bulk.findings())
    start = time.perf_counter()
    with Bulk(SparkEngine(master="local[2]"), read, [ASKED]) as bulk:
        differ = sum(a != b for a, b in zip(bulk.findings(), found, strict=True))
    spent = round(time.perf_counter() - start, 1)
    return entry("Spark, findings that differ", differ / len(found), 0.0, rows=rows, wall_seconds=spent)


def measure(rows: int = ROWS, only: Sequence[str] = (), folder: Path | None = None) -> Iterator[Entry]:
    """The figures, for ``benchmarks.run``."""
    with tempfile.TemporaryDirectory() as made:
        place = folder or Path(made)
        steps: dict[str, Callable[[], Entry | None]] = {
            "hand": lambda: against_hand(place, rows),
            "python": lambda: against_python(place, rows),
            "sqlite": lambda: against_sqlite(place, rows),
            "clingo": lambda: against_clingo(place),
            "growth": lambda: growth(place, rows),
            "sets": lambda: evidence_sets(place, rows),
            "day": lambda: a_day(place, rows),
            "spark": lambda: on_spark(place, min(rows, 100_000)),
        }
        for name, step in steps.items():
            if (not only or name in only) and (found := step()) is not None:
                yield found
        if "large" in only and (big := large(place)):
            yield big


def main() -> int:
    """Run from the command line."""
    from benchmarks.run import RESULTS, line, machine, merge, too_slow

    parser = argparse.ArgumentParser(prog="python -m benchmarks.monitor", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=ROWS, help="pieces of evidence; a commitment for each 500")
    parser.add_argument("--only", nargs="*", default=(), help="hand python sqlite clingo growth sets day spark large")
    parser.add_argument("--folder", type=Path, help="where invented tables are kept")
    parser.add_argument("--keep", action="store_true", help="write the figures to benchmarks/results.json")
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--limit", default="3GB", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        print(json.dumps(peak(options.peak, options.rows, options.limit)))
        return 0
    print(machine(), f"DuckDB {duckdb.__version__}")
    entries = []
    for found in measure(options.rows, options.only, options.folder):
        entries.append(found)
        print(line(found), flush=True)
        if options.keep:
            merge(RESULTS, [found])
    return 1 if too_slow(entries) else 0


if __name__ == "__main__":
    sys.exit(main())
