"""Writes the incidents of the example case: simulated, always the same, and marked so in every row.

Run ``python tools/simulate_incidents.py``. The rates follow the outline of the example's invented reports: a week of
reduced violence that falls to a quarter, a return, and more in the second half of 2020. Daily rates wander (a
logarithmic AR(1)) and counts scatter more than Poisson, as real ones do. Nothing in the table happened.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from pathlib import Path

import numpy as np

TARGET = Path(__file__).resolve().parents[1] / "src" / "treuga" / "data" / "demo" / "incidents.csv.gz"
SEED = 20200229
FIRST, LAST = dt.date(2019, 11, 1), dt.date(2021, 2, 20)
#: (from that day on, incidents a day)
RATES = (
    (dt.date(2019, 11, 1), 21.0),
    (dt.date(2020, 2, 22), 5.5),
    (dt.date(2020, 2, 29), 15.0),
    (dt.date(2020, 3, 5), 21.0),
    (dt.date(2020, 9, 12), 31.0),
    (dt.date(2021, 1, 5), 38.0),
)
PROVINCES = ("Kandahar", "Helmand", "Nangarhar", "Kunduz", "Ghazni", "Faryab", "Kabul", "Herat")
KINDS = ("attack on a post", "roadside bomb", "shelling", "ambush")


def rate(day: dt.date) -> float:
    """Incidents a day at that time."""
    return next(value for since, value in reversed(RATES) if since <= day)


def main() -> None:
    """Write the table."""
    rng = np.random.default_rng(SEED)
    rows: list[tuple[str, ...]] = []
    level, day = 0.0, FIRST
    while day <= LAST:
        level = 0.6 * level + rng.normal(0, 0.16)
        mean = rate(day) * float(np.exp(level - 0.02)) * rng.gamma(25, 1 / 25)
        for _ in range(rng.poisson(mean)):
            other = "Government of Afghanistan" if rng.random() < 0.93 else "IS Khorasan"
            rows.append((
                f"S{len(rows) + 1}", day.isoformat(), "Taliban", other, str(rng.choice(KINDS)),
                str(rng.choice(PROVINCES, p=(0.18, 0.18, 0.14, 0.13, 0.12, 0.1, 0.08, 0.07))),
                str(rng.negative_binomial(0.7, 0.3)), "simulated",
            ))  # fmt: skip
        day += dt.timedelta(days=1)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("id", "date", "side_a", "side_b", "kind", "province", "deaths", "origin"))
    writer.writerows(rows)
    TARGET.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))  # the same bytes whenever it is run
    print(f"{len(rows)} rows in {TARGET}")


if __name__ == "__main__":
    main()
