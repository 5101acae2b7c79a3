"""``treuga talks`` on a case in which a stage is reached."""

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

ASKED = ("talks", "us-taliban-2020", "--as-of", "2020-12-31")
TEXT = (
    "NATO Secretary General Jens Stoltenberg said on Thursday that the Afghan government and the Taliban had agreed on "
    "the procedures of their negotiations. He urged them to agree to a ceasefire.\n"
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("talks") / "case"
    case = Case.init(root)
    (case.reports_dir / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run(["read", str(case.reports_dir), "--published", "2020-12-10", "--case", str(root)]) == 0
    yield root


def test_stages_and_items(invoke: Any, table: Path) -> None:
    (record,) = json.loads(invoke(*ASKED, "--format", "json", "--case", table).out)
    stages = {stage["id"]: stage for stage in record["stages"]}
    assert (record["state"], record["current"]) == ("going on", "procedures")
    assert (stages["procedures"]["state"], stages["procedures"]["since"]) == ("concluded", "2020-12-10")
    (piece,) = stages["procedures"]["evidence"]
    assert TEXT[piece["start"] : piece["end"]] == piece["text"]
    items = {item["id"]: item for item in record["items"]}
    assert items["ceasefire"]["state"] == "open"


def test_before_the_report_nothing_tells_of_talks(invoke: Any, table: Path) -> None:
    result = invoke("talks", "us-taliban-2020", "--as-of", "2020-12-01", "--case", table)
    assert "no report tells that they began" in " ".join(result.out.split())


def test_table_and_csv(invoke: Any, table: Path) -> None:
    out = invoke(*ASKED, "--evidence", "--case", table).out
    assert "> Rules and procedures: concluded" in out
    assert "a.txt, characters" in out
    assert max(len(line) for line in out.splitlines()) <= 80
    rows = list(csv.DictReader(io.StringIO(invoke(*ASKED, "--format", "csv", "--case", table).out)))
    assert {row["kind"] for row in rows} == {"stage", "item"}
    assert treuga.talks("us-taliban-2020", case=table, as_of="2020-12-31").to_rows()[0]["current"] == "procedures"


def test_an_agreement_without_talks(invoke: Any, table: Path) -> None:
    assert "has no talks" in invoke("talks", "nato-resolute-support", "--case", table).out
