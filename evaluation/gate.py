"""The gate: extraction must not get worse than the floors in ``evaluation/floors.toml``.

usage: python -m evaluation.gate [--only NAME ...] [--floors FILE]

Prints today's figures beside their floors and exits with 1 where one falls below its floor (or above its ceiling).
A data set that is absent is skipped, and the table says so. Floors are raised by hand, a little below what is
measured, when work on extraction has made it better.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation import run, scoring
from evaluation.scoring import Figures

FLOORS = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Bound:
    """One line of the floors file: a figure, and what it must not fall below, or rise above."""

    name: str
    value: float
    ceiling: bool = False

    @property
    def data_set(self) -> str:
        """The data set to which the figure belongs."""
        return self.name.partition(".")[0]

    def holds(self, figure: float) -> bool:
        """Whether a figure is within the bound, as printed: to three digits."""
        figure = round(figure, 3)
        return figure <= self.value if self.ceiling else figure >= self.value


def read_bounds(path: Path = FLOORS) -> list[Bound]:
    """The bounds of a floors file.

    Raises:
        ValueError: a bound belongs to no data set, or is no number between 0 and 1.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    bounds = [Bound(name, value) for name, value in tables.get("floors", {}).items()]
    bounds += [Bound(name, value, ceiling=True) for name, value in tables.get("ceilings", {}).items()]
    for bound in bounds:
        if bound.data_set not in run.DATA_SETS or not isinstance(bound.value, float) or not 0 <= bound.value <= 1:
            known = ", ".join(run.DATA_SETS)
            raise ValueError(f"{path}: '{bound.name}' must begin with one of {known}, and be between 0.0 and 1.0")
    return bounds


def judge(bounds: Sequence[Bound], measured: dict[str, Figures | None]) -> tuple[list[str], int, int]:
    """The table's lines, how many bounds are broken, and how many were looked at."""
    figures = {name: scoring.flat(found, f"{name}.") for name, found in measured.items() if found is not None}
    lines, broken, held = [], 0, 0
    for bound in bounds:
        if bound.data_set not in figures:
            continue
        figure = figures[bound.data_set].get(bound.name)
        if figure is None:
            verdict, shown = "NO SUCH FIGURE", "-"
        else:
            verdict, shown = ("ok" if bound.holds(figure) else "WORSE"), f"{figure:.3f}"
        broken += verdict != "ok"
        held += 1
        lines.append(f"{bound.name:42} {shown:>7}  {'<=' if bound.ceiling else '>='} {bound.value:.3f}  {verdict}")
    absent = sorted({b.data_set for b in bounds} - figures.keys(), key=list(run.DATA_SETS).index)
    lines += [f"{name}: {run.ABSENT}" for name in absent]
    return lines, broken, held


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.gate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=tuple(run.DATA_SETS), metavar="NAME")
    parser.add_argument("--floors", type=Path, default=FLOORS)
    options = parser.parse_args(arguments)
    try:
        bounds = read_bounds(options.floors)
    except (OSError, ValueError) as error:
        print(f"the floors cannot be read: {error}", file=sys.stderr)
        return 2
    if options.only:
        bounds = [b for b in bounds if b.data_set in options.only]
    wanted = {b.data_set for b in bounds}
    lines, broken, held = judge(bounds, run.measure([name for name in run.DATA_SETS if name in wanted]))
    for line in lines:
        print(line)
    if not held:
        print("nothing to gate: none of the annotated data sets is here")
        return 0
    if broken:
        print(f"{broken} of {held} figures are worse than they may be.")
        print(f"See what changed with: python -m evaluation.run --misses NAME; the floors stand in {options.floors}.")
        return 1
    print(f"all {held} figures hold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
