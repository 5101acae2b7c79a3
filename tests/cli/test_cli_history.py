"""``treuga history`` on the small case."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

AGREEMENT = "us-taliban-2020"
SPAN = ("--from", "2020-08-27", "--to", "2020-09-20")


@pytest.mark.parametrize("engine", ["auto", "python", "duckdb"])
def test_each_engine_tells_the_same_day_by_day(invoke: Any, case: Path, engine: str) -> None:
    given = ("history", AGREEMENT, *SPAN, "--every", "week", "--format", "json", "--case", case)
    result = invoke(*given, "--engine", engine)
    assert result.code == 0, result.err
    found = json.loads(result.out)
    assert found == json.loads(invoke(*given, "--engine", "python").out)
    release = {one["as_of"]: one for one in found if one["commitment"] == "prisoners-5000"}
    assert list(release) == ["2020-08-27", "2020-09-03", "2020-09-10", "2020-09-17", "2020-09-20"]
    assert [one["state"] for one in release.values()] == ["active", "active", *["satisfied"] * 3]
    assert release["2020-09-10"]["readings"] == {"debtor": "satisfied", "creditor": "satisfied"}
    assert release["2020-09-03"]["known_at"] == "2020-09-03"


def test_the_table_has_a_line_for_each_change_only(invoke: Any, case: Path) -> None:
    out = invoke("history", AGREEMENT, *SPAN, "--every", "day", "--case", case).out
    lines = [line for line in out.splitlines() if "prisoners-5000" in line]
    assert [line.split()[0] for line in lines] == ["2020-08-27", "2020-09-10"]
    assert lines[1].split()[2:4] == ["satisfied", "active"]


def test_csv_has_flat_readings(invoke: Any, case: Path) -> None:
    result = invoke("history", AGREEMENT, *SPAN, "--format", "csv", "--case", case)
    row = next(row for row in csv.DictReader(io.StringIO(result.out)) if row["commitment"] == "prisoners-5000")
    assert (row["debtor_reading"], row["creditor_reading"]) == ("active", "active")


def test_what_was_known_later_can_be_asked(invoke: Any, case: Path) -> None:
    span = ("--from", "2020-09-01", "--to", "2020-09-01", "--format", "json")
    early = json.loads(invoke("history", AGREEMENT, *span, "--case", case).out)
    late = json.loads(invoke("history", AGREEMENT, *span, "--known-at", "2021-03", "--case", case).out)
    assert {one["known_at"] for one in early} == {"2020-09-01"}
    assert {one["known_at"] for one in late} == {"2021-03-31"}


def test_a_span_that_ends_before_it_begins_is_refused(invoke: Any, case: Path) -> None:
    result = invoke("history", AGREEMENT, "--from", "2021-01-01", "--to", "2020-01-01", "--case", case)
    assert result.code == 2
    assert "[TR137]" in result.err
