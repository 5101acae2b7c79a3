"""``treuga deadlines`` on the small case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import treuga

AGREEMENT = "us-taliban-2020"


def test_deadlines_by_date(invoke: Any, case: Path) -> None:
    result = invoke("deadlines", AGREEMENT, "--as-of", "2021-02-16", "--format", "json", "--case", case)
    records = json.loads(result.out)
    assert [r["date"] for r in records] == sorted(r["date"] for r in records)
    (due,) = [r for r in records if (r["subject"], r["kind"]) == ("withdrawal", "deadline")]
    assert (due["date"], due["days"], due["settled"]) == ("2021-04-29", 72, False)
    (gate, _) = [r for r in records if r["kind"] == "decision expected"]
    assert (gate["agreement"], gate["subject"], gate["state"]) == ("nato-resolute-support", "presence", "not open")


def test_ids_stay_whole_in_the_table(invoke: Any, case: Path) -> None:
    result = invoke("deadlines", "--as-of", "2021-02-16", "--open", "--case", case)
    assert "withdrawal-135-days" in result.out
    assert "prisoners-5000" not in result.out  # it was done
    assert max(len(line) for line in result.out.splitlines()) <= 80


def test_a_calendar_file(invoke: Any, case: Path, tmp_path: Path) -> None:
    target = tmp_path / "due.ics"
    result = invoke("deadlines", AGREEMENT, "--as-of", "2021-02-16", "--ics", target, "--remind", "3", "--case", case)
    assert result.code == 0
    assert f"written to {target}" in result.err
    raw = target.read_bytes()
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"DTSTART;VALUE=DATE:20210429\r\n" in raw
    assert b"TRIGGER:-P3D\r\n" in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_a_calendar_that_cannot_be_written_is_said(invoke: Any, case: Path, tmp_path: Path) -> None:
    result = invoke("deadlines", AGREEMENT, "--ics", tmp_path / "nowhere" / "due.ics", "--case", case)
    assert result.code == 2
    assert "TR123" in result.err


def test_the_python_face_gives_dates(case: Path) -> None:
    rows = treuga.deadlines(AGREEMENT, case=case, as_of="2021-02-16").to_rows()
    assert {row["subject"] for row in rows} >= {"withdrawal", "presence"}
    assert all(row["date"].year >= 2020 for row in rows)
