"""What an import costs beside what must be paid anyway: bare DuckDB reading the same file and grouping it.

Makes a table in the shape of UCDP GED (all of its 49 columns, invented values), then, in turns and in one process:

* ours: import it (every check, hash, Parquet, manifest) and ask for the weekly series by actor and region;
* bare: ``read_csv`` of the same file in DuckDB with its own types, and the same grouping.

Run ``python -m benchmarks.measures [ROWS]``.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from treuga.extract.registry import load_registry
from treuga.measures.load import import_file
from treuga.measures.series import Reader
from treuga.measures.store import Store

ROWS = 5_000_000
ROUNDS = 3
#: How many times bare DuckDB's time ours may take.
FLOOR = 1.5
TODAY = dt.date(2026, 1, 1)

ARTICLE = (
    "'\"Agency ' || i % 90 || ', ' || d || ', Troops and fighters clash in a district, several reported dead\"; '"
    " || '\"Daily ' || i % 70 || ', ' || d || ', Officials speak of heavy fighting and of wounded civilians\"'"
)
#: The columns of the published table, each with what is invented for it.
COLUMNS = {
    "id": "i", "relid": "'XXX-' || i", "year": "year(d)", "active_year": "1", "code_status": "'Clear'",
    "type_of_violence": "1 + i % 3", "conflict_dset_id": "i % 300", "conflict_new_id": "i % 300",
    "conflict_name": "'Land ' || i % 40 || ': Government'", "dyad_dset_id": "i % 900", "dyad_new_id": "i % 900",
    "dyad_name": "'Government of Land ' || i % 40 || ' - Group ' || i % 60", "side_a_dset_id": "i % 40",
    "side_a_new_id": "i % 40", "side_a": "'Government of Land ' || i % 40", "side_b_dset_id": "i % 60",
    "side_b_new_id": "i % 60", "side_b": "'Group ' || i % 60", "number_of_sources": "1",
    "source_article": ARTICLE,
    "source_office": "'Agency ' || i % 90", "source_date": "d", "source_headline": "'Troops and fighters clash'",
    "source_original": "'police'", "where_prec": "1 + i % 5", "where_coordinates": "'Town ' || i % 5000",
    "where_description": "'a village outside Town ' || i % 5000", "adm_1": "'Province ' || i % 20",
    "adm_2": "'District ' || i % 400",
    "latitude": "round(30 + (i % 9000) / 1000, 6)", "longitude": "round(60 + (i % 14000) / 1000, 6)",
    "geom_wkt": "'POINT (' || 60 + i % 14 || ' ' || 30 + i % 9 || ')'", "priogrid_gid": "170000 + i % 9000",
    "country": "'Land ' || i % 40", "country_id": "i % 40", "region": "'Asia'", "event_clarity": "1",
    "date_prec": "1", "date_start": "d || ' 00:00:00.000'", "date_end": "d || ' 00:00:00.000'", "deaths_a": "i % 3",
    "deaths_b": "i % 4", "deaths_civilians": "i % 2", "deaths_unknown": "0", "best": "i % 3 + i % 4 + i % 2",
    "high": "i % 3 + i % 4 + i % 2 + 1", "low": "i % 3", "gwnoa": "700", "gwnob": "''",
}  # fmt: skip


def make(path: Path, rows: int) -> None:
    """Write the table."""
    listed = ", ".join(f"{value} AS {name}" for name, value in COLUMNS.items())
    duckdb.sql(
        f"COPY (SELECT {listed} FROM (SELECT range AS i, DATE '1989-01-01' + (range * 7919 % 12700)::INTEGER AS d "
        f"FROM range({rows}))) TO '{path}' (HEADER)"
    )


def ours(path: Path, root: Path) -> int:
    """Import, and count the groups of the weekly series."""
    import_file(root, path, today=TODAY)
    series = Reader(Store(root).pick(), load_registry()).series(step="week", by=("actor", "region"))
    return sum(len(line) for line in series.lines.values())


def bare(path: Path) -> int:
    """The same series from the file itself."""
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        rows = connection.execute(
            "SELECT actor, adm_1, date_trunc('week', date_start) AS week, count(*) FROM "
            "(SELECT unnest([side_a, side_b]) AS actor, adm_1, date_start FROM read_csv(?)) GROUP BY ALL",
            [str(path)],
        ).fetchall()
    return len(rows)


def timed(work: Callable[[], int]) -> tuple[float, float, int]:
    """Seconds that it takes, those of them on a processor (of all threads), and what it gives."""
    start, busy = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - start, time.process_time() - busy, found


def main(rows: int = ROWS) -> dict[str, float | str]:
    """Run both in turns, and say how they compare."""
    load_registry()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "GEDEvent_v25_1.csv"
        make(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
        took: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
        for round_ in range(ROUNDS):
            a, busy_a, groups = timed(lambda: bare(path))
            b, busy_b, mine = timed(lambda n=round_: ours(path, Path(folder) / f"case{n}"))  # type: ignore[misc]
            assert groups == mine, (groups, mine)
            took["bare"].append((a, busy_a))
            took["ours"].append((b, busy_b))
            print(f"round {round_ + 1}: bare {a:.1f} s, ours {b:.1f} s, ratio {b / a:.2f}; "
                  f"CPU {busy_a:.1f} s and {busy_b:.1f} s, ratio {busy_b / busy_a:.2f}", flush=True)  # fmt: skip
    wall, cpu = ({who: statistics.median(times[at] for times in took[who]) for who in took} for at in (0, 1))
    return {
        "name": "incidents: import and series",
        "rows": rows,
        "seconds": round(wall["ours"], 1),
        "bare_seconds": round(wall["bare"], 1),
        "ratio": round(wall["ours"] / wall["bare"], 2),
        "cpu_ratio": round(cpu["ours"] / cpu["bare"], 2),
        "floor": FLOOR,
    }


def measure(*, quick: bool = False) -> Iterator[dict[str, float | str]]:
    """The figures, for ``benchmarks.run``; a tenth of the rows where it is to be quick."""
    yield main(ROWS // 10 if quick else ROWS)


if __name__ == "__main__":
    result = main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
    print(json.dumps(result))
    sys.exit(result["ratio"] > FLOOR)  # type: ignore[operator]
