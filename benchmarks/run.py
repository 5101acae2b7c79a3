"""Run the benchmarks, print them, and keep the figures in ``benchmarks/results.json``.

usage: python -m benchmarks.run [--quick] [--polnear] [--check] [--monitor ROWS] [--only PART ...]

The incidents take some minutes (5 million rows, 2.8 GB in a temporary folder, read three times by each side).

Each figure has a name; one that is there already is replaced, the others stay. ``ratio`` is what is measured over what
it is measured against, and ``floor`` the most that it may be; ``--check`` exits with 1 where it is more.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks import extract, measures, monitor, startup

Entry = dict[str, Any]
RESULTS = Path(__file__).with_name("results.json")
PARTS = ("startup", "extract", "incidents", "monitor")


def merge(path: Path, entries: Sequence[Entry]) -> list[Entry]:
    """Write entries into the file, each in the place of the one of its name, and return all that it holds."""
    kept: list[Entry] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    merged = {entry["name"]: entry for entry in kept} | {entry["name"]: entry for entry in entries}
    path.write_text(json.dumps(list(merged.values()), indent=1) + "\n", encoding="utf-8")
    return list(merged.values())


def too_slow(entries: Sequence[Entry]) -> list[Entry]:
    """The entries whose ratio is more than it may be."""
    return [entry for entry in entries if "floor" in entry and entry["ratio"] > entry["floor"]]


def machine() -> str:
    """Processor and Python, in words."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        name = f"{len(models)} x {models[0]}" if models else name
    return f"{name}, {platform.system()}, Python {platform.python_version()}"


def line(entry: Entry) -> str:
    """One figure as a line of text."""
    shown = dict(entry)
    name = shown.pop("name")
    told = [f"{key.replace('_', ' ')} {value}" for key, value in shown.items() if key != "floor"]
    limit = f"  (may be {entry['floor']})" if "floor" in entry else ""
    return f"{name:34} {', '.join(told)}{limit}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of the text; nothing is kept")
    parser.add_argument("--polnear", action="store_true", help="also on news articles, where they are")
    parser.add_argument("--check", action="store_true", help="exit with 1 where something is too slow")
    parser.add_argument("--monitor", type=int, default=1_000_000, metavar="ROWS", help="evidence for bulk evaluation")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts; left out, all")
    options = parser.parse_args(arguments)
    print(machine())
    entries = []
    figures: dict[str, Callable[[], Iterable[Entry]]] = {
        "startup": startup.measure,
        "extract": lambda: extract.measure(quick=options.quick, polnear=options.polnear),
        "incidents": lambda: measures.measure(quick=options.quick),
        "monitor": lambda: monitor.measure(options.monitor // (10 if options.quick else 1), only=monitor.SHORT),
    }
    for entry in chain.from_iterable(figures[part]() for part in PARTS if part in options.only):
        entries.append(entry)
        print(line(entry), flush=True)
    if not options.quick:
        merge(RESULTS, entries)
    slow = too_slow(entries)
    for entry in slow:
        print(f"TOO SLOW: {line(entry)}")
    return 1 if slow and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
