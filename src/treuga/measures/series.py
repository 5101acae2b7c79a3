"""Series: how many incidents, or deaths, in each day, ISO week or month, by actor, type or region.

A period without a row is zero only where the data cover it; outside it is a gap, and a period that is covered in part
says so. An incident whose date is known less well than the period is long is left out and counted as such: put on some
day, it would make a peak that never was.
"""

# SQL is put together from our own names and from positions of columns; every value is a parameter.
# ruff: noqa: S608

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from treuga.errors import MonitorError
from treuga.measures import codes
from treuga.measures.duck import connect, literals
from treuga.measures.store import DataSet, Interval

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection

    from treuga.extract.registry import Registry

Step = Literal["day", "week", "month"]
What = Literal["incidents", "deaths"]
State = Literal["covered", "provisional", "partial", "gap"]
STEPS: tuple[Step, ...] = ("day", "week", "month")
WHATS: tuple[What, ...] = ("incidents", "deaths")
BY = ("actor", "type", "region", "country")
DAYS = {"day": 1, "week": 7, "month": 31}
TOTAL = "all"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which incidents are meant; what is empty admits any.

    Attributes:
        parties: party ids; an actor counts that is one of them or speaks for one.
        types, regions, countries: as the data write them, without regard to case.
    """

    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    def words(self) -> str:
        """The choice in words; empty where all are meant."""
        parts = [f"involving {' or '.join(self.parties)}"] if self.parties else []
        parts += [f"of the type {' or '.join(self.types)}"] if self.types else []
        parts += [f"in {' or '.join((*self.regions, *self.countries))}"] if self.regions or self.countries else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its first day, its count (None in a gap), for deaths the low and high estimate, and its state."""

    start: dt.date
    value: int | None
    low: int | None
    high: int | None
    state: State


@dataclass(frozen=True, slots=True)
class Series:
    """Counts over time.

    Attributes:
        what: ``incidents``, or ``deaths`` (best estimate).
        lines: labels -> first day of the period -> (count, low, high); `points` fills the zeros in.
        imprecise: incidents left out because their date is known less well than the period is long.
    """

    dataset: DataSet
    choice: Choice
    what: What
    step: Step
    by: tuple[str, ...]
    first: dt.date
    last: dt.date
    lines: Mapping[tuple[str, ...], Mapping[dt.date, tuple[int, int, int]]]
    placed: int
    imprecise: int
    states: Mapping[dt.date, State] = field(default_factory=dict)

    def points(self, label: tuple[str, ...] = (TOTAL,)) -> list[Point]:
        """The periods of one line, in order."""
        counts = self.lines.get(label, {})
        out = []
        for start, state in self.states.items():
            value, low, high = counts.get(start, (0, 0, 0))
            gap = state == "gap"
            out.append(Point(start, None if gap else value, None if gap else low, None if gap else high, state))
        return out

    def largest(self, most: int) -> list[tuple[str, ...]]:
        """The labels with the highest counts."""
        total = {label: sum(value for value, _, _ in line.values()) for label, line in self.lines.items()}
        return sorted(total, key=lambda label: (-total[label], label))[:most]


class Reader:
    """Reads counts from one data set.

    Args:
        dataset: what to read.
        registry: the parties behind the names of actors.
    """

    def __init__(self, dataset: DataSet, registry: Registry) -> None:
        from treuga.measures.actors import Actors

        self.dataset = dataset
        self.actors = Actors(registry)
        self._names = dataset.actors()

    def series(
        self,
        choice: Choice | None = None,
        *,
        what: What = "incidents",
        step: Step = "week",
        by: Sequence[str] = (),
        first: dt.date | None = None,
        last: dt.date | None = None,
    ) -> Series:
        """Counts by period, and by actor, type, region or country where asked.

        Raises:
            MonitorError: the data know no such party, type or region (TR654).
        """
        choice, by = choice or Choice(), tuple(by)
        covered = self.dataset.covered
        first, last = first or covered[0][0], last or covered[-1][1]
        with connect(ordered=False) as connection:
            where, values = self._where(connection, choice)
            rows, imprecise = self._grouped(connection, where, values, what, step, by=by, first=first, last=last)
        lines: dict[tuple[str, ...], Line] = {}
        placed = 0
        for *label, begin, count, low, high in rows:
            if not begin:
                continue
            key = tuple("(not said)" if part is None else str(part) for part in label) or (TOTAL,)
            if "actor" in by:
                at = by.index("actor")
                key = (*key[:at], self.actors.label(key[at]), *key[at + 1 :])
            line = dict(zip(begin, zip(count, low, high, strict=True), strict=True))
            # Several names of one party are one line.
            lines[key] = _sum(lines[key], line) if key in lines else line
            placed += sum(count)
        states = {start: _state(self.dataset, covered, start, step) for start in starts(first, last, step)}
        return Series(self.dataset, choice, what, step, by, first, last, lines, placed, imprecise, states)

    def daily(self, choice: Choice, what: What, first: dt.date, last: dt.date) -> tuple[np.ndarray, int]:
        """Counts of the days from first to last, NaN where not covered; and how many are too imprecise."""
        import numpy as np

        found = self.series(choice, what=what, step="day", first=first, last=last)
        values = [np.nan if point.value is None else float(point.value) for point in found.points()]
        return np.array(values, dtype=float), found.imprecise

    def kinds(self) -> dict[str, list[tuple[str, int]]]:
        """Types, countries and regions of the data, with their number of rows."""
        out = {}
        with connect(ordered=False) as connection:
            for name in ("type", "country", "region"):
                out[name] = connection.execute(
                    f"SELECT {name}, count(*) FROM read_parquet(?, union_by_name = true) WHERE {name} IS NOT NULL "
                    "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200",
                    [literals(self.dataset.parquet)],
                ).fetchall()
        return out

    # SQL -------------------------------------------------------------------------------------------------------------

    def _where(self, connection: DuckDBPyConnection, choice: Choice) -> tuple[str, dict[str, Any]]:
        clauses, values = ["true"], {"files": literals(self.dataset.parquet)}
        if choice.parties:
            names = self.actors.names_of(choice.parties, self._names)
            if not names:
                raise MonitorError(
                    codes.NO_MATCH, f"no actor of {self.dataset.name} is {' or '.join(choice.parties)}",
                    remedy="Give its name in the data to the party, as an alias in parties/*.yaml of the case.",
                )  # fmt: skip
            clauses.append("(list_contains($names, actor_a) OR list_contains($names, actor_b))")
            values["names"] = names
        for column, wanted in (("type", choice.types), ("region", choice.regions), ("country", choice.countries)):
            if wanted:
                clauses.append(f"list_contains(${column}s, lower({column}))")
                values[f"{column}s"] = [one.lower() for one in wanted]
        where = " AND ".join(clauses)
        if choice != Choice():
            found = connection.execute(
                f"SELECT 1 FROM read_parquet($files, union_by_name = true) WHERE {where} LIMIT 1",
                values,
            ).fetchone()
            if found is None:
                raise MonitorError(codes.NO_MATCH, f"{self.dataset.name} has no incident {choice.words()}")
        return where, values

    def _grouped(
        self, connection: DuckDBPyConnection, where: str, values: dict[str, Any], what: What, step: Step, *,
        by: tuple[str, ...], first: dt.date, last: dt.date,
    ) -> tuple[list[tuple[Any, ...]], int]:  # fmt: skip
        """Lines of counts, each as lists; labels are put on afterwards, when there are few."""
        total = "count(*)" if what == "incidents" else "sum(coalesce(best, high, low, 0))"
        low = "count(*)" if what == "incidents" else "sum(coalesce(low, best, 0))"
        high = "count(*)" if what == "incidents" else "sum(coalesce(high, best, 0))"
        source = f"read_parquet($files, union_by_name = true) WHERE {where}"
        middle = "date_start"
        if any(one.imprecise for one in self.dataset.files):
            # The middle of the days within which it happened.
            middle = "(date_start + CAST((date_end - date_start) // 2 AS INTEGER))"
        inside = f"{source} AND {middle} BETWEEN $first AND $last"
        bounds = values | {"first": _start(first, step), "last": _end(last, step)}
        counts = ", best, low, high" if what == "deaths" else ""
        columns = [f"{'actor_a' if name == 'actor' else name} AS by{at}" for at, name in enumerate(by)]
        listed = ", ".join([*columns, f"CAST(date_trunc('{step}', {middle}) AS DATE) AS start"]) + counts
        rows = f"SELECT {listed} FROM {inside} AND days <= {DAYS[step]}"
        if "actor" in by:  # an incident counts for each of its sides
            rows += f" UNION ALL {rows.replace('actor_a AS', 'actor_b AS')} AND actor_b <> actor_a"
        keys = ", ".join([*(f"by{at}" for at in range(len(by))), "start"])
        listed = ", ".join([*(f"by{at}" for at in range(len(by))), "list(start)", "list(n)", "list(low)", "list(high)"])
        found = connection.execute(
            f"SELECT {listed} FROM (SELECT {keys}, CAST({total} AS BIGINT) AS n, CAST({low} AS BIGINT) AS low, "
            f"CAST({high} AS BIGINT) AS high FROM ({rows}) GROUP BY {keys}) GROUP BY ALL",
            bounds,
        ).fetchall()
        left_out = None
        if any(one.imprecise for one in self.dataset.files):
            left_out = connection.execute(f"SELECT count(*) FROM {inside} AND days > {DAYS[step]}", bounds).fetchone()
        return found, int(left_out[0]) if left_out else 0


def _state(dataset: DataSet, covered: Sequence[Interval], start: dt.date, step: Step) -> State:
    end = next_start(start, step) - _DAY
    if not any(first <= end and start <= last for first, last in covered):
        return "gap"
    if not any(first <= start and end <= last for first, last in covered):
        return "partial"
    return "provisional" if dataset.provisional_from and end >= dataset.provisional_from else "covered"


Line = dict[dt.date, tuple[int, int, int]]


def _sum(one: Line, other: Line) -> Line:
    out = dict(one)
    for start, counts in other.items():
        there = out.get(start, (0, 0, 0))
        out[start] = (there[0] + counts[0], there[1] + counts[1], there[2] + counts[2])
    return out


def is_covered(covered: Sequence[Interval], first: dt.date, last: dt.date) -> bool:
    """Whether the data cover every day from first to last."""
    return any(start <= first and last <= end for start, end in covered)


def starts(first: dt.date, last: dt.date, step: Step) -> Iterator[dt.date]:
    """The first days of the periods that hold the days from first to last."""
    start = _start(first, step)
    while start <= last:
        yield start
        start = next_start(start, step)


def next_start(start: dt.date, step: Step) -> dt.date:
    """The first day of the next period."""
    if step == "month":
        return (start.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return start + dt.timedelta(days=DAYS[step])


def _start(day: dt.date, step: Step) -> dt.date:
    if step == "month":
        return day.replace(day=1)
    return day - dt.timedelta(days=day.weekday()) if step == "week" else day


def _end(day: dt.date, step: Step) -> dt.date:
    return next_start(_start(day, step), step) - _DAY
