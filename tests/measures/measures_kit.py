"""Tables of invented incidents, and cases that hold them."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from treuga.extract.registry import load_registry
from treuga.measures import Reader, Store, import_file

TODAY = dt.date(2031, 1, 1)
START = dt.date(2027, 1, 4)  # a Monday
SIMPLE = "columns: {id: no, date_start: day, actor_a: who, region: where, best: dead}\n"


def table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        if header:
            writer.writerow(header)
        writer.writerows(rows)
    return path


def mapping(path: Path, text: str = "") -> Path:
    path.write_text(f"dataset: log\n{text or SIMPLE}", encoding="utf-8")
    return path


def stored(folder: Path, rows: Sequence[Sequence[object]], more: str = "", name: str = "log") -> Reader:
    """Rows of (no, day, who, where, dead), imported."""
    folder.mkdir(parents=True, exist_ok=True)
    path = table(folder / f"{name}.csv", ("no", "day", "who", "where", "dead"), rows)
    how = mapping(folder / f"{name}.yaml", SIMPLE + more)
    import_file(folder / "incidents", path, mapping=how, today=TODAY)
    return Reader(Store(folder / "incidents").pick("log"), load_registry())


def from_counts(folder: Path, counts: Sequence[float], more: str = "", start: dt.date = START) -> Reader:
    """A data set with so many incidents on each day, covering all of them."""
    rows: list[tuple[object, ...]] = []
    for at, count in enumerate(counts):
        day = start + dt.timedelta(days=at)
        rows += [(f"{at}-{i}", day.isoformat(), "Taliban", "North", 1) for i in range(int(count))]
    last = start + dt.timedelta(days=len(counts) - 1)
    return stored(folder, rows, f"covers: {start}..{last}\n{more}")


def noisy(days: int, rate: float, seed: int, alpha: float = 0.1) -> np.ndarray:
    """Over-dispersed daily counts without any effect."""
    rng = np.random.default_rng(seed)
    level = np.zeros(days)
    for t in range(1, days):
        level[t] = 0.6 * level[t - 1] + rng.normal(0, 0.16)
    return rng.poisson(rate * np.exp(level) * rng.gamma(1 / alpha, alpha, days)).astype(float)
