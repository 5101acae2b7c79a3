"""``treuga agreements check`` with lints, ``treuga agreements schema``, and ``treuga import pax``."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from treuga.agreements.schema import FILE_NAME, schema_text
from treuga.case import Case

sys.path.insert(0, str(Path(__file__).parents[1] / "agreements"))
from pax_samples import table

DOUBTFUL = Path(__file__).parents[1] / "agreements" / "doubtful"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of reach of any case."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A case that knows no party of its own and has no data."""
    return Case.init(tmp_path / "case").root


@pytest.fixture
def pax(tmp_path: Path) -> Path:
    path = tmp_path / "pax.csv"
    rows = ({}, {"AgtId": "9002", "Agt": '=Truce "of" \x1b[2J the Lake', "Dat": "2030-01-01", "Loc1ISO": "COL"})
    path.write_bytes(table(*rows))
    return path


@pytest.mark.parametrize("verb", ["agreements", "agreement"])
def test_lints_are_told_and_fail_only_when_they_are_to(invoke: Any, empty: Path, verb: str) -> None:
    path = DOUBTFUL / "words.yaml"
    told = invoke(verb, "check", path, "--case", empty)
    assert told.code == 1  # the case does not know the parties: mistakes come first, and alone
    assert "[TR507]" in told.out and "[TR54" not in told.out
    (empty / "parties").mkdir(exist_ok=True)
    parties = "".join(f"  {one}: {{kind: state, names: [{one.title()}]}}\n" for one in ("north-valley", "south-valley"))
    (empty / "parties" / "own.yaml").write_text(f"parties:\n{parties}")
    told = invoke(verb, "check", path, "--case", empty)
    assert told.code == 0, told.out
    assert f"[TR541] {path}:16: " in told.out
    assert "no mistakes" in told.out
    assert told.err.strip() == "10 lints"
    assert invoke(verb, "check", path, "--strict", "--case", empty).code == 1
    records = json.loads(invoke(verb, "check", path, "--format", "json", "--case", empty).out)
    assert {tuple(record) for record in records} == {("file", "line", "kind", "code", "message", "remedy")}
    assert (records[0]["line"], records[0]["kind"], records[0]["code"]) == (16, "lint", "TR541")


def test_the_data_of_a_case_are_asked_for(invoke: Any, empty: Path) -> None:
    agreement = (DOUBTFUL / "gates.yaml").read_text("utf-8")
    path = empty / "agreements" / "gates.yaml"
    path.write_text(agreement.replace("north-valley", "taliban").replace("south-valley", "nato"), encoding="utf-8")
    other = (DOUBTFUL / "promises.yaml").read_text("utf-8")
    (empty / "agreements" / "promises.yaml").write_text(other, encoding="utf-8")
    assert "TR550" in invoke("agreements", "check", path, "--case", empty).out
    assert "TR550" not in invoke("agreements", "check", path).out


def test_a_mistake_fails_and_is_told_as_json(invoke: Any, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("treuga: 1\nid: broken\ntitel: x\n", encoding="utf-8")
    told = invoke("agreement", "check", path, "--format", "json")
    assert told.code == 1
    assert {"mistake"} == {record["kind"] for record in json.loads(told.out)}
    assert invoke("agreement", "check", path).err.strip().endswith("mistakes")


def test_the_schema_is_printed_and_written(invoke: Any, tmp_path: Path) -> None:
    assert invoke("agreements", "schema").out == schema_text()
    out = tmp_path / "own.json"
    assert invoke("agreements", "schema", "--out", out).code == 0
    assert out.read_text("utf-8") == schema_text()
    assert invoke("agreements", "schema", "--out", tmp_path / "no" / "own.json").code == 2


def test_pax_can_be_searched(invoke: Any, pax: Path) -> None:
    found = invoke("import", "pax", pax)
    assert found.code == 0
    assert "9001" in found.out and "9002" in found.out and "\x1b" not in found.out
    assert found.err.strip() == "2 agreements"
    found = invoke("import", "pax", pax, "--country", "col", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(found.out))
    assert row["number"] == "9002"
    assert row["title"].startswith("'=Truce")
    found = invoke("import", "pax", pax, "--find", "pass", "--process", "pass", "--format", "json")
    assert [record["title"] for record in json.loads(found.out)] == ["Accord of the Pass"]


def test_an_agreement_of_pax_becomes_a_file(invoke: Any, pax: Path, tmp_path: Path) -> None:
    printed = invoke("import", "pax", pax, "--id", "9001")
    assert printed.code == 0
    assert "id: pax-9001\n" in printed.out
    assert "pax-9001: not in the registry: The Hill Clan of the Pass" in printed.err
    folder = tmp_path / "agreements"
    folder.mkdir()
    told = invoke("import", "pax", pax, "--id", "9001", "--name", "pass-2031", "--out", folder)
    assert told.code == 0
    assert sorted(path.name for path in folder.iterdir()) == [FILE_NAME, "pass-2031.yaml"]
    assert (folder / "pass-2031.yaml").read_text("utf-8") == printed.out.replace("id: pax-9001", "id: pass-2031")
    again = invoke("import", "pax", pax, "--id", "9001", "--name", "pass-2031", "--out", folder)
    assert again.code == 2
    assert "[TR563]" in again.err
    both = invoke("import", "pax", pax, "--id", "9001", "--id", "9002", "--out", folder)
    assert both.code == 0
    checked = invoke("agreement", "check", folder / "pax-9002.yaml")
    assert checked.out.count("[TR") == 1 and "neither 'commitments'" in checked.out


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--id", "1", "--find", "x"), "use one"),
        (("--out", "x"), "need '--id'"),
        (("--id", "9001", "--id", "9002"), "need '--out'"),
        (("--id", "9001", "--name", "../evil"), "is no id"),
        (("--id", "9001", "--out", "nowhere"), "There is no folder"),
        (("--id", "1"), "[TR562]"),
    ],
)
def test_what_cannot_be_asked_is_said(invoke: Any, pax: Path, given: tuple[str, ...], words: str) -> None:
    told = invoke("import", "pax", pax, *given)
    assert told.code == 2
    assert words in told.err
    assert told.out == ""


def test_bad_rows_are_named_and_the_rest_is_used(invoke: Any, pax: Path) -> None:
    pax.write_bytes(table({"Dat": "soon"}, {"AgtId": "9002"}))
    told = invoke("import", "pax", pax, "--id", "9002")
    assert told.code == 1
    assert f"[TR561] {pax}:2: 'soon'" in told.err
    assert "id: pax-9002" in told.out
