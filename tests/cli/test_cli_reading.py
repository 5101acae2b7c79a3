"""Reading into a case: what is counted, what is named, what survives an interruption."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from treuga import model
from treuga.case import Case
from treuga.ledger import Ledger


def names(case: Path) -> list[str]:
    with Ledger(Case.find(case).ledger) as ledger:
        return [report.name for report in ledger.reports()]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return Case.init(tmp_path / "new").root


def one_by_one(reports: Iterable[model.Report], **_: Any) -> Iterator[model.Testimony]:
    for report in reports:
        yield model.Testimony(report.id)


def test_init_says_what_it_made_and_keeps_a_case(invoke: Any, tmp_path: Path) -> None:
    made = invoke("init", tmp_path / "c")
    assert made.code == 0
    assert "treuga.yaml" in made.err
    (tmp_path / "c" / "treuga.yaml").write_text("name: mine\n")
    again = invoke("init", tmp_path / "c")
    assert (again.code, "Nothing in it was changed" in again.err) == (0, True)
    assert Case.find(tmp_path / "c").settings.name == "mine"
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "thesis.txt").touch()
    refused = invoke("init", tmp_path / "d")
    assert (refused.code, "[TR102]" in refused.err) == (2, True)


def test_reading_again_adds_nothing_and_extracts_nothing(
    invoke: Any, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(reports: Iterable[model.Report], **_: Any) -> Iterator[model.Testimony]:
        for report in reports:
            raise AssertionError(f"{report.name} was extracted again")
        yield from ()

    monkeypatch.setattr("treuga.extract.extract_many", fail)
    before = names(case)
    result = invoke("read", case / "reports", "--case", case)
    assert result.code == 0
    assert "0 reports read, 4 already there." in result.out
    assert names(case) == before


def test_undated_and_unreadable_files_are_named_and_the_rest_is_read(
    invoke: Any, reports: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("treuga.extract.extract_many", one_by_one)
    (reports / "b2-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (reports / "e-empty.txt").touch()
    (reports / "f-twin.txt").write_bytes((reports / "a-release.txt").read_bytes())
    result = invoke("read", reports, "--case", empty)
    assert result.code == 1
    assert "4 reports read, 1 already there, 2 could not be read." in result.out
    assert "1 without a date: d-leaflet.txt." in result.out
    for name in ("b2-picture.txt", "e-empty.txt"):
        assert [row for row in result.err.splitlines() if row.startswith("[TR2") and name in row]
    assert "metadata.csv" in result.err
    assert names(empty) == ["a-release.txt", "b-ties.txt", "c-hostile.txt", "d-leaflet.txt"]


def test_a_path_that_is_not_there_does_not_stop_the_others(
    invoke: Any, reports: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("treuga.extract.extract_many", one_by_one)
    result = invoke("read", reports / "nowhere.txt", reports / "a-release.txt", "--case", empty)
    assert result.code == 1
    assert "nowhere.txt" in result.err
    assert names(empty) == ["a-release.txt"]


def test_outlet_and_date_from_the_command_line(
    invoke: Any, reports: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("treuga.extract.extract_many", one_by_one)
    given = ("--outlet", "Elders", "--published", "2021-03", "--case", empty)
    assert invoke("read", reports / "d-leaflet.txt", *given).code == 0
    with Ledger(Case.find(empty).ledger) as ledger:
        (report,) = ledger.reports()
    assert (report.outlet, str(report.published)) == ("Elders", "2021-03")
    bad = invoke("read", reports, "--published", "March", "--case", empty)
    assert (bad.code, "[TR107]" in bad.err) == (2, True)


def test_an_interruption_keeps_what_was_read_and_the_next_run_goes_on(
    invoke: Any, reports: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(reports: Iterable[model.Report], **_: Any) -> Iterator[model.Testimony]:
        for position, report in enumerate(reports):
            if position == 2:
                raise KeyboardInterrupt
            yield model.Testimony(report.id)

    monkeypatch.setattr("treuga.extract.extract_many", interrupted)
    result = invoke("read", reports, "--case", empty)
    assert result.code == 130
    assert "2 reports read." in result.out
    assert "goes on with the rest" in result.err
    assert names(empty) == ["a-release.txt", "b-ties.txt"]
    monkeypatch.setattr("treuga.extract.extract_many", one_by_one)
    result = invoke("read", reports, "--case", empty)
    assert (result.code, "2 reports read, 2 already there." in result.out) == (0, True)


def test_a_report_that_breaks_extraction_is_named_and_the_rest_is_read(
    invoke: Any, reports: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(reports: Iterable[model.Report], **_: Any) -> Iterator[model.Testimony]:
        waiting = []
        for report in reports:
            waiting.append(report)
            if report.name.startswith("b"):
                raise RecursionError("too deep")
            if len(waiting) == 2:
                yield from (model.Testimony(report.id) for report in waiting)

    def single(report: model.Report, **_: Any) -> model.Testimony:
        if report.name.startswith("b"):
            raise RecursionError("too deep")
        return model.Testimony(report.id)

    monkeypatch.setattr("treuga.extract.extract_many", broken)
    monkeypatch.setattr("treuga.extract.extract", single)
    result = invoke("read", reports, "--case", empty)
    assert result.code == 1
    assert "[TR110] b-ties.txt: " in result.err
    assert names(empty) == ["a-release.txt", "c-hostile.txt", "d-leaflet.txt"]


def test_reading_that_fails_as_a_whole_is_no_reports_fault(
    invoke: Any, reports: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any, **__: Any) -> Iterator[Any]:
        raise MemoryError("no room")
        yield

    monkeypatch.setattr("treuga.sources.read_many", failing)
    monkeypatch.setattr("treuga.extract.extract_many", one_by_one)
    result = invoke("read", reports, "--case", empty)
    assert result.code == 1
    assert "MemoryError" in result.err


def test_an_agreement_with_a_mistake_does_not_stop_reading(
    invoke: Any, reports: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("treuga.extract.extract_many", one_by_one)
    (empty / "agreements" / "bad.yaml").write_text("id: [\n")
    result = invoke("read", reports, "--case", empty)
    assert result.code == 0
    assert "bad.yaml" in result.err
    assert len(names(empty)) == 4


def test_a_folder_without_reports_is_said_so(invoke: Any, tmp_path: Path, empty: Path) -> None:
    (tmp_path / "void").mkdir()
    result = invoke("read", tmp_path / "void", "--case", empty)
    assert result.code == 1
    assert result.err


def test_a_reader_that_goes_away_is_no_error(case: Path) -> None:
    command = [sys.executable, "-m", "treuga", "reports", "--format", "json", "--case", str(case)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        err = process.stderr.read()
    assert process.returncode == 141
    assert err == b""


def test_the_demo_leaves_a_foreign_folder_alone_and_runs_again_in_its_own(invoke: Any, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    refused = invoke("demo", "--dir", tmp_path / "mine")
    assert (refused.code, "[TR121]" in refused.err) == (2, True)
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["thesis.txt"]
    first = invoke("demo", "--dir", tmp_path / "demo")
    assert first.code == 0, first.err
    assert "prisoners-5000" in first.out
    assert "invented" in first.err
    assert (tmp_path / "demo" / "brief.html").is_file()
    assert str(tmp_path / "demo" / "brief.html") in first.out
    second = invoke("demo", "--dir", tmp_path / "demo")
    assert second.code == 0
    assert "0 reports read" in second.out


def test_a_file_over_the_limit_of_the_case_is_named_and_the_others_are_read(
    invoke: Any, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("treuga.extract.extract_many", one_by_one)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "large.txt").write_text("The envoy said the road was open again.\n" * 30_000)
    (folder / "small.txt").write_text("The envoy said the road was open again on 3 March 2021.\n")
    (empty / "treuga.yaml").write_text("max_file_mb: 1\n")
    result = invoke("read", folder, "--case", empty)
    assert result.code == 1 and "TR205" in result.err and "max_file_mb" in result.err
    assert names(empty) == ["small.txt"]
    (empty / "treuga.yaml").write_text("max_file_mb: 2\n")
    assert invoke("read", folder, "--case", empty).code == 0
