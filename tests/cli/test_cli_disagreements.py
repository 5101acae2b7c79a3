"""``treuga disagreements`` on a case in which two reports differ."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import treuga
from treuga.case import Case
from treuga.cli import run

AGREEMENT = "us-taliban-2020"
REPORTS = {
    "a.txt": ("2020-11-02", "The United States and the Taliban signed the agreement on 29 January 2020 in Doha.\n"),
    "b.txt": (
        "2020-11-03",
        "The agreement that the United States and the Taliban signed on 29 February 2020 stands.\n",
    ),
}


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("differ") / "case"
    case = Case.init(root)
    for name, (_, text) in REPORTS.items():
        (case.reports_dir / name).write_text(text, encoding="utf-8")
    rows = "".join(f"{name},=Quay \x1b[2JWire,{date},day,en,\n" for name, (date, _) in REPORTS.items())
    (case.reports_dir / "metadata.csv").write_text(
        "file,outlet,published,published_precision,language,note\n" + rows, encoding="utf-8"
    )
    assert run(["read", str(case.reports_dir), "--case", str(root)]) == 0
    yield root


def test_versions_stand_side_by_side_with_their_places(invoke: Any, differing: Path) -> None:
    result = invoke("disagreements", AGREEMENT, "--as-of", "2020-12-01", "--format", "json", "--case", differing)
    (one,) = json.loads(result.out)
    assert (one["kind"], [version["value"] for version in one["versions"]]) == (
        "signing date",
        ["2020-02-29", "2020-01-29", "2020-02-29"],
    )
    for version in one["versions"][1:]:
        text = REPORTS[version["report"]][1]
        assert text[version["start"] : version["end"]] == version["text"]


def test_the_table_and_the_csv_are_safe(invoke: Any, differing: Path) -> None:
    given = ("disagreements", "--as-of", "2020-12-01", "--case", differing)
    table = invoke(*given)
    assert "The day of signing" in table.out
    assert "\x1b" not in table.out
    assert max(len(line) for line in table.out.splitlines()) <= 80
    rows = list(csv.DictReader(io.StringIO(invoke(*given, "--format", "csv").out)))
    assert [row["disagreement"] for row in rows] == ["1", "1", "1"]
    assert not [value for row in rows for value in row.values() if value.startswith("=")]


def test_what_was_not_out_yet_does_not_disagree(invoke: Any, differing: Path) -> None:
    result = invoke("disagreements", "--as-of", "2020-11-01", "--case", differing)
    assert "No disagreement was found." in result.out
    assert len(treuga.disagreements(AGREEMENT, case=differing, as_of="2020-12-01")) == 1
