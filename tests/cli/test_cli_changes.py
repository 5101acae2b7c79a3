"""``treuga changes`` on the small case."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import treuga
from treuga.cli.changes import print_changes
from treuga.cli.console import console
from treuga.model import Agreement
from treuga.monitor import Change

AGREEMENT = "us-taliban-2020"
PERIOD = ("--since", "2020-09-01", "--until", "2020-09-30")


def test_what_a_report_changed_is_told_with_its_sentence(invoke: Any, case: Path) -> None:
    result = invoke("changes", AGREEMENT, *PERIOD, "--format", "json", "--case", case)
    assert result.code == 0
    found = [record for record in json.loads(result.out) if record["subject"] == "prisoners-5000"]
    by_kind = {record["kind"]: record for record in found}
    assert (by_kind["state"]["before"], by_kind["state"]["after"]) == ("active", "satisfied")
    assert by_kind["evidence"]["evidence"]["report"] == "a-release.txt"
    assert (by_kind["state"]["since"], by_kind["state"]["until"]) == ("2020-09-01", "2020-09-30")


def test_the_table_names_the_reports_and_says_when_nothing_changed(invoke: Any, case: Path) -> None:
    words = " ".join(invoke("changes", AGREEMENT, *PERIOD, "--case", case).out.split())
    assert "State: active -> satisfied" in words
    assert "1 report came out in between: a-release.txt." in words
    quiet = invoke("changes", AGREEMENT, "--since", "2020-09-20", "--until", "2020-09-30", "--case", case)
    assert "Nothing changed." in quiet.out
    assert "0 reports came out in between." in quiet.out


def test_one_day_seen_from_two(invoke: Any, case: Path) -> None:
    given = ("--since", "2020-09-01", "--as-of", "2020-09-12", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(invoke("changes", AGREEMENT, *given, "--case", case).out)))
    assert {row["report"] for row in rows if row["kind"] == "evidence"} == {"a-release.txt"}
    assert "deadline passed" not in {row["kind"] for row in rows}


def test_a_period_that_ends_before_it_begins_is_refused(invoke: Any, case: Path) -> None:
    result = invoke("changes", AGREEMENT, "--since", "2021-01-01", "--until", "2020-01-01", "--case", case)
    assert result.code == 2
    assert "TR606" in result.err


def test_the_python_face_gives_the_same(case: Path) -> None:
    table = treuga.changes(AGREEMENT, since="2020-09-01", until="2020-09", case=case)
    assert {"state", "evidence"} <= {change.kind for change in table}
    assert table.to_rows()[0].keys() >= {"subject", "kind", "before", "after"}


def test_hostile_words_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    evil = Change("a\x1b[2J", "claim", "", "[red]north\x1b]0;owned\x07: done")
    print_changes(console(), "Pact\x1b[2J", [evil], Agreement("pact", "Pact", (), None, "d"))
    out = capsys.readouterr().out
    assert "[red]north" in out
    assert "\x1b" not in out
    assert "\x07" not in out
